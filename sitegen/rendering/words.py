"""Fixed texts in the site's language."""

from __future__ import annotations

from collections.abc import Mapping

RTL = {"ar", "fa", "he", "ur"}


def fixed_texts(language: str) -> Mapping[str, str]:
    try:
        from sitegen import texts
    except ImportError:
        return {}
    return texts.load(language)


def direction(language: str) -> str:
    return "rtl" if language.split("-")[0] in RTL else "ltr"
