"""Clothes, shoes, bags, jewellery."""

from __future__ import annotations

from sitegen.artwork.brush import Brush
from sitegen.artwork.colour import lighter, mixed
from sitegen.artwork.shapes import arc, circle, ellipse, polygon, rect
from sitegen.artwork.things.registry import thing


@thing("coat", 280, 400, size=1.5, floats=True)
def coat(b: Brush) -> None:
    b.line("M0-362v-14c0-22 30-20 24-38c-6-16-30-12-30 6", b.inks.ink, 6)
    b.solid(
        "M-30-366L-104-330C-134-250-140-170-140-70L-100-64L-92-150L-98-4H98L92-150"
        "L100-64L140-70C140-170 134-250 104-330L30-366L0-300z",
        b.main,
        depth=24,
    )
    b.flat(polygon([(-30, -366), (0, -300), (-44, -250), (-62, -344)]), lighter(b.main, -0.1))
    b.flat(polygon([(30, -366), (0, -300), (44, -250), (62, -344)]), lighter(b.main, -0.14))
    b.line("M0-300V-6", lighter(b.main, -0.2), 4)
    for y in (-220, -166, -112):
        b.flat(circle(16, y, 8), b.second)
    b.line("M-80-120h44M36-120h44", lighter(b.main, -0.2), 5)


@thing("dress", 240, 400, size=1.5, floats=True)
def dress(b: Brush) -> None:
    b.line("M0-360v-10c0-20 28-18 22-34c-6-14-26-10-26 6M-66-340L0-366L66-340", b.inks.ink, 5)
    b.solid(
        "M-58-350C-40-320-20-310 0-308C20-310 40-320 58-350L70-340C66-290 50-250 44-222"
        "C80-150 112-70 120-10C60 4-60 4-120-10C-112-70-80-150-44-222C-50-250-66-290-70-340z",
        b.main,
        depth=22,
    )
    b.flat(rect(-45, -230, 90, 16, 6), b.second)
    b.line("M-22-200C-40-130-56-70-62-10M22-200C40-130 56-70 62-10M0-200V-4", lighter(b.main, -0.12), 4)


@thing("tee", 320, 300, size=1.2, floats=True)
def tee(b: Brush) -> None:
    b.solid(
        "M-52-290C-30-262 30-262 52-290L150-242L124-158L88-170V-6H-88V-170L-124-158L-150-242z",
        b.main,
        depth=22,
    )
    b.line("M-52-290C-30-254 30-254 52-290", lighter(b.main, -0.15), 8)
    b.flat(circle(0, -150, 44), b.second)
    b.flat("M-30-150L0-194L30-150L0-106z", b.pale)


@thing("shoe", 320, 170, size=0.85)
def shoe(b: Brush) -> None:
    b.solid(
        "M-146-30C-152-90-150-130-132-160C-110-140-86-140-66-160C-20-110 60-96 118-76C150-64 158-44 154-24z",
        b.main,
        depth=18,
    )
    b.flat("M-146-60C-100-50-60-66-30-104C10-84-20-24-30-24H-148z", b.second)
    b.solid("M-154-34C-60-26 60-26 156-30C160-8 146 0 130 0H-136C-154 0-158-16-154-34z", b.pale, depth=8)
    for step in range(4):
        x = -44 + step * 28
        b.line(f"M{x} {-136 + step * 13}l-20 24", b.pale, 7)
    b.line("M-150-16H150", lighter(b.pale, -0.12), 3)


@thing("heel", 280, 220, size=0.8)
def heel(b: Brush) -> None:
    b.solid("M-130-206C-110-200-104-170-100-140L-112 0H-126L-132-120z", b.inks.near, depth=4, axis=-118)
    b.solid(
        "M-132-210C-90-150-30-60 60-50C110-44 134-26 138-4C90 6 30 4-10-20C-60-50-90-110-128-128z",
        b.main,
        depth=12,
    )
    b.flat("M-120-190C-80-140-40-80 40-58C0-50-60-90-112-160z", lighter(b.main, -0.14))


@thing("bag", 300, 290)
def bag(b: Brush) -> None:
    b.line("M-70-190C-70-316 70-316 70-190", lighter(b.main, -0.08), 14)
    b.solid(
        "M-118-196H118C132-130 142-60 138-20C136-4 126 0 112 0H-112C-126 0-136-4-138-20"
        "C-142-60-132-130-118-196z",
        b.main,
        depth=24,
    )
    b.solid("M-120-198H120C114-130 60-104 0-104S-114-130-120-198z", lighter(b.main, -0.05), depth=14)
    b.solid(rect(-17, -126, 34, 40, 6), b.second, depth=6)
    b.line("M-128-40C-60-28 60-28 128-40", lighter(b.main, 0.1), 3)


@thing("hat", 320, 160, size=0.8)
def hat(b: Brush) -> None:
    b.solid(ellipse(0, -28, 156, 28), b.main, depth=16)
    b.solid(
        "M-84-34C-92-130-60-156-30-146C-10-138 10-138 30-146C60-156 92-130 84-34C40-18-40-18-84-34z",
        b.main,
        depth=18,
    )
    b.flat("M-86-50C-40-34 40-34 86-50L84-30C40-16-40-16-84-30z", b.inks.near)


@thing("ring", 200, 240, size=0.65)
def ring(b: Brush) -> None:
    b.line(circle(0, -82, 72), b.second, 19)
    b.line(arc(0, -82, 72, 150, 250), lighter(b.second, 0.13), 8)
    b.line(arc(0, -82, 72, -40, 80), lighter(b.second, -0.13), 8)
    b.solid(polygon([(-44, -196), (-24, -226), (24, -226), (44, -196), (0, -148)]), b.pale, depth=0)
    b.flat(polygon([(0, -148), (-17, -196), (17, -196)]), mixed(b.main, b.pale, 0.5))
    b.flat(polygon([(0, -148), (17, -196), (44, -196)]), mixed(b.main, b.pale, 0.3))
    b.flat(polygon([(-17, -196), (0, -226), (17, -196)]), b.inks.light)


@thing("necklace", 260, 320, size=0.95, floats=True)
def necklace(b: Brush) -> None:
    b.line("M-112-310C-100-150-40-90 0-84C40-90 100-150 112-310", b.second, 5)
    for step in range(9):
        x = 112 * (step - 4) / 4.4
        y = -84 - (abs(step - 4) ** 1.9) * 12
        b.solid(circle(x, y, 13 - abs(step - 4)), b.pale, depth=4, axis=x)
    b.solid(polygon([(0, -70), (26, -40), (0, 0), (-26, -40)]), b.main, depth=8)
    b.flat(polygon([(0, -70), (-26, -40), (0, -40)]), lighter(b.main, 0.12))


@thing("earrings", 220, 240, size=0.65, floats=True)
def earrings(b: Brush) -> None:
    for x in (-56, 56):
        b.solid(circle(x, -214, 15), b.second, depth=4, axis=x)
        b.line(circle(x, -148, 46), b.second, 9)
        b.solid(
            f"M{x}-126C{x + 34}-84 {x + 30}-40 {x} -34C{x - 30}-40 {x - 34}-84 {x}-126z",
            b.main,
            depth=9,
            axis=x,
        )


@thing("watch", 150, 330, size=0.85, floats=True)
def watch(b: Brush) -> None:
    b.solid("M-36-110L-30 0H30L36-110z", b.inks.near, depth=9)
    b.solid("M-36-220L-30-328H30L36-220z", b.inks.near, depth=9)
    b.solid(circle(0, -165, 70), b.second, depth=10)
    b.flat(circle(0, -165, 55), b.pale)
    for step in range(12):
        b.line(arc(0, -165, 46, step * 30 - 1.5, step * 30 + 1.5), b.inks.ink, 7)
    b.line("M0-165V-200M0-165L24-150", b.inks.ink, 5)
    b.flat(rect(68, -174, 14, 18, 3), b.second)


@thing("glasses", 300, 120, size=0.6, floats=True)
def glasses(b: Brush) -> None:
    for x in (-76, 76):
        b.flat(circle(x, -60, 52), mixed(b.main, b.pale, 0.6), opacity=0.7)
        b.line(circle(x, -60, 52), b.inks.near, 12)
    b.line("M-24-66C-12-82 12-82 24-66M-128-70L-146-92M128-70L146-92", b.inks.near, 12)
    b.shine(polygon([(-100, -40), (-60, -96), (-46, -88), (-86, -30)]), 0.5)


@thing("scarf", 260, 300, size=0.95, floats=True)
def scarf(b: Brush) -> None:
    b.solid(
        "M-110-280C-60-220 60-220 110-280C130-220 96-170 40-158L64-6H-14L-24-160C-84-172-130-220-110-280z",
        b.main,
        depth=20,
    )
    for y in (-120, -90, -60, -30):
        b.line(f"M{-20 + y * -0.03:.0f} {y}h{70 + y * 0.1:.0f}", b.second, 9)
    b.line("M-92-244C-40-196 40-196 96-240", b.second, 9)
