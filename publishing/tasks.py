"""Celery's doors. The names are part of messages in flight: they stay the same over releases."""

from __future__ import annotations

from celery import shared_task
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from publishing import hosts, inbox, notices, publication, showcase, visits


@shared_task(name="publishing.deliver_notices")
def deliver_notices() -> int:
    """How many e-mails and webhook calls about submissions went out."""
    return notices.deliver_due(now=timezone.now(), rules=import_string(settings.WEBHOOK_RULES))


@shared_task(name="publishing.tidy_inboxes")
def tidy_inboxes() -> int:
    """How many submissions had had their time."""
    return inbox.tidy(now=timezone.now())


@shared_task(name="publishing.forget_deleted_sites")
def forget_deleted_sites() -> int:
    """How many sites of deleted projects were let go."""
    return publication.forget_deleted_sites(now=timezone.now())


@shared_task(name="publishing.collect_visits")
def collect_visits() -> int:
    """How many sums of visits moved to the database."""
    return visits.collect(now=timezone.now())


@shared_task(name="publishing.recheck_hosts")
def recheck_hosts() -> int:
    """How many of the checked hosts are verified."""
    return hosts.recheck_hosts(now=timezone.now())


@shared_task(name="publishing.picture_templates")
def picture_templates() -> int:
    """How many templates got a photograph."""
    return showcase.take_pictures()
