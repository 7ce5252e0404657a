"""Surface patterns: the subject's things as a repeat, or plain forms."""

from __future__ import annotations

from sitegen.artwork.frame import Frame
from sitegen.artwork.shapes import circle, half_disc, rect, sector


def things_repeat(frame: Frame) -> None:
    """Small things in a brick repeat."""
    frame.fill(frame.inks.sky2)
    step = frame.short / max(2.0, round(frame.short / 170))
    row, y = 0, step * 0.5
    while y < frame.height + step:
        x = step * (0.5 if row % 2 else 0.0)
        column = 0
        while x < frame.width + step:
            item = frame.things[(row * 2 + column) % min(len(frame.things), 3)]
            frame.centre(item, x, y, step * 0.58, turn=(-14, 10, 0)[(row + column) % 3])
            x, column = x + step, column + 1
        y, row = y + step * 0.8, row + 1


def forms_repeat(frame: Frame) -> None:
    """Quarter, half and whole discs on a grid."""
    inks = frame.inks
    frame.fill(inks.sky2)
    step = frame.short / max(2.0, round(frame.short / 150))
    colours = (inks.far, inks.one, inks.two, inks.mid)
    for row in range(int(frame.height / step) + 1):
        for column in range(int(frame.width / step) + 1):
            x, y = column * step, row * step
            colour = colours[(column * 3 + row * 2) % 4]
            kind = frame.random.randrange(4)
            if kind == 0:
                frame.canvas.path(sector(x, y, step, 0, 90), colour)
            elif kind == 1:
                frame.canvas.path(half_disc(x + step / 2, y + step / 2, step / 2, 180), colour)
            elif kind == 2:
                frame.canvas.path(circle(x + step / 2, y + step / 2, step * 0.28), colour)
            else:
                frame.canvas.path(rect(x, y, step / 2, step), colour)
