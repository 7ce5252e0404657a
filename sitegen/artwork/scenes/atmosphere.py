"""Views that live by light: bodies with volume, haze, folds and beams, drawn with gradients alone."""

from __future__ import annotations

from sitegen.artwork.colour import lighter, mixed
from sitegen.artwork.frame import Frame
from sitegen.artwork.scenes.land import sunlight
from sitegen.artwork.shapes import Point, arch, circle, ellipse, number, polygon, rect, smooth
from sitegen.artwork.things import THINGS

# Where the light comes from in every picture of this module: the upper left.
LIT = 'cx=".36" cy=".3" r=".78"'


def ball(frame: Frame, x: float, y: float, radius: float, colour: str) -> None:
    """A sphere that is lit from the upper left, with the light that its ground throws back."""
    stops = (
        f'<stop offset="0" stop-color="{lighter(colour, 0.15)}"/><stop offset=".45" stop-color="{colour}"/>'
        f'<stop offset=".88" stop-color="{lighter(colour, -0.17)}"/>'
        f'<stop offset="1" stop-color="{lighter(colour, -0.1)}"/>'
    )
    name = frame.canvas.define(f'<radialGradient id="{{id}}" {LIT}>{stops}</radialGradient>')
    frame.brush.flat(circle(x, y, radius), f"url(#{name})")


def rest(frame: Frame, x: float, y: float, radius: float) -> None:
    """The soft shadow below a ball that touches the ground at (x, y)."""
    shade = frame.canvas.glow(lighter(frame.inks.cast, -0.16), 0.75)
    frame.brush.flat(ellipse(x + radius * 0.3, y, radius * 1.35, radius * 0.2), shade)


def washed(frame: Frame, top: str, bottom: str) -> None:
    """The whole sheet in a gradient from ``top`` to ``bottom``."""
    paint = frame.canvas.gradient(((0, top, 1), (1, bottom, 1)))
    frame.brush.flat(rect(-20, -20, frame.width + 40, frame.height + 40), paint)


def ribbons(frame: Frame) -> None:
    """Bands of translucent colour that sweep across, each lighter where it turns to the light."""
    h, inks, random = frame.height, frame.inks, frame.random
    washed(frame, lighter(inks.sky2, 0.02), inks.sky)
    colours = [inks.far, inks.two, inks.mid, inks.one, inks.pop, inks.near]
    rise = random.uniform(0.3, 0.44) * random.choice((-1, 1))
    middle, bend = h * random.uniform(0.5, 0.62), h * random.uniform(0.13, 0.2)
    for index, colour in enumerate(colours):
        at = (index - 2.5) / 2.5
        breadth = h * random.uniform(0.12, 0.24)
        top = _sweep(frame, middle + at * h * 0.19, rise * h, bend * (1 - 0.5 * at), 0.6 * index)
        lower = _sweep(frame, middle + at * h * 0.1 + breadth, rise * h * 0.6, bend * 1.3, 0.6 * index + 0.5)
        paint = frame.canvas.gradient(
            ((0, lighter(colour, 0.1), 0.95), (0.5, colour, 0.82), (1, lighter(colour, 0.06), 0.35)), angle=0
        )
        frame.brush.flat(f"{smooth(top)}L{_there(lower[-1])}{_back(lower)}Z", paint)
    for index in range(3):
        line = _sweep(frame, middle - h * 0.16 + index * h * 0.13, rise * h * 0.9, bend, 0.3 + index * 0.7)
        frame.brush.line(smooth(line), inks.light, max(frame.short / 420, 1.2), opacity=0.5)


def _sweep(frame: Frame, y: float, rise: float, bend: float, phase: float) -> list[Point]:
    shape = (0.0, 0.9, 0.25, -0.9, -0.3, 0.6)
    turn = round(phase * 2) % len(shape)
    return [
        (
            frame.width * (-0.08 + 1.16 * step / 5),
            y + rise * (0.5 - step / 5) + bend * shape[(step + turn) % 6],
        )
        for step in range(6)
    ]


def _there(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _back(points: list[Point]) -> str:
    """The curve through ``points`` from the last to the first, without its first move."""
    path = smooth(points[::-1])
    return path[path.index("C") :] if "C" in path else ""


def orbs(frame: Frame) -> None:
    """Balls of different size at rest before a wall, one of them in the strong colour."""
    w, h, inks, random = frame.width, frame.height, frame.inks, frame.random
    washed(frame, lighter(inks.sky2, 0.02), inks.sky)
    floor = h * 0.72
    frame.brush.flat(
        circle(w * 0.5, floor * 0.55, frame.short * 0.5),
        frame.canvas.glow(inks.light, 0.7 if not inks.dark else 0.18),
    )
    frame.brush.flat(
        rect(-20, floor, w + 40, h),
        frame.canvas.gradient(((0, lighter(inks.floor, 0.03), 1), (1, lighter(inks.floor, -0.06), 1))),
    )
    flip = random.choice((1, -1))
    spots = (
        (-0.02, 0.255, 0.06, inks.one), (0.33, 0.16, 0.12, inks.two), (-0.36, 0.125, 0.16, inks.three),
        (0.13, 0.085, 0.2, inks.pop), (0.56, 0.07, 0.07, inks.near), (-0.58, 0.06, 0.09, inks.mid),
    )  # fmt: skip
    for across, radius, depth, colour in spots:
        x, size = w / 2 + flip * across * max(frame.short * 1.15, w * 0.62), frame.short * radius
        ground = floor + h * depth
        rest(frame, x, ground, size)
        ball(frame, x, ground - size * 0.97, size, colour)


def folds(frame: Frame) -> None:
    """A curtain of pleats in raking light, with a ball before it."""
    w, h, inks, random = frame.width, frame.height, frame.inks, frame.random
    count = max(7, round(w / h * 9))
    step = (w + 40) / count
    floor = h * 0.84
    colour = inks.far if not inks.dark else inks.sky2
    frame.fill(lighter(colour, -0.1))
    for index in range(count):
        x = -20 + index * step
        near = 0.5 + 0.5 * abs((index + 0.5) / count - 0.42) * 2
        paint = frame.canvas.gradient(
            (
                (0, lighter(colour, -0.13 * near), 1),
                (0.42, lighter(colour, 0.08 * (1.4 - near)), 1),
                (1, lighter(colour, -0.05), 1),
            ),
            angle=0,
        )
        hem = floor + h * 0.02 * (1 if index % 2 else -1)
        frame.brush.flat(polygon([(x, -20), (x + step + 1, -20), (x + step + 1, hem), (x, floor)]), paint)
    frame.brush.flat(
        rect(-20, floor - h * 0.01, w + 40, h),
        frame.canvas.gradient(((0, lighter(inks.floor, -0.06), 1), (1, lighter(inks.floor, 0.03), 1))),
    )
    beam = frame.canvas.gradient(((0, inks.light, 0.34 if not inks.dark else 0.12), (1, inks.light, 0)))
    x = w * random.uniform(0.1, 0.3)
    frame.brush.flat(polygon([(x, -20), (x + w * 0.34, -20), (x + w * 0.62, h), (x + w * 0.1, h)]), beam)
    size = frame.short * 0.19
    x = w * random.choice((0.36, 0.62))
    rest(frame, x, h * 0.93, size)
    ball(frame, x, h * 0.93 - size * 0.97, size, inks.one if inks.dark else inks.pop)


def vault(frame: Frame) -> None:
    """Arches one behind the other towards the light, and its path on the floor."""
    w, h, inks = frame.width, frame.height, frame.inks
    centre, floor = w * 0.5, h * 0.8
    outer, inner = (inks.mid, inks.light) if not inks.dark else (inks.near, inks.two)
    washed(frame, lighter(outer, -0.04), outer)
    frame.brush.flat(
        rect(-20, floor, w + 40, h),
        frame.canvas.gradient(((0, mixed(inks.floor, inner, 0.4), 1), (1, lighter(inks.floor, -0.08), 1))),
    )
    count = 6
    for index in range(count):
        at = index / (count - 1)
        breadth = max(w * 0.92, h * 1.1) * (1 - at) ** 1.25 * 0.9 + h * 0.2
        height = h * (0.98 - 0.5 * at**0.8)
        base = floor + h * 0.16 * (1 - at) ** 1.6
        shade = mixed(outer, inner, 0.12 + 0.74 * at)
        paint = frame.canvas.gradient(
            ((0, lighter(shade, 0.045), 1), (0.5, shade, 1), (1, lighter(shade, -0.075), 1)), angle=0
        )
        frame.brush.flat(arch(centre - breadth / 2, base, breadth, height), paint)
    door = h * 0.2
    frame.brush.flat(arch(centre - door / 2, floor, door, h * 0.42), frame.canvas.gradient(
        ((0, lighter(inner, 0.03), 1), (1, mixed(inner, inks.pop, 0.35), 1))))  # fmt: skip
    frame.brush.flat(
        polygon(
            [
                (centre - door / 2, floor),
                (centre + door / 2, floor),
                (centre + door * 1.9, h + 20),
                (centre - door * 1.1, h + 20),
            ]
        ),
        frame.canvas.gradient(((0, inks.light, 0.75), (1, inks.light, 0.05))),
    )
    for side in (-1, 1):
        frame.place(THINGS["plant"], centre + side * frame.short * 0.3, h * 0.93, frame.short * 0.26)


def fjord(frame: Frame) -> None:
    """Ranges in haze above still water, the sun low, and a house with a lit window on the shore."""
    w, h, inks, random = frame.width, frame.height, frame.inks, frame.random
    washed(frame, inks.sky, mixed(inks.sky, inks.pop, 0.22 if not inks.dark else 0.3))
    water = h * 0.66
    x = w * random.choice((0.34, 0.6))
    frame.brush.flat(
        circle(x, water - h * 0.22, frame.short * 0.34),
        frame.canvas.glow(inks.light, 0.8 if not inks.dark else 0.35),
    )
    frame.brush.flat(
        circle(x, water - h * 0.22, frame.short * 0.075), mixed(inks.light, sunlight(frame), 0.6)
    )
    for index in range(4):
        colour = mixed(inks.far, inks.near, index / 3.4)
        rise = h * (0.42 - 0.075 * index)
        ridge = _peaks(frame, water - h * 0.02 + h * 0.012 * index, rise, 7 + index)
        paint = frame.canvas.gradient(((0, colour, 1), (1, mixed(colour, inks.sky, 0.55 - 0.1 * index), 1)))
        frame.brush.flat(polygon([*ridge, (w + 20, water + 4), (-20, water + 4)]), paint)
    frame.brush.flat(
        rect(-20, water, w + 40, h),
        frame.canvas.gradient(
            (
                (0, mixed(inks.sky, inks.pop, 0.25), 1),
                (0.25, mixed(inks.far, inks.mid, 0.4), 1),
                (1, inks.near, 1),
            )
        ),
    )
    for index in range(9):
        y = water + h * (0.02 + 0.033 * index)
        half = frame.short * (0.05 + 0.018 * index) * random.uniform(0.6, 1.3)
        frame.brush.flat(
            rect(x - half, y, half * 2, max(h * 0.006, 1.5), 3), inks.light, opacity=0.5 - 0.045 * index
        )
    shore = [
        (-20, h * 0.9),
        (w * 0.2, h * 0.82),
        (w * 0.42, h * 0.86),
        (w * 0.6, h * 0.93),
        (w * 0.8, h + 20),
    ]
    side = x > w / 2
    if not side:
        shore = [(w - px, py) for px, py in reversed(shore)]
    ends = ((w * 0.8, h + 20), (-20, h + 20)) if side else ((w + 20, h + 20), (w * 0.2, h + 20))
    frame.brush.flat(f"{smooth(shore)}L{_there(ends[0])}L{_there(ends[1])}Z", lighter(inks.near, -0.07))
    _cabin(frame, w * (0.22 if side else 0.78), h * 0.845, frame.short * 0.16)


def _peaks(frame: Frame, base: float, rise: float, count: int) -> list[Point]:
    random, w = frame.random, frame.width
    points: list[Point] = [(-20.0, base - rise * 0.3)]
    for step in range(count):
        x = w * (step + random.uniform(0.2, 0.8)) / count
        points.append((x, base - rise * (random.uniform(0.55, 1) if step % 2 else random.uniform(0.1, 0.4))))
    return [*points, (w + 20.0, base - rise * 0.35)]


def _cabin(frame: Frame, x: float, y: float, size: float) -> None:
    inks = frame.inks
    wall = lighter(inks.crust, -0.16)
    frame.brush.flat(
        polygon(
            [
                (x - size, y),
                (x - size, y - size * 0.7),
                (x - size * 0.45, y - size * 1.25),
                (x + size * 0.1, y - size * 0.7),
                (x + size * 0.1, y),
            ]
        ),
        wall,
    )
    frame.brush.flat(rect(x + size * 0.1, y - size * 0.7, size * 0.95, size * 0.7), lighter(wall, -0.08))
    frame.brush.flat(
        polygon(
            [
                (x - size * 0.45, y - size * 1.32),
                (x + size * 0.55, y - size * 1.32),
                (x + size * 1.15, y - size * 0.68),
                (x + size * 0.13, y - size * 0.68),
            ]
        ),
        lighter(inks.near, -0.12),
    )
    frame.brush.flat(circle(x - size * 0.45, y - size * 0.4, size * 0.9), frame.canvas.glow(inks.pop, 0.4))
    frame.brush.flat(
        rect(x - size * 0.66, y - size * 0.62, size * 0.42, size * 0.42), mixed(inks.light, inks.pop, 0.5)
    )
    frame.brush.flat(
        rect(x + size * 0.42, y - size * 0.5, size * 0.3, size * 0.3), mixed(inks.light, inks.pop, 0.5)
    )


def facade(frame: Frame) -> None:
    """The corner of a building against the sky, one side in the sun, the other in shade."""
    w, h, inks, random = frame.width, frame.height, frame.inks, frame.random
    washed(frame, inks.sky2, mixed(inks.sky, inks.pop, 0.12))
    frame.brush.flat(
        circle(w * 0.16, h * 0.24, frame.short * 0.4),
        frame.canvas.glow(inks.light, 0.8 if not inks.dark else 0.25),
    )
    edge = w * random.uniform(0.44, 0.54)
    top, low = h * 0.06, h * 1.02
    lit, shade = (inks.three, inks.mid) if not inks.dark else (inks.mid, inks.near)
    left_top, right_top = h * 0.3, h * 0.4
    left_x, right_x = edge - w * 0.4, w * 1.05
    frame.brush.flat(
        polygon([(left_x, left_top), (edge, top), (edge, low), (left_x, low)]),
        frame.canvas.gradient(((0, lighter(lit, -0.05), 1), (1, lit, 1)), angle=0),
    )
    frame.brush.flat(
        polygon([(edge, top), (right_x, right_top), (right_x, low), (edge, low)]),
        frame.canvas.gradient(((0, shade, 1), (1, lighter(shade, -0.1), 1)), angle=0),
    )
    glass, warm = (inks.near, mixed(inks.light, inks.pop, 0.55))
    for row in range(7):
        for column in range(4):
            for side in (0, 1):
                a, b = (column + 0.2) / 4, (column + 0.78) / 4
                if side:
                    x1, x2 = edge + (right_x - edge) * a, edge + (right_x - edge) * b
                    t1, t2 = top + (right_top - top) * a, top + (right_top - top) * b
                else:
                    x1, x2 = left_x + (edge - left_x) * a, left_x + (edge - left_x) * b
                    t1, t2 = left_top + (top - left_top) * a, left_top + (top - left_top) * b
                u, v = (row + 0.25) / 7, (row + 0.78) / 7
                pane = [
                    (x1, t1 + (low - t1) * u),
                    (x2, t2 + (low - t2) * u),
                    (x2, t2 + (low - t2) * v),
                    (x1, t1 + (low - t1) * v),
                ]
                colour = warm if random.random() < 0.16 else lighter(glass, 0.12 if side else 0.2)
                frame.brush.flat(polygon(pane), colour)
                if not side:
                    ledge = [
                        (x1, pane[3][1]),
                        (x2, pane[2][1]),
                        (x2 + 3, pane[2][1] + h * 0.012),
                        (x1, pane[3][1] + h * 0.012),
                    ]
                    frame.brush.flat(polygon(ledge), lighter(lit, -0.12))
    for x, size in ((w * 0.04, 0.3), (w * 0.93, 0.34)):
        tree = THINGS["tree"]
        frame.place(tree, x, h * 1.02, frame.short * size * 1.3, shadow=False)


def airwaves(frame: Frame) -> None:
    """A microphone in rings of sound, before the bars of a recording."""
    w, h, inks, random = frame.width, frame.height, frame.inks, frame.random
    washed(frame, lighter(inks.sky2, 0.01), inks.sky)
    x, y = w * 0.5, h * 0.47
    for ring in range(7, 0, -1):
        frame.brush.flat(circle(x, y, frame.short * 0.11 * ring), inks.far, opacity=0.1 + 0.03 * (7 - ring))
    count = max(22, round(w / h * 34))
    step = w / count
    for index in range(count):
        near = 1 - abs(index / (count - 1) - 0.5) * 1.5
        size = h * max(0.03, (0.08 + 0.34 * random.random() ** 1.4) * max(near, 0.18))
        colour = inks.pop if index % 5 == 2 else inks.mid
        frame.brush.flat(
            rect(index * step + step * 0.22, y - size / 2, step * 0.5, size, step * 0.25),
            colour,
            opacity=0.85,
        )
    frame.brush.flat(
        circle(x, y, frame.short * 0.36), frame.canvas.glow(inks.light, 0.75 if not inks.dark else 0.2)
    )
    frame.brush.swap(frame.turn)
    microphone = THINGS["microphone"]
    frame.place(microphone, x - frame.short * 0.1, h * 1.34, frame.short * 1.22, shadow=False, turn=10)


def beams(frame: Frame) -> None:
    """Beams of light over an empty stage, and the heads of those who wait."""
    w, h, inks, random = frame.width, frame.height, frame.inks, frame.random
    night = inks.near if not inks.dark else lighter(inks.sky, -0.06)
    washed(frame, lighter(night, -0.06), mixed(night, inks.pop, 0.28))
    frame.brush.flat(
        ellipse(w / 2, h * 0.74, w * 0.5, h * 0.34), frame.canvas.glow(mixed(inks.light, inks.pop, 0.5), 0.75)
    )
    for index in range(7):
        x = w * (0.08 + 0.14 * index)
        aim = w / 2 + (x - w / 2) * random.uniform(-0.9, 0.5)
        spread = w * random.uniform(0.06, 0.12)
        colour = (inks.light, inks.pop, inks.two)[index % 3]
        paint = frame.canvas.gradient(((0, colour, 0.62), (1, colour, 0.02)))
        frame.brush.flat(
            polygon([(x - 5, -10), (x + 5, -10), (aim + spread, h * 0.8), (aim - spread, h * 0.8)]), paint
        )
        frame.brush.flat(circle(x, 2, frame.short * 0.016), inks.light)
    stage = h * 0.72
    frame.brush.flat(
        polygon([(w * 0.1, h * 0.8), (w * 0.9, h * 0.8), (w * 0.8, stage), (w * 0.2, stage)]),
        lighter(night, 0.1),
    )
    frame.brush.flat(rect(w * 0.1, h * 0.8, w * 0.8, h * 0.03), lighter(night, -0.02))
    for row in range(3):
        shade = lighter(night, -0.03 - 0.05 * row)
        size = h * (0.05 + 0.018 * row)
        base = h * (0.88 + 0.065 * row)
        x = -size + random.uniform(0, size)
        while x < w + size:
            up = random.uniform(0, size * 0.5)
            frame.brush.flat(circle(x, base - up, size * 0.52), shade)
            frame.brush.flat(
                arch(x - size * 0.95, h + 20, size * 1.9, h + 20 - base + up - size * 0.35), shade
            )
            x += size * random.uniform(1.9, 2.5)


SCENES = {
    "ribbons": ribbons, "orbs": orbs, "folds": folds, "vault": vault, "fjord": fjord, "facade": facade,
    "airwaves": airwaves, "beams": beams,
}  # fmt: skip
