"""``@font-face`` rules and files of a pairing."""

from __future__ import annotations

from pathlib import Path

from sitegen.fonts.faces import EXTENDED_RANGE, FONTS, LATIN_RANGE, LOCAL, Face
from sitegen.fonts.pairings import PAIRINGS, Pairing

EXTENDED_LANGUAGES = {
    "pl", "cs", "sk", "hu", "ro", "tr", "hr", "sl",
    "bs", "lt", "lv", "et", "mt", "cy", "eo", "sq",
}  # fmt: skip


def font_face_css(pairing: Pairing | str, *, prefix: str = "fonts/", language: str = "en") -> str:
    """Rules for the pairing's faces and their fallbacks; ``prefix`` leads from the sheet to the files."""
    rules = []
    for face in _faces(pairing):
        rules.append(_face_rule(face, f"{prefix}{face.file}", LATIN_RANGE))
        if needs_extended(language):
            rules.append(_face_rule(face, f"{prefix}{face.extended_file}", EXTENDED_RANGE))
        rules.append(_fallback_rule(face))
    return "\n".join(rules) + "\n"


def font_files(pairing: Pairing | str, *, language: str = "en") -> dict[str, Path]:
    """The woff2 files that the rules name, by file name."""
    names = []
    for face in _faces(pairing):
        names += [face.file, face.extended_file] if needs_extended(language) else [face.file]
    return {name: FONTS / name for name in names}


def preload_path(pairing: Pairing | str, *, prefix: str = "fonts/") -> str:
    """Address of the one file worth preloading: the heading's, which is most of the first screen."""
    return f"{prefix}{_faces(pairing)[0].file}"


def stack(face: Face) -> str:
    """The ``font-family`` value for a face: the face, its fitted fallback, then system fonts."""
    return f'"{face.family}", {face.fallback_stack}'


def needs_extended(language: str) -> bool:
    return language.partition("-")[0].lower() in EXTENDED_LANGUAGES


def _faces(pairing: Pairing | str) -> list[Face]:
    found = PAIRINGS[pairing] if isinstance(pairing, str) else pairing
    return [found.display] if found.display == found.body else [found.display, found.body]


def _face_rule(face: Face, url: str, unicode_range: str) -> str:
    low, high = face.weights
    weight = str(low) if low == high else f"{low} {high}"
    return (
        f'@font-face {{ font-family: "{face.family}"; font-style: normal; font-weight: {weight}; '
        f'font-display: swap; src: url("{url}") format("woff2"); unicode-range: {unicode_range}; }}'
    )


def _fallback_rule(face: Face) -> str:
    source = ", ".join(f'local("{name}")' for name in LOCAL[face.fallback])
    return (
        f'@font-face {{ font-family: "{face.fallback_family}"; src: {source}; '
        f"size-adjust: {face.size_adjust}%; ascent-override: {face.ascent}%; "
        f"descent-override: {face.descent}%; line-gap-override: {face.line_gap}%; }}"
    )
