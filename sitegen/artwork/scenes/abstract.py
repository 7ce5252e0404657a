"""Compositions of form and colour alone, for what has no picture of its own."""

from __future__ import annotations

from sitegen.artwork.colour import lighter, mixed
from sitegen.artwork.frame import Frame
from sitegen.artwork.scenes.land import wander
from sitegen.artwork.shapes import (
    arc,
    arch,
    band,
    circle,
    half_disc,
    polar,
    polygon,
    rect,
    sector,
    smooth,
)  # fmt: skip


def waves(frame: Frame) -> None:
    """Sheets of colour one over the other, a disc between them."""
    inks, w, h = frame.inks, frame.width, frame.height
    frame.fill(inks.sky)
    frame.brush.plane(circle(w * frame.random.choice((0.3, 0.68)), h * 0.42, frame.short * 0.24), inks.pop)
    shades = [inks.sky2, inks.far, inks.two, inks.mid, inks.near]
    for index, colour in enumerate(shades):
        frame.brush.plane(band(wander(frame, h * (0.42 + 0.125 * index), h * 0.16, 3), h + 30), colour)


def arcs(frame: Frame) -> None:
    """Quarter rings that meet across the picture."""
    inks, brush = frame.inks, frame.brush
    frame.fill(inks.sky)
    columns = max(2, round(frame.width / frame.height * 2))
    size = frame.width / columns
    palette = [inks.one, inks.two, inks.far, inks.mid, inks.pop, inks.near]
    for row in range(int(frame.height / size) + 1):
        for column in range(columns):
            x, y = column * size, row * size
            turn = frame.random.randrange(4)
            cx, cy = x + size * (turn in (1, 2)), y + size * (turn in (2, 3))
            brush.flat(
                rect(x, y, size + 0.5, size + 0.5),
                frame.random.choice((inks.sky, inks.sky2, inks.floor, inks.sky)),
            )
            first = frame.random.randrange(6)
            for ring in range(frame.random.choice((1, 3, 3))):
                brush.flat(
                    sector(cx, cy, size * (1 - 0.3 * ring), turn * 90, turn * 90 + 90),
                    palette[(first + ring) % 6],
                )


def contours(frame: Frame) -> None:
    """Lines of equal height, as on a map of hills."""
    inks, w, h = frame.inks, frame.width, frame.height
    frame.fill(inks.sky2)
    for cx, cy, seed in ((w * 0.34, h * 0.44, 0), (w * 0.78, h * 0.7, 3)):
        wobble = [frame.random.uniform(0.75, 1.25) for _ in range(9)]
        for ring in range(9 - seed):
            radius = frame.short * (0.07 + 0.068 * ring)
            points = [
                polar(cx, cy, radius * (1 + (wobble[k] - 1) * (0.4 + ring * 0.1)), k * 40 + ring * 2)
                for k in range(9)
            ]
            d = smooth([(x * 1.0, y) for x, y in points], closed=True)
            if ring == 0:
                frame.brush.flat(d, inks.pop)
            frame.brush.line(d, mixed(inks.far, inks.one, 0.25 + ring * 0.07), max(frame.short * 0.004, 1.5))
    frame.brush.line(
        smooth(
            [
                (w * 0.05, h * 0.94),
                (w * 0.3, h * 0.74),
                (w * 0.5, h * 0.72),
                (w * 0.66, h * 0.4),
                (w * 0.95, h * 0.16),
            ]
        ),
        inks.one,
        frame.short * 0.014,
    )
    for x, y in ((0.3, 0.74), (0.66, 0.4), (0.95, 0.16)):
        frame.brush.solid(circle(w * x, h * y, frame.short * 0.026), inks.light, depth=0)
        frame.brush.flat(circle(w * x, h * y, frame.short * 0.013), inks.one)


def network(frame: Frame) -> None:
    """Points joined by lines, some of them large."""
    inks, brush, random = frame.inks, frame.brush, frame.random
    frame.fill(inks.sky)
    w, h, unit = frame.width, frame.height, frame.short
    brush.plane(circle(w * 0.62, h * 0.48, unit * 0.4), inks.sky2)
    points = [
        (
            w * (0.1 + 0.8 * (column + random.uniform(0.1, 0.9)) / 5),
            h * (0.1 + 0.8 * (row + random.uniform(0.1, 0.9)) / 4),
        )
        for row in range(4) for column in range(5)
    ]  # fmt: skip
    for index, (x, y) in enumerate(points):
        near = sorted(points, key=lambda other: (other[0] - x) ** 2 + (other[1] - y) ** 2)[1:3]
        for ox, oy in near:
            brush.line(
                f"M{x:.0f} {y:.0f}Q{(x + ox) / 2:.0f} {min(y, oy) - unit * 0.03:.0f} {ox:.0f} {oy:.0f}",
                inks.mid,
                unit * 0.005,
            )
        del index
    for index, (x, y) in enumerate(points):
        radius = unit * (0.06 if index % 7 == 3 else 0.034 if index % 3 == 0 else 0.017)
        colour = (inks.one, inks.two, inks.pop, inks.near)[index % 4]
        brush.solid(circle(x, y, radius), colour, depth=radius * 0.25, axis=x)


def columns(frame: Frame) -> None:
    """Columns in slanting light: an old order, drawn plainly."""
    inks, brush, w, h = frame.inks, frame.brush, frame.width, frame.height
    frame.fill(inks.sky2)
    brush.plane(circle(w * 0.72, h * 0.36, frame.short * 0.2), inks.pop if not inks.dark else inks.two)
    floor = h * 0.86
    brush.plane(rect(-20, floor, w + 40, h), inks.floor)
    pitch = frame.short * 0.36
    stone = inks.three
    x, index = pitch * 0.4, 0
    while x < w + pitch:
        width = pitch * 0.42
        brush.flat(
            polygon(
                [
                    (x + width / 2, floor),
                    (x + width * 1.5, floor),
                    (x + width * 3.2, h + 10),
                    (x + width * 1.6, h + 10),
                ]
            ),
            inks.cast,
        )
        with frame.canvas.at(x, 0):
            brush.solid(rect(-width / 2, h * 0.17, width, floor - h * 0.17), stone, depth=width * 0.3)
            for flute in (-0.28, -0.09, 0.1, 0.29):
                brush.flat(
                    rect(width * flute - width * 0.025, h * 0.2, width * 0.05, floor - h * 0.24),
                    lighter(stone, -0.09),
                )
            brush.solid(rect(-width * 0.68, h * 0.13, width * 1.36, h * 0.05, 3), stone, depth=width * 0.2)
            brush.solid(
                rect(-width * 0.68, floor - h * 0.035, width * 1.36, h * 0.04, 3), stone, depth=width * 0.2
            )
        x, index = x + pitch, index + 1
    brush.solid(rect(-20, -20, w + 40, h * 0.15 + 20), lighter(stone, -0.03), depth=0)
    brush.flat(rect(-20, h * 0.085, w + 40, h * 0.014), lighter(stone, -0.12))


def stairs(frame: Frame) -> None:
    """Steps, an arch and a ball: calm building blocks."""
    inks, brush, w, h = frame.inks, frame.brush, frame.width, frame.height
    frame.fill(inks.sky)
    brush.plane(rect(w * 0.56, -20, w, h + 40), inks.sky2)
    brush.plane(arch(w * 0.64, h * 0.86, frame.short * 0.4, h * 0.66), inks.mid)
    brush.plane(arch(w * 0.64 + frame.short * 0.06, h * 0.86, frame.short * 0.34, h * 0.6), inks.near)
    steps = 5
    for step in range(steps):
        x, y = w * (-0.02 + 0.115 * step), h * (0.34 + 0.105 * step)
        brush.plane(rect(x, y, w * 0.13, h), lighter(inks.two, -0.02 * step))
        brush.plane(rect(x, y, w * 0.13, h * 0.02), lighter(inks.two, 0.07))
    brush.plane(rect(-20, h * 0.86, w + 40, h * 0.2), inks.floor)
    radius = frame.short * 0.095
    x, y = w * 0.275, h * 0.55 - radius
    with frame.canvas.at(x, y):
        brush.solid(circle(0, 0, radius), inks.pop, depth=radius * 0.3)
    brush.cast(w * 0.84, h * 0.93, radius * 1.2)
    with frame.canvas.at(w * 0.84, h * 0.93):
        brush.solid(half_disc(0, 0, radius * 0.9, 180), inks.one, depth=radius * 0.3)


def rays(frame: Frame) -> None:
    """Beams from a low sun behind a hill."""
    inks, brush, w, h = frame.inks, frame.brush, frame.width, frame.height
    frame.fill(inks.sky)
    cx, cy = w * 0.5, h * 0.74
    reach = w + h
    for step in range(12):
        brush.flat(sector(cx, cy, reach, 180 + step * 15, 187.5 + step * 15), inks.sky2)
    for ring, colour in ((0.5, inks.far), (0.37, inks.two), (0.24, inks.pop)):
        brush.plane(circle(cx, cy, frame.short * ring), colour)
    brush.plane(band(wander(frame, h * 0.78, h * 0.05, 3), h + 20), inks.mid)
    brush.plane(band(wander(frame, h * 0.88, h * 0.06, 3), h + 20), inks.near)


def rhythm(frame: Frame) -> None:
    """Bars of different height like a long chord, with a curve above them."""
    inks, brush, w, h = frame.inks, frame.brush, frame.width, frame.height
    frame.fill(inks.sky)
    count = max(9, round(w / frame.short * 11))
    pitch = w / count
    tops = []
    for step in range(count):
        top = h * (0.78 - 0.42 * (step / count) ** 1.3 - frame.random.uniform(0, 0.16))
        tops.append((pitch * (step + 0.5), top))
        colour = (inks.far, inks.mid, inks.two, inks.one)[step % 4]
        brush.plane(rect(pitch * step + pitch * 0.14, top, pitch * 0.72, h, pitch * 0.1), colour)
    curve = [(x, y - h * 0.1) for x, y in tops[::2]]
    brush.line(smooth(curve), inks.pop, frame.short * 0.013)
    x, y = curve[-1]
    brush.flat(circle(x, y, frame.short * 0.024), inks.pop)
    brush.line(arc(x, y, frame.short * 0.05, 0, 359), inks.pop, frame.short * 0.006)


SCENES = {
    "waves": waves,
    "arcs": arcs,
    "contours": contours,
    "network": network,
    "columns": columns,
    "stairs": stairs,
    "rays": rays,
    "rhythm": rhythm,
}
