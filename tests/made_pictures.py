"""Pictures for tests, drawn when they are needed: no file of the repository is one."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageDraw

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">'
    b'<path d="M0 0h120v40H0z" fill="#234"/></svg>'
)


def drawn(width: int = 640, height: int = 480, colour: str = "#8a5a2b", mode: str = "RGB") -> Image.Image:
    """A plain picture with a lighter disc left of the middle, so that turning it shows."""
    image = Image.new(mode, (width, height), colour)
    ImageDraw.Draw(image).ellipse((0, height // 4, width // 2, height * 3 // 4), fill="#f4e6c8")
    return image


def encoded(image: Image.Image | None = None, kind: str = "PNG", **options: Any) -> bytes:
    """The bytes of a picture as a file of ``kind``, by Pillow's name."""
    out = io.BytesIO()
    (image or drawn()).save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))
