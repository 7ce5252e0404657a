"""Line icons of Lucide (https://lucide.dev, ISC licence), read from the package that carries them."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from zipfile import ZipFile

from markupsafe import Markup

OUTER = re.compile(r"^.*?<svg[^>]*>|</svg>\s*$", re.DOTALL)
BETWEEN = re.compile(r"\s*\n\s*|\s+(?=/>)")


def icon(name: str | None, size: int = 24) -> Markup:
    """An inline line icon of ``size`` CSS pixels, hidden from screen readers; nothing for an unknown name."""
    if name not in icon_names():
        return Markup()
    return Markup(  # noqa: S704 - the bodies come from the package of the icons
        f'<svg class="icon" width="{int(size)}" height="{int(size)}" viewBox="0 0 24 24" fill="none" '
        'stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" '
        f'aria-hidden="true" focusable="false">{_body(name)}</svg>'
    )


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    return frozenset(name.removesuffix(".svg") for name in _archive().namelist())


@lru_cache(maxsize=512)
def _body(name: str) -> str:
    """The elements inside the icon's 24 × 24 view box, on one line."""
    return BETWEEN.sub("", OUTER.sub("", _archive().read(f"{name}.svg").decode()))


@lru_cache(maxsize=1)
def _archive() -> ZipFile:
    # In memory: a file shared over a fork would have one position for all workers.
    return ZipFile(BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))
