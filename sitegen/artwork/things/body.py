"""Things of health and training, and figures at practice."""

from __future__ import annotations

from sitegen.artwork.brush import Brush
from sitegen.artwork.colour import lighter
from sitegen.artwork.shapes import arc, circle, ellipse, leaf, rect, smooth
from sitegen.artwork.things.registry import thing


def skin(b: Brush) -> str:
    return lighter(b.inks.crust, 0.05)


def shirt(b: Brush) -> str:
    """What a figure wears above: told from skin and trousers."""
    return b.pale if b.pale != b.main else b.inks.pop


@thing("tooth", 230, 280, size=0.9)
def tooth(b: Brush) -> None:
    b.solid(
        "M0-262C-30-286-100-290-108-210C-112-160-84-140-80-100C-76-60-70 0-44 0"
        "C-18 0-26-92 0-92S18 0 44 0C70 0 76-60 80-100C84-140 112-160 108-210C100-290 30-286 0-262z",
        b.inks.three,
        depth=22,
    )
    b.line("M-60-232C-40-244-16-238 0-226", lighter(b.inks.three, -0.1), 7)
    b.flat("M84-286l9 22 22 9-22 9-9 22-9-22-22-9 22-9z", b.inks.pop)


@thing("toothbrush", 90, 340, size=0.9, floats=True)
def toothbrush(b: Brush) -> None:
    b.solid("M-11-220H11L15-60C18-20 14 0 0 0S-18-20-15-60z", b.main, depth=7)
    b.solid(rect(-15, -336, 30, 120, 13), b.main, depth=7)
    for step in range(5):
        b.canvas.path(rect(13, -326 + step * 20, 34, 15, 4), (b.inks.three, b.second)[step % 2])


@thing("stethoscope", 280, 330, size=1.0, floats=True)
def stethoscope(b: Brush) -> None:
    b.line("M-92-310C-116-220-84-160-40-150C4-160 36-220 12-310", b.main, 14)
    b.line("M-40-150C-40-40 10-10 56-20S104-100 98-150", b.main, 14)
    b.line("M-92-318L-72-326M12-318L-8-326", b.inks.near, 16)
    b.solid(circle(98, -172, 38), b.second, depth=8, axis=98)
    b.flat(circle(98, -172, 19), b.inks.three)


@thing("heart", 270, 250, size=0.9, floats=True)
def heart(b: Brush) -> None:
    b.solid(
        "M0-4C-60-50-130-100-130-170C-130-246-36-262 0-196C36-262 130-246 130-170C130-100 60-50 0-4z",
        b.inks.pop,
        depth=24,
    )
    b.shine("M-96-190C-92-214-70-222-58-216C-74-206-82-192-82-172C-92-172-98-178-96-190z", 0.5)


@thing("heart-hands", 330, 320, size=1.1, floats=True)
def heart_hands(b: Brush) -> None:
    with b.canvas.at(0, -130, 0.7):
        heart(b)
    for flip in (False, True):
        with b.canvas.at(0, 0, flip=flip):
            b.solid(
                "M-12 0C-16-50-40-66-70-96C-96-120-110-150-124-196C-130-220-158-216-156-190"
                "C-152-140-146-110-126-70C-112-40-96-20-90 0z",
                skin(b),
                depth=12,
                axis=-90,
            )
            b.solid(rect(-104, -14, 100, 44, 8), b.main, depth=10, axis=-50)


@thing("cross", 240, 240, size=0.85, floats=True)
def cross(b: Brush) -> None:
    b.solid("M-40-236H40V-160H116V-80H40V-4H-40V-80H-116V-160H-40z", b.main, depth=16)
    b.line("M-84-120H-40L-20-156L10-80L30-120H84", b.inks.light, 10)


@thing("pills", 240, 220, size=0.8)
def pills(b: Brush) -> None:
    b.solid(rect(-80, -150, 120, 150, 14), b.inks.pop, depth=16, axis=-10)
    b.solid(rect(-88, -196, 136, 52, 8), b.inks.three, depth=12, axis=-10)
    b.flat(rect(-80, -110, 120, 70), b.inks.three)
    b.flat(rect(-58, -92, 60, 9, 4), b.inks.mid)
    b.flat(rect(-58, -72, 76, 9, 4), b.inks.mid)
    with b.canvas.at(84, -26, turn=-32):
        b.solid(rect(-48, -20, 96, 40, 20), b.inks.three, depth=6)
        b.flat("M0-20H-28A20 20 0 0 0-28 20H0z", b.main)


@thing("apple", 200, 220, size=0.65)
def apple(b: Brush) -> None:
    b.line("M2-168C0-190 8-206 22-214", b.inks.near, 8)
    b.solid(
        "M0-166C-40-190-100-174-100-104C-100-50-60 0-28 0C-14 0-8-5 0-5S14 0 28 0"
        "C60 0 100-50 100-104C100-174 40-190 0-166z",
        b.inks.pop,
        depth=20,
    )
    with b.canvas.at(8, -170, turn=-56):
        b.solid(leaf(60, 17), b.inks.leaf, depth=5)
    b.shine(ellipse(-54, -120, 13, 24), 0.4)


@thing("dumbbell", 340, 150, size=0.95)
def dumbbell(b: Brush) -> None:
    b.solid(rect(-70, -88, 140, 26, 10), b.inks.far, depth=6)
    for side in (-1, 1):
        for step, (width, height) in enumerate(((34, 150), (30, 112), (20, 64))):
            x = side * (72 + (0, 34, 62)[step] + width / 2 - 2)
            b.solid(
                rect(x - width / 2, -75 - height / 2, width, height, 10),
                (b.main, b.second, b.inks.near)[step],
                depth=8,
                axis=x,
            )


@thing("kettlebell", 220, 260, size=0.9)
def kettlebell(b: Brush) -> None:
    b.line("M-52-140C-90-270 90-270 52-140", lighter(b.main, -0.05), 30)
    b.solid("M-66-166C-122-120-120-40-70 0H70C120-40 122-120 66-166C40-182-40-182-66-166z", b.main, depth=24)
    b.flat(circle(0, -86, 40), b.second)
    b.flat(circle(0, -86, 24), b.main)


@thing("mat", 300, 130, size=0.85)
def mat(b: Brush) -> None:
    b.solid(rect(-70, -26, 220, 26, 6), b.second, depth=6)
    b.solid(rect(-146, -124, 200, 124, 30), b.main, depth=20)
    b.line(circle(-96, -62, 34) + circle(-96, -62, 16), lighter(b.main, 0.12), 6)
    b.flat(rect(-20, -126, 26, 126), b.pale)


@thing("ball", 200, 200, size=0.8)
def ball(b: Brush) -> None:
    b.solid(circle(0, -98, 98), b.main, depth=24)
    b.line(arc(-120, -98, 110, -54, 54) + arc(120, -98, 110, 126, 234), b.pale, 7)
    b.line("M-98-98H98", b.pale, 7)


@thing("football", 200, 200, size=0.8, floats=True)
def football(b: Brush) -> None:
    b.solid(circle(0, -98, 98), b.inks.three, depth=20)
    from sitegen.artwork.shapes import polar, polygon

    with b.canvas.clipped(circle(0, -98, 98)):
        b.flat(polygon([polar(0, -98, 36, -90 + 72 * k) for k in range(5)]), b.inks.near)
        for k in range(5):
            x, y = polar(0, -98, 96, -90 + 72 * k)
            b.flat(polygon([polar(x, y, 38, 90 + 72 * (k + j)) for j in range(5)]), b.inks.near)
            (x0, y0), (x1, y1) = polar(0, -98, 36, -90 + 72 * k), polar(0, -98, 62, -90 + 72 * k)
            b.line(f"M{x0:.0f} {y0:.0f}L{x1:.0f} {y1:.0f}", b.inks.near, 5)


@thing("racket", 170, 340, size=1.0, floats=True)
def racket(b: Brush) -> None:
    for step in range(-3, 4):
        b.line(f"M{step * 20}-{326 - abs(step) * 9}V-{174 + abs(step) * 9}", b.inks.three, 3)
        b.line(f"M-{70 - abs(step) * 7} {-250 + step * 22}H{70 - abs(step) * 7}", b.inks.three, 3)
    b.line(ellipse(0, -250, 72, 84), b.main, 15)
    b.line("M-34-176L0-120L34-176", b.main, 11)
    b.solid(rect(-13, -128, 26, 128, 10), b.second, depth=6)


@thing("bicycle", 400, 260, size=1.4)
def bicycle(b: Brush) -> None:
    for x in (-124, 124):
        b.line(circle(x, -74, 70), b.inks.near, 11)
        b.line(
            f"M{x - 66}-74H{x + 66}M{x}-140V-8M{x - 47}-121L{x + 47}-27M{x + 47}-121L{x - 47}-27",
            b.inks.far,
            2.5,
        )
        b.flat(circle(x, -74, 9), b.inks.near)
    b.line("M-124-74L-46-190H86L-8-74zM-46-190L-8-74M124-74L78-214", b.main, 13)
    b.line("M-62-214H-22", b.inks.near, 16)
    b.line("M-54-210L-46-190M78-214C80-240 100-246 118-238", b.inks.near, 9)
    b.line(circle(-8, -74, 20), b.second, 8)


@thing("pose-lotus", 320, 330, size=1.2)
def pose_lotus(b: Brush) -> None:
    tone = skin(b)
    b.solid(
        "M-150-26C-140-70-60-92 0-88S140-70 150-26C150 0 100 2 60-6L0-24L-60-6C-100 2-150 0-150-26z",
        b.main,
        depth=16,
    )
    b.line("M-46-206C-84-170-108-120-112-76", tone, 24)
    b.line("M46-206C84-170 108-120 112-76", lighter(tone, -0.05), 24)
    b.solid(
        "M-52-216C-30-232 30-232 52-216C46-160 40-130 46-76H-46C-40-130-46-160-52-216z", shirt(b), depth=14
    )
    b.solid(rect(-13, -252, 26, 36, 10), lighter(tone, -0.04), depth=5)
    b.solid(ellipse(0, -276, 34, 39), tone, depth=9)
    b.solid("M-37-272C-44-330 44-330 37-272C24-300-24-300-37-272z", b.inks.ink, depth=0)
    b.solid(circle(0, -328, 19), b.inks.ink, depth=0)


@thing("pose-tree", 240, 430, size=1.4)
def pose_tree(b: Brush) -> None:
    tone = skin(b)
    b.line("M-30-300C-56-350-30-390 0-418C30-390 56-350 30-300", tone, 18)
    b.line("M-8-170L-4-8", b.main, 32)
    b.line("M10-176L92-126L6-92", b.main, 30)
    b.line("M-6-6h26", tone, 14)
    b.solid(
        "M-38-304C-20-316 20-316 38-304C34-260 26-230 34-166C10-156-16-156-34-166C-26-230-34-260-38-304z",
        shirt(b),
        depth=11,
    )
    b.solid(rect(-11, -332, 22, 30, 8), lighter(tone, -0.04), depth=4)
    b.solid(ellipse(0, -352, 27, 31), tone, depth=7)
    b.solid("M-30-350C-34-396 34-396 30-350C18-372-18-372-30-350z", b.inks.ink, depth=0)


@thing("pose-warrior", 420, 330, size=1.35)
def pose_warrior(b: Brush) -> None:
    tone = skin(b)
    b.line("M6-150L110-112L122-10", b.main, 34)
    b.line("M-6-150L-90-80L-180-8", b.main, 32)
    b.line("M122-8h34M-182-8h-22", tone, 15)
    b.line("M-190-232H190", tone, 19)
    b.solid(
        "M-44-244C-20-252 20-252 44-244C36-210 30-190 36-142C12-132-12-132-36-142C-30-190-36-210-44-244z",
        shirt(b),
        depth=12,
    )
    b.solid(rect(-11, -270, 22, 30, 8), lighter(tone, -0.04), depth=4)
    b.solid(ellipse(4, -290, 28, 32), tone, depth=7)
    b.solid("M-28-286C-34-338 40-336 34-292C20-308-14-312-28-286z", b.inks.ink, depth=0)
    b.solid(circle(-34, -300, 15), b.inks.ink, depth=0)


@thing("pose-dog", 420, 260, size=1.25)
def pose_dog(b: Brush) -> None:
    tone = skin(b)
    b.line("M0-220L120-10", b.main, 36)
    b.line("M116-8h34", tone, 15)
    b.line("M-110-104L-176-6", tone, 20)
    b.line("M-8-212L-104-108", shirt(b), 50)
    b.solid(ellipse(-112, -56, 30, 27), tone, depth=7, axis=-112)
    b.solid("M-86-58C-80-24-132-18-140-44C-122-34-100-40-86-58z", b.inks.ink, depth=0)


@thing("lotus", 300, 190, size=0.85)
def lotus(b: Brush) -> None:
    for turn, size, colour in (
        (-74, 150, b.second),
        (74, 150, b.second),
        (-46, 170, b.main),
        (46, 170, b.main),
        (-20, 180, b.second),
        (20, 180, b.second),
        (0, 186, b.pale),
    ):
        with b.canvas.at(0, -6, turn=turn):
            b.solid(leaf(size, size * 0.27), colour, depth=9)
    b.line(smooth([(-150, -2), (-60, 4), (60, 4), (150, -2)]), b.inks.leaf, 9)


@thing("stones", 220, 210, size=0.8)
def stones(b: Brush) -> None:
    for y, width, height, colour in (
        (0, 108, 42, b.inks.near),
        (-76, 84, 36, b.main),
        (-140, 58, 29, b.pale),
    ):
        b.solid(ellipse(0, y - height, width, height), colour, depth=14)
    with b.canvas.at(8, -190, turn=58):
        b.solid(leaf(88, 22), b.inks.leaf, depth=6)


@thing("towels", 250, 170, size=0.85)
def towels(b: Brush) -> None:
    for y, colour in ((0, b.main), (-54, b.pale), (-108, b.second)):
        b.solid(rect(-114, y - 52, 228, 52, 24), colour, depth=14)
        b.line(f"M-94 {y - 16}H70", lighter(colour, -0.1), 4)


@thing("scissors", 170, 330, size=0.85, floats=True)
def scissors(b: Brush) -> None:
    b.solid("M-10-120L-44-326C-26-330-14-316-10-300L22-120z", b.inks.far, depth=5, axis=-16)
    b.solid("M10-120L44-326C26-330 14-316 10-300L-22-120z", lighter(b.inks.far, -0.05), depth=5, axis=16)
    b.line("M-6-140L34-78M6-140L-34-78", b.main, 17)
    b.line(ellipse(-46, -42, 28, 38) + ellipse(46, -42, 28, 38), b.main, 17)
    b.flat(circle(0, -146, 8), b.inks.near)


@thing("comb", 280, 110, size=0.7, floats=True)
def comb(b: Brush) -> None:
    teeth = "".join(rect(-126 + step * 14, -66, 8, 64, 3) for step in range(19))
    b.canvas.path(teeth, b.main)
    b.solid(rect(-136, -106, 272, 46, 16), b.main, depth=8)


@thing("mirror", 190, 320, size=0.95, floats=True)
def mirror(b: Brush) -> None:
    b.solid(rect(-17, -130, 34, 130, 15), b.main, depth=7)
    b.solid(ellipse(0, -216, 90, 102), b.main, depth=10)
    b.flat(ellipse(0, -216, 70, 82), lighter(b.inks.sky2, 0.03))
    b.shine("M-40-190L20-276L44-262L-22-168z", 0.6)
