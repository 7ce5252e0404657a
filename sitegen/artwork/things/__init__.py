"""Things: drawings of single objects, composed into pictures by ``sitegen.artwork.settings``."""

# Each module registers its drawings when it is imported.
from sitegen.artwork.things import (  # noqa: F401
    body,
    food,
    goods,
    home,
    play,
    travel,
    vessels,
    wear,
    work,
)
from sitegen.artwork.things.registry import THINGS, Thing

__all__ = ["THINGS", "Thing"]
