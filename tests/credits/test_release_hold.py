from __future__ import annotations

import uuid

import pytest

from accounts.models import User
from autowebiq.common.errors import NotFound
from credits import selectors, services
from credits.errors import HoldClosed
from credits.models import Entry, Hold, HoldState
from credits.selectors import Wallet


@pytest.fixture
def hold(alice: User) -> Hold:
    return services.place_hold(user_id=alice.pk, credits=31, key="b:1", reference="", description="")


def test_it_returns_everything(alice: User, hold: Hold) -> None:
    released = services.release_hold(hold_id=hold.pk)

    assert (released.state, released.captured) == (HoldState.VOIDED, None)
    assert selectors.wallet(user_id=alice.pk) == Wallet(credits=80, held=0, balance=80)
    assert not Entry.objects.filter(hold=hold).exists()


def test_releasing_again_changes_nothing(alice: User, hold: Hold) -> None:
    first = services.release_hold(hold_id=hold.pk)

    assert services.release_hold(hold_id=hold.pk).closed_at == first.closed_at
    assert selectors.wallet(user_id=alice.pk).credits == 80


def test_a_settled_hold_is_not_released(hold: Hold) -> None:
    services.settle_hold(hold_id=hold.pk, credits=31)

    with pytest.raises(HoldClosed):
        services.release_hold(hold_id=hold.pk)


@pytest.mark.django_db
def test_an_unknown_hold_is_not_found() -> None:
    with pytest.raises(NotFound):
        services.release_hold(hold_id=uuid.uuid4())
