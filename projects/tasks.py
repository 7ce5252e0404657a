"""Celery's doors. The names are part of messages in flight: they stay the same over releases."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from projects import services


@shared_task(name="projects.collect_blobs")
def collect_blobs() -> int:
    return services.collect_blobs().count


@shared_task(name="projects.prune_versions")
def prune_versions() -> int:
    return services.prune_versions()


@shared_task(name="projects.free_deleted")
def free_deleted() -> int:
    return services.free_deleted(now=timezone.now())


@shared_task(name="projects.make_thumbnails")
def make_thumbnails() -> int:
    return services.make_thumbnails()
