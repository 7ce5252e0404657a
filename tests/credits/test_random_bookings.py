"""A thousand random stories, each told to the books and to a model of a few lines beside them.

LEDGER_EXAMPLES in the environment sets how many.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
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
from credits import audit, selectors, services
from credits.errors import GrantClosed, HoldClosed, InsufficientCredits
from credits.models import EntryKind, Grant, Hold
from credits.selectors import Wallet

EXAMPLES = int(os.environ.get("LEDGER_EXAMPLES", "1000"))
CREDITS = st.integers(1, 60)
_numbers = itertools.count()


@dataclass
class Lot:
    """Credits of one grant in the model; state is open, due, over or void."""

    order: tuple[int, int]
    left: int
    held: int
    state: str


class Bookings(RuleBasedStateMachine):
    """The model: lots of credits in the order of spending, open holds with what they took of which lot.

    A lot is ``[order, left, held, state]``; ``due`` ones are over but their end is not booked yet.
    """

    holds = Bundle("holds")
    grants = Bundle("grants")

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.number = next(_numbers)
        self.user = User.objects.create_user(f"user{self.number}@example.com")
        self.lots: dict[str, Lot] = {}
        self.open: dict[str, list[tuple[str, int]]] = {}
        self.closed: dict[str, int | None] = {}

    def key(self) -> str:
        return f"{self.number}:{next(_numbers)}"

    @property
    def balance(self) -> int:
        return sum(lot.left for lot in self.lots.values())

    @property
    def held(self) -> int:
        return sum(lot.held for lot in self.lots.values())

    def expire_due(self) -> None:
        for lot in self.lots.values():
            if lot.state == "due":
                lot.left, lot.state = lot.held, "over"

    def take(self, credits: int) -> list[tuple[str, int]] | None:
        """Take from the lots in order, or nothing at all."""
        self.expire_due()
        if self.balance - self.held < credits:
            return None
        taken = []
        for key in sorted(self.lots, key=lambda key: self.lots[key].order):
            lot = self.lots[key]
            part = min(credits, lot.left - lot.held) if lot.state == "open" else 0
            if part:
                taken.append((key, part))
                credits -= part
        return taken

    def give(self, key: str, credits: int, priority: int, state: str = "open") -> str:
        # One moment of granting after the other: the older lot is spent first.
        self.lots[key] = Lot((priority, next(_numbers)), credits, 0, state)
        return key

    @rule(target=grants, credits=CREDITS, priority=st.sampled_from([10, 50]))
    def grant(self, credits: int, priority: int) -> str:
        key, kind = self.key(), EntryKind.PURCHASE
        services.grant(user_id=self.user.pk, credits=credits, kind=kind, key=key, priority=priority)
        return self.give(key, credits, priority)

    @rule(target=grants, credits=CREDITS)
    def grant_what_is_over(self, credits: int) -> str:
        key, now = self.key(), timezone.now()
        services.grant(
            user_id=self.user.pk,
            credits=credits,
            kind=EntryKind.PROMOTION,
            key=key,
            effective_at=now - timedelta(days=2),
            expires_at=now - timedelta(days=1),
        )
        return self.give(key, credits, 20, "due")

    @rule(month=st.integers(1, 3), credits=st.integers(1, 40))
    def refill(self, month: int, credits: int) -> None:
        key = f"month {month}"
        given = services.refill_month(now=datetime(2100, month, 9, tzinfo=UTC), credits=credits)
        assert given == (key not in self.lots)
        if given:
            # What ends first is spent first among the refills: an order by month.
            self.lots[key] = Lot((10, -100 + month), credits, 0, "open")

    @rule()
    def expire(self) -> None:
        services.expire_grants()
        self.expire_due()

    @rule(key=grants)
    def void(self, key: str) -> None:
        grant, lot = Grant.objects.get(key=key), self.lots[key]
        refused = self.refused(lambda: services.void_grant(grant_id=grant.pk), GrantClosed)
        assert refused == (lot.state == "over")
        if lot.state in ("open", "due"):
            lot.left, lot.state = lot.held, "void"

    @rule(credits=st.integers(-60, 60).filter(bool))
    def adjust(self, credits: int) -> None:
        key = self.key()

        def act() -> None:
            services.adjust(
                user_id=self.user.pk,
                credits=credits,
                key=key,
                reason="r",
                reference="",
                operator_id=self.user.pk,
            )

        taken = self.take(-credits) if credits < 0 else []
        assert self.refused(act, InsufficientCredits) == (taken is None)
        for lot, part in taken or []:
            self.lots[lot].left -= part
        if credits > 0:
            self.give(key, credits, 40)

    @rule(target=holds, credits=CREDITS)
    def hold(self, credits: int) -> str:
        key = self.key()

        def act() -> None:
            services.place_hold(user_id=self.user.pk, credits=credits, key=key, reference="", description="")

        taken = self.take(credits)
        assert self.refused(act, InsufficientCredits) == (taken is None)
        if taken is not None:
            self.open[key] = taken
            for lot, part in taken:
                self.lots[lot].held += part
        return key

    @rule(key=holds, part=st.integers(0, 60))
    def settle(self, key: str, part: int) -> None:
        if key not in self.open and key not in self.closed:
            return
        hold = Hold.objects.get(key=key)
        credits = min(part, hold.amount)
        refused = self.refused(lambda: services.settle_hold(hold_id=hold.pk, credits=credits), HoldClosed)
        if (taken := self.open.pop(key, None)) is not None:
            assert not refused
            self.closed[key] = credits
            self.resolve(taken, credits)
        else:
            assert refused == (self.closed[key] != credits)

    def resolve(self, taken: list[tuple[str, int]], charged: int) -> None:
        for key, part in taken:
            lot, used = self.lots[key], min(part, charged)
            charged -= used
            lot.held -= part
            lot.left -= part if lot.state in ("over", "void") else used

    @rule(key=holds)
    def release(self, key: str) -> None:
        if key not in self.open and key not in self.closed:
            return
        hold = Hold.objects.get(key=key)
        refused = self.refused(lambda: services.release_hold(hold_id=hold.pk), HoldClosed)
        if (taken := self.open.pop(key, None)) is not None:
            assert not refused
            self.closed[key] = None
            self.resolve(taken, 0)
        else:
            assert refused == (self.closed[key] is not None)

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def hold_again(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.open)))
        services.place_hold(
            user_id=self.user.pk,
            credits=sum(part for _, part in self.open[key]),
            key=key,
            reference="",
            description="",
        )
        self.expire_due()

    @invariant()
    def the_books_say_what_the_model_says(self) -> None:
        held, balance = self.held, self.balance
        wallet = selectors.wallet(user_id=self.user.pk)
        assert wallet == Wallet(credits=balance - held, held=held, balance=balance)

    def teardown(self) -> None:
        rows = selectors.history(user_id=self.user.pk, limit=100, offset=0)
        if len(rows) < 100:
            assert sum(row.amount for row in rows) == self.balance - self.held
        found = Grant.objects.filter(account_id=self.user.pk).values_list(
            "key", "period", "remaining", "held"
        )
        kept = {f"month {int(period[5:])}" if period else key: rest for key, period, *rest in found}
        assert kept == {key: [lot.left, lot.held] for key, lot in self.lots.items()}
        assert [d for result in audit.audit() for d in result.differences] == []
        for newer, older in itertools.pairwise(rows):
            assert newer.balance_before == older.balance_after
        if len(rows) < 100:
            assert selectors.history_count(user_id=self.user.pk) == len(rows)
        # So that the next example starts from nothing, and recomputing all books stays quick.
        transaction.savepoint_rollback(self.savepoint)

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
            stateful_step_count=12,
            deadline=None,
            database=None,
            suppress_health_check=checks,
        ),
    )
