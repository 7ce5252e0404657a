"""Screens of products: dashboards, logs, boards, code, phones. Bars stand for words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sitegen.artwork.colour import lighter, mixed
from sitegen.artwork.frame import Frame
from sitegen.artwork.shapes import circle, polygon, rect, sector, smooth


@dataclass(frozen=True)
class Glass:
    """A window on the screen, in its own units of 800 × 500."""

    ground: str
    panel: str
    text: str
    faint: str
    line: str


def _dashboard(frame: Frame, glass: Glass) -> None:
    _sidebar(frame, glass)
    words(frame, 210, 40, (120,), 16, glass.text)
    chips(frame, 610, 30, 2, glass)
    for step in range(3):
        x = 210 + step * 190
        card(frame, x, 76, 174, 92, glass)
        words(frame, x + 16, 96, (70,), 9, glass.faint)
        words(frame, x + 16, 120, (54 + step * 16,), 20, glass.text)
        spark(frame, x + 92, 130, 66, 26, frame.inks.pop if step == 1 else frame.inks.one)
    card(frame, 210, 184, 364, 286, glass)
    words(frame, 228, 204, (96, 50), 10, glass.faint)
    area(frame, 228, 250, 328, 190, glass)
    card(frame, 590, 184, 174, 136, glass)
    for start, end, colour in ((-90, 60, frame.inks.one), (66, 170, frame.inks.two), (176, 264, glass.line)):
        frame.canvas.path(sector(677, 252, 50, start, end, 32), colour)
    card(frame, 590, 336, 174, 134, glass)
    for row in range(4):
        frame.canvas.path(
            circle(614, 364 + row * 26, 7), (frame.inks.one, frame.inks.two, frame.inks.pop, glass.faint)[row]
        )
        words(frame, 630, 360 + row * 26, (70 - row * 8,), 8, glass.faint)
        words(frame, 722, 360 + row * 26, (24,), 8, glass.text)


def _logs(frame: Frame, glass: Glass) -> None:
    _sidebar(frame, glass)
    frame.canvas.path(rect(210, 28, 420, 34, 9), glass.panel)
    words(frame, 228, 41, (26, 110), 9, glass.faint)
    frame.canvas.path(rect(646, 28, 118, 34, 9), frame.inks.one)
    words(frame, 672, 41, (64,), 9, frame.inks.light)
    card(frame, 210, 78, 554, 96, glass)
    for step in range(44):
        height = 10 + (step * 37 % 29) + (34 if step in (28, 29, 30) else 0)
        colour = frame.inks.pop if step in (28, 29, 30) else mixed(glass.line, frame.inks.one, 0.6)
        frame.canvas.path(rect(224 + step * 12, 160 - height, 8, height, 2), colour)
    for row in range(10):
        y = 196 + row * 28
        hot = row in (3, 4)
        if hot:
            frame.canvas.path(rect(210, y - 9, 554, 28, 5), mixed(glass.panel, frame.inks.pop, 0.16))
        words(frame, 222, y, (58,), 8, glass.faint)
        frame.canvas.path(
            rect(292, y - 3, 40, 14, 7),
            frame.inks.pop if hot else (frame.inks.one if row % 3 else frame.inks.two),
        )
        words(
            frame,
            348,
            y,
            ((76, 120, 60), (130, 44, 90), (54, 160), (110, 90, 40))[row % 4],
            8,
            glass.text if hot else glass.faint,
        )


def _board(frame: Frame, glass: Glass) -> None:
    words(frame, 36, 40, (150,), 16, glass.text)
    chips(frame, 610, 30, 2, glass)
    for column in range(4):
        x = 36 + column * 184
        frame.canvas.path(
            circle(x + 8, 92, 6), (glass.faint, frame.inks.two, frame.inks.one, frame.inks.pop)[column]
        )
        words(frame, x + 24, 88, (74,), 9, glass.text)
        y = 114
        for row in range((3, 4, 2, 3)[column]):
            height = 84 if (row + column) % 2 else 106
            if y + height > 480:
                break
            card(frame, x, y, 168, height, glass)
            frame.canvas.path(
                rect(x + 14, y + 14, 44, 12, 6),
                mixed(
                    glass.panel, (frame.inks.one, frame.inks.pop, frame.inks.two)[(row + column) % 3], 0.45
                ),
            )
            words(frame, x + 14, y + 38, (116,), 9, glass.text)
            words(frame, x + 14, y + 54, (84,), 8, glass.faint)
            frame.canvas.path(
                circle(x + 146, y + height - 18, 10),
                (frame.inks.two, frame.inks.one, frame.inks.pop)[(row * 2 + column) % 3],
            )
            y += height + 12


def _code(frame: Frame, glass: Glass) -> None:
    _sidebar(frame, glass)
    indents = (0, 1, 1, 2, 2, 1, 0, 0, 1, 2, 3, 3, 2, 1)
    tints = (
        frame.inks.pop,
        frame.inks.two,
        mixed(glass.text, glass.ground, 0.2),
        frame.inks.one if not frame.inks.dark else frame.inks.three,
    )
    for row, indent in enumerate(indents):
        y = 46 + row * 31
        words(frame, 206, y, (12,), 8, glass.faint)
        x = 240 + indent * 28
        for part, length in enumerate(((44, 90, 30), (30, 120), (64, 24, 80), (22, 54, 140))[row % 4]):
            frame.canvas.path(rect(x, y, length, 10, 5), tints[(row + part) % 4])
            x += length + 10
    card(frame, 560, 300, 204, 168, glass)
    words(frame, 578, 322, (84,), 10, glass.text)
    for row in range(4):
        y = 352 + row * 26
        frame.canvas.path(circle(586, y + 4, 7), frame.inks.pop if row == 3 else frame.inks.one)
        words(frame, 604, y, (110 - row * 14,), 8, glass.faint)


BOARDS: dict[str, Callable[[Frame, Glass], None]] = {
    "screen-dashboard": _dashboard,
    "screen-logs": _logs,
    "screen-board": _board,
    "screen-code": _code,
}


def glass_of(frame: Frame, *, dark: bool) -> Glass:
    inks = frame.inks
    if dark:
        ground = mixed(inks.ink, inks.near, 0.3)
        return Glass(
            ground, lighter(ground, 0.06), inks.three, mixed(ground, inks.three, 0.45), lighter(ground, 0.13)
        )
    return Glass(
        inks.light, inks.sky, inks.ink, mixed(inks.sky, inks.ink, 0.3), mixed(inks.sky, inks.ink, 0.14)
    )


def window_of(kind: str) -> Callable[[Frame], None]:
    """A scene: the product's window before colour, with a second one peeping out or a phone before it."""

    def scene(frame: Frame) -> None:
        w, h, inks = frame.width, frame.height, frame.inks
        frame.fill(inks.sky2)
        frame.brush.plane(circle(w * 0.84, h * 0.16, frame.short * 0.42), inks.far)
        frame.brush.plane(circle(w * 0.1, h * 0.92, frame.short * 0.3), inks.floor)
        scale = min(w * 0.9 / 800, h * 0.84 / 532)
        x, y = (w - 800 * scale) / 2, (h - 532 * scale) / 2
        if w < h * 1.3:
            # A narrow picture shows the left part of a larger window, which leaves on the right.
            scale = h * 0.7 / 532
            x, y = w * 0.09, h * 0.15
        dark = frame.random.random() < (0.75 if kind in ("screen-code", "screen-logs") else 0.25)
        frame.canvas.path(rect(x + 14, y + 24, 800 * scale, 532 * scale, 18 * scale), inks.ink, opacity=0.14)
        with frame.canvas.at(x, y, scale):
            glass = glass_of(frame, dark=dark)
            frame.canvas.path(rect(0, 0, 800, 532, 16), glass.ground)
            bar = lighter(glass.ground, 0.04 if dark else -0.035)
            frame.canvas.path("M0 34V16A16 16 0 0 1 16 0H784A16 16 0 0 1 800 16V34z", bar)
            for step in range(3):
                frame.canvas.path(circle(22 + step * 20, 17, 6), (inks.pop, inks.two, inks.one)[step])
            with frame.canvas.at(0, 30):
                BOARDS[kind](frame, glass)
        if w >= h * 1.3 and frame.random.random() < 0.6:
            with frame.canvas.at(w * 0.5 + 372 * scale, h * 0.5 + 300 * scale, scale * 1.16):
                _phone(frame, glass_of(frame, dark=not dark))

    return scene


def phones(frame: Frame) -> None:
    """Two or three phones side by side, showing an app."""
    w, h, inks = frame.width, frame.height, frame.inks
    frame.fill(inks.sky2)
    frame.brush.plane(circle(w * 0.5, h * 0.56, frame.short * 0.46), inks.far)
    frame.brush.plane(circle(w * 0.82, h * 0.18, frame.short * 0.1), inks.pop)
    scale = h * 0.84 / 400
    places = [(0.0, 0.0)] if w < h * 0.8 else [(-215.0, 60.0), (215.0, 36.0), (0.0, 0.0)]
    for shift, drop in places:
        with frame.canvas.at(w / 2 + shift * min(scale, w / 660), h * 0.93 + drop * scale, scale):
            _phone(frame, glass_of(frame, dark=shift > 0), variant=int(shift > 0) + 2 * int(shift < 0))


def _phone(frame: Frame, glass: Glass, *, variant: int = 0) -> None:
    """A phone of 190 × 400 that stands on y = 0 around x = 0."""
    inks = frame.inks
    frame.canvas.path(rect(-85, -390, 190, 400, 30), inks.ink, opacity=0.15)
    frame.canvas.path(rect(-95, -400, 190, 400, 30), inks.ink)
    frame.canvas.path(rect(-87, -392, 174, 384, 23), glass.ground)
    frame.canvas.path(rect(-24, -386, 48, 12, 6), inks.ink)
    words(frame, -70, -352, (70,), 12, glass.text)
    frame.canvas.path(circle(62, -347, 11), inks.two)
    if variant == 0:
        frame.canvas.path(rect(-72, -326, 144, 104, 16), inks.one)
        words(frame, -56, -308, (50,), 8, inks.light)
        words(frame, -56, -288, (86,), 16, inks.light)
        spark(frame, -56, -238, 112, 28, inks.light)
    elif variant == 1:
        frame.canvas.path(circle(0, -268, 54), glass.line)
        frame.canvas.path(sector(0, -268, 54, -90, 150), inks.pop)
        frame.canvas.path(circle(0, -268, 40), glass.ground)
        words(frame, -22, -274, (44,), 14, glass.text)
    else:
        for step in range(5):
            height = (40, 66, 52, 84, 72)[step]
            frame.canvas.path(
                rect(-66 + step * 28, -224 - height, 18, height, 6),
                (inks.far, inks.two, inks.far, inks.one, inks.pop)[step],
            )
    for row in range(4):
        y = -204 + row * 42
        frame.canvas.path(rect(-72, y, 144, 34, 10), glass.panel)
        frame.canvas.path(circle(-54, y + 17, 9), (inks.one, inks.two, inks.pop, inks.far)[row])
        words(frame, -36, y + 10, (64 - row * 8,), 7, glass.text)
        words(frame, -36, y + 21, (40,), 5, glass.faint)
    frame.canvas.path(rect(-28, -18, 56, 5, 2.5), glass.faint)


def words(frame: Frame, x: float, y: float, lengths: tuple[int, ...], height: float, colour: str) -> None:
    """A line of text as bars."""
    d = ""
    for length in lengths:
        d += rect(x, y, length, height, height / 2)
        x += length + 9
    frame.canvas.path(d, colour)


def card(frame: Frame, x: float, y: float, width: float, height: float, glass: Glass) -> None:
    frame.canvas.path(rect(x, y, width, height, 11), glass.panel, extra=f' stroke="{glass.line}"')


def chips(frame: Frame, x: float, y: float, count: int, glass: Glass) -> None:
    for step in range(count):
        fill = frame.inks.one if step == count - 1 else glass.panel
        frame.canvas.path(rect(x + step * 80, y, 72, 28, 14), fill)
        words(
            frame,
            x + 18 + step * 80,
            y + 10,
            (36,),
            8,
            frame.inks.light if step == count - 1 else glass.faint,
        )


def spark(frame: Frame, x: float, y: float, width: float, height: float, colour: str) -> None:
    rise = (0.2, 0.5, 0.35, 0.7, 0.55, 1.0)
    points = [(x + width * step / 5, y + height * (0.5 - part)) for step, part in enumerate(rise)]
    frame.canvas.stroke(smooth(points), colour, 4)


def area(frame: Frame, x: float, y: float, width: float, height: float, glass: Glass) -> None:
    """A chart of two curves over a grid."""
    for row in range(5):
        frame.canvas.path(rect(x, y + height * row / 4, width, 1.5), glass.line)
    random = frame.random
    for colour, base in (
        (frame.inks.two, 0.3),
        (frame.inks.one if not frame.inks.dark else frame.inks.three, 0.55),
    ):
        points = [
            (x + width * step / 7, y + height * (1 - base - 0.045 * step * random.uniform(0.4, 1.2)))
            for step in range(8)
        ]
        curve = smooth(points)
        paint = frame.canvas.gradient(((0, colour, 0.35), (1, colour, 0.0)))
        frame.canvas.path(f"{curve}L{x + width:.0f} {y + height:.0f}L{x:.0f} {y + height:.0f}z", paint)
        frame.canvas.stroke(curve, colour, 4)
    px, py = points[5]
    frame.canvas.path(rect(px - 40, py - 44, 80, 28, 8), glass.text)
    words(frame, px - 24, py - 34, (48,), 8, glass.ground)
    frame.canvas.path(circle(px, py, 7), glass.ground, extra=f' stroke="{frame.inks.pop}" stroke-width="4"')


def _sidebar(frame: Frame, glass: Glass) -> None:
    frame.canvas.path("M0 4H180V502H16A16 16 0 0 1 0 486z", glass.panel)
    frame.canvas.path(rect(24, 30, 28, 28, 8), frame.inks.one)
    frame.canvas.path(polygon([(31, 50), (38, 38), (45, 50)]), frame.inks.light)
    words(frame, 62, 38, (64,), 12, glass.text)
    for row in range(7):
        y = 96 + row * 36
        if row == 1:
            frame.canvas.path(rect(16, y - 12, 150, 32, 9), mixed(glass.panel, frame.inks.one, 0.22))
        frame.canvas.path(rect(28, y - 4, 16, 16, 5), frame.inks.one if row == 1 else glass.faint)
        words(frame, 56, y, ((70, 84, 54, 92, 62, 76, 48)[row],), 8, glass.text if row == 1 else glass.faint)


SCREENS: dict[str, Callable[[Frame], None]] = {
    **{kind: window_of(kind) for kind in BOARDS},
    "screen-phone": phones,
}
