"""The font files: family names, weights, and the measures that fit a local fallback to them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FONTS = HERE / "files"

LATIN_RANGE = (
    "U+0000-00FF, U+0131, U+0152-0153, U+02BC, U+02C6, U+02DA, U+02DC, U+2013-2014, U+2018-201E, U+2022, "
    "U+2026, U+2032-2033, U+2039-203A, U+20AC, U+2122, U+2190-2193, U+2212, U+2215"
)
EXTENDED_RANGE = "U+0100-0130, U+0132-0151, U+0154-017F, U+0218-021B, U+1E9E, U+20BA"

# Scripts that no file here holds end in the visitor's system fonts.
GENERIC = {
    "sans": 'ui-sans-serif, system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    "serif": 'ui-serif, Georgia, Cambria, "Noto Serif", serif',
    "mono": 'ui-monospace, Menlo, Consolas, "Noto Sans Mono", monospace',
}
# Each list is one font under its names on Windows, macOS and Linux, with the same advance widths.
LOCAL = {
    "sans": ("Arial", "ArialMT", "Liberation Sans"),
    "sans-bold": ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold"),
    "serif": ("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif"),
    "mono": ("Courier New", "CourierNewPSMT", "Liberation Mono"),
}


@dataclass(frozen=True)
class Face:
    """A font with one weight or a range of them.

    ``file`` holds Latin-1 and typographic marks, ``extended_file`` the letters of Central European languages
    and Turkish; both lie in ``FONTS``. ``weights`` are CSS weights from … to. The measures are per cent for
    ``size-adjust`` and the ascent, descent and line-gap overrides of the fallback (CSS Fonts 5).
    """

    id: str
    family: str
    file: str
    extended_file: str
    weights: tuple[int, int]
    fallback: str
    size_adjust: float
    ascent: float
    descent: float
    line_gap: float

    @property
    def unicode_range(self) -> str:
        return LATIN_RANGE

    @property
    def fallback_family(self) -> str:
        return f"{self.family} Fallback"

    @property
    def fallback_stack(self) -> str:
        """The families to name after this one."""
        return f'"{self.fallback_family}", {GENERIC[self.fallback.partition("-")[0]]}'


def _read() -> dict[str, Face]:
    documents: dict[str, dict[str, Any]] = json.loads((HERE / "faces.json").read_text(encoding="utf-8"))
    return {
        face_id: Face(id=face_id, **{**document, "weights": tuple(document["weights"])})
        for face_id, document in documents.items()
    }


FACES = _read()
