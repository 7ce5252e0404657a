"""Stages, crowds and lecture halls."""

from __future__ import annotations

from sitegen.artwork.frame import Frame
from sitegen.artwork.shapes import circle, ellipse, polygon, rect, sector, smooth


def stage(frame: Frame) -> None:
    """A band stage: beams, stacks of loudspeakers, microphones, raised hands."""
    w, h, inks, brush = frame.width, frame.height, frame.inks, frame.brush
    frame.fill(inks.sky)
    floor = h * 0.72
    for x, spread, colour in (
        (0.12, 0.2, inks.two),
        (0.36, -0.1, inks.pop),
        (0.62, 0.12, inks.two),
        (0.88, -0.22, inks.pop),
    ):
        beam = frame.canvas.gradient(((0, colour, 0.75), (1, colour, 0.0)))
        brush.flat(
            polygon(
                [
                    (w * x - 6, h * 0.04),
                    (w * x + 6, h * 0.04),
                    (w * (x + spread) + frame.short * 0.2, floor),
                    (w * (x + spread) - frame.short * 0.12, floor),
                ]
            ),
            beam,
        )
    brush.flat(rect(-20, h * 0.02, w + 40, h * 0.03), inks.near)
    for step in range(8):
        x = w * (0.06 + 0.126 * step)
        brush.solid(rect(x - 11, h * 0.035, 22, 30, 5), inks.ink, depth=0)
        brush.flat(circle(x, h * 0.035 + 30, 8), inks.light)
    brush.plane(rect(-20, floor, w + 40, h), inks.near)
    for side in (0.0, 1.0):
        x = side * w
        for row in range(3):
            _speaker(
                frame,
                x + (1 - 2 * side) * frame.short * 0.13,
                floor - row * frame.short * 0.19,
                frame.short * 0.19,
            )
    items = frame.standing()[:3] or list(frame.things[:3])
    for step, item in enumerate(items):
        frame.place(
            item,
            w * (0.5 + (0, -0.2, 0.2)[step]),
            floor + h * 0.04,
            frame.short * (0.46 if step == 0 else 0.36),
        )
    crowd = inks.ink
    for step in range(int(w / frame.short * 8) + 2):
        x = frame.short * (0.125 * step + frame.random.uniform(-0.03, 0.03))
        y = h * (0.95 + frame.random.uniform(-0.03, 0.03))
        size = frame.short * 0.055
        frame.canvas.path(circle(x, y, size), crowd)
        frame.canvas.path(ellipse(x, y + size * 2.6, size * 1.9, size * 1.9), crowd)
        if frame.random.random() < 0.45:
            reach = frame.random.choice((-1, 1)) * size
            frame.canvas.stroke(
                smooth(
                    [(x + reach * 1.4, y + size * 2), (x + reach * 1.9, y), (x + reach * 1.5, y - size * 2.4)]
                ),
                crowd,
                size * 0.62,
            )


def crowd(frame: Frame) -> None:
    """The crowd from behind, arms up, against the lights of the stage."""
    w, h, inks, brush, random = frame.width, frame.height, frame.inks, frame.brush, frame.random
    frame.fill(inks.sky)
    unit = frame.short
    for step in range(9):
        angle = 196 + step * 18.5
        colour = (inks.pop, inks.two, inks.far)[step % 3]
        brush.flat(sector(w / 2, h * 0.78, w + h, angle, angle + 8), colour, opacity=0.4)
    brush.flat(circle(w / 2, h * 0.72, unit * 0.56), frame.canvas.glow(inks.light, 0.75))
    brush.flat(circle(w / 2, h * 0.72, unit * 0.2), inks.light)
    for y, part, colour in ((0.8, 0.05, inks.mid), (0.9, 0.075, inks.near), (1.0, 0.11, inks.ink)):
        size, x, heads = part * unit, -part * unit, ""
        while x < w + size:
            top = h * y + random.uniform(-0.4, 0.4) * size
            heads += ellipse(x, top, size * 0.8, size) + circle(x, top + size * 2.4, size * 1.7)
            if random.random() < 0.5:
                side = random.choice((-1, 1))
                hand = (x + side * size * 1.7, top - size * random.uniform(1.6, 2.8))
                elbow = [(x + side * size * 1.3, top + size * 1.7), (x + side * size * 2.0, top - size * 0.2)]
                brush.line(smooth([*elbow, hand]), colour, size * 0.62)
                heads += circle(*hand, size * 0.42)
            x += size * random.uniform(2.3, 3.2)
        frame.canvas.path(heads, colour)


def hall(frame: Frame) -> None:
    """A lecture hall: screen, speaker's desk, rows of listeners."""
    w, h, inks, brush = frame.width, frame.height, frame.inks, frame.brush
    frame.fill(inks.sky2)
    brush.plane(sector(w / 2, h * 0.1, h * 1.2, 40, 140), inks.sky)
    wide = min(w * 0.62, h * 0.86)
    brush.solid(
        rect(w / 2 - wide / 2, h * 0.1, wide, wide * 0.5, 6), inks.one if not inks.dark else inks.far, depth=0
    )
    peaks = [
        (
            w / 2 - wide * 0.44 + wide * 0.11 * step,
            h * 0.1 + wide * (0.4 - (0, 0.14, 0.1, 0.25, 0.16, 0.3, 0.2, 0.27, 0.1)[step]),
        )
        for step in range(9)
    ]
    frame.canvas.path(
        polygon(
            [
                *peaks,
                (w / 2 + wide * 0.44, h * 0.1 + wide * 0.44),
                (w / 2 - wide * 0.44, h * 0.1 + wide * 0.44),
            ]
        ),
        inks.two,
    )
    frame.canvas.path(circle(w / 2 + wide * 0.3, h * 0.1 + wide * 0.12, wide * 0.05), inks.pop)
    floor = h * 0.66
    brush.plane(rect(-20, floor, w + 40, h), inks.floor)
    with frame.canvas.at(w / 2 + wide * 0.36, floor + h * 0.05, frame.short / 900):
        brush.solid("M-60-150H60L44 0H-44z", inks.near, depth=14)
        brush.solid(circle(0, -250, 34), inks.crust, depth=9)
        brush.solid("M-66-146C-64-200-40-212 0-212S64-200 66-146z", inks.pop, depth=14)
        brush.line("M-20-152q4-30-12-48", inks.ink, 5)
    size = frame.short * 0.047
    for row in range(3):
        count = int(w / size / 2.9) + 2
        for step in range(count):
            x = size * 2.9 * (step + 0.5 * (row % 2)) + frame.random.uniform(-4, 4)
            y = h * (0.78 + 0.09 * row)
            tone = (inks.mid, inks.near, inks.ink)[row]
            if frame.random.random() < 0.16:
                tone = inks.two
            frame.canvas.path(
                circle(x, y, size * 0.82) + ellipse(x, y + size * 2.5, size * 1.3, size * 1.7), tone
            )


def _speaker(frame: Frame, x: float, y: float, size: float) -> None:
    frame.brush.solid(rect(x - size * 0.55, y - size, size * 1.1, size * 0.97, 4), frame.inks.ink, depth=0)
    for radius, dy in ((0.3, 0.4), (0.12, 0.8)):
        frame.canvas.path(circle(x, y - size * dy, size * radius), frame.inks.far)
        frame.canvas.path(circle(x, y - size * dy, size * radius * 0.55), frame.inks.near)


SCENES = {
    "stage": stage,
    "crowd": crowd,
    "hall": hall,
}
