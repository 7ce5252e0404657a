"""Things to eat and drink."""

from __future__ import annotations

from sitegen.artwork.brush import Brush
from sitegen.artwork.colour import lighter, mixed
from sitegen.artwork.shapes import (
    arc,
    circle,
    ellipse,
    half_disc,
    lathe,
    leaf,
    polar,
    polygon,
    rect,
    sector,
    smooth,
)
from sitegen.artwork.things.registry import thing


def steam(b: Brush, x: float, y: float, height: float) -> None:
    for shift, start in ((-0.22, 0.12), (0.0, 0.0), (0.22, 0.18)):
        left, top = x + shift * height, y - height * start
        curve = smooth(
            [
                (left, top),
                (left + height * 0.07, top - height * 0.25),
                (left - height * 0.05, top - height * 0.5),
                (left + height * 0.06, top - height * 0.75),
            ]
        )
        b.line(curve, b.inks.light, height * 0.035, opacity=0.75)


@thing("ramen", 330, 250, size=1.15)
def ramen(b: Brush) -> None:
    steam(b, 10, -205, 120)
    for x, turn in ((118, 24), (92, 19)):
        with b.canvas.at(x, -170, turn=turn):
            b.solid(rect(-4, -170, 8, 200, 4), b.second, depth=4)
    b.solid(ellipse(0, -150, 160, 42), lighter(b.main, -0.06), depth=0)
    b.flat(ellipse(0, -147, 145, 34), mixed(b.inks.crust, b.inks.pop, 0.35))
    for row in range(5):
        b.line(
            smooth(
                [
                    (-110 + row * 14, -150 + row * 5),
                    (-40, -168 + row * 9),
                    (30, -140 + row * 5),
                    (70, -158 + row * 8),
                ]
            ),
            lighter(b.pale, -0.05),
            5,
        )
    b.solid(ellipse(70, -158, 42, 17), b.pale, depth=5)
    b.flat(ellipse(72, -159, 19, 9), b.inks.pop)
    b.solid(polygon([(-128, -150), (-112, -216), (-62, -208), (-80, -146)]), b.inks.near, depth=6, axis=-95)
    for x, y in ((-30, -132), (-8, -128), (14, -134), (2, -142), (36, -130)):
        b.flat(ellipse(x, y, 8, 4.5), b.inks.leaf)
    b.solid(
        "M-160-150C-160-60-100-14-62-12H62C100-14 160-60 160-150C120-96-120-96-160-150z", b.main, depth=26
    )
    b.flat(rect(-58, -14, 116, 14, 3), lighter(b.main, -0.12))
    b.line("M-146-104C-90-58 90-58 146-104", b.pale, 5, opacity=0.9)


@thing("bowl", 300, 190)
def bowl(b: Brush) -> None:
    b.solid(ellipse(0, -130, 146, 36), lighter(b.main, -0.08), depth=0)
    b.flat(ellipse(0, -128, 130, 28), b.second)
    for angle in range(0, 360, 30):
        x, y = polar(0, 0, 1, angle * 1.7)
        b.flat(ellipse(x * 92, -130 + y * 18, 17, 9), (b.inks.leaf, b.inks.pop, b.pale)[angle // 30 % 3])
    with b.canvas.at(-30, -136, turn=-28):
        b.solid(leaf(74, 22), b.inks.leaf, depth=6)
    with b.canvas.at(18, -134, turn=22):
        b.solid(leaf(62, 18), lighter(b.inks.leaf, 0.08), depth=6)
    b.solid("M-146-130C-140-40-80-12-50-10H50C80-12 140-40 146-130C100-84-100-84-146-130z", b.main, depth=24)
    b.flat(rect(-50, -12, 100, 12, 3), lighter(b.main, -0.12))


@thing("cup", 230, 190)
def cup(b: Brush) -> None:
    steam(b, -8, -170, 90)
    b.solid(ellipse(0, -10, 128, 17), b.pale, depth=10)
    b.line(arc(76, -92, 33, -80, 95), lighter(b.main, -0.06), 15)
    b.solid(ellipse(-8, -146, 82, 19), lighter(b.main, -0.06), depth=0)
    b.flat(ellipse(-8, -144, 70, 14), mixed(b.inks.near, b.inks.crust, 0.4))
    b.flat(
        "M-8-153C14-155 24-146 6-141C-2-138-8-136-8-134C-10-137-16-139-22-141C-38-146-28-155-8-153z", b.pale
    )
    b.solid(
        "M-90-146C-90-62-62-18-42-14H26C46-18 74-62 74-146C50-122-66-122-90-146z", b.main, depth=18, axis=-8
    )


@thing("loaf", 300, 170, size=1.05)
def loaf(b: Brush) -> None:
    crust = mixed(b.inks.crust, b.inks.near, 0.12)
    b.solid("M-146-14C-160-90-96-150 0-150S160-90 146-14C140 2-140 2-146-14z", crust, depth=24)
    for x, turn in ((-84, -30), (-28, -12), (30, 8), (86, 26)):
        with b.canvas.at(x, -82, turn=turn + 20):
            b.flat(leaf(92, 13), lighter(crust, 0.13))
    for x, y in ((-100, -46), (-60, -30), (104, -50), (66, -28), (0, -26), (20, -44), (-24, -48)):
        b.flat(ellipse(x, y, 4, 2), b.pale)


@thing("croissant", 280, 140, size=0.8)
def croissant(b: Brush) -> None:
    crust = b.inks.crust
    for points in (
        "M-132-8C-150-50-118-84-88-92L-56-40C-80-34-104-20-132-8z",
        "M132-8C150-50 118-84 88-92L56-40C80-34 104-20 132-8z",
        "M-94-96C-74-120-50-130-34-132L-22-44C-36-46-50-44-60-38z",
        "M94-96C74-120 50-130 34-132L22-44C36-46 50-44 60-38z",
        "M-38-134C-14-142 14-142 38-134L24-42C8-46-8-46-24-42z",
    ):
        b.solid(points, crust, depth=9)


@thing("pizza", 320, 320, size=1.1, floats=True)
def pizza(b: Brush) -> None:
    b.solid(circle(0, -160, 156), mixed(b.inks.crust, b.inks.near, 0.14), depth=12)
    b.flat(circle(0, -160, 132), mixed(b.inks.pop, b.inks.crust, 0.2))
    b.flat(sector(0, -160, 132, 15, 330), lighter(b.inks.crust, 0.1))
    for radius, angle in ((76, 30), (92, 105), (70, 170), (96, 235), (64, 300), (12, 60)):
        x, y = polar(0, -160, radius, angle)
        b.solid(circle(x, y, 24), b.inks.pop, depth=6, axis=x)
    for radius, angle in ((44, 130), (104, 68), (108, 200), (50, 250), (104, 270)):
        x, y = polar(0, -160, radius, angle)
        with b.canvas.at(x, y, turn=angle * 2):
            b.solid(leaf(40, 14), b.inks.leaf, depth=4)
    for angle in (15, 75, 135):
        (x0, y0), (x1, y1) = polar(0, -160, 156, angle), polar(0, -160, 156, angle + 180)
        b.line(f"M{x0:.0f} {y0:.0f}L{x1:.0f} {y1:.0f}", mixed(b.inks.crust, b.inks.near, 0.3), 3, opacity=0.7)


@thing("wine", 120, 320)
def wine(b: Brush) -> None:
    b.solid(ellipse(0, -8, 56, 9), b.pale, depth=6)
    b.solid(lathe([(5, -150), (4, -90), (6, -22), (30, -8)]), b.pale, depth=4)
    b.flat("M-62-310C-72-210-46-150 0-146C46-150 72-210 62-310z", b.pale, opacity=0.55)
    b.solid("M-64-236C-60-184-36-156 0-154C36-156 60-184 64-236z", b.inks.pop, depth=14)
    b.flat(ellipse(0, -236, 64, 10), lighter(b.inks.pop, 0.08))
    b.shine("M-46-300C-54-230-44-196-30-176C-40-210-42-250-36-300z", 0.7)


@thing("wine-bottle", 110, 420, size=1.3)
def wine_bottle(b: Brush) -> None:
    b.solid(
        lathe([(15, -410), (17, -330), (20, -300), (50, -252), (52, -210), (52, -8), (44, 0)]),
        b.inks.near,
        depth=14,
    )
    b.flat(rect(-18, -412, 36, 66, 4), b.inks.pop)
    b.flat(rect(-52, -196, 104, 112, 0), b.pale)
    b.flat(circle(0, -156, 17), b.inks.pop)
    b.line("M-32-122h64M-22-106h44", b.inks.ink, 3)
    b.shine(rect(-40, -236, 7, 216, 3.5), 0.3)


@thing("plate", 340, 340, size=1.15, floats=True)
def plate(b: Brush) -> None:
    b.solid(circle(0, -170, 166), b.inks.three, depth=12)
    b.line(circle(0, -170, 118), lighter(b.inks.three, -0.09), 3)
    b.solid("M-84-150C-100-214-20-262 36-236S98-160 60-122S-70-90-84-150z", b.inks.crust, depth=16)
    for x, y, turn, size in ((-56, -118, -50, 92), (52, -128, 40, 84), (-8, -112, 0, 96), (24, -106, 24, 74)):
        with b.canvas.at(x, y, turn=turn):
            b.solid(leaf(size, size * 0.26), b.inks.leaf, depth=7)
    for x, y, r in ((-30, -206, 17), (12, -216, 14), (38, -180, 18), (-4, -176, 13), (-44, -170, 11)):
        b.solid(circle(x, y, r), b.inks.pop, depth=5, axis=x)
    b.line(smooth([(-120, -120), (-96, -80), (-40, -58)]), b.inks.pop, 6)


@thing("cake", 260, 250)
def cake(b: Brush) -> None:
    b.solid(
        lathe([(132, -26), (120, -14), (30, -12), (26, -4), (64, 0)], curved=False),
        lighter(b.pale, -0.06),
        depth=10,
    )
    b.solid(rect(-102, -132, 204, 106, 6), b.second, depth=20)
    b.flat(rect(-102, -86, 204, 12), b.pale)
    b.solid(
        "M-104-136C-104-162 104-162 104-136V-108C92-84 78-92 74-110C64-82 46-76 38-108"
        "C28-92 12-88 4-110C-8-70-30-74-36-108C-46-86-62-88-70-110C-78-92-98-92-104-110z",
        b.main,
        depth=16,
    )
    for x in (-62, 0, 62):
        b.solid(circle(x, -170, 19), b.inks.pop, depth=6, axis=x)
        b.line(f"M{x} -188q6-18 20-22", b.inks.leaf, 4)


@thing("carrot", 130, 320, size=0.9, floats=True)
def carrot(b: Brush) -> None:
    for turn in (-34, -12, 12, 34):
        with b.canvas.at(0, -212, turn=turn):
            b.solid(leaf(104, 17), b.inks.leaf, depth=5)
    b.solid("M-52-196C-46-224 46-224 52-196C46-120 18-40 0-4C-18-40-46-120-52-196z", b.inks.pop, depth=14)
    b.line("M-42-160h32M14-128h22M-28-98h24M4-62h12", lighter(b.inks.pop, -0.12), 4)


@thing("tomato", 200, 190, size=0.65)
def tomato(b: Brush) -> None:
    b.solid("M0-156C60-186 104-150 100-90S54 0 0 0S-96-30-100-90S-60-186 0-156z", b.inks.pop, depth=20)
    for turn in (-100, -50, 0, 50, 100):
        with b.canvas.at(0, -152, turn=turn):
            b.flat(leaf(50, 12), b.inks.leaf)
    b.shine(ellipse(-48, -112, 14, 22), 0.45)


@thing("pear", 170, 250, size=0.75)
def pear(b: Brush) -> None:
    b.line("M4-214q4-26 20-34", b.inks.near, 7)
    b.solid(
        lathe([(0, -220), (30, -206), (40, -160), (62, -116), (80, -64), (64, -14), (20, 0), (0, -2)]),
        b.second,
        depth=18,
    )
    with b.canvas.at(14, -222, turn=62):
        b.solid(leaf(72, 19), b.inks.leaf, depth=5)


@thing("lemon", 190, 190, size=0.7, floats=True)
def lemon(b: Brush) -> None:
    b.solid(circle(0, -95, 92), b.inks.two, depth=10)
    b.flat(circle(0, -95, 80), b.inks.three)
    for step in range(8):
        b.flat(
            sector(*polar(0, -95, 7, step * 45 + 22.5), 64, step * 45 + 4, step * 45 + 41),
            lighter(b.inks.two, 0.06),
        )


@thing("cocktail", 200, 300)
def cocktail(b: Brush) -> None:
    b.solid(ellipse(0, -7, 60, 8), b.pale, depth=6)
    b.solid(rect(-4, -140, 8, 134), b.pale, depth=3)
    b.flat("M-98-286H98L8-138Q0-130-8-138z", b.pale, opacity=0.6)
    b.solid("M-78-254H78L8-142Q0-134-8-142z", b.inks.pop, depth=12)
    b.flat(ellipse(0, -254, 78, 7), lighter(b.inks.pop, 0.1))
    b.line("M24-196L86-306", b.inks.near, 4)
    b.solid(circle(50, -244, 15), b.inks.leaf, depth=4, axis=50)


@thing("beer", 190, 270)
def beer(b: Brush) -> None:
    b.line(arc(66, -118, 48, -84, 84), b.inks.three, 17)
    b.solid(rect(-76, -216, 150, 216, 14), b.inks.crust, depth=18)
    for x in (-50, -16, 18):
        b.shine(rect(x, -178, 14, 140, 7), 0.3)
    b.solid(
        "M-84-206C-104-250-50-278-30-252C-10-286 44-276 46-248C86-262 100-212 78-202"
        "C70-168 46-178 44-200H-60C-72-190-82-194-84-206z",
        b.inks.three,
        depth=10,
    )


@thing("jar", 170, 230, size=0.85)
def food_jar(b: Brush) -> None:
    b.solid(lathe([(64, -186), (78, -160), (80, -110), (80, -16), (66, 0)]), b.second, depth=18)
    b.solid(rect(-66, -226, 132, 42, 7), b.inks.near, depth=10)
    b.flat(rect(-56, -132, 112, 78, 5), b.pale)
    b.flat(circle(0, -102, 15), b.inks.pop)
    b.line("M-26-72h52", b.inks.ink, 4)
    b.shine(rect(-70, -160, 8, 132, 4), 0.5)


@thing("sushi", 240, 120, size=0.7)
def sushi(b: Brush) -> None:
    for x in (-62, 62):
        b.solid(rect(x - 54, -62, 108, 62, 24), b.pale, depth=12, axis=x)
        b.solid(
            f"M{x - 60}-54C{x - 52}-110 {x + 40}-116 {x + 60}-60C{x + 30}-74 {x - 30}-74 {x - 60}-54z",
            b.inks.pop,
            depth=8,
            axis=x,
        )
        for step in (-26, 0, 26):
            b.line(f"M{x + step - 6}-98q-4 14-10 28", lighter(b.inks.pop, 0.14), 4)
    b.flat(rect(-74, -96, 22, 96, 2), b.inks.near)


@thing("taco", 280, 170, size=0.8)
def taco(b: Brush) -> None:
    for x, colour in (
        (-92, b.inks.leaf),
        (-58, b.inks.pop),
        (-22, b.inks.leaf),
        (18, b.pale),
        (52, b.inks.leaf),
        (86, b.inks.pop),
    ):
        b.solid(circle(x, -94 - 34 * (1 - (x / 100) ** 2), 34), colour, depth=7, axis=x)
    b.solid(half_disc(0, 0, 136, 180), b.inks.crust, depth=20)
    for x, y in ((-70, -40), (-30, -76), (14, -38), (54, -72), (84, -32), (-4, -108), (-98, -16)):
        b.flat(ellipse(x, y, 7, 5), lighter(b.inks.crust, -0.1))


@thing("teapot", 300, 220)
def teapot(b: Brush) -> None:
    b.line("M104-130C170-150 170-40 92-50", lighter(b.main, -0.05), 15)
    b.solid(
        "M-92-70C-130-80-128-150-160-168L-134-176C-112-150-104-132-84-126z",
        lighter(b.main, -0.04),
        depth=6,
        axis=-110,
    )
    b.solid(lathe([(46, -168), (96, -130), (110, -78), (84, -16), (48, 0)]), b.main, depth=22)
    b.solid("M-56-166C-50-196 50-196 56-166z", b.second, depth=10)
    b.solid(circle(0, -198, 14), b.second, depth=5)
    b.line("M-104-92C-50-72 50-72 104-92", b.pale, 5, opacity=0.8)
