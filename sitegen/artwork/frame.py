"""What a picture is composed with: the sheet, the brush, the chance of its seed, and the things to show."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from sitegen.artwork.brush import Brush
from sitegen.artwork.canvas import Canvas
from sitegen.artwork.colour import Inks
from sitegen.artwork.shapes import rect
from sitegen.artwork.things.registry import Thing


@dataclass(frozen=True)
class Frame:
    """``things`` are never empty; the first is the most fitting. ``turn`` counts pictures of a kind."""

    canvas: Canvas
    brush: Brush
    random: Random
    things: tuple[Thing, ...]
    turn: int = 0

    @property
    def width(self) -> int:
        return self.canvas.width

    @property
    def height(self) -> int:
        return self.canvas.height

    @property
    def short(self) -> float:
        """The shorter side, as a measure for things that must fit."""
        return float(min(self.canvas.width, self.canvas.height))

    @property
    def inks(self) -> Inks:
        return self.brush.inks

    def fill(self, colour: str) -> None:
        self.brush.plane(rect(-20, -20, self.width + 40, self.height + 40), colour)

    def standing(self) -> list[Thing]:
        return [item for item in self.things if not item.floats]

    def place(
        self,
        item: Thing,
        x: float,
        y: float,
        extent: float,
        *,
        shadow: bool = True,
        turn: float = 0,
        colours: int | None = None,
    ) -> None:
        """Draw a thing that stands at (x, y); ``extent`` is the longer of its width and height in px."""
        scale = extent / max(item.width, item.height)
        if shadow and not item.floats:
            self.brush.cast(x, y, item.width * scale)
        with self.canvas.at(x, y, scale, turn=turn):
            self._stamp(item, colours)

    def centre(self, item: Thing, x: float, y: float, extent: float, *, turn: float = 0) -> None:
        """Draw a thing with its middle at (x, y), without ground."""
        scale = extent / max(item.width, item.height)
        with self.canvas.at(x, y, scale, turn=turn), self.canvas.at(0, item.height / 2):
            self._stamp(item)

    def _stamp(self, item: Thing, colours: int | None = None) -> None:
        if colours is None:
            colours = self.random.randrange(4)
        self.brush.swap(colours)
        # Outlines and patterns depend on the scale, so a stamp is for one scale only.
        self.canvas.stamp(f"{item.name} {colours} {self.canvas.scale:.2f}", lambda: item.draw(self.brush))
