from __future__ import annotations

import pytest

from accounts.models import User
from autowebiq.common.errors import InvalidInput
from credits import selectors, services
from credits.errors import InsufficientCredits
from credits.models import Entry


def adjust(user: User, operator: User, credits: int, reason: str = "Outage of 3 March") -> Entry:
    return services.adjust(
        user_id=user.pk,
        credits=credits,
        key=f"adjust:{credits}",
        reason=reason,
        reference="ticket 12",
        operator_id=operator.pk,
    )


def test_it_adds_and_keeps_who_and_why(alice: User, bob: User) -> None:
    entry = adjust(alice, bob, 20)

    assert (entry.kind, entry.amount, entry.balance_after) == ("adjustment", 20, 100)
    assert (entry.description, entry.reference) == ("Outage of 3 March", "ticket 12")
    assert entry.extra == {"operator_id": str(bob.pk)}


def test_it_takes_away(alice: User, bob: User) -> None:
    adjust(alice, bob, -80)

    assert selectors.wallet(user_id=alice.pk).credits == 0


def test_it_never_takes_what_is_held(alice: User, bob: User) -> None:
    services.place_hold(user_id=alice.pk, credits=31, key="b", reference="", description="")

    with pytest.raises(InsufficientCredits) as refusal:
        adjust(alice, bob, -50)
    assert refusal.value.members == {"need": 50, "have": 49}


@pytest.mark.parametrize(("credits", "reason"), [(0, "why"), (5, "  ")])
def test_it_needs_an_amount_and_a_reason(alice: User, bob: User, credits: int, reason: str) -> None:
    with pytest.raises(InvalidInput):
        adjust(alice, bob, credits, reason)
