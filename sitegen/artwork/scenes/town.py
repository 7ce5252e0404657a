"""Views of built places: skylines, streets, houses, bridges."""

from __future__ import annotations

from sitegen.artwork.colour import lighter, mixed
from sitegen.artwork.frame import Frame
from sitegen.artwork.scenes.land import birds, cloud, round_tree, sun, wander
from sitegen.artwork.scenes.parts import awning
from sitegen.artwork.shapes import arch, band, circle, half_disc, polygon, rect
from sitegen.artwork.things.vessels import sprig


def skyline(frame: Frame) -> None:
    """Towers in three planes, windows lit."""
    w, h, inks, brush, random = frame.width, frame.height, frame.inks, frame.brush, frame.random
    frame.fill(inks.sky)
    sun(frame, w * random.choice((0.26, 0.7)), h * 0.34, frame.short * 0.13)
    for depth, (low, high, colour) in enumerate(
        ((0.24, 0.5, inks.far), (0.16, 0.42, inks.mid), (0.1, 0.3, inks.near))
    ):
        x = -w * 0.02
        while x < w:
            width = frame.short * random.uniform(0.09, 0.17)
            height = h * random.uniform(low, high) * (1.1 if depth else 1.2)
            _tower(frame, x, h * 0.84, width, height, colour, lit=depth > 0)
            x += width * random.uniform(0.98, 1.25)
    brush.plane(rect(-20, h * 0.84, w + 40, h), lighter(inks.near, -0.03))
    for step in range(7):
        brush.line(
            f"M{w * (step * 0.16 - 0.02):.0f} {h * (0.88 + 0.03 * (step % 3)):.0f}h{w * 0.1:.0f}",
            inks.two,
            max(2, h * 0.005),
            opacity=0.7,
        )


def _tower(
    frame: Frame, x: float, base: float, width: float, height: float, colour: str, *, lit: bool
) -> None:
    brush, random = frame.brush, frame.random
    top = base - height
    brush.plane(rect(x, top, width, height + 2), colour)
    brush.flat(rect(x + width * 0.66, top, width * 0.34, height), lighter(colour, -0.035))
    if random.random() < 0.3:
        brush.line(f"M{x + width / 2:.0f} {top:.0f}v-{width * 0.5:.0f}", colour, max(width * 0.06, 1.5))
    if lit:
        marks = ""
        for row in range(int(height / (width * 0.34))):
            for column in range(3):
                if random.random() < 0.42:
                    marks += rect(
                        x + width * (0.14 + 0.27 * column),
                        top + width * (0.2 + 0.34 * row),
                        width * 0.15,
                        width * 0.19,
                    )
        if marks:
            frame.canvas.path(marks, frame.inks.two, opacity=0.9)


def street(frame: Frame) -> None:
    """A row of narrow houses with gables, shop windows and trees."""
    w, h, inks, brush, random = frame.width, frame.height, frame.inks, frame.brush, frame.random
    frame.fill(inks.sky)
    cloud(frame, w * 0.24, h * 0.22, frame.short * 0.36, inks.light if not inks.dark else inks.sky2)
    cloud(frame, w * 0.78, h * 0.15, frame.short * 0.26, inks.light if not inks.dark else inks.sky2)
    base, x, index = h * 0.86, -frame.short * 0.06, random.randrange(4)
    colours = [inks.two, inks.three, inks.mid, inks.one, inks.far]
    while x < w:
        width = frame.short * random.uniform(0.24, 0.32)
        height = h * random.uniform(0.46, 0.6)
        _house(frame, x, base, width, height, colours[index % 5], index)
        x, index = x + width, index + 1
    brush.plane(rect(-20, base, w + 40, h), inks.floor)
    brush.plane(rect(-20, base, w + 40, h * 0.025), lighter(inks.floor, 0.05))
    for part in (0.14, 0.52, 0.88):
        round_tree(frame, w * part, base + h * 0.04, h * 0.26, inks.leaf)


def _house(frame: Frame, x: float, base: float, width: float, height: float, colour: str, index: int) -> None:
    brush, inks = frame.brush, frame.inks
    top = base - height
    roof = [(x - width * 0.03, top + 2), (x + width / 2, top - width * 0.42), (x + width * 1.03, top + 2)]
    if index % 3 == 1:
        roof = [
            (x - width * 0.03, top + 2),
            (x + width * 0.12, top - width * 0.26),
            (x + width * 0.88, top - width * 0.26),
            (x + width * 1.03, top + 2),
        ]
    brush.flat(polygon(roof), inks.near if colour != inks.near else inks.pop)
    brush.flat(rect(x, top, width, height), colour)
    brush.flat(rect(x + width * 0.86, top, width * 0.14, height), lighter(colour, -0.06))
    pane = inks.ink if not inks.dark else inks.near
    floors = max(2, round(height / (width * 0.75)))
    for row in range(floors - 1):
        for column in (0.14, 0.56):
            y = top + width * (0.16 + 0.62 * row)
            lit = (row + index + (column > 0.3)) % 3 == 0
            frame.canvas.path(
                rect(x + width * column, y, width * 0.24, width * 0.36, 2),
                inks.light if lit else mixed(pane, colour, 0.25),
            )
            frame.canvas.path(
                rect(x + width * (column - 0.03), y + width * 0.37, width * 0.3, width * 0.035), inks.three
            )
    shop = base - width * 0.52
    if index % 2:
        brush.flat(rect(x + width * 0.1, shop, width * 0.74, width * 0.52), mixed(pane, colour, 0.3))
        awning(frame, x + width * 0.06, shop - width * 0.06, width * 0.84, width * 0.2)
    else:
        brush.flat(arch(x + width * 0.34, base, width * 0.28, width * 0.5), inks.pop)


def shopfront(frame: Frame) -> None:
    """One shop from across the street: sign, blind, window with goods, door, plants."""
    w, h, inks, brush = frame.width, frame.height, frame.inks, frame.brush
    wall = inks.sky2
    frame.fill(wall)
    base = h * 0.88
    for row in range(9):
        for column in range(4):
            if frame.random.random() < 0.3:
                x, y = w * (column + frame.random.random()) / 4, h * row * 0.1
                brush.flat(rect(x, y, frame.short * 0.07, frame.short * 0.03), lighter(wall, -0.03))
    left, width = w * 0.5 - frame.short * 0.58, frame.short * 1.16
    front = inks.one if not inks.dark else inks.far
    brush.plane(rect(left, h * 0.12, width, base - h * 0.12), front)
    brush.flat(rect(left + width * 0.08, h * 0.17, width * 0.84, h * 0.11, 4), lighter(front, -0.08))
    for step, length in enumerate((0.2, 0.08, 0.26)):
        brush.flat(
            rect(left + width * (0.16 + step * 0.24), h * 0.21, width * length * 0.8, h * 0.028, 5),
            inks.three,
        )
    pane = rect(left + width * 0.06, h * 0.4, width * 0.58, base - h * 0.5)
    brush.flat(pane, inks.light)
    with frame.canvas.clipped(pane):
        brush.flat(circle(left + width * 0.3, h * 0.44, width * 0.26), inks.sky2)
        items = frame.standing() or list(frame.things)
        for step in range(3):
            frame.place(
                items[step % len(items)],
                left + width * (0.16 + 0.19 * step),
                base - h * 0.115,
                h * 0.25,
                shadow=False,
            )
        brush.shine(
            polygon(
                [
                    (left + width * 0.4, h * 0.4),
                    (left + width * 0.52, h * 0.4),
                    (left + width * 0.3, base),
                    (left + width * 0.18, base),
                ]
            ),
            0.25,
        )
    brush.flat(rect(left + width * 0.05, base - h * 0.115, width * 0.6, h * 0.02), inks.three)
    brush.flat(rect(left + width * 0.7, h * 0.4, width * 0.23, base - h * 0.4), lighter(front, -0.1))
    brush.flat(rect(left + width * 0.73, h * 0.44, width * 0.17, h * 0.26), inks.light)
    brush.flat(circle(left + width * 0.9, h * 0.67, width * 0.012), inks.two)
    awning(frame, left + width * 0.02, h * 0.31, width * 0.96, h * 0.1)
    brush.plane(rect(-20, base, w + 40, h), inks.floor)
    for side in (left - frame.short * 0.03, left + width + frame.short * 0.03):
        brush.cast(side, base + h * 0.05, frame.short * 0.12)
        for turn in (-24, 0, 24):
            sprig(brush, side, base - h * 0.05, h * 0.26, turn=turn)
        with frame.canvas.at(side, base + h * 0.05, frame.short * 0.0012):
            brush.solid("M-60-110H60L44 0H-44z", inks.pop, depth=16)


def house(frame: Frame) -> None:
    """A modern house with large lit windows, in its garden."""
    w, h, inks, brush = frame.width, frame.height, frame.inks, frame.brush
    frame.fill(inks.sky)
    flip = frame.random.random() < 0.5
    brush.plane(circle(w * (0.26 if flip else 0.74), h * 0.24, frame.short * 0.1), inks.pop)
    for index, y in enumerate((0.6, 0.7)):
        brush.plane(
            band(wander(frame, h * y, h * 0.06, 4), h + 20),
            (inks.far, mixed(inks.mid, inks.leaf, 0.4))[index],
        )
    with frame.canvas.at(w * 0.5, h * 0.84, frame.short / 720, flip=flip):
        form = frame.random.randrange(3)
        (_villa, _gabled, _terraced)[form](frame)
    brush.plane(rect(-20, h * 0.84, w + 40, h), inks.leaf)
    brush.flat(
        polygon([(w * 0.42, h * 0.84), (w * 0.52, h * 0.84), (w * 0.62, h + 10), (w * 0.3, h + 10)]),
        inks.floor,
    )
    for x, size in ((0.07, 0.34), (0.93, 0.42), (0.82, 0.22)):
        round_tree(frame, w * x, h * 0.88, h * size, lighter(inks.leaf, -0.07))
    for x in (0.2, 0.68, 0.76):
        brush.solid(
            half_disc(w * x, h * 0.88, frame.short * 0.05, 180), lighter(inks.leaf, 0.06), depth=6, axis=w * x
        )


def _glass(frame: Frame, x: float, y: float, width: float, height: float, bars: int) -> None:
    brush, inks = frame.brush, frame.inks
    brush.flat(rect(x, y, width, height), mixed(inks.two, inks.light, 0.55))
    brush.flat(
        polygon(
            [(x, y + height), (x + width * 0.5, y), (x + width * 0.75, y), (x + width * 0.2, y + height)]
        ),
        inks.light,
        opacity=0.5,
    )
    brush.flat(rect(x + width * 0.1, y + height * 0.72, width * 0.3, height * 0.28), inks.mid, opacity=0.7)
    for bar in range(1, bars):
        brush.flat(rect(x + width * bar / bars - 2, y, 4, height), inks.near)


def _villa(frame: Frame) -> None:
    brush, inks = frame.brush, frame.inks
    brush.solid(rect(-300, -170, 560, 170), inks.three, depth=0)
    _glass(frame, -270, -140, 250, 140, 4)
    _glass(frame, 120, -120, 110, 80, 2)
    brush.flat(rect(20, -132, 70, 132), inks.crust)
    brush.solid(rect(-180, -330, 480, 150), lighter(inks.crust, -0.02), depth=0)
    for step in range(11):
        brush.flat(rect(-170 + step * 18, -330, 3, 150), lighter(inks.crust, -0.08))
    _glass(frame, 60, -304, 210, 104, 3)
    brush.flat(rect(-200, -346, 520, 18), inks.near)
    brush.flat(rect(-320, -184, 620, 16), inks.near)
    brush.flat(rect(-310, -168, 10, 168), inks.near)


def _gabled(frame: Frame) -> None:
    brush, inks = frame.brush, frame.inks
    brush.solid(rect(-90, -190, 350, 190), inks.three, depth=0)
    brush.flat(polygon([(-110, -184), (-60, -300), (230, -300), (284, -184)]), inks.near)
    brush.solid(polygon([(-270, 0), (-270, -210), (-160, -380), (-50, -210), (-50, 0)]), inks.crust, depth=0)
    brush.flat(
        polygon([(-292, -196), (-160, -402), (-28, -196), (-50, -184), (-160, -362), (-270, -184)]), inks.near
    )
    _glass(frame, -222, -230, 124, 100, 2)
    _glass(frame, -222, -110, 124, 110, 3)
    _glass(frame, 90, -140, 130, 84, 3)
    brush.flat(rect(-6, -130, 62, 130), inks.pop)
    brush.flat(rect(170, -350, 36, 70), inks.three)


def _terraced(frame: Frame) -> None:
    brush, inks = frame.brush, frame.inks
    for step, colour in enumerate((inks.two, inks.three, inks.mid)):
        x = -300 + step * 200
        brush.solid(rect(x, -300 - step * 34, 200, 300 + step * 34), colour, depth=0)
        brush.flat(rect(x - 6, -316 - step * 34, 212, 18), inks.near)
        for row in range(2):
            _glass(frame, x + 26, -270 - step * 34 + row * 108, 62, 80, 1)
            _glass(frame, x + 112, -270 - step * 34 + row * 108, 62, 80, 1)
        brush.flat(arch(x + 26, 0, 56, 96), inks.near)
        _glass(frame, x + 112, -92, 62, 60, 2)


def bridge(frame: Frame) -> None:
    """A river in the town: arches, domes, a tram of lights."""
    w, h, inks, brush = frame.width, frame.height, frame.inks, frame.brush
    frame.fill(inks.sky)
    sun(frame, w * 0.7, h * 0.3, frame.short * 0.12)
    base = h * 0.6
    x = 0.0
    while x < w:
        width = frame.short * frame.random.uniform(0.1, 0.2)
        _tower(frame, x, base, width, h * frame.random.uniform(0.1, 0.24), inks.far, lit=False)
        x += width
    dome = w * 0.3
    brush.plane(rect(dome - frame.short * 0.1, base - h * 0.22, frame.short * 0.2, h * 0.22), inks.mid)
    brush.plane(half_disc(dome, base - h * 0.22, frame.short * 0.1, 180), inks.near)
    brush.line(
        f"M{dome:.0f} {base - h * 0.22 - frame.short * 0.1:.0f}v-{frame.short * 0.07:.0f}",
        inks.near,
        frame.short * 0.01,
    )
    brush.plane(rect(-20, base, w + 40, h), inks.sky2)
    deck = base + h * 0.04
    pitch = frame.short * 0.42
    brush.plane(rect(-20, deck, w + 40, h * 0.05), inks.two)
    x = -pitch * 0.3
    while x < w + pitch:
        d = (
            f"M{x:.0f} {deck + h * 0.05:.0f}h{pitch:.0f}v{h * 0.17:.0f}h{-pitch * 0.1:.0f}"
            f"a{pitch * 0.4:.0f} {h * 0.15:.0f} 0 0 0 {-pitch * 0.8:.0f} 0h{-pitch * 0.1:.0f}z"
        )
        brush.flat(d, inks.two)
        brush.flat(rect(x - pitch * 0.02, deck + h * 0.05, pitch * 0.04, h * 0.17), lighter(inks.two, -0.08))
        x += pitch
    for step in range(9):
        y = h * (0.86 + 0.04 * (step % 3))
        brush.line(
            f"M{w * (step * 0.125 - 0.02):.0f} {y:.0f}h{w * 0.08:.0f}",
            inks.light,
            max(h * 0.006, 2),
            opacity=0.8,
        )
    birds(frame, w * 0.46, h * 0.18, frame.short * 0.05)


SCENES = {
    "skyline": skyline,
    "street": street,
    "shopfront": shopfront,
    "house": house,
    "bridge": bridge,
}
