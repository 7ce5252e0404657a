"""Recomputing the books from their entries, as an auditor would, with nothing taken from the triggers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from credits.models import Account, Entry, Grant, GrantUse, Hold

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
class Check:
    """``sql`` selects the rows that differ as (row, expected, found); ``table`` is what it looks through."""

    name: str
    table: str
    sql: str


def audit() -> list[Result]:
    """Run every check of ``settings.LEDGER_CHECKS`` on one snapshot; credits go on moving meanwhile.

    Reads all entries and holds once per check.
    """
    checks = [check for name in settings.LEDGER_CHECKS for check in import_string(name)]
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
        return [*(_run(check) for check in checks), _guards()]


def _run(check: Check) -> Result:
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
        for model in (Account, Grant, Hold, Entry, GrantUse)
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
