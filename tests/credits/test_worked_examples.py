"""Books that an accountant can follow. Credits are whole; "can spend" is the balance less what is held.

Each line of a story is: what happened, amount, and after it the balance, what is held, what can be spent.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from accounts.models import User
from credits import selectors, services
from credits.models import Entry, EntryKind, Grant, Hold
from credits.pricing import FULL_BUILD, quote

Line = tuple[str, str, int, int, int, int]

A_FIRST_WEEK: list[Line] = [
    # what             for            amount  balance  held  can spend
    ("signup bonus",   "welcome",         80,      80,    0,        80),
    ("hold",           "bakery",          31,      80,   31,        49),
    ("charge",         "bakery",          31,      49,    0,        49),
    ("hold",           "portfolio",       31,      49,   31,        18),
    ("release",        "portfolio",       31,      49,    0,        49),  # the build failed: it costs nothing
    ("hold",           "portfolio again", 31,      49,   31,        18),
    ("charge",         "portfolio again", 19,      30,    0,        30),  # three of five agents finished
    ("purchase",       "invoice 1",      100,     130,    0,       130),
    ("refund",         "bakery",           8,     138,    0,       138),  # goodwill, by an operator
    ("hold",           "shop",            31,     138,   31,       107),
    ("hold",           "blog",            31,     138,   62,        76),  # two builds at once
    ("charge",         "blog",            31,     107,   31,        76),
    ("charge",         "shop",            31,      76,    0,        76),
]  # fmt: skip


# What is left of each grant after each line, in the order of spending: a gift until the month's end (10), a
# bonus (30), a purchase (50). The same story is told in docs/credits.md.
Parts = tuple[int, int, int]

A_MONTH_OF_GRANTS: list[tuple[str, str, int, Parts, int]] = [
    # what            for         amount   gift bonus bought   can spend
    ("gift",          "april",        40, (40,    0,     0),        40),
    ("signup bonus",  "welcome",      80, (40,   80,     0),       120),
    ("purchase",      "invoice 1",   100, (40,   80,   100),       220),
    ("hold",          "bakery",       31, (40,   80,   100),       189),  # stands on 31 of the gift
    ("hold",          "shop",         31, (40,   80,   100),       158),  # the gift's 9, 22 of the bonus
    ("release",       "bakery",       31, (40,   80,   100),       189),  # failed: 31 are the gift's again
    ("charge",        "shop",         31, (31,   58,   100),       189),
    ("hold",          "blog",         31, (31,   58,   100),       158),
    ("charge",        "blog",         19, (12,   58,   100),       170),  # a partial site was kept
    ("void",          "april",        12, (0,    58,   100),       158),  # the month is over: the gift ends
    ("hold",          "gallery",      60, (0,    58,   100),        98),
    ("charge",        "gallery",      60, (0,     0,    98),        98),  # bought credits come last
]  # fmt: skip


APRIL: dict[str, Any] = {"period": "2100-04", "expires_at": datetime(2100, 5, 1, tzinfo=UTC)}


def happen(user_id: UUID, what: str, purpose: str, amount: int) -> None:
    key = f"{user_id}:{purpose}"
    if what == "hold":
        services.place_hold(user_id=user_id, credits=amount, key=key, reference=purpose, description=purpose)
    elif what in ("charge", "release"):
        hold = Hold.objects.get(key=key)
        if what == "charge":
            services.settle_hold(hold_id=hold.pk, credits=amount)
        else:
            services.release_hold(hold_id=hold.pk)
    elif what == "void":
        services.void_grant(grant_id=Grant.objects.get(key=f"gift:{key}").pk)
    else:
        kind = EntryKind.MONTHLY_RESET if what == "gift" else EntryKind(what.replace(" ", "_"))
        terms: dict[str, Any] = {
            "gift": {"period": "2100-04", "expires_at": datetime(2100, 5, 1, tzinfo=UTC)}
        }.get(what, {})
        services.grant(
            user_id=user_id, credits=amount, kind=kind, key=f"{what}:{key}", description=purpose, **terms
        )


@pytest.fixture
def dora(db: None) -> User:
    return User.objects.create_user("dora@example.com", name="Dora")


def test_a_first_week_line_by_line(dora: User) -> None:
    for what, purpose, amount, *after in A_FIRST_WEEK:
        happen(dora.pk, what, purpose, amount)
        wallet = selectors.wallet(user_id=dora.pk)
        assert [wallet.balance, wallet.held, wallet.credits] == after, f"after {what} for {purpose}"


def test_the_book_of_that_week(dora: User) -> None:
    for what, purpose, amount, *_ in A_FIRST_WEEK:
        happen(dora.pk, what, purpose, amount)

    book = Entry.objects.order_by("seq").values_list("seq", "kind", "description", "amount", "balance_after")
    assert list(book) == [
        (1, "signup_bonus", "welcome", 80, 80),
        (2, "deduction", "bakery", -31, 49),
        (3, "deduction", "portfolio again", -19, 30),
        (4, "purchase", "invoice 1", 100, 130),
        (5, "refund", "bakery", 8, 138),
        (6, "deduction", "blog", -31, 107),
        (7, "deduction", "shop", -31, 76),
    ]


def test_what_dora_spent_that_week(dora: User) -> None:
    for what, purpose, amount, *_ in A_FIRST_WEEK:
        happen(dora.pk, what, purpose, amount)

    assert selectors.spent(user_id=dora.pk) == 31 + 19 + 31 + 31 - 8


def test_a_month_of_grants_line_by_line(dora: User) -> None:
    kinds = ("monthly_reset", "signup_bonus", "purchase")
    for what, purpose, amount, parts, can_spend in A_MONTH_OF_GRANTS:
        happen(dora.pk, what, purpose, amount)
        left = dict(Grant.objects.values_list("kind", "remaining"))
        found = tuple(left.get(kind, 0) for kind in kinds)
        assert found == parts, f"after {what} for {purpose}"
        assert selectors.wallet(user_id=dora.pk).credits == can_spend, f"after {what} for {purpose}"


def test_the_document_tells_the_same_story() -> None:
    document = (Path(__file__).parents[2] / "docs" / "credits.md").read_text()
    table = document.split("<!-- worked example -->")[1]
    rows = [
        [cell.strip() for cell in row.split("|")[1:-1]] for row in table.splitlines() if row.startswith("|")
    ]
    told = [(what, purpose, *map(int, figures)) for what, purpose, *figures in rows[2:]]

    assert told == [
        (what, purpose, amount, *parts, can_spend)
        for what, purpose, amount, parts, can_spend in A_MONTH_OF_GRANTS
    ]


def test_the_signup_bonus_pays_for_two_full_builds() -> None:
    #        planner  frontend  backend  image  testing   10 % of 35 is 3.5, rounded up in the user's favour
    assert (5 + 8 + 6 + 12 + 4) - 4 == quote(FULL_BUILD).total == 31
    assert 2 * quote(FULL_BUILD).total <= 80
