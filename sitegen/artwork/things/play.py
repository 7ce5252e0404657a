"""Things of music, pictures, games, feasts; animals."""

from __future__ import annotations

from sitegen.artwork.brush import Brush
from sitegen.artwork.colour import lighter
from sitegen.artwork.shapes import arc, circle, ellipse, half_disc, polygon, rect, smooth, star
from sitegen.artwork.things.registry import thing


@thing("guitar", 200, 430, size=1.4)
def guitar(b: Brush) -> None:
    b.solid(rect(-15, -372, 30, 210, 3), b.inks.crust, depth=6)
    for y in range(-360, -190, 22):
        b.canvas.path(rect(-15, y, 30, 3), b.inks.light)
    b.solid("M-20-370L-26-428H24L20-370z", b.inks.near, depth=5)
    b.solid(
        "M-40-196C-20-206 20-206 34-200C50-236 84-226 76-190C70-160 66-140 84-110"
        "C110-56 80 0 0 0S-112-56-86-112C-68-142-72-156-78-176C-86-214-56-222-40-196z",
        b.main,
        depth=20,
    )
    b.flat("M-50-30C-70-70-50-96-30-110L-6-30z", b.second)
    for y in (-128, -84):
        b.flat(rect(-28, y, 56, 17, 4), b.inks.near)
    b.flat(rect(-32, -52, 64, 13, 3), b.inks.light)
    for x in (-7, 0, 7):
        b.line(f"M{x}-400V-50", b.inks.light, 1.6)


@thing("vinyl", 320, 300, size=1.0, floats=True)
def vinyl(b: Brush) -> None:
    b.solid(circle(40, -150, 122), b.inks.ink, depth=0)
    for radius in (104, 88, 72):
        b.line(circle(40, -150, radius), lighter(b.inks.ink, 0.12), 3)
    b.solid(rect(-150, -290, 280, 280, 4), b.main, depth=10)
    with b.canvas.clipped(rect(-150, -290, 280, 280)):
        for radius, colour in ((130, b.second), (96, b.inks.pop), (58, b.pale)):
            b.flat(half_disc(-10, -10, radius, 180), colour)
        b.flat(circle(74, -230, 26), b.pale)


@thing("record-player", 330, 190, size=1.05)
def record_player(b: Brush) -> None:
    b.solid(rect(-160, -64, 320, 64, 8), b.inks.crust, depth=14)
    b.solid(ellipse(-20, -76, 118, 34), b.inks.ink, depth=0)
    b.line(ellipse(-20, -76, 88, 24) + ellipse(-20, -76, 60, 16), lighter(b.inks.ink, 0.13), 3)
    b.flat(ellipse(-20, -76, 36, 10), b.main)
    b.line("M128-108L118-84L42-70", b.inks.light if b.inks.dark else b.inks.near, 8)
    b.solid(rect(112, -126, 34, 42, 8), b.second, depth=6, axis=129)


@thing("speaker", 190, 320, size=1.1)
def speaker(b: Brush) -> None:
    b.solid(rect(-90, -318, 180, 318, 12), b.main, depth=16)
    for y, radius in ((-98, 66), (-236, 40)):
        b.flat(circle(0, y, radius), b.inks.ink)
        b.line(circle(0, y, radius * 0.78), lighter(b.inks.ink, 0.14), 5)
        b.flat(circle(0, y, radius * 0.36), b.second)


@thing("microphone", 150, 400, size=1.2)
def microphone(b: Brush) -> None:
    b.solid(ellipse(0, -9, 64, 10), b.inks.near, depth=6)
    b.solid(rect(-5, -250, 10, 244), b.inks.far, depth=3)
    with b.canvas.at(0, -246, turn=18):
        b.solid(polygon([(-17, 20), (17, 20), (26, -70), (-26, -70)]), b.inks.near, depth=8)
        b.solid(ellipse(0, -112, 42, 46), b.main, depth=12)
        b.line("M-40-116H40M-34-138H34M-34-92H34", lighter(b.main, -0.14), 4)
        b.flat(rect(-28, -76, 56, 13, 5), b.second)


@thing("drum", 280, 200, size=1.1)
def drum(b: Brush) -> None:
    b.solid("M-130-150V-34C-100 8 100 8 130-34V-150z", b.main, depth=22)
    b.line("M-126-130L-84-26L-42-122L0-16L42-122L84-26L126-130", b.second, 6)
    b.solid(ellipse(0, -150, 132, 36), b.pale, depth=0)
    b.line("M-40-156L96-232M30-150L-96-224", b.inks.crust, 10)


@thing("piano", 400, 240, size=1.4)
def piano(b: Brush) -> None:
    for x in (-170, 156):
        b.solid(rect(x, -70, 16, 70), b.inks.near, depth=4, axis=x + 9)
    b.solid(rect(-186, -236, 372, 130, 8), b.main, depth=20)
    b.solid(rect(-196, -112, 392, 44, 6), lighter(b.main, -0.04), depth=10)
    b.flat(rect(-176, -106, 352, 26), b.inks.light)
    for step in range(17):
        if step % 7 not in (2, 6):
            b.canvas.path(rect(-162 + step * 20, -106, 11, 16), b.inks.ink)
    b.flat(rect(-70, -206, 140, 84, 4), b.pale)
    b.line("M-52-184h104M-52-168h104M-52-152h80", b.inks.ink, 4)


@thing("headphones", 260, 260, size=0.9, floats=True)
def headphones(b: Brush) -> None:
    b.line(arc(0, -130, 104, 180, 360), b.inks.near, 20)
    for x in (-104, 104):
        b.solid(rect(x - 34, -150, 68, 116, 30), b.main, depth=10, axis=x)
        b.solid(rect(x - (8 if x > 0 else 26), -136, 34, 88, 16), b.second, depth=6, axis=x)


@thing("camera", 310, 230, size=0.95)
def camera(b: Brush) -> None:
    b.solid("M-60-176L-40-216H40L60-176z", lighter(b.main, -0.06), depth=9)
    b.solid(rect(-148, -182, 296, 182, 18), b.main, depth=22)
    b.flat(rect(-148, -134, 296, 88), lighter(b.main, -0.1))
    b.solid(rect(-120, -198, 54, 20, 6), b.inks.pop, depth=4, axis=-92)
    b.solid(circle(0, -92, 82), b.inks.three, depth=12)
    b.flat(circle(0, -92, 64), b.inks.ink)
    b.flat(circle(0, -92, 44), lighter(b.inks.near, 0.06))
    b.flat(circle(0, -92, 22), b.inks.ink)
    b.shine(ellipse(-24, -118, 15, 9), 0.8)
    b.flat(rect(84, -166, 42, 20, 5), b.inks.two)


@thing("photo", 230, 270, size=0.85, floats=True)
def photo(b: Brush) -> None:
    b.solid(rect(-108, -266, 216, 262, 3), b.inks.three, depth=8)
    with b.canvas.clipped(rect(-92, -250, 184, 180)):
        b.flat(rect(-92, -250, 184, 180), b.inks.sky2)
        b.flat(circle(34, -196, 30), b.inks.pop)
        b.flat("M-92-110C-50-150-10-130 20-140S70-160 92-140V-60H-92z", b.main)
        b.flat("M-92-90C-40-110 20-80 92-104V-60H-92z", b.inks.near)


@thing("clapper", 300, 270, size=0.95)
def clapper(b: Brush) -> None:
    b.solid(rect(-140, -180, 280, 180, 8), b.main, depth=16)
    for y, turn in ((-186, 0), (-196, -12)):
        with b.canvas.at(-140, y, turn=turn):
            b.solid(rect(0, -38, 280, 38, 4), b.inks.three, depth=0)
            for x in range(20, 280, 64):
                b.canvas.path(polygon([(x, -38), (x + 32, -38), (x + 14, 0), (x - 18, 0)]), b.inks.ink)
    b.line("M-110-130H60M-110-100H20M-110-70H90", b.pale, 8)


@thing("palette", 300, 240, size=0.95, floats=True)
def palette(b: Brush) -> None:
    b.solid(
        "M-146-110C-146-190-70-236 20-232C110-226 156-170 146-110C136-60 70-96 50-66"
        "C30-30 60-4-10-2C-90-2-146-40-146-110z",
        b.inks.crust,
        depth=14,
    )
    for x, y, colour in (
        (-90, -140, b.inks.pop),
        (-40, -186, b.inks.one),
        (30, -188, b.inks.two),
        (94, -148, b.inks.leaf),
        (-84, -80, b.inks.three),
    ):
        b.flat(circle(x, y, 24), colour)
    b.flat(ellipse(0, -46, 26, 19), b.inks.sky2)


@thing("cards", 260, 260, size=0.8, floats=True)
def cards(b: Brush) -> None:
    for turn, colour in ((-20, b.main), (0, b.second), (18, b.pale)):
        with b.canvas.at(0, 0, turn=turn):
            b.solid(rect(-66, -236, 132, 196, 12), colour, depth=6)
            b.flat(star(0, -138, 34, 15, 5), b.inks.pop if colour == b.pale else b.pale)


@thing("balloons", 260, 380, size=1.2, floats=True)
def balloons(b: Brush) -> None:
    for x, y, colour in ((-66, -270, b.main), (70, -250, b.second), (4, -310, b.inks.pop)):
        b.line(smooth([(x, y + 76), (x * 0.5 + 12, -120), (0, 0)]), b.inks.ink, 2.5)
        b.solid(
            f"M{x} {y + 80}C{x - 90} {y + 10} {x - 66} {y - 70} {x} {y - 70}S{x + 90} {y + 10} {x} {y + 80}z",
            colour,
            depth=14,
            axis=x,
        )
        b.shine(ellipse(x - 28, y - 26, 9, 17), 0.55)


@thing("bunting", 380, 180, size=1.1, floats=True)
def bunting(b: Brush) -> None:
    for row, lift in enumerate((-170, -100)):
        b.line(f"M-186 {lift}Q0 {lift + 90} 186 {lift}", b.inks.ink, 3)
        for step in range(7):
            part = (step + 0.5) / 7
            x, y = -186 + 372 * part, lift + 180 * part * (1 - part)
            b.solid(
                polygon([(x - 20, y), (x + 20, y), (x, y + 46)]),
                (b.main, b.second, b.inks.pop, b.pale)[(step + row) % 4],
                depth=5,
                axis=x,
            )


@thing("ticket", 320, 170, size=0.8, floats=True)
def ticket(b: Brush) -> None:
    b.solid("M-154-160H154V-112A28 28 0 0 0 154-56V-8H-154V-56A28 28 0 0 0-154-112z", b.main, depth=12)
    b.line("M64-148v14m0 14v14m0 14v14m0 14v14m0 14v14", b.pale, 4)
    b.flat(star(-92, -84, 36, 16, 5), b.second)
    b.line("M-36-104H36M-36-72H10", b.pale, 9)
    b.line("M92-120V-48M106-120V-48M122-120V-48", b.pale, 5)


@thing("blocks", 280, 260, size=0.9)
def blocks(b: Brush) -> None:
    for x, y, colour, mark in ((-66, 0, b.main, 0), (66, 0, b.second, 1), (0, -124, b.inks.pop, 2)):
        b.solid(rect(x - 60, y - 120, 120, 120, 10), colour, depth=14, axis=x)
        if mark == 0:
            b.flat(circle(x, y - 60, 32), b.pale)
        elif mark == 1:
            b.flat(polygon([(x, y - 98), (x + 36, y - 34), (x - 36, y - 34)]), b.pale)
        else:
            b.flat(star(x, y - 58, 38, 17, 5), b.pale)


@thing("teddy", 240, 280, size=0.9)
def teddy(b: Brush) -> None:
    fur = b.inks.crust
    for x in (-62, 62):
        b.solid(circle(x, -246, 30), fur, depth=6, axis=x)
        b.solid(ellipse(x * 1.15, -30, 44, 32), lighter(fur, -0.03), depth=8, axis=x)
        b.solid(ellipse(x * 1.4, -110, 26, 48), lighter(fur, -0.03), depth=7, axis=x)
    b.solid(ellipse(0, -80, 82, 82), fur, depth=16)
    b.flat(ellipse(0, -76, 48, 52), lighter(fur, 0.1))
    b.solid(circle(0, -196, 82), fur, depth=16)
    b.flat(ellipse(0, -172, 38, 30), lighter(fur, 0.1))
    b.flat(ellipse(0, -184, 13, 9), b.inks.ink)
    for x in (-32, 32):
        b.flat(circle(x, -210, 8), b.inks.ink)
    b.flat(
        polygon([(0, -124), (-36, -142), (-36, -104)]) + polygon([(0, -124), (36, -142), (36, -104)]),
        b.inks.pop,
    )


@thing("dog", 290, 330, size=1.1)
def dog(b: Brush) -> None:
    fur = b.inks.crust
    b.line("M96-60C140-70 150-110 134-136", fur, 20)
    b.solid(
        "M-60-180C-80-110-76-40-84-10C-84 4-40 4-36-8L-26-70L20-60C24-30 10 0 40 0"
        "H92C116-30 112-80 90-120C72-150 50-166 44-190z",
        fur,
        depth=18,
    )
    b.flat("M-56-150C-30-130-10-140 0-120C0-90-20-70-40-80C-60-96-62-130-56-150z", b.inks.three)
    b.solid(
        "M-96-250C-100-300-60-322-20-316C24-312 56-280 52-236C48-190 10-172-22-178"
        "C-60-180-110-190-132-206C-144-220-130-238-110-242z",
        fur,
        depth=14,
    )
    b.solid("M4-312C50-320 84-280 74-226C66-200 34-214 24-246z", b.inks.near, depth=8, axis=50)
    b.flat(ellipse(-128, -226, 17, 13), b.inks.ink)
    b.flat(circle(-54, -262, 8), b.inks.ink)
    b.line("M-112-200C-90-190-76-190-60-196", b.inks.ink, 4)
    b.line("M-62-176C-30-160 10-164 40-186", b.inks.pop, 15)


@thing("cat", 240, 330, size=1.0)
def cat(b: Brush) -> None:
    fur = b.main
    b.line("M70-30C130-20 140-80 116-120", fur, 22)
    b.solid("M-60-190C-84-130-90-40-76 0H80C104-60 84-140 50-190z", fur, depth=20)
    b.solid(
        "M-84-300L-76-222C-80-180-40-160 0-160S80-180 76-222L84-300L34-262C10-270-10-270-34-262z",
        fur,
        depth=16,
    )
    for x in (-32, 32):
        b.flat(ellipse(x, -222, 8, 11), b.inks.two if fur != b.inks.two else b.inks.ink)
    b.flat(polygon([(-9, -200), (9, -200), (0, -190)]), b.inks.pop)
    b.line(
        "M0-190v8M-30-190L-74-198M-30-184L-74-180M30-190L74-198M30-184L74-180",
        b.pale if fur != b.pale else b.inks.ink,
        3,
    )
    b.flat("M-34 0C-40-60-20-110 0-110S40-60 34 0z", b.pale if fur != b.pale else b.second)


@thing("paw", 240, 230, size=0.75, floats=True)
def paw(b: Brush) -> None:
    b.solid(
        "M0-126C50-126 90-70 84-34C78-2 40-4 0-14C-40-4-78-2-84-34C-90-70-50-126 0-126z", b.main, depth=16
    )
    for x, y, turn in ((-90, -128, -24), (-36, -184, -8), (36, -184, 8), (90, -128, 24)):
        with b.canvas.at(x, y, turn=turn):
            b.solid(ellipse(0, 0, 27, 38), b.second, depth=8)


@thing("bird", 280, 230, size=0.9, floats=True)
def bird(b: Brush) -> None:
    b.solid(
        "M-120-150C-116-210-50-226-20-176C30-160 90-150 140-190C130-100 70-30-20-40C-84-50-116-100-120-150z",
        b.main,
        depth=18,
    )
    b.solid("M-10-150C40-130 70-110 74-60C20-50-30-84-10-150z", b.second, depth=9)
    b.flat(polygon([(-116, -170), (-156, -156), (-114, -144)]), b.inks.pop)
    b.flat(circle(-84, -168, 8), b.inks.ink)
    b.line("M-20-40L-24-4M10-42L12-4", b.inks.ink, 5)


@thing("fish", 320, 190, size=0.85, floats=True)
def fish(b: Brush) -> None:
    b.solid("M70-96L156-170V-20z", b.second, depth=8, axis=120)
    b.solid("M-150-92C-100-180 20-190 100-96C20 0-100-8-150-92z", b.main, depth=16)
    b.line(arc(-96, -94, 60, -50, 50), b.pale, 5)
    for x in (-10, 26):
        b.line(arc(x - 40, -96, 40, -46, 46), lighter(b.main, -0.12), 5)
    b.flat(circle(-104, -108, 9), b.inks.ink)


@thing("dice", 220, 220, size=0.7, floats=True)
def dice(b: Brush) -> None:
    b.solid(polygon([(-96, -160), (0, -110), (0, 0), (-96, -54)]), b.main, depth=0)
    b.flat(polygon([(96, -160), (0, -110), (0, 0), (96, -54)]), lighter(b.main, -0.1))
    b.flat(polygon([(-96, -160), (0, -212), (96, -160), (0, -110)]), lighter(b.main, 0.08))
    for x, y in ((0, -160), (-48, -82), (32, -104), (64, -56)):
        b.flat(ellipse(x, y, 13, 11), b.pale)


@thing("gamepad", 320, 210, size=0.85, floats=True)
def gamepad(b: Brush) -> None:
    b.solid(
        "M-90-190H90C140-190 160-60 150-20C140 10 110 4 90-30L70-64H-70L-90-30C-110 4-140 10-150-20"
        "C-160-60-140-190-90-190z",
        b.main,
        depth=18,
    )
    b.line("M-84-156V-100M-112-128H-56", b.pale, 15)
    for x, y, colour in (
        (84, -156, b.inks.pop),
        (84, -104, b.second),
        (58, -130, b.pale),
        (110, -130, b.second),
    ):
        b.flat(circle(x, y, 14), colour)


@thing("crown", 270, 200, size=0.75, floats=True)
def crown(b: Brush) -> None:
    b.solid("M-120-170L-60-100L0-190L60-100L120-170L100-40H-100z", b.second, depth=14)
    b.solid(rect(-104, -42, 208, 36, 6), b.main, depth=10)
    for x, y in ((-120, -176), (0, -196), (120, -176)):
        b.solid(circle(x, y, 14), b.inks.pop, depth=4, axis=x)
