"""How a shape is painted: one method for each way of laying colour, one class for each artwork style."""

from __future__ import annotations

from contextlib import AbstractContextManager
from random import Random

from sitegen.artwork.canvas import Canvas
from sitegen.artwork.colour import Inks, lighter, mixed, oklch
from sitegen.artwork.shapes import ellipse, number, polygon

# Above this lightness a ground swallows pale things.
PALE = 0.895
# Things drawn at less than this show no edges of paper and one shadow: a shelf of them is soon thousands of
# elements, and a browser lays out every one.
SMALL = 0.4


class Brush:
    """Layered shapes with a soft shade on the side away from the light; the light comes from the upper left.

    ``main``, ``second`` and ``pale`` colour the thing being drawn and change from picture to picture.
    """

    style = "flat"

    def __init__(self, canvas: Canvas, inks: Inks, random: Random) -> None:
        self.canvas = canvas
        self.inks = inks
        self.random = random
        self.main = inks.one
        self.second = inks.two
        self.pale = inks.three

    def swap(self, turn: int) -> None:
        """Choose which inks are main and second."""
        inks = self.inks
        choices = [(inks.one, inks.two, inks.three), (inks.two, inks.one, inks.three)]
        if oklch(inks.sky2).lightness < PALE:
            choices.append((inks.three, inks.two, inks.one))
        if not inks.dark:
            choices.append((inks.near, inks.two, inks.three))
        self.main, self.second, self.pale = choices[turn % len(choices)]

    def solid(self, d: str, colour: str, *, depth: float = 12, axis: float = 0) -> None:
        """A body with volume: ``depth`` is the width of its shade, ``axis`` where it turns from light."""
        shape = self._shape(d)
        with self._inside(shape):
            self.canvas.use(shape, f'fill="{lighter(colour, -0.075)}"')
            self._moved(shape, colour, -depth, -depth * 0.3)

    def flat(self, d: str, colour: str, *, opacity: float = 1) -> None:
        """A small part without volume."""
        self.canvas.path(d, colour, opacity=opacity)

    def plane(self, d: str, colour: str) -> None:
        """A large surface: sky, wall, hill, floor."""
        self.canvas.path(d, colour)

    def line(self, d: str, colour: str, width: float = 4, *, opacity: float = 1) -> None:
        self.canvas.stroke(d, colour, width, opacity=opacity)

    def shine(self, d: str, opacity: float = 0.5) -> None:
        """A highlight on glass, glaze or metal."""
        self.canvas.path(d, self.inks.light, opacity=opacity)

    def cast(self, x: float, y: float, width: float) -> None:
        """The shadow on the ground of a thing that is ``width`` wide and stands at (x, y)."""
        self.canvas.path(ellipse(x + width * 0.22, y, width * 0.62, max(width * 0.055, 4)), self.inks.cast)

    def finish(self) -> None:
        """What lies over the whole picture."""

    def _shape(self, d: str) -> str:
        return self.canvas.define(f'<path id="{{id}}" d="{d}"/>')

    def _inside(self, shape: str) -> AbstractContextManager[None]:
        clip = self.canvas.define(f'<clipPath id="{{id}}"><use href="#{shape}"/></clipPath>')
        return self.canvas.group(f'clip-path="url(#{clip})"')

    def _moved(self, shape: str, fill: str, x: float, y: float) -> None:
        self.canvas.use(shape, f'fill="{fill}" transform="translate({number(x)} {number(y)})"')


class LineBrush(Brush):
    """Ink drawings: outlines, a spot colour that leaves the lit edge bare, hatching in the shade."""

    style = "line"
    weight = 3.2

    def solid(self, d: str, colour: str, *, depth: float = 12, axis: float = 0) -> None:
        shape = self._shape(d)
        spot = mixed(colour, self.inks.light, 0.12)
        bare = mixed(colour, self.inks.light, 0.72)
        if not depth:
            self.canvas.use(shape, f'fill="{spot}"')
        else:
            with self._inside(shape):
                self.canvas.use(shape, f'fill="{bare}"')
                self._moved(shape, spot, depth * 0.45, depth * 0.2)
                self.canvas.use(shape, f'fill="{self._hatching()}"')
                self._moved(shape, bare, -depth * 0.8, -depth * 0.2)
                self._moved(shape, spot, -depth * 0.3, 0)
        self._outline(shape)

    def _outline(self, shape: str) -> None:
        width = number(max(self.weight / self.canvas.scale, 0.6))
        self.canvas.use(
            shape, f'fill="none" stroke="{self._line_ink}" stroke-width="{width}" stroke-linejoin="round"'
        )

    @property
    def _line_ink(self) -> str:
        return self.inks.ink

    def flat(self, d: str, colour: str, *, opacity: float = 1) -> None:
        # A glow is a paint without an edge.
        if opacity <= 0.6 or not colour.startswith("#"):
            self.canvas.path(d, colour, opacity=opacity)
            return
        width = number(max(self.weight * 0.7 / self.canvas.scale, 0.5))
        edge = f' stroke="{self._line_ink}" stroke-width="{width}"'
        self.canvas.path(d, colour, opacity=opacity, extra=edge)

    def plane(self, d: str, colour: str) -> None:
        self.canvas.path(d, mixed(colour, self.inks.sky, 0.35))

    def cast(self, x: float, y: float, width: float) -> None:
        d = ellipse(x + width * 0.2, y, width * 0.6, max(width * 0.06, 5))
        self.canvas.path(d, self._hatching())

    def _hatching(self) -> str:
        base = self.canvas.define(
            '<pattern id="{id}" width="7" height="7" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(-38)">'
            f'<path d="M0 0h7" stroke="{self._line_ink}" stroke-width="1.6"/></pattern>'
        )
        scale = number(1 / self.canvas.scale)
        name = self.canvas.define(
            f'<pattern id="{{id}}" href="#{base}" patternTransform="rotate(-38) scale({scale})"/>'
        )
        return f"url(#{name})"


class GrainBrush(Brush):
    """Soft gradients with a stippled shade, like a lithograph."""

    style = "grain"

    def solid(self, d: str, colour: str, *, depth: float = 12, axis: float = 0) -> None:
        shape = self._shape(d)
        paint = self.canvas.gradient(
            ((0, lighter(colour, 0.045), 1), (0.5, colour, 1), (1, lighter(colour, -0.085), 1)), angle=0
        )
        if not depth:
            self.canvas.use(shape, f'fill="{paint}"')
            return
        with self._inside(shape):
            self.canvas.use(shape, f'fill="{paint}"')
            self.canvas.use(shape, f'fill="{self._stipple(0.34)}"')
            self._moved(shape, paint, -depth * 1.7, -depth * 0.4)

    def plane(self, d: str, colour: str) -> None:
        paint = self.canvas.gradient(((0, lighter(colour, 0.025), 1), (1, lighter(colour, -0.03), 1)))
        self.canvas.path(d, paint)

    def cast(self, x: float, y: float, width: float) -> None:
        d = ellipse(x + width * 0.26, y, width * 0.72, max(width * 0.075, 5))
        self.canvas.path(d, self.canvas.glow(lighter(self.inks.cast, -0.1)))

    def finish(self) -> None:
        canvas = self.canvas
        d = f"M0 0h{canvas.width}v{canvas.height}h{-canvas.width}z"
        canvas.path(d, self._stipple(0.1))

    def _stipple(self, opacity: float) -> str:
        dots = Random(7)  # noqa: S311 - the grain is the same in every picture
        marks = ""
        for _ in range(30):
            x, y, size = dots.random() * 40, dots.random() * 40, 0.6 + dots.random() * 0.9
            marks += f"M{x:.0f} {y:.0f}h{size:.1f}v{size:.1f}h-{size:.1f}z"
        base = self.canvas.define(
            '<pattern id="{id}" width="40" height="40" patternUnits="userSpaceOnUse">'
            f'<path d="{marks}" fill="{self.inks.ink}" fill-opacity="{opacity}"/></pattern>'
        )
        scale = f"{0.75 / self.canvas.scale:.1f}"
        name = self.canvas.define(f'<pattern id="{{id}}" href="#{base}" patternTransform="scale({scale})"/>')
        return f"url(#{name})"


class CutoutBrush(Brush):
    """Cut paper: flat sheets with an edge that catches light and a shadow on the sheet below."""

    style = "cutout"

    def solid(self, d: str, colour: str, *, depth: float = 12, axis: float = 0) -> None:
        shape = self._shape(d)
        self._shadow(shape, 1.0)
        self.canvas.use(shape, f'fill="{colour}"')
        if depth and self.canvas.scale >= SMALL:
            with self._inside(shape):
                width, edge = number(3 / self.canvas.scale), number(0.8 / self.canvas.scale)
                self.canvas.use(
                    shape,
                    f'fill="none" stroke="{lighter(colour, 0.09)}" stroke-width="{width}" '
                    f'transform="translate({edge} {edge})"',
                )

    def plane(self, d: str, colour: str) -> None:
        shape = self._shape(d)
        self._shadow(shape, 1.4, up=True)
        self.canvas.use(shape, f'fill="{colour}"')

    def cast(self, x: float, y: float, width: float) -> None:
        d = ellipse(x + width * 0.12, y + 2, width * 0.56, max(width * 0.045, 4))
        self.canvas.path(d, self.inks.cast, opacity=0.8)

    def _shadow(self, shape: str, size: float, *, up: bool = False) -> None:
        steps = ((9, 0.07), (5.5, 0.09), (2.5, 0.12)) if self.canvas.scale >= SMALL else ((5, 0.2),)
        for reach, opacity in steps:
            x, y = (
                number(part * size / self.canvas.scale)
                for part in (reach * 0.5, -reach * 0.8 if up else reach)
            )
            self.canvas.use(
                shape, f'fill="{self.inks.ink}" opacity="{opacity}" transform="translate({x} {y})"'
            )


class GeometricBrush(Brush):
    """Hard halves of light and shade and nothing soft, after the Bauhaus."""

    style = "geometric"

    def solid(self, d: str, colour: str, *, depth: float = 12, axis: float = 0) -> None:
        shape = self._shape(d)
        self.canvas.use(shape, f'fill="{colour}"')
        if depth:
            with self._inside(shape):
                self.canvas.path(f"M{number(axis)}-900h900v1800h-900z", lighter(colour, -0.1))

    def cast(self, x: float, y: float, width: float) -> None:
        reach = width * 0.9
        corners = [(x - width / 2, y), (x + width / 2, y), (x + width / 2 + reach, y + reach * 0.42)]
        corners.append((x - width / 2 + reach, y + reach * 0.42))
        self.canvas.path(polygon(corners), self.inks.cast)


BRUSHES: dict[str, type[Brush]] = {
    brush.style: brush for brush in (Brush, LineBrush, GrainBrush, CutoutBrush, GeometricBrush)
}
