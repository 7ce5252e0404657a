"""Line icons of Lucide (https://lucide.dev, ISC licence: see assets/lucide-LICENSE.txt)."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

ICONS = Path(__file__).resolve().parent.parent / "assets" / "lucide.json"


def icon(name: str | None, size: int = 24) -> Markup:
    """An inline line icon of ``size`` CSS pixels, hidden from screen readers; nothing for an unknown name."""
    body = icon_bodies().get(name or "")
    if body is None:
        return Markup()
    return Markup(  # noqa: S704 - the bodies come from our own file
        f'<svg class="icon" width="{int(size)}" height="{int(size)}" viewBox="0 0 24 24" fill="none" '
        'stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" '
        f'aria-hidden="true" focusable="false">{body}</svg>'
    )


@lru_cache(maxsize=1)
def icon_bodies() -> dict[str, str]:
    """Icon name → the elements inside its 24 × 24 view box."""
    bodies: dict[str, str] = json.loads(ICONS.read_text(encoding="utf-8"))
    return bodies
