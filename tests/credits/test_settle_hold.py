from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from autowebiq.common.errors import InvalidInput, NotFound
from credits import selectors, services
from credits.errors import HoldClosed
from credits.models import Entry, Hold, HoldState
from credits.selectors import Wallet


@pytest.fixture
def hold(alice: User) -> Hold:
    return services.place_hold(
        user_id=alice.pk, credits=31, key="build:1", reference="build:1", description="A website"
    )


def test_it_charges_and_returns_the_rest_to_the_wallet(alice: User, hold: Hold) -> None:
    settled = services.settle_hold(hold_id=hold.pk, credits=28)

    assert (settled.state, settled.captured) == (HoldState.POSTED, 28)
    assert selectors.wallet(user_id=alice.pk) == Wallet(credits=52, held=0, balance=52)


def test_it_writes_one_entry_that_names_the_hold(alice: User, hold: Hold) -> None:
    settled = services.settle_hold(hold_id=hold.pk, credits=28)

    entry = Entry.objects.get(hold=hold)
    assert (entry.kind, entry.amount, entry.balance_after) == ("deduction", -28, 52)
    assert (entry.reference, entry.description, entry.seq) == ("build:1", "A website", settled.closed_seq)


def test_charging_nothing_writes_no_entry(alice: User, hold: Hold) -> None:
    settled = services.settle_hold(hold_id=hold.pk, credits=0)

    assert (settled.state, settled.captured) == (HoldState.POSTED, 0)
    assert not Entry.objects.filter(hold=hold).exists()
    assert selectors.wallet(user_id=alice.pk).credits == 80


def test_settling_again_for_the_same_amount_answers_the_same(alice: User, hold: Hold) -> None:
    services.settle_hold(hold_id=hold.pk, credits=28)

    assert services.settle_hold(hold_id=hold.pk, credits=28).captured == 28
    assert selectors.wallet(user_id=alice.pk).balance == 52


def test_settling_again_for_another_amount_is_refused(hold: Hold) -> None:
    services.settle_hold(hold_id=hold.pk, credits=28)

    with pytest.raises(HoldClosed):
        services.settle_hold(hold_id=hold.pk, credits=27)


def test_a_released_hold_is_not_settled(hold: Hold) -> None:
    services.release_hold(hold_id=hold.pk)

    with pytest.raises(HoldClosed):
        services.settle_hold(hold_id=hold.pk, credits=0)


@pytest.mark.parametrize("credits", [-1, 32])
def test_less_than_nothing_and_more_than_was_held_are_refused(hold: Hold, credits: int) -> None:
    with pytest.raises(InvalidInput):
        services.settle_hold(hold_id=hold.pk, credits=credits)
    hold.refresh_from_db()
    assert hold.state == HoldState.PENDING


@pytest.mark.django_db
def test_an_unknown_hold_is_not_found() -> None:
    with pytest.raises(NotFound):
        services.settle_hold(hold_id=uuid.uuid4(), credits=1)


@pytest.mark.django_db(transaction=True)
def test_settling_and_releasing_at_once_does_one_of_them(alice: User, at_once: Callable[..., Any]) -> None:
    holds = [
        services.place_hold(user_id=alice.pk, credits=8, key=f"b:{n}", reference="", description="")
        for n in range(8)
    ]

    def finish_or_cancel(number: int) -> Hold:
        target = holds[number // 2].pk
        if number % 2:
            return services.release_hold(hold_id=target)
        return services.settle_hold(hold_id=target, credits=5)

    outcomes = at_once(16, finish_or_cancel)

    assert [type(o) for o in outcomes].count(HoldClosed) == 8
    settled = Hold.objects.filter(state=HoldState.POSTED).count()
    assert selectors.wallet(user_id=alice.pk) == Wallet(80 - 5 * settled, 0, 80 - 5 * settled)
