"""A town from above: blocks, streets, a park, a river, and where to find the business."""

from __future__ import annotations

from sitegen.artwork.colour import lighter, mixed
from sitegen.artwork.frame import Frame
from sitegen.artwork.shapes import circle, polygon, rect, smooth
from sitegen.artwork.things.travel import pin


def town_map(frame: Frame) -> None:
    """An invented plan: it shows that there is a place, never which streets."""
    w, h, inks, random = frame.width, frame.height, frame.inks, frame.random
    street = inks.light if not inks.dark else lighter(inks.sky, 0.12)
    frame.canvas.path(rect(0, 0, w, h), street)
    turn = random.uniform(-14, 14)
    cell = max(frame.short * 0.21, max(w, h) * 0.13)
    with frame.canvas.at(w / 2, h / 2, turn=turn):
        reach, spread = h / 2 + w * 0.16, w / 2 + h * 0.16
        y = -reach
        row = 0
        while y < reach:
            height = cell * random.uniform(0.55, 1.0)
            x = -spread - random.uniform(0, cell)
            d = park = ""
            while x < spread:
                width = cell * random.uniform(0.5, 1.5)
                block = rect(round(x), round(y), round(width), round(height))
                if random.random() < 0.1:
                    park += block
                else:
                    d += block
                x += width + cell * (0.16 if random.random() < 0.8 else 0.3)
            frame.canvas.path(d, inks.sky2 if row % 3 else mixed(inks.sky2, inks.floor, 0.6))
            if park:
                frame.canvas.path(park, mixed(inks.leaf, inks.sky2, 0.62))
            y += height + cell * (0.15 if row % 4 else 0.3)
            row += 1
    bend = [(-0.1, 0.86), (0.22, 0.74), (0.46, 0.84), (0.72, 0.62), (1.1, 0.58)]
    if random.random() < 0.5:
        bend = [(x, 0.98 - y * 0.9) for x, y in bend]
    river = smooth([(w * x, h * y) for x, y in bend])
    frame.canvas.stroke(river, street, cell * 0.72)
    frame.canvas.stroke(river, mixed(inks.mid, inks.sky2, 0.45), cell * 0.5)
    for start, end in (((-10, h * 0.3), (w + 10, h * 0.44)), ((w * 0.34, -10), (w * 0.44, h + 10))):
        frame.canvas.stroke(
            f"M{start[0]:.0f} {start[1]:.0f}L{end[0]:.0f} {end[1]:.0f}",
            mixed(inks.two, inks.light, 0.35),
            cell * 0.2,
        )
    frame.canvas.path(
        polygon([(w * 0.68, h * 0.1), (w * 0.9, h * 0.06), (w * 0.94, h * 0.3), (w * 0.76, h * 0.36)]),
        mixed(inks.leaf, inks.sky2, 0.55),
    )
    trees = "".join(
        circle(w * (0.72 + 0.05 * (step % 4)), h * (0.13 + 0.07 * (step // 4)), cell * 0.07)
        for step in range(9)
    )
    frame.canvas.path(trees, mixed(inks.leaf, inks.sky2, 0.2))
    x, y = w * 0.5, h * 0.53
    frame.canvas.path(circle(x, y, cell * 0.85), frame.canvas.glow(inks.pop, 0.4))
    frame.canvas.path(circle(x, y, cell * 0.12), inks.ink, opacity=0.25)
    pin(frame.brush, x, y, cell * 0.62)
