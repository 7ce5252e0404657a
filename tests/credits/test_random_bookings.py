"""Hundreds of random stories, each told to the books and to a model of a few lines beside them.

LEDGER_EXAMPLES in the environment sets how many.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import User
from credits import selectors, services
from credits.errors import HoldClosed, InsufficientCredits
from credits.models import EntryKind, Hold
from credits.selectors import Wallet

EXAMPLES = int(os.environ.get("LEDGER_EXAMPLES", "200"))
CREDITS = st.integers(1, 60)
_numbers = itertools.count()


class Bookings(RuleBasedStateMachine):
    """The model: a balance, the open holds and what each closed one was charged (None: released)."""

    holds = Bundle("holds")

    def __init__(self) -> None:
        super().__init__()
        self.number = next(_numbers)
        self.user = User.objects.create_user(f"user{self.number}@example.com")
        self.balance = 0
        self.open: dict[str, int] = {}
        self.closed: dict[str, int | None] = {}

    def key(self) -> str:
        return f"{self.number}:{next(_numbers)}"

    @property
    def available(self) -> int:
        return self.balance - sum(self.open.values())

    @rule(credits=CREDITS)
    def grant(self, credits: int) -> None:
        services.grant(user_id=self.user.pk, credits=credits, kind=EntryKind.PURCHASE, key=self.key())
        self.balance += credits

    @rule(credits=st.integers(-60, 60).filter(bool))
    def adjust(self, credits: int) -> None:
        def act() -> None:
            services.adjust(
                user_id=self.user.pk,
                credits=credits,
                key=self.key(),
                reason="r",
                reference="",
                operator_id=self.user.pk,
            )

        if self.refused(act, InsufficientCredits) != (self.available + credits < 0):
            raise AssertionError("an adjustment and the model disagree")
        self.balance += credits if self.available + credits >= 0 else 0

    @rule(target=holds, credits=CREDITS)
    def hold(self, credits: int) -> str:
        key = self.key()

        def act() -> None:
            services.place_hold(user_id=self.user.pk, credits=credits, key=key, reference="", description="")

        refused = self.refused(act, InsufficientCredits)
        assert refused == (self.available < credits)
        if not refused:
            self.open[key] = credits
        return key

    @rule(key=holds, part=st.integers(0, 60))
    def settle(self, key: str, part: int) -> None:
        if key not in self.open and key not in self.closed:
            return
        hold = Hold.objects.get(key=key)
        credits = min(part, hold.amount)
        refused = self.refused(lambda: services.settle_hold(hold_id=hold.pk, credits=credits), HoldClosed)
        if self.open.pop(key, None) is not None:
            assert not refused
            self.closed[key] = credits
            self.balance -= credits
        else:
            assert refused == (self.closed[key] != credits)

    @rule(key=holds)
    def release(self, key: str) -> None:
        if key not in self.open and key not in self.closed:
            return
        hold = Hold.objects.get(key=key)
        refused = self.refused(lambda: services.release_hold(hold_id=hold.pk), HoldClosed)
        if self.open.pop(key, None) is not None:
            assert not refused
            self.closed[key] = None
        else:
            assert refused == (self.closed[key] is not None)

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def hold_again(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.open)))
        services.place_hold(
            user_id=self.user.pk, credits=self.open[key], key=key, reference="", description=""
        )

    @invariant()
    def the_books_say_what_the_model_says(self) -> None:
        held = sum(self.open.values())
        wallet = selectors.wallet(user_id=self.user.pk)
        assert wallet == Wallet(credits=self.balance - held, held=held, balance=self.balance)

    def teardown(self) -> None:
        rows = selectors.history(user_id=self.user.pk, limit=100, offset=0)
        assert sum(row.amount for row in rows) == self.available
        for newer, older in itertools.pairwise(rows):
            assert newer.balance_before == older.balance_after
        if len(rows) < 100:
            assert selectors.history_count(user_id=self.user.pk) == len(rows)

    @staticmethod
    def refused(act: Callable[[], object], error: type[Exception]) -> bool:
        try:
            act()
        except error:
            return True
        return False


@pytest.mark.django_db
@pytest.mark.timeout(600)
def test_the_books_and_the_model_agree() -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Bookings,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=20,
            deadline=None,
            database=None,
            suppress_health_check=checks,
        ),
    )
