"""Things of work and learning: computers, books, tools, the law, money."""

from __future__ import annotations

from sitegen.artwork.brush import Brush
from sitegen.artwork.colour import lighter
from sitegen.artwork.shapes import arc, circle, ellipse, lathe, polar, polygon, rect, sector, smooth
from sitegen.artwork.things.registry import thing


@thing("laptop", 380, 240, size=1.15)
def laptop(b: Brush) -> None:
    b.solid(rect(-148, -232, 296, 206, 12), b.inks.near, depth=0)
    b.flat(rect(-136, -220, 272, 180, 4), b.inks.three)
    b.flat(rect(-136, -220, 64, 180), lighter(b.inks.three, -0.05))
    for y, length in ((-204, 40), (-186, 30), (-170, 36), (-154, 26)):
        b.canvas.path(rect(-126, y, length, 7, 3), b.inks.mid)
    for step, height in enumerate((26, 44, 36, 62, 54, 80)):
        b.canvas.path(rect(-56 + step * 30, -60 - height, 18, height, 3), (b.inks.two, b.inks.one)[step % 2])
    b.line("M-54-152L-10-170L34-160L76-192L120-204", b.inks.pop, 5)
    b.solid("M-186-26H186C184-8 172 0 156 0H-156C-172 0-184-8-186-26z", lighter(b.inks.far, 0.03), depth=10)
    b.flat(rect(-30, -26, 60, 8, 4), lighter(b.inks.far, -0.08))


@thing("phone", 150, 300, size=0.9, floats=True)
def phone(b: Brush) -> None:
    b.solid(rect(-72, -300, 144, 300, 24), b.inks.near, depth=5)
    b.flat(rect(-63, -290, 126, 280, 17), b.inks.three)
    b.flat(rect(-50, -262, 60, 11, 5), b.inks.ink)
    b.flat(rect(-50, -238, 100, 84, 12), b.main)
    b.line("M-38-176C-20-200 0-166 14-190S36-214 44-216", b.inks.light, 5)
    for y in (-138, -100, -62):
        b.flat(circle(-36, y + 12, 12), b.inks.two)
        b.flat(rect(-14, y + 3, 58, 7, 3), b.inks.ink)
        b.flat(rect(-14, y + 16, 36, 6, 3), b.inks.far)


@thing("books-stack", 260, 170, size=0.9)
def books_stack(b: Brush) -> None:
    for y, left, width, colour in (
        (0, -124, 244, b.main),
        (-42, -108, 220, b.second),
        (-84, -118, 206, b.inks.near),
        (-122, -92, 180, b.inks.pop),
    ):
        b.solid(rect(left, y - 40, width, 40, 5), colour, depth=10)
        b.flat(rect(left + width - 16, y - 33, 16, 26), b.inks.three)
        b.flat(rect(left + 22, y - 40, 8, 40), lighter(colour, 0.1))


@thing("book-open", 340, 190, size=1.0)
def book_open(b: Brush) -> None:
    b.solid("M-164-150L0-120L164-150V-14L0 0L-164-14z", b.main, depth=0)
    b.solid("M0-124C-40-160-110-168-156-160V-26C-110-34-40-26 0-6z", b.inks.three, depth=0)
    b.solid("M0-124C40-160 110-168 156-160V-26C110-34 40-26 0-6z", lighter(b.inks.three, -0.04), depth=0)
    for y in (-136, -116, -96, -76, -56):
        b.line(
            f"M-136 {y}C-100 {y - 4} -50 {y + 2} -20 {y + 18}M136 {y}C100 {y - 4} 50 {y + 2} 20 {y + 18}",
            b.inks.mid,
            4,
        )
    b.flat(polygon([(60, -160), (80, -162), (80, -96), (70, -106), (60, -94)]), b.inks.pop)


@thing("notebook", 200, 260, size=0.85, floats=True)
def notebook(b: Brush) -> None:
    b.solid(rect(-94, -256, 188, 256, 10), b.main, depth=10)
    b.flat(rect(-94, -256, 30, 256, 8), lighter(b.main, -0.09))
    b.flat(rect(-34, -210, 96, 56, 4), b.pale)
    b.line("M-20-190h68M-20-174h44", b.inks.ink, 4)
    b.flat(rect(60, -256, 11, 276), b.inks.pop)


@thing("pencil", 70, 330, size=0.8, floats=True)
def pencil(b: Brush) -> None:
    b.solid(rect(-20, -290, 40, 230), b.second, depth=9)
    b.flat(polygon([(-20, -62), (20, -62), (0, 0)]), b.inks.three)
    b.flat(polygon([(-7, -20), (7, -20), (0, 0)]), b.inks.ink)
    b.flat(rect(-20, -306, 40, 22), b.inks.far)
    b.flat(rect(-20, -328, 40, 26, 8), b.inks.pop)


@thing("globe", 240, 310, size=1.0)
def globe(b: Brush) -> None:
    b.solid(lathe([(12, -60), (16, -24), (66, -10), (66, 0)]), b.inks.crust, depth=8)
    b.line(arc(0, -180, 116, -70, 110), b.inks.crust, 12)
    b.solid(circle(0, -180, 98), b.main, depth=18)
    with b.canvas.clipped(circle(0, -180, 98)):
        b.flat("M-80-230C-50-260-10-250-14-220C-20-196-50-200-54-170C-58-140-90-150-104-170z", b.inks.leaf)
        b.flat("M20-250C60-256 90-230 86-196C60-180 40-210 20-220z", b.inks.leaf)
        b.flat("M0-150C40-160 60-130 44-104C30-84 10-90 8-114z", b.inks.leaf)
    b.shine(ellipse(-40, -222, 16, 26), 0.35)


@thing("cap", 320, 220, size=0.95)
def cap(b: Brush) -> None:
    b.solid("M-84-130V-62C-40-34 40-34 84-62V-130z", lighter(b.main, -0.06), depth=12)
    b.solid(polygon([(0, -204), (158, -138), (0, -74), (-158, -138)]), b.main, depth=0)
    b.line("M0-138C60-130 110-120 122-106V-52", b.inks.pop, 6)
    b.solid("M112-56H132L140-6H104z", b.inks.pop, depth=4, axis=122)


@thing("keyboard", 380, 150, size=0.9, floats=True)
def keyboard(b: Brush) -> None:
    b.solid(rect(-186, -146, 372, 146, 16), b.main, depth=10)
    for row in range(4):
        for column in range(9):
            colour = b.inks.pop if (row, column) in ((0, 0), (2, 8)) else b.inks.three
            if row == 3 and column in (3, 4, 5):
                continue
            b.canvas.path(rect(-172 + column * 38.5, -134 + row * 32, 34, 26, 6), colour)
    b.canvas.path(rect(-56.5, -38, 111, 26, 6), b.inks.two)


@thing("server", 220, 320, size=1.1)
def server(b: Brush) -> None:
    for row in range(4):
        y = -312 + row * 80
        b.solid(rect(-104, y, 208, 70, 9), b.main, depth=14)
        for step in range(4):
            b.canvas.path(
                circle(-80 + step * 22, y + 35, 7),
                (b.inks.pop, b.inks.two, b.inks.light, b.inks.two)[(step + row) % 4],
            )
        b.canvas.path(rect(24, y + 22, 64, 8, 4) + rect(24, y + 40, 44, 8, 4), lighter(b.main, -0.14))


@thing("chip", 240, 240, size=0.8, floats=True)
def chip(b: Brush) -> None:
    pins = "".join(
        rect(-86 + step * 32, -236, 12, 232) + rect(-116, -206 + step * 32, 232, 12) for step in range(6)
    )
    b.canvas.path(pins, b.inks.two)
    b.solid(rect(-94, -214, 188, 188, 14), b.main, depth=12)
    b.flat(rect(-54, -174, 108, 108, 8), lighter(b.main, 0.08))
    b.line("M-30-120h24l14-30l16 56l12-26h20", b.inks.light, 6)


@thing("lightbulb", 180, 290, size=0.85)
def lightbulb(b: Brush) -> None:
    b.flat(circle(0, -190, 140), b.canvas.glow(b.inks.two, 0.4))
    b.solid("M-40-90C-40-130-90-150-90-200C-90-310 90-310 90-200C90-150 40-130 40-90z", b.inks.two, depth=18)
    b.line("M-26-190L-10-160L0-190L10-160L26-190M-10-160L-6-92M10-160L6-92", b.inks.light, 5)
    for y in (-88, -62, -36):
        b.solid(rect(-40 + (y == -36) * 10, y, 80 - (y == -36) * 20, 22, 7), b.inks.near, depth=6)


@thing("wrench", 120, 330, size=1.0, floats=True)
def wrench(b: Brush) -> None:
    b.solid(
        "M-24-120L-20-226C-60-244-64-300-34-330V-276H34V-330C64-300 60-244 20-226"
        "L24-120L26-70C50-46 48-10 26 4H-26C-48-10-50-46-26-70z",
        b.main,
        depth=14,
    )
    b.flat(circle(0, -34, 17), b.inks.sky2)
    b.flat(rect(-12, -200, 24, 100, 8), lighter(b.main, -0.09))


@thing("hammer", 180, 320, size=1.0, floats=True)
def hammer(b: Brush) -> None:
    b.solid(rect(-16, -250, 32, 250, 10), b.inks.crust, depth=8)
    b.flat(rect(-18, -96, 36, 96, 12), b.inks.pop)
    b.solid("M-84-316H36C60-316 84-300 88-262C66-276 46-272 36-256H-84z", b.inks.near, depth=12)


@thing("saw", 340, 160, size=1.0, floats=True)
def saw(b: Brush) -> None:
    teeth = [(170 - step * 15, -26 - (14 if step % 2 else 0)) for step in range(16)]
    b.solid(polygon([(-70, -126), (170, -70), *teeth, (-70, -30)]), b.inks.far, depth=6)
    b.solid("M-50-140C-120-160-168-130-168-84S-140-6-96-2C-66 0-48-16-50-40z", b.main, depth=14, axis=-104)
    b.flat("M-92-106C-120-110-136-100-136-80S-116-40-92-40z", b.inks.sky2)


@thing("pliers", 150, 320, size=0.95, floats=True)
def pliers(b: Brush) -> None:
    b.solid("M-8-196L-44-270C-44-300-24-316-4-320V-230z", b.inks.far, depth=5, axis=-20)
    b.solid("M8-196L44-270C44-300 24-316 4-320V-230z", lighter(b.inks.far, -0.05), depth=5, axis=24)
    b.solid("M-12-204C10-190 60-120 62-10C60 4 42 4 38-8C34-90-10-150-30-178z", b.main, depth=8, axis=30)
    b.solid("M12-204C-10-190-60-120-62-10C-60 4-42 4-38-8C-34-90 10-150 30-178z", b.main, depth=8, axis=-30)
    b.solid(circle(0, -194, 24), b.inks.near, depth=5)


@thing("drill", 300, 260, size=1.05)
def drill(b: Brush) -> None:
    b.solid("M-20-130L-44-44H38L46-130z", lighter(b.main, -0.05), depth=12)
    b.solid(rect(-70, -52, 140, 52, 10), b.inks.near, depth=12)
    b.solid(
        "M-112-236H60C84-236 92-222 92-206V-152C92-134 80-126 62-126H-84C-108-126-118-148-118-180"
        "S-118-236-112-236z",
        b.main,
        depth=18,
    )
    b.solid(polygon([(90, -218), (124, -202), (124, -162), (90, -146)]), b.inks.near, depth=6, axis=104)
    b.flat(rect(124, -188, 66, 12, 3), b.inks.far)
    b.flat(rect(-84, -212, 74, 14, 7), b.second)


@thing("toolbox", 300, 210, size=1.05)
def toolbox(b: Brush) -> None:
    b.line("M-60-150V-198H60V-150", b.inks.near, 15)
    b.solid(rect(-142, -156, 284, 156, 12), b.main, depth=22)
    b.flat(rect(-142, -104, 284, 14), lighter(b.main, -0.13))
    for x in (-84, 56):
        b.solid(rect(x, -116, 30, 42, 5), b.second, depth=4, axis=x + 16)


@thing("faucet", 240, 290, size=1.0)
def faucet(b: Brush) -> None:
    b.flat("M-86-120C-66-90-60-74-66-60A22 22 0 0 1-106-60C-112-74-106-90-86-120z", b.second)
    b.solid(
        "M44 0V-150C44-220-40-220-40-170V-148H-118V-180C-118-310 112-310 112-150V0z",
        b.main,
        depth=20,
        axis=60,
    )
    b.solid(rect(26, -16, 104, 16, 6), lighter(b.main, -0.06), depth=6, axis=80)
    b.solid(rect(-128, -156, 98, 24, 8), lighter(b.main, -0.06), depth=6, axis=-76)
    b.solid(rect(56, -292, 24, 40, 4), b.inks.near, depth=4, axis=68)
    b.solid(rect(16, -306, 104, 24, 12), b.inks.pop, depth=5, axis=68)


@thing("pipe", 300, 260, size=1.0)
def pipe(b: Brush) -> None:
    b.solid(
        "M-140-240H20C90-240 130-200 130-130V0H50V-120C50-148 38-160 10-160H-140z", b.main, depth=18, axis=90
    )
    for x, y, w, h in ((-150, -252, 34, 104), (38, -44, 104, 34), (0, -252, 26, 104)):
        b.solid(rect(x, y, w, h, 6), b.inks.near, depth=8, axis=x + w * 0.6)
    b.solid(circle(-66, -200, 40), b.inks.pop, depth=8, axis=-66)
    b.line("M-66-232V-168M-98-200H-34", b.inks.three, 8)


@thing("paint-roller", 250, 320, size=1.0, floats=True)
def paint_roller(b: Brush) -> None:
    b.line("M96-262H120V-176H0V-130", b.inks.near, 12)
    b.solid(rect(-112, -308, 208, 88, 16), b.main, depth=16)
    b.solid(rect(-20, -140, 40, 140, 16), b.inks.crust, depth=8)


@thing("plug", 180, 300, size=0.9, floats=True)
def plug(b: Brush) -> None:
    b.line(smooth([(0, -110), (10, -70), (-30, -30), (10, 0)]), b.inks.near, 14)
    for x in (-34, 20):
        b.flat(rect(x, -296, 14, 70, 5), b.inks.far)
    b.solid("M-70-230H70V-180C70-130 40-106 0-106S-70-130-70-180z", b.main, depth=14)
    b.flat(polygon([(8, -214), (-26, -164), (-4, -164), (-10, -126), (28, -178), (4, -178)]), b.inks.two)


@thing("helmet", 280, 190, size=0.9)
def helmet(b: Brush) -> None:
    b.solid("M-110-50C-112-190 112-190 110-50z", b.second, depth=22)
    b.solid("M-26-158C-26-184 26-184 26-158V-50H-26z", lighter(b.second, 0.05), depth=9)
    b.solid("M-138-52H138C140-18 60-6 0-6S-140-18-138-52z", b.second, depth=12)


@thing("scales", 340, 340, size=1.2)
def scales(b: Brush) -> None:
    b.solid(lathe([(8, -300), (10, -60), (24, -30), (70, -14), (76, 0)]), b.second, depth=9)
    b.solid(circle(0, -316, 19), b.second, depth=5)
    b.solid("M-140-280C-60-304 60-304 140-280L138-266C60-288-60-288-138-266z", b.second, depth=5)
    for x in (-134, 134):
        b.line(f"M{x}-270L{x - 46}-150M{x}-270L{x + 46}-150", b.second, 4)
        b.solid(f"M{x - 60}-152H{x + 60}C{x + 52}-108 {x - 52}-108 {x - 60}-152z", b.main, depth=9, axis=x)


@thing("gavel", 320, 240, size=1.0)
def gavel(b: Brush) -> None:
    b.solid(rect(-120, -40, 200, 40, 8), b.main, depth=16)
    b.flat(rect(-132, -12, 224, 12, 4), lighter(b.main, -0.1))
    with b.canvas.at(10, -110, turn=-32):
        b.solid(rect(20, -12, 190, 24, 12), b.inks.crust, depth=7, axis=100)
        b.solid(rect(-56, -74, 84, 148, 8), b.inks.crust, depth=14, axis=-10)
        for y in (-78, 54):
            b.solid(rect(-64, y, 100, 24, 6), b.inks.near, depth=7, axis=-10)


@thing("briefcase", 300, 230, size=1.0)
def briefcase(b: Brush) -> None:
    b.line("M-52-176V-214H52V-176", b.inks.near, 14)
    b.solid(rect(-140, -180, 280, 180, 16), b.main, depth=22)
    b.flat("M-140-140C-60-76 60-76 140-140V-112C60-50-60-50-140-112z", lighter(b.main, -0.09))
    b.solid(rect(-20, -116, 40, 36, 6), b.second, depth=5)


@thing("document", 220, 280, size=0.9, floats=True)
def document(b: Brush) -> None:
    b.solid("M-100-276H50L100-226V0H-100z", b.inks.three, depth=8)
    b.flat("M50-276V-226H100z", b.inks.far)
    for y, length in ((-196, 150), (-170, 130), (-144, 150), (-118, 96)):
        b.canvas.path(rect(-74, y, length, 9, 4), b.inks.mid)
    b.line("M-70-50C-50-90-36-20-20-56S4-70 14-44", b.inks.one, 6)
    b.solid(star_seal(58, -48), b.inks.pop, depth=5, axis=58)


def star_seal(x: float, y: float) -> str:
    return polygon([polar(x, y, 32 if step % 2 else 26, step * 22.5) for step in range(16)])


@thing("coins", 260, 220, size=0.8)
def coins(b: Brush) -> None:
    for x, count in ((-76, 3), (0, 5), (76, 7)):
        for step in range(count):
            y = -step * 26
            b.solid(
                rect(x - 36, y - 27, 72, 26, 9),
                b.second if step % 2 else lighter(b.second, 0.05),
                depth=8,
                axis=x,
            )


@thing("chart", 320, 260, size=1.0)
def chart(b: Brush) -> None:
    for step, height in enumerate((90, 130, 110, 170, 210)):
        b.solid(
            rect(-148 + step * 62, -height, 46, height, 5),
            (b.main, b.second)[step % 2],
            depth=9,
            axis=-126 + step * 62,
        )
    b.line("M-126-130L-64-176L0-152L62-214L126-254", b.inks.pop, 8)
    for x, y in ((-126, -130), (-64, -176), (0, -152), (62, -214), (126, -254)):
        b.solid(circle(x, y, 10), b.inks.three, depth=0)


@thing("donut", 260, 260, size=0.9, floats=True)
def donut(b: Brush) -> None:
    for start, end, colour in (
        (-90, 50, b.main),
        (54, 160, b.second),
        (164, 226, b.inks.pop),
        (230, 266, b.inks.far),
    ):
        b.solid(sector(0, -130, 126, start, end, 70), colour, depth=0)


@thing("key", 130, 320, size=0.75, floats=True)
def key(b: Brush) -> None:
    b.line(circle(0, -256, 48), b.second, 26)
    b.solid("M-13-214H13V-60H62V-34H13V-20H46V4H-13z", b.second, depth=5)


@thing("card", 300, 200, size=0.75, floats=True)
def card(b: Brush) -> None:
    b.solid(rect(-144, -190, 288, 184, 18), b.main, depth=12)
    b.flat(rect(-114, -136, 52, 38, 7), b.second)
    b.line("M-114-66h70M-32-66h44M24-66h44", b.inks.three, 9)
    b.flat(circle(96, -44, 22), b.inks.pop)
    b.flat(circle(70, -44, 22), b.second, opacity=0.85)


@thing("megaphone", 310, 250, size=0.95, floats=True)
def megaphone(b: Brush) -> None:
    b.solid("M-60-96L-40-6H4L-14-96z", lighter(b.main, -0.1), depth=6, axis=-30)
    b.solid("M-120-166C-140-166-146-90-120-86L30-86L120-30V-226L30-166z", b.main, depth=18)
    b.solid(ellipse(120, -128, 24, 98), b.second, depth=9, axis=120)
    b.line("M160-176l40-26M168-128h48M160-80l40 26", b.inks.pop, 9)


@thing("rocket", 200, 350, size=1.05, floats=True)
def rocket(b: Brush) -> None:
    b.flat("M-30-70C-36-20 0 0 0 30C0 0 36-20 30-70z", b.inks.pop)
    b.solid("M-46-140L-96-60L-40-76z", b.second, depth=6, axis=-60)
    b.solid("M46-140L96-60L40-76z", b.second, depth=6, axis=64)
    b.solid("M0-346C60-296 66-190 44-70H-44C-66-190-60-296 0-346z", b.inks.three, depth=16)
    b.solid(circle(0, -216, 28), b.main, depth=6)
    b.flat("M0-346C20-330 36-306 44-282H-44C-36-306-20-330 0-346z", b.inks.pop)


@thing("compass", 260, 280, size=0.8, floats=True)
def compass(b: Brush) -> None:
    b.line(circle(0, -262, 17), b.second, 9)
    b.solid(circle(0, -126, 122), b.second, depth=14)
    b.flat(circle(0, -126, 98), b.inks.three)
    b.flat(polygon([(52, -200), (16, -112), (-16, -140)]), b.inks.pop)
    b.flat(polygon([(-52, -52), (16, -112), (-16, -140)]), b.inks.near)
    for angle in range(0, 360, 90):
        x, y = polar(0, -126, 84, angle)
        b.flat(circle(x, y, 6), b.inks.ink)


@thing("column", 170, 380, size=1.4)
def column(b: Brush) -> None:
    b.solid(rect(-80, -24, 160, 24, 2), b.pale, depth=12)
    b.solid(rect(-54, -330, 108, 308), b.pale, depth=16)
    for x in (-36, -12, 12, 36):
        b.flat(rect(x - 4, -324, 8, 298, 4), lighter(b.pale, -0.09))
    b.solid("M-60-330C-100-330-100-366-70-366H70C100-366 100-330 60-330z", b.pale, depth=12)
    b.solid(rect(-84, -378, 168, 16, 2), b.pale, depth=10)


@thing("temple", 360, 280, size=1.2)
def temple(b: Brush) -> None:
    for x in (-126, -63, 0, 63, 126):
        b.solid(rect(x - 17, -180, 34, 150), b.pale, depth=9, axis=x)
    b.solid(polygon([(-176, -196), (0, -276), (176, -196)]), b.main, depth=14)
    b.solid(rect(-170, -200, 340, 24), b.pale, depth=10)
    b.solid(rect(-176, -32, 352, 32), b.pale, depth=10)
    b.flat(circle(0, -224, 15), b.second)
