from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from autowebiq.common.errors import InvalidInput
from credits import selectors, services
from credits.errors import InsufficientCredits, KeyConflict, WalletMissing
from credits.models import Hold, HoldState
from credits.selectors import Wallet


def hold(user: User, credits: int = 31, key: str = "build:1") -> Hold:
    return services.place_hold(
        user_id=user.pk, credits=credits, key=key, reference=key, description="A website"
    )


def test_it_sets_credits_aside(alice: User) -> None:
    placed = hold(alice)

    assert (placed.state, placed.amount, placed.captured) == (HoldState.PENDING, 31, None)
    assert selectors.wallet(user_id=alice.pk) == Wallet(credits=49, held=31, balance=80)


def test_it_holds_the_last_credit(alice: User) -> None:
    hold(alice, credits=80)

    assert selectors.wallet(user_id=alice.pk).credits == 0


def test_a_repeated_key_answers_with_the_earlier_hold(alice: User) -> None:
    assert hold(alice).pk == hold(alice).pk
    assert selectors.wallet(user_id=alice.pk).held == 31


def test_a_repeated_key_is_answered_even_when_the_wallet_is_empty_by_now(alice: User) -> None:
    first = hold(alice, credits=60)

    assert hold(alice, credits=60).pk == first.pk


def test_a_key_with_another_amount_is_refused(alice: User) -> None:
    hold(alice)

    with pytest.raises(KeyConflict):
        hold(alice, credits=30)


def test_a_key_of_somebody_else_is_refused(alice: User, bob: User) -> None:
    hold(alice)

    with pytest.raises(KeyConflict):
        hold(bob)
    assert selectors.wallet(user_id=bob.pk).held == 0


def test_too_little_is_refused_with_both_figures(alice: User) -> None:
    hold(alice, credits=50)

    with pytest.raises(InsufficientCredits) as refusal:
        hold(alice, credits=31, key="build:2")
    assert refusal.value.members == {"need": 31, "have": 30}
    assert (refusal.value.status, refusal.value.code) == (402, "insufficient_credits")


def test_a_refusal_leaves_the_callers_transaction_usable(alice: User) -> None:
    with transaction.atomic():
        with pytest.raises(InsufficientCredits):
            hold(alice, credits=81)
        hold(alice, credits=80)

    assert selectors.wallet(user_id=alice.pk).held == 80


def test_it_is_undone_with_the_callers_transaction(alice: User) -> None:
    with transaction.atomic():
        hold(alice)
        transaction.set_rollback(True)

    assert selectors.wallet(user_id=alice.pk) == Wallet(credits=80, held=0, balance=80)


@pytest.mark.parametrize("credits", [0, -1])
def test_nothing_and_less_cannot_be_held(alice: User, credits: int) -> None:
    with pytest.raises(InvalidInput):
        hold(alice, credits=credits)


@pytest.mark.django_db
def test_nobody_has_no_wallet() -> None:
    with pytest.raises(WalletMissing):
        services.place_hold(user_id=uuid.uuid4(), credits=1, key="k", reference="", description="")


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_on_credits_for_five_accept_five(alice: User, at_once: Callable[..., Any]) -> None:
    outcomes = at_once(20, lambda n: hold(alice, credits=16, key=f"build:{n}"))

    assert [type(o) for o in outcomes].count(Hold) == 5
    assert [type(o) for o in outcomes].count(InsufficientCredits) == 15
    assert selectors.wallet(user_id=alice.pk) == Wallet(credits=0, held=80, balance=80)


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_with_one_key_make_one_hold(alice: User, at_once: Callable[..., Any]) -> None:
    outcomes = at_once(16, lambda n: hold(alice))

    assert len({o.pk for o in outcomes}) == 1
    assert selectors.wallet(user_id=alice.pk).held == 31
