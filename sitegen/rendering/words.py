"""Fixed texts in the site's language, and what a missing one becomes."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen import texts


def fixed_texts(language: str) -> Mapping[str, str]:
    """Key → text, in English where the language has no file."""
    return texts.load(language)


def direction(language: str) -> str:
    """“rtl” or “ltr”."""
    return texts.direction(language)
