"""What the renderer asks of ``sitegen.fonts``: stacks, settings, rules and files of a theme's type
pairing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sitegen.fonts import PAIRINGS, font_face_css, font_files, preload_path, stack

FONTS = "assets/fonts/"


@dataclass(frozen=True)
class Typeface:
    """``css`` has the ``@font-face`` rules; ``files`` maps paths of the site to font files; ``preload`` is
    one of them.
    """

    display_stack: str
    body_stack: str
    weight_display: int
    tracking_display: float
    leading_display: float
    scale: float
    css: str
    files: dict[str, Path]
    preload: str


@lru_cache(maxsize=128)
def typeface(pairing_id: str, language: str = "en") -> Typeface:
    """The pairing of that id; the first one if it has gone from the fonts since the site was made."""
    pairing = PAIRINGS.get(pairing_id) or next(iter(PAIRINGS.values()))
    files = font_files(pairing, language=language)
    return Typeface(
        display_stack=stack(pairing.display),
        body_stack=stack(pairing.body),
        weight_display=pairing.weight_display,
        tracking_display=pairing.tracking_display,
        leading_display=pairing.leading_display,
        scale=pairing.scale,
        css=font_face_css(pairing, prefix="fonts/", language=language),
        files={FONTS + name: path for name, path in files.items()},
        preload=preload_path(pairing, prefix=FONTS),
    )
