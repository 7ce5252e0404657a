"""Weddings and laid tables."""

from __future__ import annotations

import math

from sitegen.artwork.colour import lighter, mixed
from sitegen.artwork.frame import Frame
from sitegen.artwork.shapes import band, circle, ellipse, polygon, rect, smooth
from sitegen.artwork.things.registry import THINGS
from sitegen.artwork.things.vessels import blossom, sprig


def couple(frame: Frame) -> None:
    """Two people in wedding clothes before a low sun, on a hill above the sea."""
    w, h, brush, inks = frame.width, frame.height, frame.brush, frame.inks
    frame.fill(inks.sky)
    horizon, unit = h * 0.58, frame.short
    brush.flat(
        circle(w / 2, horizon - h * 0.1, unit * 0.62),
        frame.canvas.glow(inks.light, 0.8 if not inks.dark else 0.25),
    )
    brush.flat(circle(w * 0.52, horizon - h * 0.08, unit * 0.27), inks.two if not inks.dark else inks.pop)
    brush.plane(rect(-20, horizon, w + 40, h), inks.far)
    for step in range(4):
        reach = unit * (0.24 - 0.04 * step)
        brush.line(
            f"M{w * 0.52 - reach:.0f} {horizon + h * (0.03 + 0.04 * step):.0f}h{2 * reach:.0f}",
            inks.light,
            unit * 0.01,
            opacity=0.7,
        )
    ground = [(-20, h * 0.86), (w * 0.3, h * 0.8), (w * 0.6, h * 0.79), (w + 20, h * 0.88)]
    brush.plane(band(ground, h + 20), mixed(inks.leaf, inks.near, 0.35))
    with frame.canvas.at(w * 0.5, h * 0.82, unit / 640):
        _pair(frame)
    for step in range(9):
        x = w * (step + frame.random.uniform(0.1, 0.9)) / 9
        sprig(brush, x, h * 1.03, unit * frame.random.uniform(0.16, 0.26), turn=frame.random.uniform(-26, 26))


def _pair(frame: Frame) -> None:
    brush, inks = frame.brush, frame.inks
    skin = lighter(inks.crust, 0.04)
    brush.solid(
        "M-92-300C-150-220-170-80-196 14C-150 26-110 20-86 6z", mixed(inks.three, inks.sky, 0.3), depth=0
    )
    brush.solid(
        "M-84-236C-60-246-40-244-22-234C-20-206-30-190-32-172C-4-120 10-60 16 8"
        "C-40 22-110 20-152 10C-136-60-110-120-84-172C-88-192-88-214-84-236z",
        inks.three,
        depth=18,
        axis=-40,
    )
    brush.solid(rect(-62, -268, 19, 34, 8), skin, depth=4, axis=-50)
    brush.solid(ellipse(-50, -288, 25, 29), skin, depth=6, axis=-44)
    brush.solid(
        "M-78-286C-86-330-26-338-24-298C-40-312-58-306-64-280C-70-270-76-274-78-286z", inks.near, depth=0
    )
    brush.solid(
        "M20-250C44-264 88-264 110-248C120-200 116-150 112-120L108 8H74L66-110L54 8"
        "H20L22-120C18-160 12-200 20-250z",
        inks.ink,
        depth=10,
        axis=70,
    )
    brush.flat("M54-256L66-200L78-256z", inks.three)
    brush.solid(rect(56, -282, 20, 32, 8), skin, depth=4, axis=68)
    brush.solid(ellipse(66, -302, 26, 30), skin, depth=6, axis=70)
    brush.solid(
        "M38-304C34-346 98-350 96-304C86-322 52-322 38-304z", mixed(inks.crust, inks.ink, 0.6), depth=0
    )
    brush.line("M-24-226C-4-190 0-170 4-146M22-240C10-200 8-170 4-146", skin, 14)
    for x, y in ((-2, -140), (14, -132), (4, -122), (-10, -126)):
        brush.flat(circle(x, y, 12), (inks.pop, inks.three, inks.two)[(x + y) % 3])


def aisle(frame: Frame) -> None:
    """A wedding arch with flowers, chairs on both sides, a carpet of light."""
    w, h, inks, brush, random = frame.width, frame.height, frame.inks, frame.brush, frame.random
    frame.fill(inks.sky)
    unit, ground = frame.short, h * 0.68
    brush.flat(
        circle(w / 2, h * 0.34, unit * 0.5), frame.canvas.glow(inks.light, 0.9 if not inks.dark else 0.25)
    )
    for index, y in enumerate((0.5, 0.6)):
        points = [(w * (-0.05 + 0.22 * step), h * (y + 0.03 * ((step + index) % 2))) for step in range(6)]
        brush.plane(band(points, h), mixed(inks.far, inks.leaf, 0.2 + 0.2 * index))
    brush.plane(rect(-20, ground, w + 40, h), mixed(inks.floor, inks.leaf, 0.25))
    brush.flat(
        polygon(
            [
                (w / 2 - unit * 0.11, ground),
                (w / 2 + unit * 0.11, ground),
                (w / 2 + unit * 0.34, h + 9),
                (w / 2 - unit * 0.34, h + 9),
            ]
        ),
        inks.light,
    )
    middle, radius = w / 2, unit * 0.25
    brush.line(
        f"M{middle - radius:.0f} {ground:.0f}V{ground - h * 0.28:.0f}"
        f"a{radius:.0f} {radius:.0f} 0 0 1 {2 * radius:.0f} 0"
        f"V{ground:.0f}",
        inks.crust,
        unit * 0.016,
    )
    veil = inks.three
    brush.flat(
        smooth(
            [
                (middle - radius, ground - h * 0.3),
                (middle - radius * 0.5, ground - h * 0.42),
                (middle, ground - h * 0.44),
                (middle - radius * 0.3, ground - h * 0.3),
                (middle - radius * 0.86, ground - h * 0.1),
                (middle - radius * 0.92, ground),
            ],
            closed=True,
        ),
        veil,
        opacity=0.85,
    )
    for step in range(11):
        angle = 3.3 + step * 0.29
        x, y = middle + radius * math.cos(angle), ground - h * 0.28 + radius * math.sin(angle)
        sprig(brush, x, y, unit * 0.13, turn=math.degrees(angle) + 90 + random.uniform(-30, 30))
        if step % 2 == 0:
            blossom(brush, x, y, unit * random.uniform(0.034, 0.052))
    for side in (-1, 1):
        for row in range(3):
            x = w / 2 + side * unit * (0.24 + 0.13 * row)
            frame.place(THINGS["chair"], x, h * (0.75 + 0.085 * row), unit * (0.17 + 0.05 * row))


def table(frame: Frame) -> None:
    """A set table from above: plates, glasses, a runner with leaves."""
    w, h, inks, brush = frame.width, frame.height, frame.inks, frame.brush
    frame.fill(inks.crust if not inks.dark else inks.near)
    unit = frame.short
    brush.plane(rect(-20, h * 0.36, w + 40, h * 0.28), inks.three)
    for step in range(round(w / unit * 3) + 1):
        sprig(brush, unit * 0.36 * step - 20, h * 0.5, unit * 0.34, turn=82 if step % 2 else 98)
    for step in range(round(w / unit * 4)):
        blossom(brush, unit * (0.14 + 0.29 * step), h * (0.48 + 0.05 * (step % 2)), unit * 0.036)
    plates = [item for item in frame.things if item.floats] or [THINGS["plate"]]
    count = max(2, round(w / unit * 1.9))
    for row, y in enumerate((0.15, 0.85)):
        for step in range(count):
            x = w * (step + 0.5) / count
            brush.solid(
                circle(x, h * y, unit * 0.19), inks.one if not inks.dark else inks.mid, depth=6, axis=x
            )
            frame.centre(plates[(step + row) % len(plates)], x, h * y, unit * 0.3)
            with frame.canvas.at(x + unit * 0.245, h * y):
                brush.solid(rect(-3, -unit * 0.1, 6, unit * 0.2, 3), inks.light, depth=0)
                brush.solid(
                    circle(unit * 0.045, -unit * 0.1 if row else unit * 0.1, unit * 0.036), inks.sky2, depth=0
                )


SCENES = {
    "couple": couple,
    "aisle": aisle,
    "table": table,
}
