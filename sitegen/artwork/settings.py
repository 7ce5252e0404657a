"""Settings: ways to compose things into a picture, from a single object to a laid table."""

from __future__ import annotations

from collections.abc import Callable

from sitegen.artwork.colour import lighter, mixed
from sitegen.artwork.frame import Frame
from sitegen.artwork.furnishings import (
    draw_plinth,
    draw_tile,
    plain_branch,
    stand_alone,
    stand_behind,
    stand_in_row,
)
from sitegen.artwork.shapes import arc, arch, circle, half_disc, polygon, rect
from sitegen.artwork.things.vessels import sprig

Setting = Callable[[Frame], None]


def still_life(frame: Frame) -> None:
    """A laid table before a wall: the first thing large, others beside and behind it."""
    floor = frame.height * frame.random.uniform(0.68, 0.76)
    frame.fill(frame.inks.sky)
    stand_behind(frame, floor)
    frame.brush.plane(rect(-20, floor, frame.width + 40, frame.height - floor + 20), frame.inks.floor)
    stand_in_row(frame, floor)


def window_light(frame: Frame) -> None:
    """Slanted panes of light on a wall, with the shadow of a branch."""
    floor = frame.height * 0.76
    wall = frame.inks.sky2
    frame.fill(wall)
    pane = mixed(wall, frame.inks.light, 0.5 if not frame.inks.dark else 0.1)
    left, top, size = frame.width * 0.14, frame.height * 0.06, frame.short * 0.3
    for column in range(3):
        for row in range(2):
            x, y = left + column * size * 1.08, top + row * size * 1.16 + column * size * 0.12
            frame.brush.flat(
                polygon(
                    [
                        (x, y),
                        (x + size, y + size * 0.12),
                        (x + size * 1.16, y + size * 1.2),
                        (x + size * 0.16, y + size * 1.08),
                    ]
                ),
                pane,
            )
    with frame.canvas.group('opacity=".16"'):
        plain_branch(frame, frame.width * 0.9, -10, frame.short * 0.8)
    frame.brush.plane(rect(-20, floor, frame.width + 40, frame.height - floor + 20), frame.inks.floor)
    frame.brush.plane(
        rect(-20, floor, frame.width + 40, frame.height * 0.018), lighter(frame.inks.floor, 0.04)
    )
    stand_in_row(frame, floor)


def podium(frame: Frame) -> None:
    """Round plinths of different height before an arch: how a precious thing is shown."""
    floor = frame.height * 0.8
    centre = frame.width / 2
    frame.fill(frame.inks.sky)
    span = frame.short * 0.66
    frame.brush.plane(arch(centre - span * 0.62, floor, span * 1.24, frame.height * 0.7), frame.inks.sky2)
    frame.brush.plane(circle(centre + span * 0.34, frame.height * 0.3, span * 0.24), frame.inks.far)
    frame.brush.plane(rect(-20, floor, frame.width + 40, frame.height - floor + 20), frame.inks.floor)
    sides = frame.standing()
    places = [(0.0, 0.16, 0.27), (-0.47, 0.07, 0.2), (0.46, 0.1, 0.19)]
    places += [(-0.92, 0.13, 0.17), (0.9, 0.05, 0.17)] if frame.width > frame.height * 1.35 else []
    for index, (shift, rise, radius) in reversed(list(enumerate(places))):
        x, y = centre + shift * span, floor + frame.height * (0.03 + 0.025 * (index % 3))
        top = y - rise * span
        draw_plinth(
            frame, x, y, top, radius * span, (frame.inks.mid, frame.inks.far, frame.inks.two)[index % 3]
        )
        item = sides[index % len(sides)] if sides else frame.things[0]
        extent = span * (0.56 if index == 0 else 0.4 * item.size**0.5)
        scale = min(1.0, radius * span * 2.1 / (extent * item.width / max(item.width, item.height)))
        frame.place(item, x, top, extent * scale, shadow=False)
    sprig(frame.brush, centre - span * 0.86, floor + frame.height * 0.1, span * 0.5, turn=14)


def shelves(frame: Frame) -> None:
    """Two or three boards on a wall, filled from end to end."""
    frame.fill(frame.inks.sky2)
    rows = 2 if frame.height < frame.width * 0.9 else 3
    pitch = frame.height / rows
    items = (frame.standing() or list(frame.things))[:5]
    index = frame.random.randrange(len(items))
    for row in range(rows):
        y = pitch * (row + 0.86)
        frame.brush.flat(
            rect(-20, y + pitch * 0.05, frame.width + 40, pitch * 0.035), frame.inks.cast, opacity=0.6
        )
        x = -pitch * frame.random.uniform(0.0, 0.25)
        while x < frame.width:
            item = items[index % len(items)]
            index += 1
            extent = (
                min(pitch * 0.68, pitch * 0.58 * item.size**0.6)
                if item.height >= item.width
                else pitch * 0.5 * item.size
            )
            breadth = extent * item.width / max(item.width, item.height)
            frame.place(item, x + breadth / 2 + pitch * 0.06, y, extent, shadow=False, colours=index % 2)
            x += breadth + pitch * frame.random.uniform(0.1, 0.2)
        frame.brush.solid(rect(-20, y, frame.width + 40, pitch * 0.055), frame.inks.crust, depth=0)


def disc(frame: Frame) -> None:
    """One thing before a great disc with rings."""
    inks, brush = frame.inks, frame.brush
    centre, middle = frame.width / 2, frame.height * 0.5
    radius = frame.short * 0.37
    frame.fill(inks.sky)
    for ring in (1.24, 1.5, 1.78, 2.1):
        brush.line(circle(centre, middle, radius * ring), inks.far, max(frame.short / 400, 1.2))
    brush.plane(circle(centre, middle, radius), inks.sky2 if not inks.dark else inks.far)
    with frame.canvas.clipped(circle(centre, middle, radius)):
        brush.plane(half_disc(centre, middle + radius * 0.55, radius * 1.6), inks.floor)
    item = frame.things[0]
    if item.floats:
        frame.centre(item, centre, middle, radius * 1.62, turn=frame.random.choice((-8, 0, 8)))
    else:
        frame.place(item, centre, middle + radius * 0.72, radius * 1.55 * min(item.size, 1.1) ** 0.4)
    for angle in (frame.random.uniform(190, 235), frame.random.uniform(300, 345)):
        orbit = radius * frame.random.choice((1.24, 1.5))
        brush.line(arc(centre, middle, orbit, angle, angle + 26), inks.pop, frame.short / 90)


def niche(frame: Frame) -> None:
    """One thing on a plinth in an arch, lit from the side."""
    inks, brush, w, h = frame.inks, frame.brush, frame.width, frame.height
    floor, unit = h * 0.82, frame.short
    frame.fill(inks.sky)
    brush.plane(arch(w / 2 - unit * 0.37, floor, unit * 0.74, h * 0.72), inks.sky2)
    brush.flat(
        polygon(
            [
                (w / 2 - unit * 0.37, h * 0.5),
                (w / 2 + unit * 0.37, h * 0.26),
                (w / 2 + unit * 0.37, h * 0.52),
                (w / 2 - unit * 0.37, h * 0.76),
            ]
        ),
        inks.light,
        opacity=0.3 if not inks.dark else 0.06,
    )
    brush.plane(rect(-20, floor, w + 40, h), inks.floor)
    draw_plinth(frame, w / 2, h * 0.9, h * 0.8, unit * 0.27, inks.far)
    stand_alone(frame, w / 2, h * 0.8, unit * 0.58)


def split_ground(frame: Frame) -> None:
    """One thing where two sheets of colour meet, with its shadow across both."""
    inks, brush, w, h = frame.inks, frame.brush, frame.width, frame.height
    frame.fill(inks.sky2)
    brush.plane(polygon([(w * 0.56, -20), (w + 20, -20), (w + 20, h + 20), (w * 0.38, h + 20)]), inks.sky)
    brush.plane(rect(-20, h * 0.8, w + 40, h), inks.floor)
    brush.plane(half_disc(w * 0.47, h * 0.8, frame.short * 0.34, 180), inks.far)
    stand_alone(frame, w / 2, h * 0.87, frame.short * 0.68)


def sunlit(frame: Frame) -> None:
    """One thing on a table before a wall with the light of a window and a leaf's shadow."""
    inks, brush, w, h = frame.inks, frame.brush, frame.width, frame.height
    frame.fill(inks.sky2)
    pane = mixed(inks.sky2, inks.light, 0.55 if not inks.dark else 0.1)
    for step in range(2):
        x = w * 0.5 - frame.short * (0.34 - 0.38 * step)
        brush.flat(
            polygon(
                [
                    (x, h * 0.08),
                    (x + frame.short * 0.3, h * 0.13),
                    (x + frame.short * 0.4, h * 0.7),
                    (x + frame.short * 0.1, h * 0.65),
                ]
            ),
            pane,
        )
    with frame.canvas.group('opacity=".14"'):
        plain_branch(frame, w * 0.5 + frame.short * 0.46, -10, frame.short * 0.6)
    brush.plane(rect(-20, h * 0.77, w + 40, h), inks.floor)
    brush.plane(rect(-20, h * 0.77, w + 40, h * 0.02), lighter(inks.floor, 0.04))
    stand_alone(frame, w / 2, h * 0.87, frame.short * 0.64)


def flatlay(frame: Frame) -> None:
    """Things laid out on a table that is seen from above, with blocks of colour below."""
    inks = frame.inks
    frame.fill(inks.sky2)
    w, h = frame.width, frame.height
    frame.brush.plane(polygon([(w * 0.42, -20), (w + 20, -20), (w + 20, h * 0.7)]), inks.floor)
    frame.brush.plane(polygon([(-20, h * 0.45), (w * 0.5, h + 20), (-20, h + 20)]), inks.far)
    columns = max(2, round(w / h * 2.2))
    rows = 2 if h <= w * 1.2 else 3
    cell_w, cell_h = w / columns, h / rows
    for row in range(rows):
        for column in range(columns + row % 2):
            item = frame.things[(row * columns + column) % len(frame.things)]
            x = (column + (0.5 if row % 2 == 0 else 0.0)) * cell_w
            extent = min(cell_w, cell_h) * 0.78 * min(item.size, 1.1) ** 0.35
            frame.centre(item, x, (row + 0.5) * cell_h, extent, turn=frame.random.uniform(-26, 26))


def mosaic(frame: Frame) -> None:
    """Tiles of plain shapes and things, after the Bauhaus."""
    inks, brush = frame.inks, frame.brush
    columns = max(2, round(frame.width / frame.height * 2))
    rows = max(2, round(columns * frame.height / frame.width))
    w, h = frame.width / columns, frame.height / rows
    grounds = [inks.sky2, inks.floor, inks.mid, inks.sky, inks.near, inks.two]
    order = frame.random.sample(range(columns * rows), columns * rows)
    shown = set(order[: max(1, columns * rows // 2)])
    for index in range(columns * rows):
        x, y = index % columns * w, index // columns * h
        ground = grounds[(index * 2 + index // columns) % len(grounds)]
        brush.flat(rect(x, y, w + 0.5, h + 0.5), ground) if brush.style != "line" else brush.plane(
            rect(x, y, w + 0.5, h + 0.5), ground
        )
        with frame.canvas.clipped(rect(x, y, w, h)):
            if index in shown:
                item = frame.things[index % len(frame.things)]
                brush.flat(circle(x + w / 2, y + h / 2, min(w, h) * 0.41), mixed(ground, inks.light, 0.55))
                frame.centre(item, x + w / 2, y + h / 2, min(w, h) * 0.66)
            else:
                draw_tile(frame, x, y, w, h)


def close_up(frame: Frame) -> None:
    """The first thing so large that it leaves the picture."""
    inks, item = frame.inks, frame.things[0]
    frame.fill(inks.sky2)
    w, h = frame.width, frame.height
    side = frame.random.choice((0.3, 0.7))
    frame.brush.plane(circle(w * (1 - side), h * 0.34, frame.short * 0.42), inks.sky)
    floor = h * 0.8
    frame.brush.plane(rect(-20, floor, w + 40, h - floor + 20), inks.floor)
    aspect = item.height / max(item.width, item.height)
    extent = min(h * 0.84 / aspect, w * 1.05)
    if item.floats:
        frame.centre(item, w * 0.5, h * 0.5, min(frame.short * 0.98, extent), turn=-12)
    else:
        frame.place(item, w * 0.5, h * 0.92, extent)
    others = [thing for thing in frame.standing() if thing is not item]
    if others and not item.floats:
        frame.place(
            others[0],
            w * (0.86 if side < 0.5 else 0.14),
            h * 0.97,
            frame.short * 0.36 * others[0].size ** 0.5,
        )


SETTINGS: dict[str, Setting] = {
    "still-life": still_life,
    "window-light": window_light,
    "podium": podium,
    "shelves": shelves,
    "disc": disc,
    "flatlay": flatlay,
    "mosaic": mosaic,
    "close-up": close_up,
    "niche": niche,
    "split-ground": split_ground,
    "sunlit": sunlit,
}
