"""Bottles, jars, candles, vases: what stands on shelves and tables."""

from __future__ import annotations

from sitegen.artwork.brush import Brush
from sitegen.artwork.colour import lighter, mixed
from sitegen.artwork.shapes import circle, ellipse, lathe, leaf, polygon, rect, smooth
from sitegen.artwork.things.registry import thing


def sprig(
    b: Brush, x: float, y: float, length: float, *, turn: float = 0, leaves: int = 5, colour: str = ""
) -> None:
    """A stem with leaves on both sides that grows from (x, y)."""
    green = colour or b.inks.leaf
    with b.canvas.at(x, y, length / 200, turn=turn):
        b.canvas.stamp(f"sprig {green} {leaves}", lambda: _sprig(b, green, leaves))


def _sprig(b: Brush, green: str, leaves: int) -> None:
    """The leaves of a side are one shape: a browser lays out a picture's elements one by one."""
    b.line(smooth([(0, 0), (8, -100), (0, -200)]), lighter(green, -0.06), 3)
    tip = leaf(49, 12.6, 0, -194)
    for side, tint, more in ((-1, green, tip), (1, lighter(green, -0.055), "")):
        shape = "".join(
            leaf(
                70 * (1 - step * 0.09),
                18 * (1 - step * 0.09),
                5,
                -200 * (0.26 + 0.68 * step / leaves),
                side * (58 - step * 6),
            )
            for step in range(leaves)
        )
        b.solid(shape + more, tint, depth=6)


@thing("dropper", 120, 320)
def dropper(b: Brush) -> None:
    b.solid(lathe([(14, -316), (20, -306), (20, -264), (16, -258)]), b.inks.near, depth=8)
    b.solid(rect(-30, -260, 60, 44, 4), b.second, depth=9)
    b.solid(lathe([(24, -216), (28, -204), (58, -178), (60, -150), (60, -10), (52, 0)]), b.main, depth=18)
    b.flat(rect(-44, -138, 88, 92, 2), b.pale)
    b.line("M-22-112h44M-14-96h28", b.inks.ink, 3.5)
    b.flat(circle(0, -70, 7), b.inks.pop)
    b.shine(rect(-50, -172, 7, 150, 3.5), 0.45)


@thing("pump", 150, 330)
def pump(b: Brush) -> None:
    b.solid("M-58-316H10V-326H22V-268H-4V-300H-58Q-66-308-58-316z", b.inks.near, depth=6)
    b.solid(rect(-24, -274, 48, 30, 4), b.inks.near, depth=8)
    b.solid(rect(-62, -246, 124, 246, 20), b.main, depth=20)
    b.flat(rect(-62, -176, 124, 98), b.pale)
    b.line("M-30-144h60M-20-126h40M-26-104h52", b.inks.ink, 3.5)
    b.shine(rect(-52, -226, 8, 204, 4), 0.4)


@thing("cream-jar", 210, 140, size=0.75)
def cream_jar(b: Brush) -> None:
    b.solid(rect(-92, -84, 184, 84, 18), b.main, depth=20)
    b.solid(rect(-98, -134, 196, 54, 10), b.second, depth=18)
    b.line("M-98-92h196", lighter(b.second, -0.12), 3)
    b.line("M-34-44h68M-22-28h44", b.pale, 4)
    b.shine(rect(-82, -72, 9, 56, 4.5), 0.4)


@thing("tube", 120, 300, size=0.95)
def tube(b: Brush) -> None:
    b.solid(rect(-34, -52, 68, 52, 8), b.second, depth=10)
    b.solid("M-46-52C-52-130-58-220-62-296H62C58-220 52-130 46-52z", b.main, depth=18)
    b.flat(rect(-62, -300, 124, 18, 2), lighter(b.main, -0.12))
    b.line("M-26-200h52M-18-180h36M0-150v54", b.pale, 4)


@thing("perfume", 190, 270, size=0.95)
def perfume(b: Brush) -> None:
    b.solid(rect(-30, -266, 60, 58, 6), b.inks.near, depth=10)
    b.solid(rect(-18, -210, 36, 22), b.second, depth=5)
    b.solid(rect(-86, -190, 172, 190, 22), b.pale, depth=14)
    b.flat(rect(-68, -132, 136, 114, 12), mixed(b.second, b.pale, 0.15))
    b.flat(rect(-40, -104, 80, 56, 2), b.pale)
    b.line("M-20-84h40M-12-70h24", b.inks.ink, 3)
    b.shine("M-74-176h18l-10 150h-8z", 0.6)


@thing("soap", 220, 130, size=0.6)
def soap(b: Brush) -> None:
    b.solid(rect(-104, -58, 208, 58, 16), b.second, depth=16)
    b.solid(rect(-92, -112, 184, 58, 16), b.pale, depth=16)
    b.flat(rect(-30, -112, 60, 58), b.main)
    b.line("M-14-84h28", b.pale, 4)


@thing("lipstick", 80, 290, size=0.85)
def lipstick(b: Brush) -> None:
    b.solid("M-26-176V-256C-14-286 20-292 26-262V-176z", b.inks.pop, depth=9)
    b.solid(rect(-32, -184, 64, 72, 2), b.second, depth=10)
    b.solid(rect(-40, -116, 80, 116, 4), b.inks.near, depth=12)


@thing("candle", 150, 240, size=0.8)
def candle(b: Brush) -> None:
    b.flat(circle(0, -222, 62), b.canvas.glow(b.inks.pop, 0.55))
    b.line("M0-176v-22", b.inks.ink, 4)
    b.flat("M0-258C20-230 20-204 0-198C-20-204-20-230 0-258z", b.inks.pop)
    b.flat("M0-236C9-222 9-206 0-202C-9-206-9-222 0-236z", b.inks.light)
    b.solid(rect(-70, -170, 140, 170, 12), b.main, depth=18)
    b.flat(ellipse(0, -168, 66, 11), lighter(b.pale, -0.03))
    b.flat(rect(-42, -116, 84, 74, 2), b.pale)
    b.line("M-22-88h44M-14-72h28", b.inks.ink, 3.5)


@thing("tapers", 190, 330)
def tapers(b: Brush) -> None:
    for x, height, colour in ((-58, 190, b.main), (0, 250, b.second), (58, 150, b.main)):
        b.flat(circle(x, -height - 72, 34), b.canvas.glow(b.inks.pop, 0.5))
        b.flat(f"M{x}-{height + 96}q14 24 0 36q-14-12 0-36z", b.inks.pop)
        b.solid(rect(x - 11, -height - 58, 22, height + 20, 4), colour, depth=6, axis=x)
        with b.canvas.at(x, 0):
            b.solid(lathe([(18, -46), (9, -34), (9, -16), (34, -4), (34, 0)]), b.inks.near, depth=7)


@thing("vase", 200, 300)
def vase(b: Brush) -> None:
    b.solid(
        lathe([(40, -296), (28, -272), (30, -236), (84, -170), (94, -112), (70, -34), (46, 0)]),
        b.main,
        depth=24,
    )
    b.flat(ellipse(0, -296, 40, 8), lighter(b.main, -0.16))
    b.line("M-91-128C-40-110 40-110 91-128M-93-112C-40-94 40-94 93-112", b.pale, 4, opacity=0.8)


@thing("bouquet", 300, 470, size=1.4)
def bouquet(b: Brush) -> None:
    for x, y, turn, length in (
        (-6, -196, -36, 210),
        (8, -196, 34, 220),
        (0, -200, -8, 250),
        (4, -196, 60, 150),
        (-8, -196, -62, 150),
    ):
        sprig(b, x, y, length, turn=turn, leaves=4)
    for x, y, radius in ((-72, -330, 34), (30, -376, 38), (86, -300, 30), (-16, -290, 32)):
        blossom(b, x, y, radius)
    with b.canvas.at(0, 0, 0.74):
        b.solid(
            lathe([(46, -296), (30, -266), (34, -230), (80, -160), (84, -100), (62, -20), (52, 0)]),
            b.main,
            depth=22,
        )
        b.flat(ellipse(0, -296, 46, 8), lighter(b.main, -0.16))


def blossom(b: Brush, x: float, y: float, radius: float) -> None:
    """A round flower seen from the front."""
    with b.canvas.at(x, y, radius / 36):
        b.canvas.stamp("blossom", lambda: _blossom(b))


def _blossom(b: Brush) -> None:
    for odd, colour in ((1, b.inks.pop), (0, lighter(b.inks.pop, 0.05))):
        petals = (leaf(36, 22, turn=step * 51.4) for step in range(7) if step % 2 == odd)
        b.solid("".join(petals), colour, depth=4)
    b.flat(circle(0, 0, 9), b.inks.three)


@thing("pitcher", 220, 270)
def pitcher(b: Brush) -> None:
    b.line("M62-216C130-230 124-90 70-84", lighter(b.main, -0.05), 17)
    b.solid(
        "M-74-262C-40-250 20-250 64-258C48-232 44-210 52-180C92-130 92-50 54 0H-54"
        "C-92-50-92-130-52-180C-46-210-54-240-74-262z",
        b.main,
        depth=22,
    )
    b.line("M-82-84C-40-66 40-66 82-84", b.second, 18, opacity=0.9)


@thing("mug", 200, 180, size=0.7)
def mug(b: Brush) -> None:
    b.line("M58-136C122-146 122-40 56-48", lighter(b.main, -0.05), 17)
    b.solid(rect(-76, -172, 140, 172, 16), b.main, depth=18, axis=-6)
    b.flat(ellipse(-6, -170, 66, 10), lighter(b.main, -0.15))
    b.flat("M-76-70C-40-96-10-50 64-82V-16Q64 0 48 0H-60Q-76 0-76-16z", b.second)


@thing("stacked-bowls", 260, 200, size=0.9)
def stacked_bowls(b: Brush) -> None:
    for index, (width, colour) in enumerate(((118, b.main), (106, b.pale), (92, b.second))):
        y = -index * 46
        b.solid(_bowl(width, y), colour, depth=16)
    b.flat(ellipse(0, -184, 92, 13), lighter(b.second, -0.12))


def _bowl(width: float, y: float) -> str:
    return lathe([(width, y - 92), (width * 0.86, y - 44), (width * 0.42, y - 4), (width * 0.36, y)])


@thing("crate", 280, 190, size=1.2)
def crate(b: Brush) -> None:
    wood = b.inks.crust
    for y in (-184, -122, -60):
        b.solid(rect(-136, y, 272, 54, 3), wood, depth=14)
    for x in (-136, 112):
        b.solid(rect(x, -190, 24, 190, 2), lighter(wood, -0.06), depth=5, axis=x + 12)


@thing("gift", 220, 220, size=0.85)
def gift(b: Brush) -> None:
    b.solid(rect(-96, -140, 192, 140, 4), b.main, depth=20)
    b.solid(rect(-106, -176, 212, 46, 4), b.main, depth=20)
    b.flat(rect(-18, -176, 36, 176), b.pale)
    b.solid("M0-178C-30-240-96-236-84-200C-78-180-30-178 0-178z", b.pale, depth=8, axis=-40)
    b.solid("M0-178C30-240 96-236 84-200C78-180 30-178 0-178z", b.pale, depth=8, axis=40)


@thing("box", 240, 200, size=0.9)
def box(b: Brush) -> None:
    b.solid(polygon([(-116, -128), (0, -96), (0, 0), (-116, -36)]), b.inks.crust, depth=0)
    b.flat(polygon([(116, -128), (0, -96), (0, 0), (116, -36)]), lighter(b.inks.crust, -0.1))
    b.flat(polygon([(-116, -128), (0, -164), (116, -128), (0, -96)]), lighter(b.inks.crust, 0.07))
    b.flat(polygon([(-72, -142), (-46, -150), (70, -116), (44, -108)]), b.pale)
    b.flat(polygon([(44, -108), (70, -116), (70, -78), (44, -70)]), lighter(b.pale, -0.08))
