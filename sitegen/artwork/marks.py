"""The site's own marks: favicon and share image, with letters drawn as outlines of its display face."""

from __future__ import annotations

from sitegen.artwork.canvas import Canvas
from sitegen.artwork.colour import lighter, mixed
from sitegen.artwork.lettering import Lettering, lettering
from sitegen.artwork.shapes import arch, circle, half_disc, rect
from sitegen.spec import SitePlan

OG_WIDTH, OG_HEIGHT = 1200, 630


def favicon_svg(plan: SitePlan) -> str:
    """The first letter of the name on the accent; a plain mark where the font has no such letter."""
    palette = plan.theme.palettes["plain"]
    canvas = Canvas(64, 64)
    radius = {"sharp": 2, "solid": 14, "pill": 32}[plan.theme.buttons]
    canvas.path(rect(0, 0, 64, 64, radius), palette.accent)
    initial = next((char.upper() for char in plan.brief.name if char.isalnum()), "")
    letter = lettering(plan.theme.type_pairing).outline(initial)
    if letter is None:
        canvas.path(arch(18, 50, 28, 36), palette.on_accent)
        return canvas.svg()
    scale = min(36 / letter.height, 42 / letter.width)
    x, y = 32 - (letter.left + letter.width / 2) * scale, 32 + (letter.bottom + letter.height / 2) * scale
    canvas.path(
        letter.d,
        palette.on_accent,
        extra=f' transform="translate({x:.1f} {y:.1f}) scale({scale:.4f} {-scale:.4f})"',
    )
    return canvas.svg()


def og_image_svg(plan: SitePlan) -> str:
    """The share image, 1200 × 630: the name beside plain forms in the site's colours."""
    palette = plan.theme.palettes["plain"]
    canvas = Canvas(OG_WIDTH, OG_HEIGHT)
    canvas.path(rect(0, 0, OG_WIDTH, OG_HEIGHT), palette.ground)
    _forms(canvas, plan)
    face = lettering(plan.theme.type_pairing)
    lines = _lines(face, plan.brief.name[:60])
    widest = max((face.width(line) for line in lines), default=0)
    if widest:
        size = min(620 / widest, 150.0, 330 / (len(lines) * 1.1))
        top = OG_HEIGHT / 2 - size * 1.1 * len(lines) / 2 + size * 0.82
        for index, line in enumerate(lines):
            d = face.text(line)
            y = top + index * size * 1.1
            scale = size / face.upm
            canvas.path(
                d, palette.ink, extra=f' transform="translate(80 {y:.1f}) scale({scale:.4f} {-scale:.4f})"'
            )
    canvas.path(rect(80, OG_HEIGHT - 96, 96, 10), palette.accent)
    return canvas.svg()


def _forms(canvas: Canvas, plan: SitePlan) -> None:
    palette = plan.theme.palettes["plain"]
    soft = mixed(palette.ground, palette.accent, 0.16)
    colours = (
        palette.accent,
        soft,
        mixed(palette.ground, palette.accent, 0.45),
        lighter(palette.accent, -0.08),
    )
    for index in range(6):
        x, y = 780 + index % 2 * 210, index // 2 * 210
        canvas.path(rect(x, y, 210, 210), palette.surface if (index + index // 2) % 2 else soft)
        kind = (plan.seed + index * 3) % 4
        colour = colours[(plan.seed + index) % 4]
        if kind == 0:
            canvas.path(circle(x + 105, y + 105, 84), colour)
        elif kind == 1:
            canvas.path(half_disc(x + 105, y + 105, 105, 90 * (index % 4)), colour)
        elif kind == 2:
            canvas.path(arch(x + 35, y + 210, 140, 180), colour)
        else:
            canvas.path(rect(x, y + 105, 210, 105), colour)


def _lines(face: Lettering, name: str) -> list[str]:
    """The name in at most three lines, broken between words where it is long."""
    if not face.can_write(name):
        return []
    words, lines = name.split(), [""]
    for word in words:
        joined = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(joined) > 13 and len(lines) < 3:
            lines.append(word)
        else:
            lines[-1] = joined
    return lines
