"""A drawn thumbnail, for where no browser has taken one: the site's colours, name and first picture."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 640, 400
LINE = 17
"""Letters of the headline that fit beside the picture."""
PLAIN = {
    "ground": "#f7f5f1",
    "ink": "#22201d",
    "ink_soft": "#6b655e",
    "accent": "#7a4b2a",
    "surface": "#ffffff",
}


@dataclass(frozen=True)
class Picture:
    data: bytes
    content_type: str


def first_picture(spec: Mapping[str, Any]) -> str | None:
    """Path of the picture that a visitor sees first; ``spec`` is a ``SiteSpec`` as JSON."""
    for page in spec.get("pages", [])[:1]:
        for section in page.get("sections", []):
            for picture in (section.get("pictures") or {}).values():
                return str(picture["path"])
    return None


def draw(spec: Mapping[str, Any], *, name: str, picture: Picture | None) -> bytes:
    """An SVG of 640 × 400 from the palette of ``spec``; the same bytes for the same site."""
    colours = {**PLAIN, **spec.get("theme", {}).get("palettes", {}).get("plain", {})}
    colours = {key: escape(str(value), {'"': "&quot;"}) for key, value in colours.items()}
    name = spec.get("brief", {}).get("name") or name
    lines = _lines(name)
    headline = "".join(
        f'<text x="40" y="{170 + 44 * at}" font-size="38" font-weight="700" fill="{colours["ink"]}">'
        f"{escape(line)}</text>"
        for at, line in enumerate(lines)
    )
    below = 170 + 44 * (len(lines) - 1) + 28
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" font-family="Georgia, serif">'
        f"<title>{escape(name)}</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colours["ground"]}"/>'
        f'<text x="40" y="45" font-size="17" font-weight="700" fill="{colours["ink"]}">'
        f"{escape(lines[0])}</text>"
        f'<g fill="{colours["ink_soft"]}"><rect x="430" y="35" width="44" height="6" rx="3"/>'
        '<rect x="490" y="35" width="44" height="6" rx="3"/>'
        '<rect x="550" y="35" width="50" height="6" rx="3"/></g>'
        f'{headline}<g fill="{colours["ink_soft"]}"><rect x="40" y="{below}" width="260" height="7" rx="3"/>'
        f'<rect x="40" y="{below + 18}" width="210" height="7" rx="3"/></g>'
        f'<rect x="40" y="{below + 46}" width="120" height="36" rx="6" fill="{colours["accent"]}"/>'
        f"{_placed(picture, colours)}</svg>"
    ).encode()


def _placed(picture: Picture | None, colours: Mapping[str, str]) -> str:
    where = 'x="360" y="80" width="240" height="280"'
    if picture is None:
        return f'<rect {where} rx="8" fill="{colours["accent"]}" opacity="0.85"/>'
    data = base64.b64encode(picture.data).decode()
    kind = escape(picture.content_type, {'"': "&quot;"})
    return f'<image {where} preserveAspectRatio="xMidYMid slice" href="data:{kind};base64,{data}"/>'


def _lines(name: str) -> list[str]:
    """At most three lines of a name, cut between words where it can be."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line if len(line) <= LINE + 2 else f"{line[:LINE]}…" for line in lines[:3]]
