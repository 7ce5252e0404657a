"""An SVG file under construction: elements in order, shared definitions, and where things are being drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sitegen.artwork.shapes import number


class Canvas:
    """Collects elements for a picture of ``width`` × ``height`` px. Ids are short and unique in the file."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self.scale = 1.0
        self._body: list[str] = []
        self._defs: list[str] = []
        self._ids: dict[str, str] = {}

    def define(self, markup: str) -> str:
        """Put ``markup`` (with ``{id}`` for its id) among the definitions, once; its id."""
        if markup not in self._ids:
            self._ids[markup] = name = f"d{len(self._ids)}"
            self._defs.append(markup.replace("{id}", name))
        return self._ids[markup]

    def path(self, d: str, fill: str, *, opacity: float = 1, extra: str = "") -> None:
        shown = f' opacity="{opacity:.2g}"' if opacity < 1 else ""
        self._body.append(f'<path d="{d}" fill="{fill}"{shown}{extra}/>')

    def stroke(self, d: str, colour: str, width: float, *, opacity: float = 1, cap: str = "round") -> None:
        shown = f' opacity="{opacity:.2g}"' if opacity < 1 else ""
        self._body.append(
            f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{number(width)}" '
            f'stroke-linecap="{cap}" stroke-linejoin="round"{shown}/>'
        )

    def use(self, name: str, attributes: str) -> None:
        self._body.append(f'<use href="#{name}"{" " if attributes else ""}{attributes}/>')

    def stamp(self, key: str, draw: Callable[[], None], attributes: str = "") -> None:
        """Draw something once among the definitions and show it here and wherever ``key`` comes again."""
        known = f"stamp {key}"
        if known not in self._ids:
            body, self._body = self._body, []
            draw()
            drawn, self._body = "".join(self._body), body
            self._ids[known] = name = f"d{len(self._ids)}"
            self._defs.append(f'<g id="{name}">{drawn}</g>')
        self.use(self._ids[known], attributes)

    @contextmanager
    def group(self, attributes: str) -> Iterator[None]:
        self._body.append(f"<g {attributes}>")
        start = len(self._body)
        yield
        if len(self._body) == start:
            self._body.pop()
        else:
            self._body.append("</g>")

    @contextmanager
    def at(
        self, x: float, y: float, scale: float = 1, *, turn: float = 0, flip: bool = False
    ) -> Iterator[None]:
        """Draw with the origin at (x, y), scaled, turned clockwise by degrees, or mirrored."""
        steps = f"translate({number(x)} {number(y)})"
        if turn:
            steps += f" rotate({number(turn)})"
        if scale != 1 or flip:
            steps += f" scale({-scale:.3f} {scale:.3f})" if flip else f" scale({scale:.3f})"
        before = self.scale
        self.scale = before * scale
        with self.group(f'transform="{steps}"'):
            yield
        self.scale = before

    @contextmanager
    def clipped(self, d: str) -> Iterator[None]:
        name = self.define(f'<clipPath id="{{id}}"><path d="{d}"/></clipPath>')
        with self.group(f'clip-path="url(#{name})"'):
            yield

    def gradient(self, stops: tuple[tuple[float, str, float], ...], *, angle: int = 90) -> str:
        """A paint: stops of (offset 0–1, colour, opacity) from left to right (0) or top to bottom (90)."""
        end = {0: 'x2="1" y2="0"', 90: 'x2="0" y2="1"', 45: 'x2="1" y2="1"'}[angle]
        name = self.define(f'<linearGradient id="{{id}}" {end}>{_stops(stops)}</linearGradient>')
        return f"url(#{name})"

    def glow(self, colour: str, opacity: float = 1) -> str:
        """A paint that fades from the middle outwards."""
        stops = ((0.0, colour, opacity), (1.0, colour, 0.0))
        name = self.define(f'<radialGradient id="{{id}}">{_stops(stops)}</radialGradient>')
        return f"url(#{name})"

    def svg(self, *, crop: float = 1, across: float = 0.5, down: float = 0.5, mirrored: bool = False) -> str:
        """The file. A ``crop`` below 1 shows that share of the picture, around a point given as shares."""
        defs = f"<defs>{''.join(self._defs)}</defs>" if self._defs else ""
        body = "".join(self._body)
        if mirrored:
            body = f'<g transform="matrix(-1 0 0 1 {self.width} 0)">{body}</g>'
        width, height = round(self.width * crop), round(self.height * crop)
        left, top = round((self.width - width) * across), round((self.height - height) * down)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'viewBox="{left} {top} {width} {height}">{defs}{body}</svg>\n'
        )


def _stops(stops: tuple[tuple[float, str, float], ...]) -> str:
    return "".join(
        f'<stop offset="{offset:g}" stop-color="{colour}"'
        + (f' stop-opacity="{opacity:g}"' if opacity < 1 else "")
        + "/>"
        for offset, colour, opacity in stops
    )
