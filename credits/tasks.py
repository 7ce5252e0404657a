"""Celery's doors to what time does to the books. The names stay the same over releases."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from credits import services


@shared_task(name="credits.turn_grants")
def turn_grants() -> int:
    """Begin what begins and expire what ends."""
    return services.begin_grants() + services.expire_grants()


@shared_task(name="credits.refill_month")
def refill_month() -> int:
    return services.refill_month(now=timezone.now())


@shared_task(name="credits.release_expired_holds")
def release_expired_holds() -> int:
    return services.release_expired_holds(now=timezone.now())


@shared_task(name="credits.notice_low_balances")
def notice_low_balances() -> int:
    services.note_low_balances(now=timezone.now())
    return services.send_low_balance_mails()


@shared_task(name="credits.check_ledger")
def check_ledger() -> int:
    """How many rows differ."""
    return services.check_books(now=timezone.now())[1].differences
