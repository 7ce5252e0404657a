"""What settings are furnished with: windows, plinths, tiles, and things in a row."""

from __future__ import annotations

from sitegen.artwork.colour import lighter
from sitegen.artwork.frame import Frame
from sitegen.artwork.shapes import arch, band, circle, ellipse, half_disc, leaf, polygon, rect, sector, smooth
from sitegen.artwork.things.registry import Thing
from sitegen.artwork.things.vessels import sprig


def stand_alone(frame: Frame, x: float, y: float, extent: float) -> None:
    item = frame.things[0]
    extent *= min(item.size, 1.15) ** 0.35
    if item.floats:
        # It leans or hangs: there is nothing for it to stand on.
        frame.centre(item, x, y - extent * 0.55 * item.height / max(item.width, item.height), extent)
    else:
        frame.place(item, x, y, extent)


def stand_in_row(frame: Frame, floor: float) -> None:
    items = frame.standing() or list(frame.things)
    room = frame.width * 0.86
    count = 3 if frame.width < frame.height * 1.15 else 4 if frame.width < frame.height * 1.7 else 5
    tall = frame.height * 0.62
    chosen = [items[index % len(items)] for index in range(min(count, max(len(items), 2)))]
    ranked = sorted(range(len(chosen)), key=lambda index: (index + 1) // 2 * (-1 if index % 2 else 1))
    sizes = [tall * (1.0 if index == 0 else 0.66) * chosen[index].size ** 0.7 for index in range(len(chosen))]
    widths = [
        size * item.width / max(item.width, item.height) for size, item in zip(sizes, chosen, strict=True)
    ]
    gap = frame.short * 0.035
    fit = min(1.0, room / (sum(widths) + gap * (len(chosen) - 1)))
    sizes, widths = [size * fit for size in sizes], [width * fit for width in widths]
    x = (frame.width - sum(widths) - gap * (len(chosen) - 1)) / 2
    spots: list[tuple[float, float, Thing, float]] = []
    for index in ranked:
        depth = frame.height * (0.13 if index == 0 else 0.045 + 0.05 * (index % 3))
        spots.append((floor + depth * 0.9, x + widths[index] / 2, chosen[index], sizes[index]))
        x += widths[index] + gap
    for y, at, item, size in sorted(spots, key=lambda spot: spot[0]):
        frame.place(item, at, y, size)


def stand_behind(frame: Frame, floor: float) -> None:
    """What stands behind a still life: an arch, a sun, a frame or a hanging branch."""
    inks, brush, w, h = frame.inks, frame.brush, frame.width, frame.height
    kind = frame.random.randrange(4)
    x = w * frame.random.choice((0.36, 0.5, 0.62))
    if kind == 0:
        brush.plane(arch(x - h * 0.3, floor, h * 0.6, floor * 0.86), inks.sky2)
        brush.plane(arch(x - h * 0.22, floor, h * 0.44, floor * 0.74), inks.far)
    elif kind == 1:
        brush.plane(circle(x, floor * 0.5, h * 0.29), inks.far)
        brush.plane(rect(w * 0.08, -20, w * 0.012, floor + 20), inks.sky2)
    elif kind == 2:
        window(frame, x - h * 0.27, floor * 0.08, h * 0.54, floor * 0.7)
    else:
        brush.plane(sector(w, 0, h * 0.62, 90, 180), inks.sky2)
        brush.plane(circle(w * 0.2, floor * 0.42, h * 0.17), inks.far)
    if kind != 2:
        sprig(brush, w * (0.98 if kind != 3 else 0.03), -h * 0.02, h * 0.42, turn=205 if kind != 3 else 152)


def window(frame: Frame, x: float, y: float, width: float, height: float) -> None:
    """A window with hills and a sun behind its bars."""
    inks, brush = frame.inks, frame.brush
    bar = width * 0.045
    brush.plane(rect(x - bar, y - bar, width + 2 * bar, height + 2 * bar), inks.three)
    with frame.canvas.clipped(rect(x, y, width, height)):
        brush.plane(rect(x, y, width, height), inks.sky2)
        brush.flat(circle(x + width * 0.68, y + height * 0.36, width * 0.15), inks.pop)
        far = [
            (x + width * part, y + height * (0.62 + lift))
            for part, lift in ((-0.1, 0), (0.3, -0.1), (0.7, 0.04), (1.1, -0.06))
        ]
        brush.flat(band(far, y + height + 2), inks.far)
        near = [
            (x + width * part, y + height * (0.82 + lift))
            for part, lift in ((-0.1, -0.05), (0.4, 0.05), (1.1, -0.08))
        ]
        brush.flat(band(near, y + height + 2), inks.mid)
    brush.flat(rect(x + width / 2 - bar / 2, y, bar, height), inks.three)
    brush.flat(rect(x, y + height * 0.42, width, bar), inks.three)
    brush.solid(
        rect(x - bar * 2.4, y + height + bar, width + bar * 4.8, bar * 1.3),
        lighter(inks.three, -0.06),
        depth=0,
    )


def plain_branch(frame: Frame, x: float, y: float, length: float) -> None:
    shape = leaf(length * 0.3, length * 0.07)
    with frame.canvas.at(x, y, turn=222):
        frame.canvas.stroke(
            smooth([(0, 0), (length * 0.05, -length * 0.5), (0, -length)]), frame.inks.ink, length * 0.012
        )
        for step in range(6):
            for side in (-1, 1):
                with frame.canvas.at(length * 0.02, -length * (0.2 + 0.14 * step), turn=side * 52):
                    frame.canvas.path(shape, frame.inks.ink)


def draw_plinth(frame: Frame, x: float, bottom: float, top: float, radius: float, colour: str) -> None:
    with frame.canvas.at(x, 0):
        flat = radius * 0.17
        frame.brush.cast(0, bottom, radius * 2)
        side = (
            f"M{-radius:.1f} {top:.1f}V{bottom:.1f}A{radius:.1f} {flat:.1f} 0 0 0 {radius:.1f} {bottom:.1f}"
            f"V{top:.1f}z"
        )
        frame.brush.solid(side, colour, depth=radius * 0.3)
        frame.brush.solid(ellipse(0, top, radius, flat), lighter(colour, 0.07), depth=0)


def draw_tile(frame: Frame, x: float, y: float, w: float, h: float) -> None:
    """One square of a mosaic, by chance one of five patterns."""
    inks, brush = frame.inks, frame.brush
    kind = frame.random.randrange(5)
    colour = frame.random.choice((inks.one, inks.two, inks.pop, inks.three, inks.far))
    size = min(w, h)
    if kind == 0:
        brush.flat(sector(x, y + h, size, 270, 360), colour)
        brush.flat(sector(x, y + h, size * 0.5, 270, 360), inks.three)
    elif kind == 1:
        brush.flat(half_disc(x + w / 2, y + h / 2, size * 0.5, 90), colour)
        brush.flat(half_disc(x + w / 2, y, size * 0.5), inks.pop)
    elif kind == 2:
        for step in range(4):
            brush.flat(rect(x, y + h * step / 4, w, h / 8), colour)
    elif kind == 3:
        for row in range(3):
            for column in range(3):
                brush.flat(circle(x + w * (column + 0.5) / 3, y + h * (row + 0.5) / 3, size * 0.08), colour)
    else:
        brush.flat(polygon([(x, y), (x + w, y), (x, y + h)]), colour)
