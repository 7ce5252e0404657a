"""A month of a wallet: what was in it, what came and went, what was left. As values and as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from autowebiq.common.errors import InvalidInput
from credits.errors import WalletMissing
from credits.models import Account, Entry

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)
# What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HEADER = ("date", "number", "type", "description", "reference", "amount", "balance")


@dataclass(frozen=True)
class Line:
    """An entry of the book: ``amount`` is signed, ``balance`` what was in the wallet after it."""

    created_at: datetime
    number: int
    type: str
    description: str
    reference: str
    amount: int
    balance: int


@dataclass(frozen=True)
class Statement:
    """``opening_balance`` + all amounts = ``closing_balance``; from ``begins_at`` until before ``ends_at``.

    ``is_final`` once the month is over. What is held for work under way is not charged and not in it.
    """

    user_id: UUID
    month: str
    begins_at: datetime
    ends_at: datetime
    is_final: bool
    opening_balance: int
    closing_balance: int
    received: int
    spent: int
    lines: tuple[Line, ...]


def month_bounds(month: str) -> tuple[datetime, datetime]:
    """The first moment of a month ``YYYY-MM`` (UTC) and that of the next. Raises InvalidInput."""
    match = MONTH.fullmatch(month)
    if match is None:
        detail = "month must be given as YYYY-MM, such as 2026-03."
        raise InvalidInput.at("month", detail)
    year, number = int(match[1]), int(match[2])
    after = (year + 1, 1) if number == 12 else (year, number + 1)
    return datetime(year, number, 1, tzinfo=UTC), datetime(*after, 1, tzinfo=UTC)


def statement(*, user_id: UUID, month: str, now: datetime) -> Statement:
    """The statement of one month (``YYYY-MM``, UTC); two queries. Raises InvalidInput, WalletMissing."""
    begins_at, ends_at = month_bounds(month)
    if not Account.objects.filter(pk=user_id).exists():
        raise WalletMissing("This user has no wallet.")
    entries = Entry.objects.filter(account_id=user_id)
    before = entries.filter(created_at__lt=begins_at).order_by("-seq")
    rows = entries.filter(created_at__gte=begins_at, created_at__lt=ends_at).order_by("seq")
    lines = tuple(_line(entry) for entry in rows)
    opening_balance = before.values_list("balance_after", flat=True).first() or 0
    return Statement(
        user_id=user_id,
        month=month,
        begins_at=begins_at,
        ends_at=ends_at,
        is_final=ends_at <= now,
        opening_balance=opening_balance,
        closing_balance=lines[-1].balance if lines else opening_balance,
        received=sum(line.amount for line in lines if line.amount > 0),
        spent=-sum(line.amount for line in lines if line.amount < 0),
        lines=lines,
    )


def _line(entry: Entry) -> Line:
    return Line(
        created_at=entry.created_at,
        number=entry.seq,
        type=entry.kind,
        description=entry.description,
        reference=entry.reference,
        amount=entry.amount,
        balance=entry.balance_after,
    )


def statement_csv(found: Statement) -> str:
    """The statement as CSV (RFC 4180): opening balance, entries, closing balance."""
    rows: list[Sequence[object]] = [
        HEADER,
        (_day(found.begins_at), "", "opening_balance", "", "", "", found.opening_balance),
    ]
    rows += [
        (_moment(at.created_at), at.number, at.type, at.description, at.reference, at.amount, at.balance)
        for at in found.lines
    ]
    rows.append((_day(found.ends_at), "", "closing_balance", "", "", "", found.closing_balance))
    return csv_text(rows)


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV; text that a spreadsheet would calculate gets an apostrophe, numbers stay."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
    return out.getvalue()


def _safe(cell: object) -> object:
    if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
