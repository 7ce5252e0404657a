"""Cutting and writing pictures. The same picture, size and limit give the same bytes."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from functools import cached_property

from PIL import Image, ImageOps, ImageStat

from sitegen.uploads.names import ROLES, caption_of, roles_of

SVG_TYPE = "image/svg+xml"
QUALITIES = (78, 62, 46, 32)
SHRINK = 0.8
SMALLEST = 240
# Above the middle: that is where faces are.
CENTRE = (0.5, 0.42)


@dataclass(frozen=True)
class Upload:
    """A picture as ``projects.pictures`` leaves it: a WebP or a harmless SVG, with its size in pixels.

    ``role`` is what its owner says that it is for, a key of ROLES or ``any``; if empty, its name says so.
    """

    name: str
    media_type: str
    width: int
    height: int
    data: bytes
    alt: str = ""
    role: str = ""

    @property
    def is_drawing(self) -> bool:
        return self.media_type == SVG_TYPE

    @property
    def ratio(self) -> float:
        return self.width / max(1, self.height)

    @cached_property
    def roles(self) -> set[str]:
        return {self.role} & ROLES.keys() if self.role else roles_of(self.name)

    @cached_property
    def caption(self) -> str:
        """What the file is called, in words; empty if that says nothing."""
        return caption_of(self.name)


@dataclass(frozen=True)
class Cut:
    """A picture as a file of the site."""

    data: bytes
    ending: str
    width: int
    height: int


def cut(upload: Upload, *, width: int, height: int, most_bytes: int) -> Cut:
    """The picture in the shape of ``width`` × ``height``, no larger than that and never blown up.

    Drawings stay whole: the page cuts them.
    """
    if upload.is_drawing:
        return Cut(upload.data, "svg", upload.width, upload.height)
    with Image.open(io.BytesIO(upload.data), formats=("WEBP",)) as image:
        image.load()
        scale = min(1.0, image.width / width, image.height / height)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        return _light(ImageOps.fit(image, size, Image.Resampling.LANCZOS, centering=CENTRE), most_bytes)


def halved(upload: Upload, whole: Cut, *, width: int, most_bytes: int) -> Cut | None:
    """The same cut for small screens; None where that would save nothing."""
    if upload.is_drawing or whole.width < width * 1.4:
        return None
    height = round(width * whole.height / whole.width)
    return cut(upload, width=width, height=height, most_bytes=most_bytes)


def inside(upload: Upload, *, width: int, height: int) -> Image.Image:
    """The whole picture, made small enough for a box."""
    with Image.open(io.BytesIO(upload.data), formats=("WEBP",)) as image:
        image.load()
        image.thumbnail((width, height), Image.Resampling.LANCZOS)
        return image.copy()


def _light(image: Image.Image, most_bytes: int) -> Cut:
    while True:
        for quality in QUALITIES:
            data = webp(image, quality)
            if len(data) <= most_bytes:
                break
        if len(data) <= most_bytes or min(image.size) < SMALLEST:
            return Cut(data, "webp", image.width, image.height)
        size = round(image.width * SHRINK), round(image.height * SHRINK)
        image = image.resize(size, Image.Resampling.LANCZOS)


def webp(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()


def as_icon(image: Image.Image, side: int = 96) -> str:
    """An SVG that shows the picture, centred in a square, for browsers' tabs."""
    out = io.BytesIO()
    ImageOps.pad(image.convert("RGBA"), (side, side), Image.Resampling.LANCZOS, color=(0, 0, 0, 0)).save(
        out, "PNG", optimize=True
    )
    data = base64.b64encode(out.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<image width="{side}" height="{side}" href="data:image/png;base64,{data}"/></svg>\n'
    )


def brightness(image: Image.Image) -> float | None:
    """Mean lightness 0–1 of what can be seen of a picture; None if it has no see-through parts."""
    if image.mode != "RGBA":
        return None
    alpha = image.getchannel("A")
    if alpha.getextrema()[0] == 255:
        return None
    mask = alpha.point(lambda value: 255 if value > 127 else 0)
    return float(ImageStat.Stat(image.convert("L"), mask).mean[0]) / 255 if mask.getbbox() else None
