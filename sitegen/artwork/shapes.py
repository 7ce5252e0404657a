"""Path data: every function returns the text of an SVG ``d`` attribute."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Point = tuple[float, float]


def number(value: float) -> str:
    """At most one decimal."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def rect(x: float, y: float, width: float, height: float, radius: float = 0) -> str:
    """A rectangle with the top left corner at (x, y)."""
    r = min(radius, width / 2, height / 2)
    if r <= 0:
        return f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h{number(-width)}z"
    n = number
    corner = f"a{n(r)} {n(r)} 0 0 1 "
    return (
        f"M{n(x + r)} {n(y)}h{n(width - 2 * r)}{corner}{n(r)} {n(r)}v{n(height - 2 * r)}"
        f"{corner}{n(-r)} {n(r)}"
        f"h{n(2 * r - width)}{corner}{n(-r)} {n(-r)}v{n(2 * r - height)}{corner}{n(r)} {n(-r)}z"
    )


def circle(cx: float, cy: float, radius: float) -> str:
    return ellipse(cx, cy, radius, radius)


def ellipse(cx: float, cy: float, rx: float, ry: float) -> str:
    n = number
    return f"M{n(cx - rx)} {n(cy)}a{n(rx)} {n(ry)} 0 1 1 {n(2 * rx)} 0a{n(rx)} {n(ry)} 0 1 1 {n(-2 * rx)} 0z"


def half_disc(cx: float, cy: float, radius: float, turn: float = 0) -> str:
    """The half of a disc below its diameter, turned clockwise by ``turn`` degrees."""
    return sector(cx, cy, radius, turn, turn + 180)


def sector(cx: float, cy: float, radius: float, start: float, end: float, inner: float = 0) -> str:
    """A piece of a disc (or ring) between two angles in degrees, clockwise from the right."""
    n = number
    large = int(end - start > 180)
    (x0, y0), (x1, y1) = (polar(cx, cy, radius, angle) for angle in (start, end))
    arc = f"M{n(x0)} {n(y0)}A{n(radius)} {n(radius)} 0 {large} 1 {n(x1)} {n(y1)}"
    if inner <= 0:
        return f"{arc}L{n(cx)} {n(cy)}z" if abs(end - start - 180) > 0.1 else f"{arc}z"
    (x2, y2), (x3, y3) = (polar(cx, cy, inner, angle) for angle in (end, start))
    return f"{arc}L{n(x2)} {n(y2)}A{n(inner)} {n(inner)} 0 {large} 0 {n(x3)} {n(y3)}z"


def arc(cx: float, cy: float, radius: float, start: float, end: float) -> str:
    """An open arc."""
    n = number
    (x0, y0), (x1, y1) = (polar(cx, cy, radius, angle) for angle in (start, end))
    return f"M{n(x0)} {n(y0)}A{n(radius)} {n(radius)} 0 {int(end - start > 180)} 1 {n(x1)} {n(y1)}"


def arch(x: float, base: float, width: float, height: float) -> str:
    """A door shape with a half-round head, standing on ``base``."""
    n, r = number, width / 2
    return (
        f"M{n(x)} {n(base)}v{n(r - height)}a{n(r)} {n(r)} 0 0 1 {n(width)} 0v{n(height - r)}z"
        if height > r
        else f"M{n(x)} {n(base)}a{n(r)} {n(height)} 0 0 1 {n(width)} 0z"
    )


def polygon(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "z"


def polyline(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def smooth(points: Sequence[Point], *, closed: bool = False, tension: float = 1.0) -> str:
    """A Catmull-Rom curve through the points as cubic Béziers."""
    count = len(points)
    path = f"M{number(points[0][0])} {number(points[0][1])}"
    for index in range(count if closed else count - 1):
        before, start, end, after = (
            (points[(index + step) % count] for step in (-1, 0, 1, 2))
            if closed
            else (points[min(max(index + step, 0), count - 1)] for step in (-1, 0, 1, 2))
        )
        one = (start[0] + (end[0] - before[0]) * tension / 6, start[1] + (end[1] - before[1]) * tension / 6)
        two = (end[0] - (after[0] - start[0]) * tension / 6, end[1] - (after[1] - start[1]) * tension / 6)
        path += "C" + " ".join(f"{number(x)} {number(y)}" for x, y in (one, two, end))
    return path + ("z" if closed else "")


def lathe(profile: Sequence[Point], *, curved: bool = True) -> str:
    """A shape with a vertical axis at x = 0, from its right outline, top to bottom."""
    left = [(-x, y) for x, y in reversed(profile)]
    if not curved:
        return polygon([*profile, *left])
    back = smooth(left)[1:]
    return smooth(profile) + "L" + back + "z"


def band(top: Sequence[Point], bottom: float) -> str:
    """Ground below a curve through ``top`` (left to right) down to the height ``bottom``."""
    n = number
    return f"{smooth(top)}L{n(top[-1][0])} {n(bottom)}L{n(top[0][0])} {n(bottom)}z"


def ridge(top: Sequence[Point], bottom: float) -> str:
    """Ground below a jagged line."""
    return polygon([*top, (top[-1][0], bottom), (top[0][0], bottom)])


def leaf(length: float, width: float, x: float = 0, y: float = 0, turn: float = 0) -> str:
    """A leaf that grows from (x, y), pointing up or turned clockwise by ``turn`` degrees."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))

    def at(across: float, up: float) -> str:
        return f"{number(x + across * cos + up * sin)} {number(y + across * sin - up * cos)}"

    low, high = length * 0.25, length * 0.75
    return (
        f"M{at(0, 0)}C{at(width, low)} {at(width * 0.8, high)} {at(0, length)}"
        f"C{at(-width * 0.8, high)} {at(-width, low)} {at(0, 0)}z"
    )


def star(cx: float, cy: float, outer: float, inner: float, points: int, turn: float = -90) -> str:
    corners = [
        polar(cx, cy, outer if step % 2 == 0 else inner, turn + step * 180 / points)
        for step in range(2 * points)
    ]
    return polygon(corners)


def polar(cx: float, cy: float, radius: float, degrees: float) -> Point:
    angle = math.radians(degrees)
    return cx + radius * math.cos(angle), cy + radius * math.sin(angle)
