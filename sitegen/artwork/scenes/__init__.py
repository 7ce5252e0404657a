"""Whole views: landscapes, towns, rooms, stages and abstract compositions, by name."""

from collections.abc import Callable

from sitegen.artwork.frame import Frame
from sitegen.artwork.scenes import abstract, atmosphere, feasts, homes, land, rooms, stages, town

Scene = Callable[[Frame], None]

SCENES: dict[str, Scene] = {
    **land.SCENES,
    **town.SCENES,
    **homes.SCENES,
    **rooms.SCENES,
    **feasts.SCENES,
    **stages.SCENES,
    **abstract.SCENES,
    **atmosphere.SCENES,
}

__all__ = ["SCENES", "Scene"]
