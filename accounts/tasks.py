"""Celery's doors. The names are part of messages in flight: they stay the same over releases."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from accounts import personal


@shared_task(name="accounts.finish_closings")
def finish_closings() -> int:
    return personal.finish_closings(now=timezone.now())
