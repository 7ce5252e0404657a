"""The credits page: the wallet, its curve, and one page of its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from autowebiq.common.errors import InvalidInput
from credits import charts, selectors, statements
from credits.selectors import GrantLeft, HistoryChoice, Transaction
from web.offers import Offer

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LINES = 20
TYPES = {
    "deduction": (_("Builds"), "layers"),
    "signup_bonus": (_("Welcome credits"), "gift"),
    "purchase": (_("Purchases"), "shopping-bag"),
    "monthly_reset": (_("Monthly credits"), "calendar"),
    "adjustment": (_("Adjustments"), "scale"),
    "refund": (_("Refunds"), "undo-2"),
}
STATUSES = {"pending": _("set aside"), "completed": _("booked"), "refunded": _("given back")}
BUILD_OF = "Build of "
WRITTEN = {
    gettext_noop("Welcome to AutoWebIQ"),
    gettext_noop("Credits to try AutoWebIQ with"),
}
"""What the product itself writes beside grants."""
GRANT_WORDS = {
    "signup_bonus": _("Welcome credits"),
    "purchase": _("Bought, never end"),
    "monthly_reset": _("Of this month"),
    "promotion": _("A present"),
    "adjustment": _("Adjusted by an operator"),
    "refund": _("Given back"),
}


@dataclass(frozen=True)
class BooksQuery:
    """What the address asks for; what makes no sense is not asked for. ``page`` counts from 1."""

    type: str = ""
    month: str = ""
    page: int = 1

    @classmethod
    def read(cls, values: QueryDict) -> BooksQuery:
        wanted, month, page = (values.get(name, "") for name in ("type", "month", "page"))
        try:
            statements.month_bounds(month)
        except InvalidInput:
            month = ""
        number = int(page) if page.isdecimal() and len(page) < 6 else 1
        return cls(wanted if wanted in TYPES else "", month, max(1, number))

    @property
    def choice(self) -> HistoryChoice:
        begins_at, ends_at = statements.month_bounds(self.month) if self.month else (None, None)
        return HistoryChoice(self.type, begins_at, ends_at)

    def at(self, page: int) -> str:
        """The address of another page of the same choice."""
        pairs = {"type": self.type, "month": self.month, "page": page if page > 1 else ""}
        return "?" + urlencode({name: value for name, value in pairs.items() if value})


@dataclass(frozen=True)
class Line:
    """A transaction as the table shows it."""

    transaction: Transaction
    title: str
    word: _StrPromise
    icon: str
    status: _StrPromise


@dataclass(frozen=True)
class GrantLine:
    """What remains of a grant, with its share of the balance in percent for its bar."""

    grant: GrantLeft
    word: _StrPromise


def page(*, user_id: UUID, query: BooksQuery, now: datetime) -> dict[str, Any]:
    """Everything the credits page shows of the books. Nine queries."""
    total = selectors.history_count(user_id=user_id, chosen=query.choice)
    pages = max(1, ceil(total / LINES))
    here = min(query.page, pages)
    rows = selectors.history(user_id=user_id, limit=LINES, offset=(here - 1) * LINES, chosen=query.choice)
    summary = selectors.summary(user_id=user_id)
    first = selectors.first_moved_at(user_id=user_id) or now
    # A young wallet fills its chart; a little before the beginning shows that there was nothing.
    start = max(charts.begin(now), first - (now - first) / 25 - timedelta(minutes=1))
    points = selectors.balances(user_id=user_id, since=start)
    return {
        "query": query,
        "wallet": summary.wallet,
        "summary": summary,
        "grants": [GrantLine(grant, GRANT_WORDS.get(grant.kind, _("Others"))) for grant in summary.grants],
        "chart": charts.balance_chart(points, now=now, start=start),
        "chart_start": start,
        "lines": [_line(row) for row in rows],
        "total": total,
        "page": here,
        "pages": pages,
        "newer": query.at(here - 1) if here > 1 else "",
        "older": query.at(here + 1) if here < pages else "",
        "types": [(key, word) for key, (word, _icon) in TYPES.items()],
        "months": _months(first, now),
        "statement_month": query.month or f"{now:%Y-%m}",
        "statement_date": statements.month_bounds(query.month or f"{now:%Y-%m}")[0],
    }


def purse(credits: int, offer: Offer) -> dict[str, int]:
    """What some credits buy: whole ``builds``, and how many are ``missing`` for one where there is none."""
    builds = credits // offer.total
    return {"builds": builds, "missing": 0 if builds else offer.total - credits}


def _line(row: Transaction) -> Line:
    word, icon = TYPES[row.transaction_type]
    return Line(row, _title(row.description) or str(word), word, icon, STATUSES[row.status])


def _title(description: str) -> str:
    """What the books wrote beside an entry, in the reader's language where the product wrote it."""
    if description.startswith(BUILD_OF):
        return gettext("Build of %(name)s") % {"name": description.removeprefix(BUILD_OF)}
    return gettext(description) if description in WRITTEN else description


def _months(first: datetime, now: datetime) -> list[tuple[str, datetime]]:
    """The months of a wallet, newest first, as ``YYYY-MM`` and their first moments; at most ten years."""
    found: list[tuple[str, datetime]] = []
    year, month = now.year, now.month
    while (year, month) >= (first.year, first.month) and len(found) < 120:
        found.append((f"{year}-{month:02d}", datetime(year, month, 1, tzinfo=UTC)))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found
