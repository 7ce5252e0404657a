"""Pictures as people upload them: recognised by their bytes, freed of what they tell besides, made small.

Whatever comes in is decoded and written anew, so nothing of the file itself is kept: no place and no camera
(EXIF, XMP), no text, no second document behind the first. SVG, which is a document that can act, goes through
svg-hush, which keeps what is on its list of elements and attributes and nothing else.
"""

from __future__ import annotations

import io
import re
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.parsers import expat

from PIL import Image, ImageCms, ImageOps
from py_svg_hush import filter_svg

from projects.errors import DamagedPicture, PictureTooLarge, UnsupportedMedia

MAX_BYTES = 12 * 1024 * 1024
MAX_SVG_BYTES = 300 * 1024
MAX_SVG_DEPTH = 100
MAX_PIXELS = 60_000_000
"""What a good telephone takes; the picture needs four bytes for each in memory."""
LONGEST_SIDE = 2000
MOST_KEPT_BYTES = 450_000
"""Of a picture as it is kept. On a page stands a smaller cut of it: ``sitegen.photos``."""
QUALITIES = (84, 72, 58, 44)
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "AVIF")
KINDS = "PNG, JPEG, WebP, GIF, AVIF and SVG"
# What Pillow's decoders raise for bytes that are none of theirs after all.
DAMAGES = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, struct.error)
SVG = "http://www.w3.org/2000/svg"
ElementTree.register_namespace("", SVG)
SVG_TYPE, WEBP_TYPE = "image/svg+xml", "image/webp"
SVG_DEFAULT = (300, 150)  # CSS 2.1 §10.3.2, for a drawing that does not say how large it is
_MARKUP = re.compile(rb"^(\xef\xbb\xbf)?\s*<")
# url(…) that leads neither into the drawing nor is the picture itself.
_FOREIGN_URL = re.compile(r"""url\(\s*["']?(?!\s*["']?(?:#|data:))[^)]*\)""")
# Large pictures take hundreds of megabytes each while they are decoded; the threads of a process take turns.
_DECODERS = threading.BoundedSemaphore(2)
_LENGTH = re.compile(r"^\s*([0-9]*\.?[0-9]+)(px)?\s*$")


@dataclass(frozen=True)
class KeptPicture:
    """A picture as it may be kept and shown: ``width`` and ``height`` in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


def read_picture(data: bytes) -> KeptPicture:
    """The picture in ``data``: a WebP of at most LONGEST_SIDE pixels, or a harmless SVG.

    Of an animation the first picture is taken. Raises UnsupportedMedia, PictureTooLarge, DamagedPicture.
    """
    if not data:
        raise DamagedPicture("The file is empty.")
    if len(data) > MAX_BYTES:
        raise PictureTooLarge(f"A picture may have {MAX_BYTES // 2**20} MB; make it smaller and try again.")
    return _read_svg(data) if _MARKUP.match(data[:200]) else _read_pixels(data)


def _read_pixels(data: bytes) -> KeptPicture:
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except DAMAGES:
        raise UnsupportedMedia(f"This is no picture that can be read; {KINDS} can.") from None
    with image, _DECODERS, _damage_told():
        if image.width * image.height > MAX_PIXELS:
            raise _too_many_pixels()
        # A JPEG is decoded at half or a quarter of its size where that is enough.
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        image.load()
        return _kept(_plain(image))


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except DAMAGES:
        raise DamagedPicture("The picture is damaged or was cut off; send it again.") from None


def _plain(image: Image.Image) -> Image.Image:
    """Upright, in sRGB, with or without transparency, and with nothing but its pixels."""
    image = _in_srgb(ImageOps.exif_transpose(image))
    see_through = image.has_transparency_data
    image = image.convert("RGBA" if see_through else "RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    image.info = {}
    return image


def _in_srgb(image: Image.Image) -> Image.Image:
    """Telephones take pictures in wider colours, which look dull if they are taken for sRGB."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        found = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, *DAMAGES):
        return image  # a wrong profile says nothing about the pixels
    return found or image


def _kept(image: Image.Image) -> KeptPicture:
    data = b""
    for quality in QUALITIES:
        data = _webp(image, quality)
        if len(data) <= MOST_KEPT_BYTES:
            break
    return KeptPicture(data, WEBP_TYPE, image.width, image.height)


def _webp(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=quality, method=4, exif=b"", xmp=b"", icc_profile=b"")
    return out.getvalue()


def _too_many_pixels() -> PictureTooLarge:
    return PictureTooLarge(
        f"A picture may have {MAX_PIXELS // 1_000_000} million pixels; make it smaller and try again."
    )


def _read_svg(data: bytes) -> KeptPicture:
    if len(data) > MAX_SVG_BYTES:
        raise PictureTooLarge(
            f"A drawing (SVG) may have {MAX_SVG_BYTES // 1024} kB; simplify it or send a PNG."
        )
    size = _svg_size(data)
    try:
        clean = filter_svg(data, {"image": ["png", "jpeg", "gif", "webp"]})
        return KeptPicture(_self_contained(clean), SVG_TYPE, *size)
    except (ValueError, ElementTree.ParseError):
        raise DamagedPicture("The drawing is damaged: it is no well-formed SVG.") from None


def _self_contained(clean: bytes) -> bytes:
    """What svg-hush left without references to other files: it leads those of other hosts to our own."""
    root = ElementTree.fromstring(clean)  # noqa: S314 - a document type does not outlive svg-hush
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if name.endswith("href") and not value.strip().startswith(("#", "data:")):
                del element.attrib[name]
            elif "url(" in value:
                element.set(name, _FOREIGN_URL.sub("none", value))
        if element.tag == f"{{{SVG}}}style" and element.text:
            element.text = _FOREIGN_URL.sub("none", element.text)
    text: bytes = ElementTree.tostring(root, encoding="utf-8")
    return text


def _svg_size(data: bytes) -> tuple[int, int]:
    """Width and height by the attributes of the root, else by its view box.

    A document that declares entities is refused: they are how small files become large. So is one that is
    nested without end, which writers of XML do not survive.
    """
    root: list[tuple[str, dict[str, str]]] = []
    open_elements: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def started(name: str, attributes: dict[str, str]) -> None:
        if not root:
            root.append((name, attributes))
        open_elements.append(name)
        if len(open_elements) > MAX_SVG_DEPTH:
            raise UnsupportedMedia("The drawing is nested too deeply; save it as plain SVG or send a PNG.")

    def ended(_: str) -> None:
        open_elements.pop()

    def refuse(*_: object) -> None:
        raise UnsupportedMedia("A drawing that declares entities cannot be taken; save it as plain SVG.")

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        if root and root[0][0] == f"{SVG} svg":
            raise DamagedPicture("The drawing is damaged: it is no well-formed SVG.") from None
    name, attributes = root[0] if root else ("", {})
    if name != f"{SVG} svg":
        raise UnsupportedMedia(f"This is no picture that can be read; {KINDS} can.")
    return _size_of(attributes)


def _size_of(attributes: dict[str, str]) -> tuple[int, int]:
    width, height = (_LENGTH.match(attributes.get(side, "")) for side in ("width", "height"))
    box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
    if width and height:
        found = float(width[1]), float(height[1])
    elif len(box) == 4 and all(_LENGTH.match(part) for part in box[2:]):
        found = float(box[2]), float(box[3])
    else:
        return SVG_DEFAULT
    longest = max(found)
    scale = min(1.0, LONGEST_SIDE / longest) if longest else 0
    return max(1, round(found[0] * scale)), max(1, round(found[1] * scale))
