"""Celery's doors to what time does to published sites. The names stay the same over releases."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from publishing import visits


@shared_task(name="publishing.collect_visits")
def collect_visits() -> int:
    return visits.collect(now=timezone.now())
