"""What pages of forms say, in the language of the site; English where a language is not known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sitegen.rendering.words import direction, fixed_texts

FOLDER = Path(__file__).resolve().parent / "form_texts"


@cache
def words_of(language: str) -> Mapping[str, str]:
    """Key → text: the site's fixed texts and those in ``form_texts``."""
    return {**fixed_texts(language), **_own("en"), **_own(language.split("-")[0].lower())}


def direction_of(language: str) -> str:
    """“rtl” or “ltr”."""
    return direction(language)


def _own(language: str) -> dict[str, str]:
    file = FOLDER / f"{language}.json"
    if not language.isalpha() or not file.exists():
        return {}
    texts: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return texts
