"""Views of the open land: mountains, coast, hills, woods, sky, roads."""

from __future__ import annotations

from sitegen.artwork.colour import hexed, lighter, mixed, oklch
from sitegen.artwork.frame import Frame
from sitegen.artwork.shapes import Point, band, circle, ellipse, polygon, rect, smooth
from sitegen.artwork.things.vessels import sprig


def layers(frame: Frame, count: int) -> list[str]:
    """Colours from the farthest plane to the nearest."""
    inks = frame.inks
    stops = [inks.far, inks.mid, inks.near]
    shades = []
    for index in range(count):
        at = index / max(count - 1, 1) * 2
        low = int(min(at, 1.999))
        shades.append(mixed(stops[low], stops[low + 1], at - low))
    return shades


def wander(frame: Frame, y: float, swing: float, steps: int) -> list[Point]:
    """A calm line across the picture around the height ``y``."""
    turn = frame.random.random()
    return [
        (
            frame.width * (-0.05 + 1.1 * step / steps),
            y + swing * (0.5 if (step + int(turn * 2)) % 2 else -0.5) * frame.random.uniform(0.4, 1.2),
        )
        for step in range(steps + 1)
    ]


def sunlight(frame: Frame) -> str:
    """The colour of the sun: the strong ink where it is warm, else gold as strong as that ink."""
    ink = oklch(frame.inks.two if frame.inks.dark else frame.inks.pop)
    if ink.hue < 118 or ink.hue > 325:
        return hexed(*ink)
    return hexed(0.84, round(min(ink.chroma, 0.13), 4), 74)


def sun(frame: Frame, x: float, y: float, radius: float) -> None:
    brush = frame.brush
    brush.flat(
        circle(x, y, radius * 2.6), frame.canvas.glow(frame.inks.light, 0.55 if not frame.inks.dark else 0.25)
    )
    brush.flat(circle(x, y, radius), sunlight(frame))


def birds(frame: Frame, x: float, y: float, size: float) -> None:
    for index in range(3):
        left, top, wing = x + index * size * 1.5, y - (index % 2) * size * 0.8, size * (1 - index * 0.15)
        frame.brush.line(
            f"M{left:.0f} {top:.0f}q{wing * 0.4:.0f}-{wing * 0.4:.0f} {wing * 0.7:.0f} {wing * 0.1:.0f}"
            f"q{wing * 0.3:.0f}-{wing * 0.5:.0f} {wing * 0.7:.0f}-{wing * 0.1:.0f}",
            frame.inks.ink, max(size * 0.09, 1.5), opacity=0.7,
        )  # fmt: skip


def conifer(frame: Frame, x: float, y: float, height: float, colour: str) -> None:
    with frame.canvas.at(x, y, height / 100):
        frame.canvas.stamp(f"conifer {colour} {frame.canvas.scale:.1f}", lambda: _conifer(frame, colour))


def _conifer(frame: Frame, colour: str) -> None:
    d = "M0-100L14-70L8-70L22-42L13-42L30-8H-30L-13-42L-22-42L-8-70L-14-70z"
    frame.brush.solid(d, colour, depth=7)
    frame.brush.flat(rect(-3, -9, 6, 10), lighter(colour, -0.08))


def round_tree(frame: Frame, x: float, y: float, height: float, colour: str) -> None:
    with frame.canvas.at(x, y, height / 100):
        frame.canvas.stamp(f"tree {colour} {frame.canvas.scale:.1f}", lambda: _round_tree(frame, colour))


def _round_tree(frame: Frame, colour: str) -> None:
    frame.brush.line("M0 0V-52M0-28L14-44M0-36L-12-50", lighter(colour, -0.14), 4)
    frame.brush.solid(
        "M0-100C26-100 36-78 32-62C40-44 20-34 4-38C-14-30-38-42-32-60C-38-82-22-100 0-100z", colour, depth=9
    )


def mountains(frame: Frame) -> None:
    """Snowy peaks in layers of haze, with firs in front."""
    w, h, random = frame.width, frame.height, frame.random
    frame.fill(frame.inks.sky)
    sun(frame, w * random.choice((0.24, 0.72)), h * 0.26, frame.short * 0.085)
    shades = layers(frame, 4)
    for index, (y, peak) in enumerate(((0.56, 0.34), (0.66, 0.22))):
        _range(frame, y * h, peak * h, shades[index], snow=index == 0 or random.random() < 0.5)
    for index, y in enumerate((0.76, 0.87)):
        top = wander(frame, y * h, h * 0.07, 4)
        frame.brush.plane(
            band(top, h + 20), shades[index + 2] if index else mixed(frame.inks.leaf, shades[2], 0.5)
        )
        for _ in range(5 - index):
            at = random.choice(top[:-1])
            x = at[0] + random.uniform(0, w * 0.12)
            conifer(
                frame, x, y * h + h * 0.045, h * (0.13 + 0.1 * index), lighter(shades[3], 0.03 - 0.03 * index)
            )
    birds(frame, w * 0.46, h * 0.2, frame.short * 0.045)


def _range(frame: Frame, y: float, rise: float, colour: str, *, snow: bool) -> None:
    random, w = frame.random, frame.width
    x = -0.08 * w
    while x < w * 1.02:
        half = w * random.uniform(0.17, 0.27)
        top = y - rise * random.uniform(0.65, 1.05)
        x += half * 0.8
        left, right = (x - half, y + 8), (x + half, y + 8)
        frame.brush.plane(polygon([left, (x, top), right]), colour)
        shade = [
            (x, top),
            right,
            (x + half * 0.1, y + 8),
            (x - half * 0.06, y - (y - top) * 0.32),
            (x + half * 0.1, y - (y - top) * 0.56),
        ]
        frame.brush.flat(polygon(shade), lighter(colour, -0.05))
        if snow:
            cap = (y - top) * 0.3
            side = half * 0.3
            frame.brush.flat(
                polygon(
                    [
                        (x, top),
                        (x + side, top + cap),
                        (x + side * 0.4, top + cap * 0.72),
                        (x, top + cap * 1.2),
                        (x - side * 0.35, top + cap * 0.78),
                        (x - side, top + cap),
                    ]
                ),
                frame.inks.light,
            )
    frame.brush.plane(rect(-20, y, w + 40, frame.height - y + 20), colour)


def coast(frame: Frame) -> None:
    """The sea under a low sun, with a headland, a sail and the beach in front."""
    w, h, brush, inks = frame.width, frame.height, frame.brush, frame.inks
    frame.fill(inks.sky)
    horizon = h * 0.46
    x = w * frame.random.choice((0.3, 0.66))
    sun(frame, x, horizon - h * 0.1, frame.short * 0.11)
    brush.plane(
        band(
            [
                (w * 0.55, horizon + 4),
                (w * 0.7, horizon - h * 0.1),
                (w * 0.86, horizon - h * 0.2),
                (w * 1.05, horizon - h * 0.22),
            ],
            horizon + 6,
        ),
        inks.mid,
    )
    brush.plane(rect(-20, horizon, w + 40, h - horizon + 20), inks.far)
    for step in range(6):
        y = horizon + h * (0.03 + 0.045 * step)
        reach = frame.short * (0.13 - 0.012 * step) * frame.random.uniform(0.7, 1.3)
        brush.line(f"M{x - reach:.0f} {y:.0f}h{2 * reach:.0f}", inks.light, frame.short * 0.011, opacity=0.8)
    for step, part in enumerate((0.64, 0.74)):
        brush.plane(
            band(wander(frame, h * part, h * 0.035, 6), h + 20), mixed(inks.far, inks.mid, 0.45 + 0.5 * step)
        )
    sail = frame.short * 0.16
    with frame.canvas.at(w * 0.4 if x > w / 2 else w * 0.58, h * 0.61, sail / 100):
        brush.solid("M4-100C40-80 52-44 56-16H4z", inks.three, depth=7, axis=30)
        brush.flat("M-4-88C-20-60-34-36-40-16H-4z", inks.two)
        brush.solid("M-56-8H62C52 12 40 16 30 16H-30C-42 16-50 8-56-8z", inks.near, depth=8)
    brush.plane(band(wander(frame, h * 0.87, h * 0.05, 3), h + 20), lighter(inks.floor, 0.06))
    brush.plane(band(wander(frame, h * 0.92, h * 0.05, 3), h + 20), inks.floor)
    sprig(brush, w * 0.02, h * 1.03, frame.short * 0.42, turn=22)
    sprig(brush, w * 0.1, h * 1.05, frame.short * 0.3, turn=-12)


def hills(frame: Frame) -> None:
    """Fields in rows on rolling hills, a house, round trees."""
    w, h, brush, inks, random = frame.width, frame.height, frame.brush, frame.inks, frame.random
    frame.fill(inks.sky)
    sun(frame, w * random.uniform(0.2, 0.8), h * 0.26, frame.short * 0.1)
    green = inks.leaf
    shades = [mixed(inks.far, green, 0.15), mixed(inks.mid, green, 0.4), green, lighter(green, -0.08)]
    for index, y in enumerate((0.5, 0.6, 0.72, 0.86)):
        top = wander(frame, y * h, h * 0.1, 3)
        brush.plane(band(top, h + 20), shades[index])
        if index == 2:
            with frame.canvas.clipped(band(top, h + 20)):
                vanish = (w * 0.62, h * 0.54)
                for step in range(13):
                    x = w * (-0.9 + 0.24 * step)
                    brush.line(
                        f"M{vanish[0]:.0f} {vanish[1]:.0f}L{x:.0f} {h * 1.05:.0f}",
                        lighter(green, 0.08),
                        frame.short * 0.012,
                    )
        if index == 1:
            _farm(frame, w * random.uniform(0.3, 0.7), y * h + h * 0.03, h * 0.13)
        for _ in range(3 if index < 3 else 2):
            round_tree(
                frame,
                random.uniform(0, w),
                y * h + h * 0.05,
                h * (0.09 + 0.05 * index),
                lighter(shades[min(index + 1, 3)], -0.03 * index),
            )


def _farm(frame: Frame, x: float, y: float, height: float) -> None:
    with frame.canvas.at(x, y, height / 100):
        frame.brush.solid(rect(-60, -62, 120, 62), frame.inks.three, depth=24, axis=10)
        frame.brush.flat("M-70-62L-30-100H50L70-62z", frame.inks.pop)
        for left in (-40, -8, 26):
            frame.brush.flat(rect(left, -44, 16, 22), frame.inks.near)


def woods(frame: Frame) -> None:
    """Tall trunks with light falling between them."""
    w, h, brush, inks, random = frame.width, frame.height, frame.brush, frame.inks, frame.random
    frame.fill(inks.sky2)
    sun(frame, w * 0.6, h * 0.3, frame.short * 0.14)
    green = inks.leaf
    for depth, (count, thick, shade) in enumerate(((9, 0.018, 0.7), (6, 0.034, 0.4), (4, 0.06, 0.0))):
        colour = mixed(lighter(green, -0.12), inks.sky2, shade)
        ground = h * (0.72 + depth * 0.09)
        brush.plane(band(wander(frame, ground, h * 0.04, 4), h + 20), mixed(green, inks.sky2, shade))
        for step in range(count):
            x = w * (step + random.uniform(0.15, 0.85)) / count
            width = frame.short * thick * random.uniform(0.7, 1.2)
            brush.flat(
                polygon(
                    [
                        (x - width * 0.7, ground + h * 0.05),
                        (x - width * 0.4, -20),
                        (x + width * 0.4, -20),
                        (x + width * 0.7, ground + h * 0.05),
                    ]
                ),
                colour,
            )
    for x, turn in ((0.02, 20), (0.14, -8), (0.9, -16), (1.0, -34)):
        sprig(brush, w * x, h * 1.04, frame.short * random.uniform(0.3, 0.42), turn=turn)


def sky(frame: Frame) -> None:
    """Clouds and a wide sky; an aeroplane draws its line."""
    w, h, brush, inks = frame.width, frame.height, frame.brush, frame.inks
    frame.fill(inks.sky2)
    sun(frame, w * 0.74, h * 0.34, frame.short * 0.15)
    for x, y, size, colour in (
        (0.1, 0.42, 0.5, inks.sky),
        (0.62, 0.62, 0.62, inks.sky),
        (0.0, 0.85, 0.8, inks.light),
        (0.55, 0.95, 0.9, inks.light),
    ):
        cloud(frame, w * x, h * y, frame.short * size, mixed(colour, inks.far, 0.25) if inks.dark else colour)
    start, end = (w * 0.12, h * 0.46), (w * 0.56, h * 0.2)
    brush.line(smooth([start, (w * 0.34, h * 0.36), end]), inks.light, frame.short * 0.012, opacity=0.8)
    with frame.canvas.at(*end, frame.short * 0.0019, turn=-28):
        brush.solid(
            "M110 0C100-16 60-18 20-18L-30-84H-52L-26-18H-70L-92-44H-108L-96 0L-108 44"
            "H-92L-70 18H-26L-52 84H-30L20 18C60 18 100 16 110 0z",
            inks.three,
            depth=9,
        )


def cloud(frame: Frame, x: float, y: float, width: float, colour: str) -> None:
    with frame.canvas.at(x, y, width / 200):
        d = "M-100 0C-104-26-76-42-56-32C-50-66 6-76 24-44C44-60 78-50 78-22C96-24 106-10 100 0z"
        frame.brush.solid(d, colour, depth=8)


def road(frame: Frame) -> None:
    """A road that runs to the mountains."""
    w, h, brush, inks = frame.width, frame.height, frame.brush, frame.inks
    frame.fill(inks.sky)
    horizon = h * 0.52
    sun(frame, w * 0.5, horizon - h * 0.08, frame.short * 0.14)
    _range(frame, horizon, h * 0.22, inks.far, snow=True)
    brush.plane(rect(-20, horizon, w + 40, h), mixed(inks.leaf, inks.mid, 0.35))
    brush.plane(
        polygon([(w * 0.495, horizon), (w * 0.505, horizon), (w * 0.82, h + 20), (w * 0.18, h + 20)]),
        inks.near,
    )
    for step in range(5):
        near, far = 1 - 0.5 ** (4 - step), 1 - 0.5 ** (4 - step) + 0.09
        y0, y1 = horizon + (h - horizon) * near, horizon + (h - horizon) * min(far, 1.1)
        half0, half1 = w * 0.007 * near + 1, w * 0.007 * far + 1
        brush.flat(
            polygon([(w / 2 - half0, y0), (w / 2 + half0, y0), (w / 2 + half1, y1), (w / 2 - half1, y1)]),
            inks.light,
        )
    for side in (-1, 1):
        for step in range(4):
            near = 0.16 + step * 0.22
            conifer(
                frame,
                w / 2 + side * w * (0.08 + 0.5 * near),
                horizon + (h - horizon) * near * 0.85,
                h * (0.08 + 0.26 * near),
                lighter(inks.leaf, -0.06),
            )


def camp(frame: Frame) -> None:
    """A tent by a lake at night or dawn."""
    w, h, brush, inks = frame.width, frame.height, frame.brush, frame.inks
    frame.fill(inks.sky)
    brush.flat(circle(w * 0.74, h * 0.2, frame.short * 0.07), inks.light)
    _range(frame, h * 0.6, h * 0.3, inks.far, snow=True)
    brush.plane(rect(-20, h * 0.6, w + 40, h * 0.2), inks.sky2)
    for step in range(5):
        brush.line(
            f"M{w * (0.2 + 0.13 * step):.0f} {h * (0.63 + 0.024 * (step % 3)):.0f}h{w * 0.12:.0f}",
            inks.light,
            3,
            opacity=0.5,
        )
    brush.plane(band(wander(frame, h * 0.78, h * 0.03, 3), h + 20), mixed(inks.leaf, inks.near, 0.4))
    with frame.canvas.at(w * 0.4, h * 0.9, frame.short * 0.0034):
        brush.flat(ellipse(0, -10, 150, 40), frame.canvas.glow(inks.pop, 0.6))
        brush.solid("M-100 0L-10-104L20-104L104 0z", inks.pop, depth=0)
        brush.flat("M-10-104L104 0H30z", lighter(inks.pop, -0.1))
        brush.flat("M-10-104L-34 0H22z", inks.near)
        brush.flat("M-10-88L-16 0H12z", inks.light)
    for x, size in ((0.05, 0.5), (0.13, 0.36), (0.86, 0.44), (0.95, 0.6)):
        conifer(frame, w * x, h * 0.93, h * size, lighter(inks.leaf, -0.12))


def garden(frame: Frame) -> None:
    """Leaves and flowers from below, against the light."""
    w, h, brush, random = frame.width, frame.height, frame.brush, frame.random
    frame.fill(frame.inks.sky)
    sun(frame, w * 0.52, h * 0.4, frame.short * 0.22)
    from sitegen.artwork.things.vessels import blossom

    back = mixed(frame.inks.leaf, frame.inks.sky, 0.6)
    for step in range(7):
        sprig(
            brush,
            w * (0.02 + step * 0.16),
            h * 1.05,
            h * random.uniform(0.5, 0.78),
            turn=random.uniform(-16, 16),
            colour=back,
        )
    for step in range(8):
        x, turn = w * (-0.02 + step * 0.15), random.uniform(-22, 22)
        sprig(brush, x, h * 1.06, h * random.uniform(0.34, 0.6), turn=turn)
    for step in range(5):
        x, y = w * (0.1 + step * 0.2 + random.uniform(-0.04, 0.04)), h * random.uniform(0.44, 0.72)
        brush.line(
            smooth([(x + 10, h * 1.02), (x - 6, (y + h) / 2), (x, y)]), frame.inks.leaf, frame.short * 0.009
        )
        blossom(brush, x, y, frame.short * random.uniform(0.06, 0.1))


SCENES = {
    "mountains": mountains,
    "coast": coast,
    "hills": hills,
    "woods": woods,
    "sky": sky,
    "road": road,
    "camp": camp,
    "garden": garden,
}
