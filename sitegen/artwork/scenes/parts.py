"""Pieces that several rooms share."""

from __future__ import annotations

from sitegen.artwork.colour import lighter
from sitegen.artwork.frame import Frame
from sitegen.artwork.shapes import arch, band, circle, half_disc, rect
from sitegen.artwork.things.registry import THINGS


def room(frame: Frame, floor: float, wall: str, ground: str) -> None:
    """A wall, a floor and a skirting board."""
    frame.fill(wall)
    frame.brush.plane(rect(-20, floor, frame.width + 40, frame.height), ground)
    frame.brush.flat(
        rect(-20, floor - frame.height * 0.02, frame.width + 40, frame.height * 0.02), lighter(wall, -0.05)
    )


def show(frame: Frame, name: str, x: float, y: float, extent: float) -> None:
    """A thing at shares of the picture's width and height."""
    frame.place(THINGS[name], frame.width * x, frame.height * y, extent)


def show_at(frame: Frame, name: str, x: float, y: float, extent: float) -> None:
    """A thing without a shadow, in the units of the group."""
    frame.place(THINGS[name], x, y, extent, shadow=False)


def picture_on_wall(frame: Frame, x: float, y: float, width: float, height: float, kind: int) -> None:
    """A framed print with a small landscape or plain forms."""
    inks, brush = frame.inks, frame.brush
    brush.solid(rect(x, y, width, height), inks.near, depth=0)
    edge = width * 0.06
    x, y, width, height = x + edge, y + edge, width - 2 * edge, height - 2 * edge
    brush.flat(rect(x, y, width, height), inks.three)
    with frame.canvas.clipped(rect(x, y, width, height)):
        if kind % 3 == 0:
            brush.flat(circle(x + width * 0.62, y + height * 0.36, width * 0.2), inks.pop)
            brush.flat(
                band(
                    [
                        (x, y + height * 0.66),
                        (x + width * 0.4, y + height * 0.5),
                        (x + width, y + height * 0.7),
                    ],
                    y + height,
                ),
                inks.mid,
            )
            brush.flat(
                band(
                    [
                        (x, y + height * 0.8),
                        (x + width * 0.6, y + height * 0.88),
                        (x + width, y + height * 0.74),
                    ],
                    y + height,
                ),
                inks.one,
            )
        elif kind % 3 == 1:
            brush.flat(arch(x + width * 0.2, y + height, width * 0.6, height * 0.78), inks.two)
            brush.flat(arch(x + width * 0.34, y + height, width * 0.32, height * 0.54), inks.one)
        else:
            brush.flat(half_disc(x + width / 2, y + height * 0.32, width * 0.32), inks.one)
            brush.flat(half_disc(x + width / 2, y + height * 0.68, width * 0.32, 180), inks.two)


def person_at_table(frame: Frame, step: int) -> None:
    """Someone from the waist up behind a table at y = −150; ``step`` changes clothes and hair."""
    brush, inks = frame.brush, frame.inks
    shirt = (inks.one, inks.pop, inks.two)[step % 3]
    hair = (inks.ink, inks.near, inks.crust)[step % 3]
    brush.solid("M-84-268C-80-330-40-350 0-350S80-330 84-268z", shirt, depth=16)
    brush.solid(rect(-16, -376, 32, 40, 12), lighter(inks.crust, 0.02), depth=6)
    brush.solid(circle(0, -400, 40), lighter(inks.crust, 0.07), depth=9)
    brush.solid("M-44-396C-50-456 50-456 44-396C34-424-8-430-44-396z", hair, depth=8)


def awning(frame: Frame, x: float, y: float, width: float, height: float) -> None:
    """A striped blind over a shop window."""
    stripes = 6
    for step in range(stripes):
        left = x + width * step / stripes
        each = width / stripes
        colour = frame.inks.pop if step % 2 == 0 else frame.inks.three
        frame.canvas.path(
            f"M{left:.1f} {y:.1f}h{each:.1f}v{height:.1f}a{each / 2:.1f} {each / 2:.1f} 0 0 1 {-each:.1f} 0z",
            colour,
        )
