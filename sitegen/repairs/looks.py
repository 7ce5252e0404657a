"""Colours that stand out and pictures that fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sitegen.checks import Finding
from sitegen.palette import NEAR_BLACK, NEAR_WHITE, contrast, reach, read_colour
from sitegen.repairs.reach import with_sections
from sitegen.spec import Palette, Picture, Section, SiteSpec

# A little above what WCAG asks for, so that rounding to eight bits never falls below.
TEXT, CONTROL = 4.6, 3.1
LONGEST_SIDE = 1600


def mend_contrast(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Move text, controls and accents away from their grounds until they stand out, in every tone."""
    palettes = {tone: legible(palette) for tone, palette in spec.theme.palettes.items()}
    if palettes == spec.theme.palettes:
        return None
    return spec.model_copy(update={"theme": spec.theme.model_copy(update={"palettes": palettes})})


def legible(palette: Palette) -> Palette:
    """The palette with each colour that is too near its ground moved in lightness; others stay as they
    are.
    """
    grounds = (palette.ground, palette.surface)
    changes = {
        name: _far_from(getattr(palette, name), grounds, ratio)
        for name, ratio in (("ink", TEXT), ("ink_soft", TEXT), ("accent_text", TEXT))
    }
    changes |= {
        name: _far_from(getattr(palette, name), grounds[:1], CONTROL) for name in ("line_strong", "accent")
    }
    accent = changes["accent"]
    if contrast(palette.on_accent, accent) < TEXT:
        changes["on_accent"] = max((NEAR_WHITE, NEAR_BLACK), key=lambda ink: contrast(ink, accent))
    return palette.model_copy(update=changes)


def _far_from(colour: str, grounds: Sequence[str], ratio: float) -> str:
    if all(contrast(colour, ground) >= ratio for ground in grounds):
        return colour
    return reach(read_colour(colour), grounds, ratio)


def mend_picture(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Bring a picture that is too large to a size that screens can show."""

    def smaller(picture: Picture) -> Picture:
        by = LONGEST_SIDE / max(picture.width, picture.height, 1)
        if by >= 1:
            return picture
        size = {"width": max(1, round(picture.width * by)), "height": max(1, round(picture.height * by))}
        return picture.model_copy(update=size)

    return _with_pictures(spec, smaller, lambda picture: picture.path in (finding.excerpt or ""))


def mend_alt(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Say nothing rather than a file's name, or what stands beside the picture anyway."""

    def silent(picture: Picture) -> Picture:
        return picture.model_copy(update={"alt": ""})

    return _with_pictures(spec, silent, lambda picture: picture.path in (finding.excerpt or ""))


def drop_heavy_picture(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Do without a picture that weighs more than a page should."""
    if finding.file not in spec.files:
        return None
    pages = tuple(
        page.model_copy(update={"sections": tuple(_without_picture(s, finding.file) for s in page.sections)})
        for page in spec.pages
    )
    shown = {picture.path for page in spec.pages for s in page.sections for picture in s.pictures.values()}
    if finding.file not in shown:
        return None
    files = {path: text for path, text in spec.files.items() if path != finding.file}
    return spec.model_copy(update={"pages": pages, "files": files})


def _without_picture(section: Section, path: str) -> Section:
    kept = {slot: picture for slot, picture in section.pictures.items() if picture.path != path}
    return section if len(kept) == len(section.pictures) else section.model_copy(update={"pictures": kept})


def _with_pictures(
    spec: SiteSpec, change: Callable[[Picture], Picture], which: Callable[[Picture], bool]
) -> SiteSpec | None:
    def of(section: Section) -> Section:
        pictures = {slot: change(p) if which(p) else p for slot, p in section.pictures.items()}
        return section if pictures == section.pictures else section.model_copy(update={"pictures": pictures})

    return with_sections(spec, of)
