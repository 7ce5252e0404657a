"""What time does to the books: grants begin and expire, months are refilled, forgotten holds come back.

Each is called by a periodic job and safe to run twice at once: every row is turned by a statement of its own
that does nothing the second time, so a job that dies midway loses nothing either.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from credits.errors import HoldClosed, KeyConflict
from credits.models import Account, EntryKind, Grant, GrantState, Hold, HoldState
from credits.services import moving

logger = logging.getLogger(__name__)

BATCH = 1000


def begin_grants() -> int:
    """Write the entries of grants whose time has come, by the database's clock; return how many."""
    due = Grant.objects.filter(state=GrantState.SCHEDULED, effective_at__lte=Now()).order_by("effective_at")
    ids = list(due.values_list("pk", flat=True)[:BATCH])
    return sum(moving.turn_grant(grant_id, GrantState.SCHEDULED, GrantState.ACTIVE) for grant_id in ids)


def expire_grants() -> int:
    """Take what is left of grants whose time is over, by the database's clock; return how many.

    What of them is held stays with its hold: charged as promised, or lapsing when the hold is released.
    """
    due = Grant.objects.filter(state=GrantState.ACTIVE, spent_at=None, expires_at__lte=Now())
    ids = list(due.order_by("expires_at").values_list("pk", flat=True)[:BATCH])
    return sum(moving.turn_grant(grant_id, GrantState.ACTIVE, GrantState.EXPIRED) for grant_id in ids)


def refill_month(*, now: datetime, credits: int | None = None) -> int:
    """Give every active user the credits of the month of ``now`` (UTC) once; return how many got them.

    ``credits`` is ``settings.MONTHLY_CREDITS`` unless given; none are given for 0. They last until the month
    ends and never touch what was bought: last month's expire by their own terms.
    """
    credits = settings.MONTHLY_CREDITS if credits is None else credits
    if credits < 1:
        return 0
    period, ends_at = _period(now)
    given = Grant.objects.filter(account=OuterRef("pk"), period=period)
    waiting = Account.objects.filter(~Exists(given), user__is_active=True).order_by("pk")
    count = 0
    for user_id in waiting.values_list("pk", flat=True).iterator(chunk_size=BATCH):
        count += _refill(user_id, credits, period, ends_at)
    return count


def _refill(user_id: UUID, credits: int, period: str, ends_at: datetime) -> bool:
    try:
        moving.grant(
            user_id=user_id,
            credits=credits,
            kind=EntryKind.MONTHLY_RESET,
            key=f"monthly:{user_id}:{period}",
            description=f"Credits of {period}",
            period=period,
            effective_at=min(datetime.now(UTC), _start(period)),
            expires_at=ends_at,
        )
    except KeyConflict:
        # Another process was first, with another amount: the period has its refill.
        return False
    return True


def _period(now: datetime) -> tuple[str, datetime]:
    """``YYYY-MM`` of a moment and the moment at which that month ends, both in UTC."""
    now = now.astimezone(UTC)
    year, month = (now.year + 1, 1) if now.month == 12 else (now.year, now.month + 1)
    return f"{now:%Y-%m}", datetime(year, month, 1, tzinfo=UTC)


def _start(period: str) -> datetime:
    return datetime.strptime(period, "%Y-%m").replace(tzinfo=UTC)


def release_expired_holds(*, now: datetime) -> int:
    """Give back holds that nobody resolved in time; return how many.

    The builds end theirs at ``expires_at``; ``settings.HOLD_GRACE_SECONDS`` later nobody will.
    """
    before = now - timedelta(seconds=settings.HOLD_GRACE_SECONDS)
    overdue = Hold.objects.filter(state=HoldState.PENDING, expires_at__lt=before).order_by("expires_at")
    count = 0
    for hold_id in overdue.values_list("pk", flat=True)[:BATCH]:
        try:
            moving.release_hold(hold_id=hold_id)
        except HoldClosed:
            continue  # settled just now
        logger.warning("Hold %s had expired and was released.", hold_id)
        count += 1
    return count
