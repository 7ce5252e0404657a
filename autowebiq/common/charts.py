"""Charts as numbers for an SVG: templates draw them, so they need no script and no library.

Every chart has a ``summary`` that tells it in a sentence, and belongs beside a table of the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log10
from types import MappingProxyType

LEFT, RIGHT, TOP, BOTTOM = 46, 8, 12, 26
ROWS = 4
AS_THEY_ARE: Mapping[str, str] = MappingProxyType({})
"""Kinds without names for people are called by their keys."""


@dataclass(frozen=True)
class Tick:
    """A line of the grid: ``at`` in units of the SVG, with its label."""

    at: float
    label: str


@dataclass(frozen=True)
class Bar:
    """A rectangle; ``kind`` is what it counts, for its colour, ``title`` what to say of it."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    title: str


@dataclass(frozen=True)
class Line:
    """Path data of a curve; there is a gap where a value is missing."""

    path: str
    kind: str


@dataclass(frozen=True)
class Chart:
    """What a template draws in a viewBox of ``width`` × ``height``; ``left`` is where the rows begin."""

    width: int
    height: int
    left: int
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    summary: str
    is_lying: bool = False
    """Whether bars go from left to right; then ``rows`` are names and ``columns`` the grid."""


@dataclass(frozen=True)
class Column:
    """The values ≥ 0 of one moment by kind; ``label`` is said of it, ``tick`` written below if not empty."""

    label: str
    tick: str
    values: Mapping[str, float | None]


def stacked(
    columns: Sequence[Column],
    *,
    summary: str,
    width: int = 720,
    height: int = 200,
    unit: str = "",
    names: Mapping[str, str] = AS_THEY_ARE,
) -> Chart:
    """Bars with the values of each column upon each other; ``names`` is what the kinds are called."""
    top = round_up(max((sum(v or 0 for v in column.values.values()) for column in columns), default=0))
    scale = (height - TOP - BOTTOM) / top
    step = (width - LEFT - RIGHT) / max(1, len(columns))
    bars = []
    for position, column in enumerate(columns):
        base = float(height - BOTTOM)
        for kind, value in column.values.items():
            if value:
                base -= value * scale
                title = f"{column.label}: {value:,.0f} {names.get(kind, kind)}"
                x = LEFT + position * step + step * 0.12
                bars.append(_bar(x, base, step * 0.76, value * scale, kind, title))
    return _chart(columns, step, top, bars, (), summary, width, height, unit)


def side_by_side(
    columns: Sequence[Column],
    *,
    summary: str,
    width: int = 720,
    height: int = 200,
    unit: str = "",
    names: Mapping[str, str] = AS_THEY_ARE,
) -> Chart:
    """Bars with the values of each column beside each other; ``names`` is what the kinds are called."""
    top = round_up(max((value or 0 for column in columns for value in column.values.values()), default=0))
    scale = (height - TOP - BOTTOM) / top
    step = (width - LEFT - RIGHT) / max(1, len(columns))
    bars = []
    for position, column in enumerate(columns):
        share = step * 0.8 / max(1, len(column.values))
        for place, (kind, value) in enumerate(column.values.items()):
            if value:
                x = LEFT + position * step + step * 0.1 + place * share
                title = f"{column.label}: {value:,.0f} {names.get(kind, kind)}"
                bars.append(_bar(x, height - BOTTOM - value * scale, share * 0.9, value * scale, kind, title))
    return _chart(columns, step, top, bars, (), summary, width, height, unit)


def curves(
    columns: Sequence[Column], *, summary: str, width: int = 720, height: int = 200, unit: str = ""
) -> Chart:
    """A curve for each kind."""
    kinds = dict.fromkeys(kind for column in columns for kind in column.values)
    top = round_up(max((value or 0 for column in columns for value in column.values.values()), default=0))
    scale = (height - TOP - BOTTOM) / top
    step = (width - LEFT - RIGHT) / max(1, len(columns))
    lines = []
    for kind in kinds:
        path, pen_is_up = "", True
        for position, column in enumerate(columns):
            value = column.values.get(kind)
            if value is not None:
                x, y = LEFT + (position + 0.5) * step, height - BOTTOM - value * scale
                # A short line of its own makes a single point visible.
                path += f"M{x - 1:.1f} {y:.1f}L{x:.1f} {y:.1f}" if pen_is_up else f"L{x:.1f} {y:.1f}"
            pen_is_up = value is None
        lines.append(Line(path, kind))
    return _chart(columns, step, top, (), lines, summary, width, height, unit)


@dataclass(frozen=True)
class Span:
    """Something that lasted, in seconds from the beginning; ``kind`` for its colour, called ``name``.

    Without a label it stands in the row of the one before.
    """

    label: str
    begin: float
    end: float
    kind: str
    name: str = ""


def spans(rows: Sequence[Span], *, summary: str, width: int = 720, left: int = 96) -> Chart:
    """Bars from left to right, one below the other, on an axis of seconds."""
    row_height = 30
    names = [row.label for row in rows if row.label]
    height = TOP + row_height * len(names) + BOTTOM
    longest = max((row.end for row in rows), default=0) or 1.0
    scale = (width - left - RIGHT) / longest
    bars, at = [], -1
    for row in rows:
        at += bool(row.label)
        lasted = f"{row.end - row.begin:.1f} s, {row.begin:.1f}–{row.end:.1f} s"
        title = f"{names[at]}, {row.name or row.kind}: {lasted}"
        x, length = left + row.begin * scale, max(2.0, (row.end - row.begin) * scale)
        bars.append(_bar(x, TOP + row_height * at + 5, length, row_height - 10, row.kind, title))
    labels = tuple(Tick(TOP + row_height * (place + 0.5), name) for place, name in enumerate(names))
    parts = [longest * part / ROWS for part in range(ROWS + 1)]
    columns = tuple(Tick(round(left + part * scale, 1), f"{part:.1f} s") for part in parts)
    return Chart(width, height, left, labels, columns, tuple(bars), (), summary, is_lying=True)


def round_up(value: float) -> int:
    """A round figure at least as large as ``value``, divisible by the rows of the grid."""
    if value <= ROWS:
        return ROWS
    unit = 10 ** int(log10(value))
    for factor in (1, 2, 4, 5, 8, 10):
        if unit * factor >= value and unit * factor % ROWS == 0:
            return int(unit * factor)
    return ceil(value / ROWS) * ROWS


def _bar(x: float, y: float, width: float, height: float, kind: str, title: str) -> Bar:
    return Bar(round(x, 1), round(y, 1), round(width, 1), round(height, 1), kind, title)


def _chart(
    columns: Sequence[Column],
    step: float,
    top: int,
    bars: Sequence[Bar],
    lines: Sequence[Line],
    summary: str,
    width: int,
    height: int,
    unit: str,
) -> Chart:
    scale = (height - TOP - BOTTOM) / top
    rows = tuple(
        Tick(round(height - BOTTOM - top * part // ROWS * scale, 1), f"{top * part // ROWS:,}{unit}")
        for part in range(ROWS + 1)
    )
    ticks = tuple(
        Tick(round(LEFT + (at + 0.5) * step, 1), column.tick)
        for at, column in enumerate(columns)
        if column.tick
    )
    return Chart(width, height, LEFT, rows, ticks, tuple(bars), tuple(lines), summary)
