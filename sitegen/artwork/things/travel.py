"""Things that move, and what is taken along; buildings as objects."""

from __future__ import annotations

from sitegen.artwork.brush import Brush
from sitegen.artwork.colour import lighter, mixed
from sitegen.artwork.shapes import arc, arch, circle, ellipse, polygon, rect
from sitegen.artwork.things.registry import thing


@thing("suitcase", 230, 330, size=1.15)
def suitcase(b: Brush) -> None:
    b.line("M-44-270V-322H44V-270", b.inks.near, 10)
    b.solid(rect(-104, -274, 208, 258, 24), b.main, depth=22)
    for x in (-60, -20, 20, 60):
        b.flat(rect(x - 4, -256, 8, 222, 4), lighter(b.main, -0.07))
    b.flat(rect(-104, -160, 208, 14), b.second)
    for x in (-76, 76):
        b.flat(circle(x, -9, 13), b.inks.ink)
    b.solid(rect(20, -230, 54, 38, 5), b.inks.pop, depth=4, axis=48)


@thing("backpack", 240, 310, size=1.1)
def backpack(b: Brush) -> None:
    b.line(arc(0, -286, 34, 180, 360), b.inks.near, 13)
    b.solid(rect(-118, -150, 60, 110, 22), lighter(b.main, -0.06), depth=9, axis=-90)
    b.solid(rect(58, -150, 60, 110, 22), lighter(b.main, -0.06), depth=9, axis=90)
    b.solid("M-90-190C-90-320 90-320 90-190V-30C90-8 76 0 56 0H-56C-76 0-90-8-90-30z", b.main, depth=22)
    b.solid(rect(-62, -130, 124, 104, 18), b.second, depth=12)
    b.line("M-62-96H62M-50-220H50", lighter(b.main, -0.16), 6)
    b.flat(rect(-8, -104, 16, 30, 5), b.inks.near)


@thing("plane", 360, 200, size=1.1, floats=True)
def plane(b: Brush) -> None:
    b.solid("M30-112L-60-196H-94L-50-108z", b.second, depth=7, axis=-20)
    b.solid(
        "M170-96C160-130 110-134 60-134H-96L-150-186H-172L-148-100C-140-74-80-66 60-66C120-66 176-70 170-96z",
        b.inks.three,
        depth=14,
    )
    b.solid("M40-90L-40-4H-80L-40-92z", b.main, depth=7, axis=0)
    for step in range(6):
        b.canvas.path(circle(-70 + step * 28, -112, 6.5), b.inks.near)
    b.flat("M132-118C150-114 160-106 164-98L134-102z", b.inks.near)


@thing("car", 400, 190, size=1.35)
def car(b: Brush) -> None:
    b.solid(
        "M-180-40C-196-110-150-116-110-120C-70-180 30-186 80-124C140-118 188-104 184-40z", b.main, depth=20
    )
    b.flat("M-86-120C-60-158-30-164-8-164V-120z", mixed(b.inks.sky2, b.inks.light, 0.4))
    b.flat("M6-164C34-162 50-150 66-124L60-120H6z", mixed(b.inks.sky2, b.inks.light, 0.4))
    b.flat(rect(-180, -58, 364, 22, 6), lighter(b.main, -0.1))
    b.flat(ellipse(170, -84, 13, 10), b.inks.light)
    for x in (-104, 108):
        b.solid(circle(x, -38, 38), b.inks.ink, depth=0)
        b.flat(circle(x, -38, 19), b.inks.three)


@thing("van", 380, 230, size=1.4)
def van(b: Brush) -> None:
    b.solid(
        "M-180-36V-196C-180-214-168-222-150-222H66C90-222 104-212 116-190L150-126"
        "C176-120 184-108 184-84V-36z",
        b.main,
        depth=18,
    )
    b.flat("M70-196H90C102-190 116-160 124-130H70z", mixed(b.inks.sky2, b.inks.light, 0.4))
    b.flat(rect(-180, -110, 250, 24), b.second)
    b.flat(rect(-146, -186, 96, 52, 8), mixed(b.inks.sky2, b.inks.light, 0.4))
    b.flat(rect(-30, -186, 78, 52, 8), mixed(b.inks.sky2, b.inks.light, 0.4))
    for x in (-104, 108):
        b.solid(circle(x, -38, 38), b.inks.ink, depth=0)
        b.flat(circle(x, -38, 18), b.inks.three)


@thing("train", 420, 220, size=1.4)
def train(b: Brush) -> None:
    b.solid("M-206-26V-190H90C150-190 196-120 206-60C208-40 204-26 196-26z", b.main, depth=18)
    for x in (-180, -106, -32):
        b.flat(rect(x, -164, 56, 54, 8), mixed(b.inks.sky2, b.inks.light, 0.4))
    b.flat("M60-164H90C116-160 140-134 152-108H60z", mixed(b.inks.sky2, b.inks.light, 0.4))
    b.flat(rect(-206, -88, 402, 17), b.second)
    b.line("M-210-12H210", b.inks.near, 9)
    for x in (-150, -70, 40, 120):
        b.flat(circle(x, -20, 19), b.inks.ink)


@thing("boat", 320, 340, size=1.2)
def boat(b: Brush) -> None:
    b.line("M0-60V-336", b.inks.crust, 8)
    b.solid("M12-326C90-260 120-160 124-88H12z", b.inks.three, depth=16, axis=70)
    b.solid("M-12-300C-60-230-94-160-104-88H-12z", b.second, depth=12, axis=-50)
    b.solid("M-150-66H156C140-20 110 0 90 0H-90C-116 0-140-26-150-66z", b.main, depth=16)


@thing("tent", 340, 220, size=1.2)
def tent(b: Brush) -> None:
    b.solid("M-160 0L-20-204H20L160 0z", b.main, depth=0)
    b.flat("M20-204L160 0H60L-6-184z", lighter(b.main, -0.1))
    b.flat("M-10-190L-56 0H34z", b.inks.near)
    b.flat("M-10-190L-56 0H-20z", b.second)


@thing("map-fold", 320, 230, size=0.9, floats=True)
def map_fold(b: Brush) -> None:
    for step in range(4):
        x, lift = -156 + step * 78, 18 if step % 2 else 0
        drop = 0 if step % 2 else 18
        colour = b.inks.three if step % 2 == 0 else lighter(b.inks.three, -0.05)
        b.solid(
            polygon([(x, -210 - drop + 0), (x + 78, -210 - lift), (x + 78, -lift), (x, -drop)]),
            colour,
            depth=0,
        )
    b.line("M-130-60C-90-120-60-60-20-110S60-170 120-150", b.main, 7)
    b.flat("M-156-120C-110-140-90-190-78-216L-156-222z", b.inks.leaf)
    pin(b, 70, -120, 46)


def pin(b: Brush, x: float, y: float, size: float) -> None:
    with b.canvas.at(x, y, size / 100):
        b.solid("M0 0C-40-60-62-90-62-126A62 62 0 0 1 62-126C62-90 40-60 0 0z", b.inks.pop, depth=14)
        b.flat(circle(0, -126, 25), b.inks.three)


@thing("pin", 150, 260, size=0.8, floats=True)
def map_pin(b: Brush) -> None:
    pin(b, 0, 0, 136)


@thing("house", 320, 300, size=1.3)
def house(b: Brush) -> None:
    b.solid(rect(76, -276, 36, 90), b.inks.pop, depth=6, axis=96)
    b.solid(rect(-126, -166, 252, 166), b.pale, depth=22)
    b.solid("M-156-156L0-282L156-156L138-140L0-250L-138-140z", b.main, depth=10)
    b.flat(polygon([(-126, -150), (0, -250), (126, -150)]), b.pale)
    b.flat(arch(-28, 0, 56, 110), b.main)
    for x in (-98, 48):
        b.flat(rect(x, -126, 50, 56, 3), b.second)
        b.line(f"M{x + 25}-126V-70M{x}-98H{x + 50}", b.pale, 5)
    b.flat(circle(0, -190, 20), b.second)


@thing("tower", 180, 380, size=1.5)
def tower(b: Brush) -> None:
    b.solid(rect(-80, -340, 160, 340, 3), b.main, depth=26)
    marks = "".join(
        rect(-60 + column * 34, -316 + row * 40, 20, 24, 2) for row in range(7) for column in range(4)
    )
    b.canvas.path(marks, b.second)
    b.solid(rect(-54, -372, 108, 34), lighter(b.main, -0.06), depth=10)
    b.flat(arch(-24, 0, 48, 60), b.inks.three)


@thing("castle", 300, 330, size=1.3)
def castle(b: Brush) -> None:
    for x, height in ((-104, 230), (104, 250)):
        b.solid(rect(x - 36, -height, 72, height), b.pale, depth=14, axis=x)
        b.solid(polygon([(x - 46, -height), (x + 46, -height), (x, -height - 84)]), b.main, depth=9, axis=x)
    b.solid(rect(-80, -170, 160, 170), b.pale, depth=12)
    b.solid(rect(-30, -230, 60, 70), b.pale, depth=8)
    b.solid(polygon([(-40, -230), (40, -230), (0, -310)]), b.main, depth=8)
    b.flat(arch(-32, 0, 64, 100), b.inks.near)
    for x, y in ((-104, -190), (104, -206), (0, -206)):
        b.flat(arch(x - 11, y + 40, 22, 40), b.second)


@thing("umbrella", 330, 330, size=1.2)
def umbrella(b: Brush) -> None:
    b.solid(rect(-5, -250, 10, 250, 3), b.inks.crust, depth=3)
    b.solid(
        "M-156-196C-130-330 130-330 156-196C120-216 100-212 78-196C50-214 26-214 0-196"
        "C-26-214-50-214-78-196C-100-212-120-216-156-196z",
        b.main,
        depth=14,
    )
    b.flat(
        "M-26-298C-60-270-80-230-78-196C-50-214-26-214 0-196C26-214 50-214 78-196"
        "C80-230 60-270 26-298C8-302-8-302-26-298z",
        b.pale,
    )
    b.flat("M0-302C-16-270-20-230 0-196C20-230 16-270 0-302z", b.main)


@thing("shell", 250, 220, size=0.7, floats=True)
def shell(b: Brush) -> None:
    b.solid(
        "M-30 0C-120-60-140-160-90-190C-70-220-30-200 0-214C30-200 70-220 90-190C140-160 120-60 30 0z",
        b.second,
        depth=14,
    )
    for x, y in ((-84, -170), (-44, -190), (0, -196), (44, -190), (84, -170)):
        b.line(f"M{x * 0.14:.0f}-20L{x} {y}", lighter(b.second, -0.12), 5)


@thing("anchor", 240, 300, size=0.9, floats=True)
def anchor(b: Brush) -> None:
    b.line(circle(0, -262, 26), b.main, 18)
    b.line("M0-234V-20M-62-190H62M-104-110C-100-50-50-14 0-14S100-50 104-110", b.main, 22)
    b.flat(
        polygon([(-136, -92), (-104, -140), (-78, -88)]) + polygon([(136, -92), (104, -140), (78, -88)]),
        b.main,
    )


@thing("solar", 340, 240, size=1.2)
def solar(b: Brush) -> None:
    b.solid(circle(112, -206, 34), b.inks.pop, depth=6, axis=112)
    b.solid(rect(-8, -70, 16, 70), b.inks.near, depth=4)
    b.solid(rect(-66, -12, 132, 12, 4), b.inks.near, depth=0)
    b.solid(polygon([(-110, -196), (70, -196), (140, -60), (-150, -60)]), b.main, depth=0)
    for step in range(1, 4):
        x0, x1 = -110 + 180 * step / 4, -150 + 290 * step / 4
        b.line(f"M{x0:.0f}-196L{x1:.0f}-60", b.inks.light, 3)
    b.line("M-122-154H92M-136-108H116", b.inks.light, 3)


@thing("turbine", 260, 400, size=1.5)
def turbine(b: Brush) -> None:
    b.solid(polygon([(-7, -280), (7, -280), (15, 0), (-15, 0)]), b.inks.three, depth=6)
    for turn in (-16, 104, 224):
        with b.canvas.at(0, -284, turn=turn):
            b.solid("M-6 0C-22-40-10-110 0-136C8-100 14-40 6 0z", b.inks.three, depth=5)
    b.flat(circle(0, -284, 13), b.main)
