"""The things that can be drawn, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sitegen.artwork.brush import Brush

Draw = Callable[[Brush], None]


@dataclass(frozen=True)
class Thing:
    """A drawing around x = 0 that stands on y = 0 and rises to −``height``, in units of its own.

    ``size`` tells how large it looks beside others (1 is a bottle on a table). Things that ``float`` have
    nothing to stand on.
    """

    name: str
    draw: Draw
    width: float
    height: float
    size: float
    floats: bool


THINGS: dict[str, Thing] = {}


def thing(
    name: str, width: float, height: float, *, size: float = 1, floats: bool = False
) -> Callable[[Draw], Draw]:
    """Register a drawing under ``name``."""

    def register(draw: Draw) -> Draw:
        THINGS[name] = Thing(name, draw, width, height, size, floats)
        return draw

    return register
