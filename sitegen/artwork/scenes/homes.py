"""Rooms where people live, read and look at pictures."""

from __future__ import annotations

from sitegen.artwork.colour import lighter, mixed
from sitegen.artwork.frame import Frame
from sitegen.artwork.furnishings import window
from sitegen.artwork.scenes.parts import picture_on_wall, room, show
from sitegen.artwork.shapes import arch, circle, ellipse, half_disc, polygon, rect
from sitegen.artwork.things.vessels import sprig


def living(frame: Frame) -> None:
    """A sofa below pictures, a lamp, a plant, a rug."""
    w, h, inks, brush = frame.width, frame.height, frame.inks, frame.brush
    floor, unit = h * 0.76, frame.short
    room(frame, floor, inks.sky2, inks.floor)
    brush.plane(ellipse(w / 2, h * 0.9, unit * 0.56, h * 0.07), mixed(inks.floor, inks.two, 0.5))
    for step in range(3):
        size = unit * (0.17, 0.22, 0.17)[step]
        picture_on_wall(
            frame,
            w * 0.5 + (step - 1) * unit * 0.25 - size / 2,
            h * 0.3 - size * 0.62,
            size,
            size * 1.25,
            step,
        )
    show(frame, "sofa", 0.5, 0.86, unit * 0.68)
    show(frame, "floor-lamp", 0.5 + 0.45 * unit / w, 0.85, unit * 0.62)
    show(frame, "plant", 0.5 - 0.44 * unit / w, 0.87, unit * 0.44)
    brush.cast(w * 0.5, h * 0.95, unit * 0.2)
    brush.solid(ellipse(w * 0.5, h * 0.92, unit * 0.15, unit * 0.035), inks.crust, depth=0)
    if w > h * 1.45:
        window(frame, w * 0.06, h * 0.14, unit * 0.3, h * 0.46)


def bedroom(frame: Frame) -> None:
    """A made bed under an arch, pendant lamps, a window."""
    w, h, inks, brush = frame.width, frame.height, frame.inks, frame.brush
    floor, unit = h * 0.78, frame.short
    room(frame, floor, inks.sky2, inks.floor)
    middle = w * 0.5 if w < h * 1.2 else w * 0.58
    if w > h * 1.45:
        window(frame, w * 0.07, h * 0.12, unit * 0.34, h * 0.5)
        sprig(brush, w * 0.06, h * 0.9, unit * 0.3, turn=8)
    brush.plane(arch(middle - unit * 0.36, floor, unit * 0.72, h * 0.6), inks.far)
    with frame.canvas.at(middle, h * 0.92, unit / 640):
        brush.cast(0, 0, 420)
        brush.solid(rect(-220, -210, 440, 190, 20), inks.crust, depth=20)
        for pillow in (-105, 105):
            brush.solid(rect(pillow - 86, -200, 172, 84, 30), inks.three, depth=14, axis=pillow)
        brush.solid(rect(-54, -176, 108, 62, 22), inks.pop, depth=12)
        brush.solid("M-222-134H222C232-90 232-50 226-22H-226C-232-50-232-90-222-134z", inks.three, depth=22)
        brush.solid(
            "M-226-92C-80-80 80-80 226-92C234-60 232-40 228-18H-228C-232-40-234-60-226-92z",
            inks.one,
            depth=24,
        )
        brush.flat(rect(-216, -18, 24, 18), inks.near)
        brush.flat(rect(192, -18, 24, 18), inks.near)
    for side in (-0.43, 0.43):
        x = middle + side * unit
        brush.line(f"M{x:.0f} 0V{h * 0.3:.0f}", inks.ink, 2.5)
        brush.flat(circle(x, h * 0.36, unit * 0.13), frame.canvas.glow(inks.two, 0.5))
        with frame.canvas.at(x, h * 0.36, unit / 900):
            brush.solid(half_disc(0, 0, 62, 180), inks.two, depth=14)


def library(frame: Frame) -> None:
    """Full bookshelves, an armchair, a reading lamp."""
    w, h, inks, brush, random = frame.width, frame.height, frame.inks, frame.brush, frame.random
    frame.fill(lighter(inks.near, 0.04) if not inks.dark else inks.sky)
    unit, rows = frame.short, 4
    pitch = h * 0.8 / rows
    colours = [inks.one, inks.two, inks.mid, inks.three, inks.pop, inks.far, inks.crust]
    for row in range(rows):
        y, x = pitch * (row + 0.94), 0.0
        spines = dict.fromkeys(colours, "")
        bands = ""
        while x < w:
            if random.random() < 0.08:
                x += pitch * random.uniform(0.2, 0.5)
                continue
            width, height = pitch * random.uniform(0.1, 0.21), pitch * random.uniform(0.58, 0.84)
            colour = random.choice(colours)
            spines[colour] += rect(round(x), round(y - height), round(width), round(height) + 1)
            bands += rect(round(x), round(y - height * 0.8), round(width), 4)
            x += width + 2
        for colour, d in spines.items():
            if d:
                frame.canvas.path(d, colour)
        frame.canvas.path(bands, inks.light, opacity=0.4)
        brush.flat(rect(-20, y, w + 40, pitch * 0.07), inks.crust)
    brush.plane(rect(-20, h * 0.84, w + 40, h), inks.floor)
    show(frame, "armchair", 0.5, 0.95, unit * 0.5)
    show(frame, "floor-lamp", 0.5 + 0.33 * unit / w, 0.94, unit * 0.62)


def gallery(frame: Frame) -> None:
    """Framed pictures on a wall, a bench before them."""
    w, h, inks, brush = frame.width, frame.height, frame.inks, frame.brush
    floor, unit = h * 0.82, frame.short
    room(frame, floor, inks.sky, inks.floor)
    sizes = [(0.34, 0.42), (0.22, 0.28), (0.26, 0.2), (0.3, 0.38)]
    x, index = w * 0.5 - unit * (0.62 if w < h * 1.4 else 0.86), 0
    while x < w * 0.94 and index < 7:
        width, height = (unit * part for part in sizes[index % 4])
        picture_on_wall(frame, x, h * 0.4 - height / 2, width, height, index + frame.random.randrange(3))
        brush.flat(
            polygon(
                [
                    (x + width * 0.5, -5),
                    (x + width * 0.2, h * 0.4 - height / 2),
                    (x + width * 0.8, h * 0.4 - height / 2),
                ]
            ),
            inks.light,
            opacity=0.25,
        )
        x, index = x + width + unit * 0.09, index + 1
    with frame.canvas.at(w / 2, h * 0.92, unit / 800):
        brush.cast(0, 0, 300)
        brush.solid(rect(-150, -66, 300, 26, 6), inks.crust, depth=12)
        for leg in (-130, 112):
            brush.flat(rect(leg, -40, 18, 40), inks.near)


SCENES = {
    "living": living,
    "bedroom": bedroom,
    "library": library,
    "gallery": gallery,
}
