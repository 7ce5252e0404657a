"""Celery's doors. The names are part of messages in flight: they stay the same over releases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from builds import services


@shared_task(name="builds.run_build", bind=True)
def run_build(self: Any, *, build_id: str) -> bool:
    return services.run_build(build_id=UUID(build_id), worker=f"{self.request.hostname}:{self.request.id}")


@shared_task(name="builds.publish_outbox")
def publish_outbox() -> int:
    return services.publish_outbox()


@shared_task(name="builds.reap_stale_builds")
def reap_stale_builds() -> int:
    return services.reap_stale_builds(now=timezone.now())
