"""Typefaces of generated sites: open fonts that lie beside this package, in pairings with a temper.

All are under the SIL Open Font License (``licences/``). A site uses a display face for headings and a body
face for the rest, so at most two files, or four where its language needs letters beyond Latin-1. Fallback
faces have the same measures as the font that will replace them, so that nothing moves when it arrives.
"""

from sitegen.fonts.css import font_face_css, font_files, preload_path, stack
from sitegen.fonts.faces import FACES, FONTS, Face
from sitegen.fonts.pairings import PAIRINGS, Pairing

__all__ = [
    "FACES",
    "FONTS",
    "PAIRINGS",
    "Face",
    "Pairing",
    "font_face_css",
    "font_files",
    "preload_path",
    "stack",
]
