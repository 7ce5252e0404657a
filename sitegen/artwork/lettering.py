"""Text as outlines, from the site's own display face, for pictures that cannot load a font."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from sitegen import fonts


@dataclass(frozen=True)
class Outline:
    """A glyph in font units, y upwards: path data and the box around it."""

    d: str
    left: float
    bottom: float
    width: float
    height: float


class Lettering:
    """Writes with the display face of a pairing at its display weight."""

    def __init__(self, pairing: fonts.Pairing) -> None:
        font = TTFont(fonts.FONTS / pairing.display.file)
        low, high = pairing.display.weights
        location = {"wght": min(max(pairing.weight_display, low), high)} if "fvar" in font else None
        self._glyphs = font.getGlyphSet(location=location)
        self._names: dict[int, str] = font.getBestCmap()
        self.upm = int(font["head"].unitsPerEm)
        self._tracking = pairing.tracking_display * self.upm

    def can_write(self, text: str) -> bool:
        return bool(text.strip()) and all(ord(char) in self._names for char in text)

    def width(self, text: str) -> float:
        """Width of a line in em."""
        advances = [self._glyphs[self._names[ord(char)]].width + self._tracking for char in text]
        return float(sum(advances)) / self.upm

    def text(self, text: str) -> str:
        """Path data of a line that starts at (0, 0), in font units, y upwards."""
        pen = SVGPathPen(self._glyphs, ntos=_number)
        x = 0.0
        for char in text:
            glyph = self._glyphs[self._names[ord(char)]]
            glyph.draw(TransformPen(pen, (1, 0, 0, 1, x, 0)))
            x += glyph.width + self._tracking
        return str(pen.getCommands())

    def outline(self, char: str) -> Outline | None:
        """One glyph; None if the face has none or it is blank."""
        name = self._names.get(ord(char)) if len(char) == 1 else None
        if name is None:
            return None
        pen, bounds = SVGPathPen(self._glyphs, ntos=_number), BoundsPen(self._glyphs)
        self._glyphs[name].draw(pen)
        self._glyphs[name].draw(bounds)
        if bounds.bounds is None:
            return None
        left, bottom, right, top = bounds.bounds
        return Outline(str(pen.getCommands()), left, bottom, right - left, top - bottom)


@lru_cache(maxsize=32)
def lettering(pairing_id: str) -> Lettering:
    """The lettering of a pairing; an unknown id writes with the first pairing."""
    pairing = fonts.PAIRINGS.get(pairing_id) or next(iter(fonts.PAIRINGS.values()))
    return Lettering(pairing)


def _number(value: float) -> str:
    return str(round(value))
