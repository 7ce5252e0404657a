"""What the renderer asks of ``sitegen.fonts``; a system stack stands in while there are no font files."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SYSTEM = "ui-sans-serif, system-ui, sans-serif"


@dataclass(frozen=True)
class Typeface:
    display_stack: str = f"Georgia, {SYSTEM}"
    body_stack: str = SYSTEM
    weight_display: int = 600
    tracking_display: float = -0.025
    leading_display: float = 1.05
    scale: float = 1.0
    css: str = ""
    files: dict[str, Path] = field(default_factory=dict)
    preload: str | None = None


def typeface(pairing_id: str) -> Typeface:
    try:
        from sitegen import fonts
    except ImportError:
        return Typeface()
    return _from_fonts(fonts, pairing_id)


def _from_fonts(fonts: Any, pairing_id: str) -> Typeface:
    return Typeface()
