"""Rooms where people work, learn, train or are treated."""

from __future__ import annotations

from sitegen.artwork.colour import lighter, mixed
from sitegen.artwork.frame import Frame
from sitegen.artwork.furnishings import window
from sitegen.artwork.scenes.parts import person_at_table, room, show, show_at
from sitegen.artwork.shapes import arch, band, circle, ellipse, polygon, rect, smooth
from sitegen.artwork.things.registry import THINGS


def desk(frame: Frame) -> None:
    """A tidy desk: laptop, lamp, cup, plant, pinned notes."""
    w, h, inks, brush = frame.width, frame.height, frame.inks, frame.brush
    top, unit = h * 0.78, frame.short
    frame.fill(inks.sky2)
    brush.plane(circle(w * 0.5, h * 0.42, unit * 0.36), inks.sky)
    for step in range(4):
        x, y = w * 0.5 + (step - 1.5) * unit * 0.2 - unit * 0.07, h * (0.1 + 0.05 * (step % 2))
        brush.solid(
            rect(x, y, unit * 0.14, unit * 0.13), (inks.two, inks.three, inks.pop, inks.three)[step], depth=0
        )
        brush.line(
            f"M{x + unit * 0.025:.0f} {y + unit * 0.05:.0f}h{unit * 0.08:.0f}"
            f"m{-unit * 0.08:.0f} {unit * 0.03:.0f}"
            f"h{unit * 0.05:.0f}",
            inks.ink,
            unit * 0.006,
            opacity=0.6,
        )
    brush.plane(rect(-20, top, w + 40, h), inks.crust)
    brush.plane(rect(-20, top, w + 40, h * 0.025), lighter(inks.crust, 0.06))
    show(frame, "laptop", 0.5, 0.83, unit * 0.62)
    show(frame, "desk-lamp", 0.5 + 0.44 * unit / w, 0.82, unit * 0.5)
    show(frame, "books-stack", 0.5 - 0.46 * unit / w, 0.83, unit * 0.27)
    show(frame, "mug", 0.5 + 0.37 * unit / w, 0.92, unit * 0.15)
    if w > h * 1.3:
        show(frame, "plant", 0.1, 0.84, unit * 0.46)


def classroom(frame: Frame) -> None:
    """Tables with laptops before a board that is full of code and sketches."""
    w, h, inks, brush = frame.width, frame.height, frame.inks, frame.brush
    floor, unit = h * 0.7, frame.short
    room(frame, floor, inks.sky2, inks.floor)
    wide = min(w * 0.78, unit * 1.3)
    left = (w - wide) / 2
    brush.solid(rect(left, h * 0.08, wide, h * 0.42, 8), inks.near, depth=0)
    for row in range(5):
        x = left + wide * (0.06 + 0.035 * (0, 1, 2, 1, 0)[row])
        for length in (0.07, 0.14, 0.05)[: 2 + row % 2]:
            colour = (inks.two, inks.three, inks.pop)[int(length * 100) % 3]
            brush.flat(rect(x, h * (0.14 + 0.066 * row), wide * length, h * 0.02, 4), colour)
            x += wide * (length + 0.02)
    brush.line(
        smooth(
            [
                (left + wide * 0.56, h * 0.4),
                (left + wide * 0.66, h * 0.3),
                (left + wide * 0.76, h * 0.34),
                (left + wide * 0.92, h * 0.16),
            ]
        ),
        inks.pop,
        unit * 0.011,
    )
    brush.line(
        f"M{left + wide * 0.55:.0f} {h * 0.14:.0f}V{h * 0.43:.0f}H{left + wide * 0.94:.0f}",
        inks.three,
        unit * 0.006,
    )
    for step in range(3):
        x = 0.5 + (step - 1) * 0.34 * max(unit / w, 0.8)
        with frame.canvas.at(w * x, h * 0.98, unit / 900):
            brush.solid(rect(-150, -150, 300, 22, 4), inks.crust, depth=0)
            for leg in (-134, 120):
                brush.flat(rect(leg, -128, 14, 128), lighter(inks.crust, -0.1))
            show_at(frame, "laptop", 0, -150, 190)
            person_at_table(frame, step)


def meeting(frame: Frame) -> None:
    """People at a long table, a chart on the wall."""
    w, h, inks, brush = frame.width, frame.height, frame.inks, frame.brush
    unit = frame.short
    frame.fill(inks.sky2)
    window(frame, w * 0.5 - unit * 0.62, h * 0.1, unit * 0.4, h * 0.36)
    brush.solid(rect(w * 0.5 + unit * 0.05, h * 0.1, unit * 0.56, h * 0.32, 6), inks.three, depth=0)
    for step, height in enumerate((0.08, 0.12, 0.1, 0.17, 0.2)):
        brush.flat(
            rect(w * 0.5 + unit * (0.11 + 0.09 * step), h * 0.38 - h * height, unit * 0.055, h * height, 3),
            (inks.far, inks.two, inks.far, inks.one, inks.pop)[step],
        )
    top = h * 0.76
    people = max(3, round(w / unit * 2.6))
    for step in range(people):
        x = w * (step + 0.5) / people
        with frame.canvas.at(x, top + h * 0.19, unit / 860):
            person_at_table(frame, step)
    brush.plane(rect(-20, top, w + 40, h * 0.05), lighter(inks.crust, 0.05))
    brush.plane(rect(-20, top + h * 0.05, w + 40, h), lighter(inks.crust, -0.06))
    for step, name in enumerate(("laptop", "mug", "laptop", "books-stack", "laptop")[:people]):
        x = (step + 0.5) / people + 0.03
        show(frame, name, x, 0.785, unit * (0.2 if name == "laptop" else 0.12))


def workshop(frame: Frame) -> None:
    """A board with tools over a workbench."""
    w, h, inks, brush = frame.width, frame.height, frame.inks, frame.brush
    frame.fill(inks.sky2)
    unit, bench = frame.short, h * 0.76
    brush.plane(rect(w * 0.06, h * 0.08, w * 0.88, h * 0.5, 8), inks.crust)
    dots = "".join(
        circle(w * (0.1 + 0.05 * column), h * (0.13 + 0.085 * row), 2.2)
        for row in range(6)
        for column in range(17)
    )
    frame.canvas.path(dots, lighter(inks.crust, -0.12))
    tools = [item for item in frame.things if item.floats] or [
        THINGS[name] for name in ("wrench", "hammer", "saw", "pliers")
    ]
    count = max(3, round(w / unit * 3))
    for step in range(count):
        frame.centre(tools[step % len(tools)], w * (0.06 + 0.88 * (step + 0.5) / count), h * 0.33, h * 0.38)
    brush.plane(rect(-20, bench, w + 40, h * 0.07), lighter(inks.crust, 0.05))
    brush.plane(rect(-20, bench + h * 0.06, w + 40, h), lighter(inks.crust, -0.1))
    items = frame.standing() or [THINGS["toolbox"]]
    for step, x in enumerate((0.24, 0.56, 0.8)[: 2 + (w > h)]):
        frame.place(items[step % len(items)], w * x, bench + h * 0.02, unit * (0.3, 0.24, 0.22)[step])


def counter(frame: Frame) -> None:
    """A bar or bakery counter: shelves behind, lamps above, goods in front."""
    w, h, inks, brush = frame.width, frame.height, frame.inks, frame.brush
    frame.fill(inks.sky2)
    unit, top = frame.short, h * 0.66
    items = frame.standing() or list(frame.things)
    for row, y in enumerate((0.3, 0.5)):
        x = w * 0.1
        index = row
        while x < w * 0.88:
            frame.place(
                items[index % min(len(items), 4)], x, h * y, unit * 0.15, shadow=False, colours=index % 2
            )
            x += unit * 0.19
            index += 1
        brush.solid(rect(w * 0.05, h * y, w * 0.9, h * 0.016), inks.crust, depth=0)
    for step in range(max(2, round(w / unit * 2.2))):
        x = w * (step + 0.5) / max(2, round(w / unit * 2.2))
        brush.line(f"M{x:.0f} 0V{h * 0.09:.0f}", inks.ink, 2.5)
        brush.flat(circle(x, h * 0.16, unit * 0.12), frame.canvas.glow(inks.two, 0.6))
        with frame.canvas.at(x, h * 0.15, unit / 900):
            brush.solid("M-56 20C-50-40-20-56 0-56S50-40 56 20z", inks.pop, depth=14)
    front = inks.one if not inks.dark else inks.far
    brush.plane(rect(-20, top, w + 40, h), front)
    for step in range(round(w / unit * 12)):
        brush.flat(rect(step * unit / 12, top, 3, h), lighter(front, -0.06))
    brush.plane(rect(-20, top - h * 0.02, w + 40, h * 0.05), inks.three)
    for step, x in enumerate((0.5, 0.2, 0.8)):
        frame.place(items[step % len(items)], w * x, top, unit * (0.36, 0.24, 0.24)[step])


def studio(frame: Frame) -> None:
    """A calm room with a tall window, a mat and someone at practice."""
    w, h, inks, brush = frame.width, frame.height, frame.inks, frame.brush
    floor, unit = h * 0.74, frame.short
    room(frame, floor, inks.sky, inks.floor)
    x = w * 0.5
    brush.plane(arch(x - unit * 0.33, floor, unit * 0.66, h * 0.62), inks.sky2)
    with frame.canvas.clipped(arch(x - unit * 0.29, floor, unit * 0.58, h * 0.57)):
        brush.plane(rect(0, 0, w, h), mixed(inks.sky2, inks.light, 0.4))
        brush.flat(circle(x + unit * 0.04, h * 0.38, unit * 0.17), inks.two)
        brush.flat(
            band([(x - unit * 0.4, h * 0.62), (x, h * 0.56), (x + unit * 0.4, h * 0.64)], floor), inks.far
        )
        brush.flat(
            band([(x - unit * 0.4, h * 0.67), (x + unit * 0.1, h * 0.69), (x + unit * 0.4, h * 0.63)], floor),
            inks.mid,
        )
    brush.flat(
        polygon(
            [
                (x - unit * 0.3, floor),
                (x + unit * 0.3, floor),
                (x + unit * 0.52, h + 9),
                (x - unit * 0.2, h + 9),
            ]
        ),
        lighter(inks.floor, 0.05),
    )
    brush.solid(
        ellipse(x, h * 0.88, unit * 0.34, h * 0.035), inks.one if not inks.dark else inks.mid, depth=0
    )
    pose = frame.things[0] if frame.things[0].name.startswith("pose") else THINGS["pose-lotus"]
    frame.place(pose, x, h * 0.885, unit * 0.5, shadow=False)
    show(frame, "plant", 0.5 - 0.46 * unit / w, 0.86, unit * 0.46)
    show(frame, "stacked-bowls", 0.5 + 0.42 * unit / w, 0.86, unit * 0.15)
    for side in (0.5 + 0.42 * unit / w,):
        brush.line(f"M{w * side:.0f} 0V{h * 0.2:.0f}", inks.ink, 2)
        with frame.canvas.at(w * side, h * 0.3, unit / 800):
            brush.solid("M-90 20C-90-60 90-60 90 20C40 34-40 34-90 20z", inks.three, depth=18)


def gym(frame: Frame) -> None:
    """A training room: rack, weights, round light."""
    w, h, inks, brush = frame.width, frame.height, frame.inks, frame.brush
    floor, unit = h * 0.74, frame.short
    room(frame, floor, inks.sky2, inks.floor)
    brush.plane(circle(w * 0.5, h * 0.42, unit * 0.34), inks.pop if inks.dark else inks.far)
    for step in range(5):
        brush.flat(
            polygon(
                [
                    (w * 0.25 * step - 40, -10),
                    (w * 0.25 * step, -10),
                    (w * 0.25 * step - 120, floor),
                    (w * 0.25 * step - 160, floor),
                ]
            ),
            inks.sky,
            opacity=0.5,
        )
    with frame.canvas.at(w * 0.5, h * 0.86, unit / 620):
        for x in (-170, 170):
            brush.cast(x, 0, 60)
            brush.solid(rect(x - 11, -380, 22, 380, 3), inks.near, depth=6, axis=x)
            brush.solid(rect(x - 46, -14, 92, 14, 4), inks.near, depth=0)
        brush.flat(rect(-280, -266, 560, 12, 6), inks.light if inks.dark else inks.ink)
        for side in (-1, 1):
            for step, size in enumerate((84, 68, 50)):
                x = side * (204 + step * 24)
                brush.solid(
                    rect(x - 10, -260 - size, 20, size * 2, 7),
                    (inks.one, inks.two, inks.pop)[step],
                    depth=6,
                    axis=x,
                )
    names = ["kettlebell", "dumbbell", "kettlebell"]
    for step, name in enumerate(names):
        show(frame, name, 0.5 + (-0.2, 0.02, 0.24)[step] * unit / w, 0.93, unit * (0.17, 0.22, 0.13)[step])


def clinic(frame: Frame) -> None:
    """A bright treatment room with chair, lamp and cabinet."""
    w, h, inks, brush = frame.width, frame.height, frame.inks, frame.brush
    floor, unit = h * 0.78, frame.short
    room(frame, floor, inks.sky, inks.floor)
    brush.plane(circle(w * 0.46, h * 0.4, unit * 0.33), inks.sky2)
    if w > h * 1.15:
        window(frame, w * 0.06, h * 0.14, unit * 0.3, h * 0.42)
    with frame.canvas.at(w * 0.5 + unit * 0.36, h * 0.84, unit / 640):
        brush.solid(rect(-76, -170, 190, 170, 8), inks.three, depth=18, axis=60)
        for y in (-154, -104, -54):
            brush.flat(rect(-64, y, 166, 42, 5), lighter(inks.three, -0.05))
            brush.flat(rect(6, y + 17, 28, 7, 3), inks.one)
        show_at(frame, "plant", 66, -170, 150)
    with frame.canvas.at(w * 0.46, h * 0.9, unit / 560):
        brush.cast(0, 0, 280)
        brush.solid(rect(-70, -18, 170, 18, 8), inks.near, depth=6)
        brush.solid(rect(-6, -96, 34, 84), inks.near, depth=8)
        brush.solid(
            "M-190-96C-196-116-180-126-166-122L70-116C84-116 92-124 98-136L150-262C158-280 190-276 186-252"
            "L150-130C142-100 124-84 96-82H-160C-176-82-186-86-190-96z",
            inks.one,
            depth=18,
        )
        brush.solid(ellipse(172, -286, 30, 22), inks.one, depth=8)
        brush.line("M-40-360V-330L-96-292", inks.near, 9)
        brush.solid("M-150-288L-84-322L-58-276C-84-250-128-252-150-288z", inks.three, depth=10, axis=-100)
        brush.flat(
            polygon([(-142, -280), (-70, -262), (0, -130), (-150, -130)]),
            frame.canvas.gradient(((0, inks.two, 0.35), (1, inks.two, 0.0))),
        )
        brush.line("M120-90V-40h60", inks.near, 8)
        brush.solid(rect(140, -56, 96, 14, 6), inks.three, depth=0)
    brush.line(f"M{w * 0.46 - unit * 0.07:.0f} 0V{h * 0.9 - unit * 0.64:.0f}", inks.near, unit * 0.012)


SCENES = {
    "desk": desk,
    "classroom": classroom,
    "meeting": meeting,
    "workshop": workshop,
    "counter": counter,
    "studio": studio,
    "gym": gym,
    "clinic": clinic,
}
