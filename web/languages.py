"""The languages in which sites can be written, as their speakers call them."""

from __future__ import annotations

from django.conf.locale import LANG_INFO

from sitegen import texts

# Django names the two scripts of Chinese, sites have one.
OTHER_NAMES = {"zh": "中文"}


def choices() -> list[tuple[str, str]]:
    """Codes (ISO 639-1) and names, by name; a language without texts is not among them."""
    return sorted(
        ((code, _name_of(code)) for code in texts.languages()), key=lambda choice: choice[1].casefold()
    )


def _name_of(code: str) -> str:
    name = OTHER_NAMES.get(code) or LANG_INFO[code]["name_local"]
    return name[:1].upper() + name[1:]
