"""Furniture and what stands on it; plants."""

from __future__ import annotations

from sitegen.artwork.brush import Brush
from sitegen.artwork.colour import lighter
from sitegen.artwork.shapes import circle, ellipse, lathe, leaf, polygon, rect, smooth
from sitegen.artwork.things.registry import thing
from sitegen.artwork.things.vessels import blossom, sprig


@thing("chair", 190, 330, size=1.2)
def chair(b: Brush) -> None:
    wood = b.inks.crust
    for d in ("M-70-150L-82 0H-70L-54-150z", "M62-150L76 0H64L50-150z"):
        b.solid(d, lighter(wood, -0.05), depth=3, axis=0)
    for x in (-64, 50):
        b.solid(rect(x, -326, 13, 190, 5), wood, depth=4, axis=x + 8)
    for y in (-314, -270, -226):
        b.solid(rect(-60, y, 118, 22, 6), wood, depth=6)
    b.solid("M-84-164H78L88-138C60-128-70-128-92-138z", b.main, depth=14)


@thing("armchair", 300, 310, size=1.3)
def armchair(b: Brush) -> None:
    for x in (-92, 80):
        b.solid(polygon([(x - 6, -44), (x + 14, -44), (x + 8, 0), (x, 0)]), b.inks.crust, depth=3, axis=x)
    b.solid("M-104-60V-220C-104-300-60-306 0-306S104-300 104-220V-60z", b.main, depth=22)
    b.solid(rect(-92, -136, 184, 62, 22), lighter(b.main, 0.05), depth=18)
    for x in (-146, 84):
        b.solid(rect(x, -176, 62, 138, 28), lighter(b.main, -0.03), depth=14, axis=x + 34)
    b.solid(rect(-44, -206, 88, 74, 18), b.second, depth=12)


@thing("sofa", 460, 220, size=1.6)
def sofa(b: Brush) -> None:
    for x in (-180, 168):
        b.solid(rect(x, -34, 14, 34, 3), b.inks.crust, depth=3, axis=x)
    b.solid(rect(-196, -206, 392, 170, 34), b.main, depth=22)
    for x in (-168, 4):
        b.solid(rect(x, -124, 164, 74, 20), lighter(b.main, 0.045), depth=14, axis=x + 90)
    for x in (-228, 166):
        b.solid(rect(x, -154, 62, 122, 28), lighter(b.main, -0.03), depth=14, axis=x + 34)
    b.solid("M-148-116L-132-190C-110-198-90-196-72-186L-62-114z", b.second, depth=10, axis=-100)
    b.solid("M72-114L84-186C104-196 124-198 142-190L156-116z", b.pale, depth=10, axis=116)


@thing("floor-lamp", 170, 430, size=1.6)
def floor_lamp(b: Brush) -> None:
    b.flat(circle(0, -340, 130), b.canvas.glow(b.inks.two, 0.45))
    b.solid(ellipse(0, -8, 56, 10), b.inks.near, depth=6)
    b.solid(rect(-4, -340, 8, 334), b.inks.near, depth=3)
    b.solid("M-44-428H44L80-318H-80z", b.inks.three, depth=20)


@thing("desk-lamp", 220, 330, size=1.1)
def desk_lamp(b: Brush) -> None:
    b.flat(
        polygon([(-96, -214), (-20, -260), (0, -60), (-190, -60)]),
        b.canvas.gradient(((0, b.inks.two, 0.4), (1, b.inks.two, 0.0))),
    )
    b.solid(ellipse(40, -10, 64, 12), b.inks.near, depth=8)
    b.line("M40-14L84-170L-14-262", b.inks.near, 9)
    b.solid(circle(84, -170, 12), b.inks.near, depth=3)
    b.solid("M-110-206C-108-268-60-296-10-292L4-262z", b.main, depth=12, axis=-40)


@thing("plant", 240, 380, size=1.4)
def plant(b: Brush) -> None:
    for turn, length in ((-62, 190), (58, 196), (-34, 240), (32, 236), (-10, 262), (10, 214)):
        with b.canvas.at(0, -110, turn=turn):
            b.solid(
                leaf(length, length * 0.19),
                b.inks.leaf if turn < 0 else lighter(b.inks.leaf, -0.05),
                depth=10,
            )
            b.line(f"M0-10V-{length - 20}", lighter(b.inks.leaf, 0.09), 3)
    b.solid("M-74-126H74L56 0H-56z", b.main, depth=20)
    b.flat(rect(-78, -130, 156, 20, 4), lighter(b.main, -0.08))


@thing("monstera", 280, 380, size=1.35)
def monstera(b: Brush) -> None:
    cut = (
        "M0 0C60-10 96-60 88-108L56-96L84-124C76-152 52-176 30-184L22-150L16-192"
        "C8-200 0-204 0-204C0-204-8-200-16-192L-22-150L-30-184C-52-176-76-152-84-124"
        "L-56-96L-88-108C-96-60-60-10 0 0z"
    )
    for x, y, turn, size in ((-40, -150, -48, 0.9), (46, -150, 46, 0.86), (0, -180, -4, 1.0)):
        b.line(smooth([(0, -90), (x * 0.6, y), (x, y - 10)]), lighter(b.inks.leaf, -0.08), 6)
        with b.canvas.at(x, y, size, turn=turn):
            b.solid(cut, b.inks.leaf if turn < 30 else lighter(b.inks.leaf, -0.05), depth=12)
            b.line(
                "M0-6V-186M0-60L50-92M0-60L-50-92M0-110L36-142M0-110L-36-142", lighter(b.inks.leaf, 0.09), 3
            )
    b.solid(lathe([(70, -120), (76, -84), (58, -10), (46, 0)]), b.main, depth=20)
    b.line("M-72-84H72", b.pale, 5, opacity=0.8)


@thing("cactus", 180, 280, size=0.9)
def cactus(b: Brush) -> None:
    b.solid(
        "M-64-96C-80-150-74-196-52-196S-40-160-40-140H-30V-250C-30-290 30-290 30-250"
        "V-160H40C42-186 46-210 62-210S84-150 62-128C54-118 44-118 30-118V-80H-30"
        "V-100C-44-98-56-88-64-96z",
        b.inks.leaf,
        depth=14,
    )
    b.line("M-10-250V-90M12-250V-90", lighter(b.inks.leaf, 0.09), 3)
    with b.canvas.at(0, -282, 0.6):
        blossom(b, 0, 0, 34)
    b.solid("M-58-96H58L44 0H-44z", b.main, depth=16)


@thing("flower", 170, 360, size=1.05)
def flower(b: Brush) -> None:
    sprig(b, 0, 0, 240, leaves=3)
    for turn in range(0, 360, 40):
        with b.canvas.at(2, -286, turn=turn):
            b.solid(leaf(76, 26), b.inks.pop if turn % 80 else lighter(b.inks.pop, 0.06), depth=6)
    b.solid(circle(2, -286, 22), b.inks.three, depth=5)


@thing("olive", 220, 330, size=1.0, floats=True)
def olive(b: Brush) -> None:
    sprig(b, -10, 0, 330, turn=10, leaves=7)
    for x, y in ((38, -110), (-20, -170), (56, -210), (4, -64)):
        b.solid(ellipse(x, y, 17, 22), b.inks.near, depth=5, axis=x)
        b.shine(ellipse(x - 6, y - 8, 4, 6), 0.5)


@thing("tree", 260, 380, size=1.5)
def tree(b: Brush) -> None:
    b.solid(
        "M-16 0C-10-60-14-100-40-150L-26-158L-4-116L2-190H18L14-112L40-152L54-144C24-100 16-60 22 0z",
        b.inks.crust,
        depth=8,
    )
    b.solid(
        "M0-378C60-384 96-340 88-300C134-280 134-210 84-196C50-160-40-160-70-190"
        "C-130-190-146-260-100-290C-110-340-60-384 0-378z",
        b.inks.leaf,
        depth=28,
    )


@thing("watering-can", 290, 230, size=0.95)
def watering_can(b: Brush) -> None:
    b.line("M-70-190C-90-260 60-250 92-140", lighter(b.main, -0.06), 13)
    b.solid("M-60-60L-138-176L-122-188L-40-110z", lighter(b.main, -0.04), depth=6, axis=-90)
    b.solid(polygon([(-160, -168), (-112, -208), (-104, -190), (-148, -156)]), b.second, depth=4, axis=-130)
    b.solid(lathe([(70, -170), (84, -12), (76, 0)], curved=False), b.main, depth=20)
    b.flat(ellipse(0, -170, 70, 12), lighter(b.main, -0.14))
    b.flat(rect(-80, -96, 160, 18), b.second)


@thing("basket", 270, 240, size=1.05)
def basket(b: Brush) -> None:
    for x, colour in ((-70, b.inks.pop), (-24, b.inks.two), (26, b.inks.leaf), (72, b.inks.pop)):
        b.solid(circle(x, -130, 40), colour, depth=9, axis=x)
    with b.canvas.at(-10, -150, turn=-14):
        b.solid(leaf(86, 22), b.inks.leaf, depth=6)
    b.line("M-108-118C-100-270 100-270 108-118", b.inks.crust, 13)
    b.solid("M-122-124H122L96 0H-96z", b.inks.crust, depth=20)
    for y in (-96, -64, -32):
        b.line(f"M-112 {y}H112", lighter(b.inks.crust, -0.1), 5)
    for x in range(-80, 100, 40):
        b.line(f"M{x}-122V-4", lighter(b.inks.crust, -0.07), 4)


@thing("bathtub", 380, 200, size=1.4)
def bathtub(b: Brush) -> None:
    for x, y, r in ((-90, -150, 26), (-46, -164, 32), (4, -154, 28), (46, -166, 24), (86, -150, 20)):
        b.solid(circle(x, y, r), b.inks.light, depth=5, axis=x)
    b.solid("M-180-150H180C184-80 150-24 100-20H-100C-150-24-184-80-180-150z", b.pale, depth=24)
    b.solid(rect(-188, -156, 376, 18, 9), b.pale, depth=6)
    for x in (-104, 92):
        b.solid(rect(x, -24, 16, 24, 5), b.inks.near, depth=3, axis=x)
    b.line("M140-150V-214h-40v14", b.inks.near, 10)
