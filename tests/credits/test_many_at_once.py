"""Sixty-four threads on one wallet and on many: nothing is lost or spent twice, nobody waits for ever."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from credits import selectors, services
from credits.errors import HoldClosed, InsufficientCredits
from credits.models import Account, EntryKind

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 64
ROUNDS = 12
EXPECTED = (InsufficientCredits, HoldClosed)


def live(chance: random.Random, user_id: UUID, key: str) -> None:
    """One round of somebody's life; what a wallet cannot pay is refused, and nothing else may fail."""
    services.grant(
        user_id=user_id,
        credits=chance.randint(1, 20),
        kind=chance.choice([EntryKind.PURCHASE, EntryKind.PROMOTION]),
        key=f"grant:{key}",
    )
    if chance.random() < 0.3:
        now = timezone.now()
        services.grant(
            user_id=user_id,
            credits=5,
            kind=EntryKind.PROMOTION,
            key=f"short:{key}",
            effective_at=now - timedelta(hours=1),
            expires_at=now + timedelta(milliseconds=chance.randint(1, 200)),
        )
    if chance.random() < 0.2:
        services.expire_grants()
    try:
        hold = services.place_hold(
            user_id=user_id, credits=chance.randint(1, 40), key=f"hold:{key}", reference="", description=""
        )
    except InsufficientCredits:
        return
    if chance.random() < 0.4:
        services.release_hold(hold_id=hold.pk)
    else:
        services.settle_hold(hold_id=hold.pk, credits=chance.randint(0, hold.amount))


def sums_differ() -> Any:
    with connection.cursor() as cursor:
        cursor.execute(
            "select a.user_id from credits_account a left join credits_entry e on e.account_id = a.user_id"
            " group by a.user_id having a.balance <> coalesce(sum(e.amount), 0) or a.held <> 0"
        )
        return cursor.fetchall()


@pytest.mark.parametrize("wallets", [1, 40])
def test_everybody_at_once(
    make_user: Callable[[str], User], at_once: Callable[..., Any], wallets: int
) -> None:
    users = [make_user(f"user{n}").pk for n in range(wallets)]

    def work(number: int) -> None:
        chance = random.Random(number)
        for turn in range(ROUNDS):
            live(chance, chance.choice(users), f"{number}:{turn}")

    assert [o for o in at_once(THREADS, work) if o is not None] == []
    assert sums_differ() == []


def test_sixty_four_on_credits_for_eight(alice: User, at_once: Callable[..., Any]) -> None:
    def work(number: int) -> object:
        return services.place_hold(
            user_id=alice.pk, credits=10, key=f"build:{number}", reference="", description=""
        )

    refused = [o for o in at_once(THREADS, work) if isinstance(o, InsufficientCredits)]
    assert len(refused) == THREADS - 8
    assert selectors.wallet(user_id=alice.pk).credits == 0


def test_settling_and_releasing_one_hold_at_once_does_one(alice: User, at_once: Callable[..., Any]) -> None:
    hold = services.place_hold(user_id=alice.pk, credits=31, key="k", reference="", description="")

    def work(number: int) -> object:
        if number % 2:
            return services.release_hold(hold_id=hold.pk)
        return services.settle_hold(hold_id=hold.pk, credits=31)

    outcomes = at_once(THREADS, work)
    assert {type(o) for o in outcomes if isinstance(o, Exception)} <= {HoldClosed}
    assert len({o.state for o in outcomes if not isinstance(o, Exception)}) == 1
    assert Account.objects.get(pk=alice.pk).balance in (49, 80)
