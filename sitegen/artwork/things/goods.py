"""Goods of shops that no other module has."""

from __future__ import annotations

from sitegen.artwork.brush import Brush
from sitegen.artwork.colour import lighter, mixed
from sitegen.artwork.shapes import circle, ellipse, half_disc, lathe, polygon, rect
from sitegen.artwork.things.registry import thing


@thing("beanie", 240, 220, size=0.75)
def beanie(b: Brush) -> None:
    b.solid(circle(0, -196, 28), b.second, depth=6)
    b.solid("M-104-50C-112-210 112-210 104-50z", b.main, depth=20)
    b.solid(rect(-114, -72, 228, 72, 20), lighter(b.main, -0.05), depth=14)
    for x in range(-88, 100, 22):
        b.line(f"M{x}-62V-10", lighter(b.main, -0.13), 5)
    b.flat(rect(-26, -54, 52, 34, 4), b.second)


@thing("sweater", 320, 300, size=1.2, floats=True)
def sweater(b: Brush) -> None:
    b.solid(
        "M-56-288C-30-268 30-268 56-288L112-262L156-70L112-56L88-170V-8H-88V-170L-112-56L-156-70L-112-262z",
        b.main,
        depth=22,
    )
    b.line("M-56-286C-30-254 30-254 56-286", lighter(b.main, -0.12), 15)
    b.line("M-88-18H88", lighter(b.main, -0.1), 20)
    for y in (-200, -176, -152):
        b.line(
            f"M-80 {y}L-60 {y - 16}L-40 {y}L-20 {y - 16}L0 {y}L20 {y - 16}L40 {y}L60 {y - 16}L80 {y}",
            b.second,
            7,
        )


@thing("shirt", 320, 320, size=1.2, floats=True)
def shirt(b: Brush) -> None:
    b.solid(
        "M-50-300L0-280L50-300L120-272L156-90L112-78L92-180V-4H-92V-180L-112-78L-156-90L-120-272z",
        b.main,
        depth=22,
    )
    b.flat(polygon([(0, -278), (-50, -306), (-64, -280), (-26, -234)]), lighter(b.main, 0.06))
    b.flat(polygon([(0, -278), (50, -306), (64, -280), (26, -234)]), lighter(b.main, -0.05))
    b.line("M0-272V-8", lighter(b.main, -0.12), 4)
    for y in (-226, -176, -126, -76, -30):
        b.flat(circle(0, y, 6), b.second)
    b.flat(rect(30, -204, 46, 50, 4), lighter(b.main, -0.07))


@thing("trousers", 200, 380, size=1.3, floats=True)
def trousers(b: Brush) -> None:
    b.solid("M-76-370H76L92 0H22L4-250H-4L-22 0H-92z", b.main, depth=16)
    b.flat(rect(-77, -372, 154, 26), lighter(b.main, -0.1))
    b.line("M0-346V-256M-62-344C-58-316-70-308-78-304M62-344C58-316 70-308 78-304", lighter(b.main, -0.14), 4)


@thing("tote", 240, 320, size=1.0, floats=True)
def tote(b: Brush) -> None:
    b.line("M-54-200C-60-340 60-340 54-200", lighter(b.pale, -0.1), 13)
    b.solid("M-104-214H104L114-4H-114z", b.pale, depth=18)
    b.flat(half_disc(0, -110, 52, 180), b.main)
    b.flat(half_disc(0, -96, 52), b.second)


@thing("poster", 230, 320, size=1.05, floats=True)
def poster(b: Brush) -> None:
    b.solid(rect(-108, -316, 216, 312, 2), b.main, depth=9)
    b.flat(circle(0, -200, 74), b.inks.pop)
    b.flat(
        polygon([(-108, -60), (-30, -170), (20, -110), (60, -156), (108, -90), (108, -4), (-108, -4)]),
        b.inks.near,
    )
    b.canvas.path(rect(-84, -48, 130, 13, 3) + rect(-84, -27, 84, 8, 3), b.inks.three)


@thing("table", 400, 240, size=1.5)
def table(b: Brush) -> None:
    wood = b.inks.crust
    for d in ("M-168-206L-186 0H-168L-144-206z", "M168-206L186 0H168L144-206z"):
        b.solid(d, lighter(wood, -0.06), depth=4)
    b.solid(rect(-196, -224, 392, 28, 6), wood, depth=8)
    b.solid(lathe([(18, -290), (26, -266), (24, -236), (18, -224)]), b.main, depth=7)
    b.solid(ellipse(96, -232, 42, 9), b.second, depth=5, axis=96)


@thing("bench", 360, 180, size=1.3)
def bench(b: Brush) -> None:
    wood = b.inks.crust
    for x in (-140, 122):
        b.solid(rect(x, -104, 18, 104, 3), lighter(wood, -0.07), depth=4, axis=x + 10)
    b.solid(rect(-172, -128, 344, 28, 6), wood, depth=8)
    b.solid("M-120-128C-120-176-20-176-16-128z", b.main, depth=10, axis=-60)


@thing("oil", 110, 340, size=1.05)
def oil(b: Brush) -> None:
    b.solid(rect(-17, -338, 34, 40, 4), b.inks.near, depth=5)
    b.solid(
        lathe([(15, -300), (17, -262), (50, -200), (52, -12), (44, 0)]),
        mixed(b.inks.leaf, b.inks.crust, 0.45),
        depth=15,
    )
    b.flat(rect(-40, -160, 80, 104, 3), b.inks.three)
    b.flat(ellipse(0, -122, 16, 20), b.inks.leaf)
    b.line("M-22-84h44M-14-70h28", b.inks.ink, 3)
    b.shine(rect(-42, -196, 7, 176, 3.5), 0.4)


@thing("chocolate", 200, 280, size=0.85, floats=True)
def chocolate(b: Brush) -> None:
    dark = mixed(b.inks.crust, b.inks.ink, 0.62)
    for row in range(2):
        for column in range(3):
            b.solid(
                rect(-90 + column * 60, -278 + row * 56, 58, 54, 5), dark, depth=6, axis=-60 + column * 60
            )
    b.solid("M-96-170L-70-182L-44-168L-16-184L14-168L44-182L70-168L96-180V-4H-96z", b.main, depth=12)
    b.flat(rect(-54, -120, 108, 70, 3), b.pale)
    b.line("M-28-92h56M-18-76h36", b.inks.ink, 4)


@thing("badge", 220, 220, size=0.65, floats=True)
def badge(b: Brush) -> None:
    b.solid(circle(0, -110, 106), b.main, depth=14)
    b.line(circle(0, -110, 90), b.pale, 4)
    b.flat(polygon([(-58, -84), (-22, -146), (2, -108), (22, -134), (58, -84)]), b.pale)
    b.flat(circle(34, -158, 14), b.inks.pop)


@thing("bone", 280, 150, size=0.7, floats=True)
def bone(b: Brush) -> None:
    b.solid(
        "M-80-100C-96-140-140-130-134-94C-150-66-120-36-92-52C-86-58-84-50-80-50H80C84-50 86-58 92-52"
        "C120-36 150-66 134-94C140-130 96-140 80-100C78-94 76-96 72-96H-72C-76-96-78-94-80-100z",
        b.pale, depth=12,
    )  # fmt: skip


@thing("dumplings", 280, 150, size=0.8)
def dumplings(b: Brush) -> None:
    b.solid(ellipse(0, -18, 138, 18), b.main, depth=10)
    for x, y in ((-70, -26), (66, -26), (0, -34)):
        b.solid(
            f"M{x - 56} {y}C{x - 60} {y - 84} {x + 60} {y - 84} {x + 56} {y}"
            f"C{x + 30} {y + 14} {x - 30} {y + 14} {x - 56} {y}z",
            b.inks.three,
            depth=10,
            axis=x,
        )
        for step in (-26, 0, 26):
            b.line(f"M{x + step} {y - 58 + abs(step) * 0.3:.0f}q-4 14 2 24", lighter(b.inks.three, -0.12), 4)
