"""What moved by the day, for the operators' chart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from credits import selectors, services
from credits.selectors import Day

pytestmark = pytest.mark.django_db


def test_a_day_tells_what_was_issued_spent_and_corrected(
    make_user: Callable[[str], User], alice: User
) -> None:
    now = timezone.now()
    hold = services.place_hold(user_id=alice.pk, credits=31, key="h", reference="", description="")
    services.settle_hold(hold_id=hold.pk, credits=31)
    services.grant(user_id=alice.pk, credits=10, kind=services.EntryKind.REFUND, key="r")
    services.adjust(user_id=alice.pk, credits=-5, key="a", reason="x", reference="y", operator_id=alice.pk)

    days = selectors.days(now=now, count=3)

    today = now.astimezone(UTC).date()
    assert days[-1] == Day(today, issued=80, spent=21, corrected=-5)
    assert days[:-1] == [Day(today - timedelta(days=back), 0, 0, 0) for back in (2, 1)]


def test_days_end_at_midnight_utc() -> None:
    now = datetime(2026, 5, 4, 0, 30, tzinfo=UTC)
    assert [day.date.isoformat() for day in selectors.days(now=now, count=2)] == ["2026-05-03", "2026-05-04"]
