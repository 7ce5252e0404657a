"""The owner's logo: in the header, and as the icon if it is about square."""

from __future__ import annotations

from PIL import Image, ImageColor, ImageOps

from sitegen.files import to_text
from sitegen.spec import Palette, Picture
from sitegen.uploads.photos import Upload, as_icon, brightness, inside, webp

HEIGHT = 44
"""CSS pixels in the header; the file has twice as many."""
WIDEST = 260
SQUARE = (0.75, 1.34)
FAINT = 0.3
"""How much lighter or darker than the ground a logo must be to stand on it."""
MARGIN = 0.14


def find_logo(uploads: tuple[Upload, ...]) -> Upload | None:
    """The first picture that is called a logo."""
    return next((upload for upload in uploads if "logo" in upload.roles), None)


def logo_files(logo: Upload, palette: Palette, name: str) -> tuple[Picture, dict[str, str]]:
    """The picture for the header and the files that come with it, as texts by path.

    A logo that is about square stands beside the name, and silent; a wide one says the name itself.
    """
    square = SQUARE[0] <= logo.ratio <= SQUARE[1]
    width = min(WIDEST, round(HEIGHT * logo.ratio))
    height = min(HEIGHT, max(1, round(width / logo.ratio)))
    files: dict[str, str] = {}
    if logo.is_drawing:
        path = "assets/logo.svg"
        files[path] = icon = to_text(path, logo.data)
    else:
        path = "assets/logo.webp"
        image = _on_its_ground(inside(logo, width=2 * width, height=2 * height), palette)
        files[path] = to_text(path, webp(image, 90))
        icon = as_icon(inside(logo, width=192, height=192)) if square else ""
    if square:
        files["favicon.svg"] = icon
    alt = "" if square else logo.alt or name
    return Picture(path=path, width=width, height=height, alt=alt), files


def _on_its_ground(image: Image.Image, palette: Palette) -> Image.Image:
    """A logo that the header's ground would swallow gets a ground of its own."""
    seen = brightness(image)
    ground = _lightness(palette.ground)
    if seen is None or abs(seen - ground) >= FAINT:
        return image
    colour = max(("#16181b", "#ffffff"), key=lambda colour: abs(_lightness(colour) - seen))
    edge = round(image.height * MARGIN)
    inner = ImageOps.contain(image, (image.width - 2 * edge, image.height - 2 * edge))
    plate = Image.new("RGB", image.size, colour)
    plate.paste(inner, ((image.width - inner.width) // 2, (image.height - inner.height) // 2), inner)
    return plate


def _lightness(colour: str) -> float:
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
