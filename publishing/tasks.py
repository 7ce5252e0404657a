"""Celery's doors to what time does to published sites. The names stay the same over releases."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from publishing import hosts, visits


@shared_task(name="publishing.collect_visits")
def collect_visits() -> int:
    return visits.collect(now=timezone.now())


@shared_task(name="publishing.recheck_hosts")
def recheck_hosts() -> int:
    """How many of the checked hosts are verified."""
    return hosts.recheck_hosts(now=timezone.now())
