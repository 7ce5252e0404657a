"""A balance over time as numbers for an SVG; the template draws it, so no script and no library is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, log10

from django.utils.formats import date_format
from django.utils.translation import gettext as _

DAYS = 90
WIDTH, HEIGHT = 900, 240
LEFT, RIGHT, TOP, BOTTOM = 56, 12, 14, 28


@dataclass(frozen=True)
class Tick:
    """A line of the grid: ``at`` in units of the SVG, with its label."""

    at: float
    label: str


@dataclass(frozen=True)
class Dot:
    """An entry on the curve, with what to say of it."""

    x: float
    y: float
    label: str


@dataclass(frozen=True)
class Chart:
    """``line`` and ``area`` are path data in a viewBox of ``width`` × ``height``; ``summary`` tells it.

    Dates are written as the active language writes them.
    """

    width: int
    height: int
    line: str
    area: str
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]
    dots: tuple[Dot, ...]
    first: int
    last: int
    summary: str


def begin(now: datetime) -> datetime:
    """Where the chart begins."""
    return now - timedelta(days=DAYS)


def balance_chart(
    points: Sequence[tuple[datetime, int]], *, now: datetime, start: datetime | None = None
) -> Chart:
    """Draw balances ≥ 0 as steps from ``start`` (``begin(now)`` without one) to ``now``.

    ``points`` are (moment, balance after it) in order; the first may lie before the beginning, as what
    the wallet began with.
    """
    start = start or begin(now)
    top = _round_up(max((balance for _, balance in points), default=0))

    def x(moment: datetime) -> float:
        share = max(moment - start, timedelta()) / (now - start)
        return round(LEFT + min(share, 1.0) * (WIDTH - LEFT - RIGHT), 1)

    def y(balance: int) -> float:
        return round(HEIGHT - BOTTOM - balance / top * (HEIGHT - TOP - BOTTOM), 1)

    base = y(0)
    level = points[0][1] if points and points[0][0] <= start else 0
    line = f"M{LEFT} {y(level)}"
    inside = [(moment, balance) for moment, balance in points if moment > start]
    for moment, balance in inside:
        line += f"H{x(moment)}V{y(balance)}"
    end = WIDTH - RIGHT
    line += f"H{end}"
    last = points[-1][1] if points else 0
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        line=line,
        area=f"{line}V{base}H{LEFT}Z",
        rows=tuple(Tick(y(top * part // 4), f"{top * part // 4:,}") for part in range(5)),
        columns=tuple(_columns(start, now, x)),
        dots=tuple(
            Dot(x(at), y(balance), f"{date_format(at, 'j M H:i')}: {balance:,}")
            for at, balance in inside[-60:]
        ),
        first=level,
        last=last,
        summary=_("Balance over %(days)s days: %(first)s credits at the beginning, %(last)s now.")
        % {"days": (now - start).days, "first": f"{level:,}", "last": f"{last:,}"},
    )


def _columns(start: datetime, now: datetime, x: object) -> list[Tick]:
    assert callable(x)  # noqa: S101 - narrows the type
    step = (now - start) / 6
    form = "H:i" if now - start < timedelta(days=2) else "j M"
    return [Tick(x(start + step * part), date_format(start + step * part, form)) for part in range(7)]


def _round_up(value: int) -> int:
    """A round figure at least as large, divisible by four."""
    if value <= 4:
        return 4
    unit = 10 ** int(log10(value))
    for factor in (1, 2, 4, 5, 8, 10):
        if unit * factor >= value and unit * factor % 4 == 0:
            return int(unit * factor)
    return ceil(value / 4) * 4
