"""Grants begin, are spent in order, end; months are refilled; what was bought stays."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from autowebiq.common.errors import InvalidInput
from credits import selectors, services, tasks
from credits.errors import GrantClosed, InsufficientCredits
from credits.models import Entry, EntryKind, Grant, GrantState, GrantUse, Hold

DAY = timedelta(days=1)


def give(user: User, credits: int, key: str, **terms: Any) -> Grant:
    return services.grant(
        user_id=user.pk, credits=credits, kind=terms.pop("kind", EntryKind.PROMOTION), key=key, **terms
    )


def hold(user: User, credits: int, key: str = "h") -> Hold:
    return services.place_hold(user_id=user.pk, credits=credits, key=key, reference="", description="")


def over(user: User, credits: int, key: str = "over") -> Grant:
    """A grant that ended yesterday, which nobody has booked yet."""
    now = timezone.now()
    return give(user, credits, key, effective_at=now - 2 * DAY, expires_at=now - DAY)


def left(user: User) -> dict[str, int]:
    return dict(Grant.objects.filter(account_id=user.pk).values_list("key", "remaining"))


def uses(hold: Hold) -> list[tuple[str, int]]:
    return list(GrantUse.objects.filter(hold=hold).order_by("nth").values_list("grant__key", "amount"))


@pytest.fixture
def dora(db: None) -> User:
    return User.objects.create_user("dora@example.com", name="Dora")


def test_spending_goes_by_priority_then_soonest_end_then_age(dora: User) -> None:
    now = timezone.now()
    give(dora, 10, "bought", kind=EntryKind.PURCHASE)
    give(dora, 10, "gift without end")
    give(dora, 10, "gift until next week", expires_at=now + 7 * DAY)
    give(dora, 10, "gift until tomorrow", expires_at=now + DAY)
    give(dora, 10, "later gift without end")
    give(dora, 10, "first of all", priority=0)

    assert [key for key, _ in uses(hold(dora, 60))] == [
        "first of all",
        "gift until tomorrow",
        "gift until next week",
        "gift without end",
        "later gift without end",
        "bought",
    ]


def test_releasing_gives_back_to_where_it_came_from(dora: User) -> None:
    give(dora, 10, "gift")
    give(dora, 30, "bought", kind=EntryKind.PURCHASE)
    placed = hold(dora, 25)
    assert uses(placed) == [("gift", 10), ("bought", 15)]

    services.release_hold(hold_id=placed.pk)
    assert left(dora) == {"gift": 10, "bought": 30}
    assert Grant.objects.filter(held__gt=0).count() == 0


def test_a_partial_charge_spends_in_order_and_gives_the_rest_back(dora: User) -> None:
    give(dora, 10, "gift")
    give(dora, 30, "bought", kind=EntryKind.PURCHASE)

    services.settle_hold(hold_id=hold(dora, 25).pk, credits=12)
    assert left(dora) == {"gift": 0, "bought": 28}


def test_what_is_over_leaves_by_an_entry_once(alice: User) -> None:
    over(alice, 20)

    assert [tasks.turn_grants(), tasks.turn_grants()] == [1, 0]
    expiry = Entry.objects.get(kind="expiry")
    assert (expiry.amount, expiry.balance_after) == (-20, 80)


def test_what_is_over_cannot_be_held_even_before_the_job_came(alice: User) -> None:
    over(alice, 20)

    with pytest.raises(InsufficientCredits) as refusal:
        hold(alice, 81)
    assert refusal.value.members == {"need": 81, "have": 80}
    assert uses(hold(alice, 80)) == [(f"signup:{alice.pk}", 80)]


def test_what_ended_while_it_was_held_can_still_be_charged(dora: User) -> None:
    give(dora, 10, "short", expires_at=timezone.now() + timedelta(seconds=0.3))
    placed = hold(dora, 8)
    time.sleep(0.4)
    services.expire_grants()
    assert selectors.wallet(user_id=dora.pk).balance == 8

    services.settle_hold(hold_id=placed.pk, credits=8)
    assert selectors.wallet(user_id=dora.pk).balance == 0


def test_what_ended_while_it_was_held_lapses_when_it_comes_back(dora: User) -> None:
    grant = give(dora, 10, "gift")
    placed = hold(dora, 8)
    services.void_grant(grant_id=grant.pk)
    services.release_hold(hold_id=placed.pk)

    assert selectors.wallet(user_id=dora.pk).balance == 0
    assert list(Entry.objects.filter(kind="void").order_by("seq").values_list("amount", flat=True)) == [
        -2,
        -8,
    ]


def test_a_grant_that_begins_later_counts_from_then_on(dora: User) -> None:
    grant = give(dora, 10, "soon", effective_at=timezone.now() + timedelta(seconds=0.3))
    assert (grant.state, selectors.wallet(user_id=dora.pk).credits) == (GrantState.SCHEDULED, 0)
    assert services.begin_grants() == 0
    time.sleep(0.4)

    assert [services.begin_grants(), services.begin_grants()] == [1, 0]
    assert selectors.wallet(user_id=dora.pk).credits == 10


def test_a_grant_that_never_began_is_voided_without_an_entry(dora: User) -> None:
    grant = give(dora, 10, "later", effective_at=timezone.now() + DAY)
    for _ in range(2):
        assert services.void_grant(grant_id=grant.pk).state == GrantState.VOIDED

    assert not Entry.objects.exists()


def test_what_has_expired_cannot_be_voided(alice: User) -> None:
    grant = over(alice, 20)
    services.expire_grants()

    with pytest.raises(GrantClosed):
        services.void_grant(grant_id=grant.pk)


@pytest.mark.parametrize("kind", [EntryKind.PURCHASE, EntryKind.REFUND])
def test_what_was_paid_for_cannot_be_given_an_end(alice: User, kind: EntryKind) -> None:
    with pytest.raises(InvalidInput):
        give(alice, 10, "k", kind=kind, expires_at=timezone.now() + DAY)


def test_a_month_is_refilled_once_for_every_active_user(alice: User, bob: User, charlie: User) -> None:
    User.objects.filter(pk=charlie.pk).update(is_active=False)
    now = datetime(2100, 2, 14, tzinfo=UTC)

    assert [services.refill_month(now=now, credits=40), services.refill_month(now=now, credits=50)] == [2, 0]
    grant = Grant.objects.get(account_id=alice.pk, period="2100-02")
    assert (grant.amount, grant.expires_at) == (40, datetime(2100, 3, 1, tzinfo=UTC))
    assert selectors.wallet(user_id=charlie.pk).credits == 80


def test_the_refill_of_december_ends_with_the_year(alice: User) -> None:
    services.refill_month(now=datetime(2100, 12, 31, 23, 59, tzinfo=UTC), credits=40)

    assert Grant.objects.get(period="2100-12").expires_at == datetime(2101, 1, 1, tzinfo=UTC)


def test_no_refill_and_no_end_touches_what_was_bought(dora: User) -> None:
    give(dora, 100, "bought", kind=EntryKind.PURCHASE)
    for month in (1, 2, 3):  # long past: each is over as soon as it is given
        services.refill_month(now=datetime(2026, month, 5, tzinfo=UTC), credits=40)
        services.expire_grants()

    assert selectors.wallet(user_id=dora.pk).credits == 100
    assert left(dora)["bought"] == 100


def test_without_a_setting_nothing_is_refilled(alice: User) -> None:
    assert tasks.refill_month() == 0


def test_the_monthly_job_gives_what_the_setting_says(alice: User, settings: Any) -> None:
    settings.MONTHLY_CREDITS = 25

    assert [tasks.refill_month(), tasks.refill_month()] == [1, 0]
    assert selectors.wallet(user_id=alice.pk).credits == 105


def test_a_forgotten_hold_comes_back(alice: User) -> None:
    now = timezone.now()
    for key, ended_at in (("forgotten", now - timedelta(hours=1)), ("fresh", now + timedelta(hours=1))):
        services.place_hold(
            user_id=alice.pk, credits=10, key=key, reference="", description="", expires_at=ended_at
        )

    assert [tasks.release_expired_holds(), tasks.release_expired_holds()] == [1, 0]
    assert selectors.wallet(user_id=alice.pk).held == 10


@pytest.mark.django_db(transaction=True)
def test_sixteen_refills_at_once_give_one(alice: User, at_once: Callable[..., Any]) -> None:
    outcomes = at_once(16, lambda n: services.refill_month(now=datetime(2100, 1, 9, tzinfo=UTC), credits=9))

    assert sum(outcomes) >= 1
    assert selectors.wallet(user_id=alice.pk).credits == 89


@pytest.mark.django_db(transaction=True)
def test_sixteen_expiries_at_once_take_once(alice: User, at_once: Callable[..., Any]) -> None:
    over(alice, 20)

    assert sum(at_once(16, lambda n: services.expire_grants())) == 1
    assert selectors.wallet(user_id=alice.pk).balance == 80
