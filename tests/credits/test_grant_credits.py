from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from autowebiq.common.errors import InvalidInput
from credits import selectors, services
from credits.errors import KeyConflict, WalletMissing
from credits.models import Entry, EntryKind, Grant


def buy(user: User, credits: int = 100, key: str = "invoice:7") -> Grant:
    return services.grant(
        user_id=user.pk, credits=credits, kind=EntryKind.PURCHASE, key=key, reference="invoice 7"
    )


def test_it_adds_to_the_wallet(alice: User) -> None:
    grant = buy(alice)

    entry = Entry.objects.get(grant=grant)
    assert (entry.seq, entry.amount, entry.balance_after) == (2, 100, 180)
    assert selectors.wallet(user_id=alice.pk).credits == 180


def test_a_repeated_key_answers_with_the_earlier_grant(alice: User) -> None:
    assert buy(alice).pk == buy(alice).pk
    assert selectors.wallet(user_id=alice.pk).credits == 180


def test_a_key_with_another_amount_is_refused(alice: User) -> None:
    buy(alice)

    with pytest.raises(KeyConflict):
        buy(alice, credits=99)


def test_a_key_of_somebody_else_is_refused(alice: User, bob: User) -> None:
    buy(alice)

    with pytest.raises(KeyConflict):
        buy(bob)
    assert selectors.wallet(user_id=bob.pk).credits == 80


@pytest.mark.parametrize("kind", [EntryKind.DEDUCTION, EntryKind.EXPIRY])
def test_only_income_is_granted(alice: User, kind: EntryKind) -> None:
    with pytest.raises(InvalidInput):
        services.grant(user_id=alice.pk, credits=1, kind=kind, key="k")


def test_nothing_is_not_granted(alice: User) -> None:
    with pytest.raises(InvalidInput):
        buy(alice, credits=0)


@pytest.mark.django_db
def test_nobody_has_no_wallet() -> None:
    with pytest.raises(WalletMissing):
        services.grant(user_id=uuid.uuid4(), credits=1, kind=EntryKind.PURCHASE, key="k")


def test_opening_a_wallet_again_leaves_it_as_it_is(alice: User) -> None:
    assert services.open_account(user_id=alice.pk).balance == 80


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_are_all_counted(alice: User, at_once: Callable[..., Any]) -> None:
    outcomes = at_once(16, lambda n: buy(alice, credits=10, key=f"invoice:{n}"))

    seqs = Entry.objects.filter(grant__in=outcomes).values_list("seq", flat=True)
    assert sorted(seqs) == list(range(2, 18))
    assert selectors.wallet(user_id=alice.pk).credits == 80 + 160


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_with_one_key_count_once(alice: User, at_once: Callable[..., Any]) -> None:
    outcomes = at_once(16, lambda n: buy(alice))

    assert len({grant.pk for grant in outcomes}) == 1
    assert selectors.wallet(user_id=alice.pk).credits == 180
