"""Recomputing the books from their entries, as an auditor would, with nothing taken from the triggers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from credits.models import Account, Entry, Hold

SHOWN = 50
"""How many differences of one check are listed."""


@dataclass(frozen=True)
class Difference:
    """A row that is not what the rest of the books says it must be."""

    row: str
    expected: str
    found: str


@dataclass(frozen=True)
class Result:
    """One check: how many rows it looked at and which differ (at most ``SHOWN``)."""

    name: str
    examined: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class _Check:
    """``sql`` selects the rows that differ as (row, expected, found)."""

    name: str
    table: str
    sql: str


_CHECKS = (
    _Check(
        "balance = sum of entries",
        "credits_account",
        """
        select 'account ' || a.user_id, coalesce(sum(e.amount), 0), a.balance
        from credits_account a left join credits_entry e on e.account_id = a.user_id
        group by a.user_id having a.balance <> coalesce(sum(e.amount), 0)
        """,
    ),
    _Check(
        "held = sum of pending holds",
        "credits_account",
        """
        select 'account ' || a.user_id, coalesce(sum(h.amount), 0), a.held
        from credits_account a left join credits_hold h on h.account_id = a.user_id and h.state = 'pending'
        group by a.user_id having a.held <> coalesce(sum(h.amount), 0)
        """,
    ),
    _Check(
        "held within balance",
        "credits_account",
        """
        select 'account ' || user_id, 'held from 0 to ' || balance, held
        from credits_account where held < 0 or held > balance
        """,
    ),
    _Check(
        "last number = number of entries",
        "credits_account",
        """
        select 'account ' || a.user_id, count(e.id), a.last_seq
        from credits_account a left join credits_entry e on e.account_id = a.user_id
        group by a.user_id having a.last_seq <> count(e.id) or a.last_seq <> coalesce(max(e.seq), 0)
        """,
    ),
    _Check(
        "entries continue each other",
        "credits_entry",
        """
        select 'entry ' || id, 'number ' || nth || ', balance ' || running,
               'number ' || seq || ', balance ' || balance_after
        from (
            select id, seq, balance_after,
                   row_number() over (partition by account_id order by seq) as nth,
                   sum(amount) over (partition by account_id order by seq) as running
            from credits_entry
        ) chain
        where seq <> nth or balance_after <> running
        """,
    ),
    _Check(
        "settled holds have their entry",
        "credits_hold",
        """
        select 'hold ' || h.id,
               case when h.state = 'posted' and h.captured > 0 then (-h.captured)::text else 'no entry' end,
               coalesce(e.amount || case when e.account_id = h.account_id then '' else ' elsewhere' end,
                        'no entry')
        from credits_hold h left join credits_entry e on e.hold_id = h.id
        where case when h.state = 'posted' and h.captured > 0
                   then e.id is null or e.amount <> -h.captured or e.account_id <> h.account_id
                        or e.seq <> h.closed_seq
                   else e.id is not null end
        """,
    ),
    _Check(
        "charged within held",
        "credits_hold",
        """
        select 'hold ' || id, 'charged from 0 to ' || amount, coalesce(captured::text, 'nothing')
        from credits_hold
        where amount <= 0 or (state = 'posted') <> (captured is not null) or captured not between 0 and amount
           or (state = 'pending') <> (closed_at is null)
        """,
    ),
    _Check(
        "every user has a wallet",
        "accounts_user",
        """
        select 'user ' || u.id, 'a wallet', 'none'
        from accounts_user u left join credits_account a on a.user_id = u.id where a.user_id is null
        """,
    ),
)


def audit() -> list[Result]:
    """Run every check on one snapshot of the books; moving credits goes on meanwhile.

    Reads all entries and holds once per check.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
        return [*(_run(check) for check in _CHECKS), _guards()]


def _run(check: _Check) -> Result:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {check.table}")  # noqa: S608 - a constant above
        examined = cursor.fetchone()[0]
        cursor.execute(f"{check.sql} limit {SHOWN}")
        differences = _differences(cursor.fetchall())
    return Result(check.name, examined, differences)


def _guards() -> Result:
    """The triggers that keep the books: all there, all switched on."""
    expected = {
        trigger.get_pgid(model): model._meta.db_table
        for model in (Account, Hold, Entry)
        for trigger in model._meta.triggers  # type: ignore[union-attr]  # added by pgtrigger
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgname, tgenabled from pg_trigger where not tgisinternal and tgname = any(%s)",
            [list(expected)],
        )
        states = dict(cursor.fetchall())
    missing = [
        (f"trigger {name} of {table}", "switched on", "switched off" if name in states else "not there")
        for name, table in expected.items()
        if states.get(name) not in ("O", "A")
    ]
    return Result("triggers stand guard", len(expected), _differences(missing))


def _differences(rows: Sequence[Sequence[object]]) -> tuple[Difference, ...]:
    return tuple(Difference(*(str(value) for value in row)) for row in rows)
