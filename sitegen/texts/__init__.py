"""Fixed texts of generated sites: labels, buttons, form fields, messages. One flat file per language.

Keys by prefix:

========================  ============================================================================
``page_<role>``           name of a page in the navigation
``action_<form or role>``  button that leads to a form or page
``field_<name>``          label of a form field; ``attending_*`` are its options
``submit_<form>``         a form's button; ``success_<form>`` what is shown after it
``form_*``, ``error_*``   messages of forms
``day_<mon…sun>``         names of days
``label_*``               labels of facts; ``note_*`` small print; ``per_*`` units of prices
everything else           words of navigation, cart, footer and the page for wrong addresses
========================  ============================================================================

Add a key to every file; ``tests/sitegen/copy`` checks that all have the same keys.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).resolve().parent
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def load(language: str) -> Mapping[str, str]:
    """The texts for a language tag such as “de” or “pt-BR”; English for a language without a file."""
    return _read(_base(language) if knows(language) else "en")


def knows(language: str) -> bool:
    """Whether there is a file for the language."""
    return _base(language) in languages()


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """Languages that have a file, as two-letter codes."""
    return frozenset(file.stem for file in FOLDER.glob("*.json"))


def direction(language: str) -> str:
    """The writing direction of a language tag: “rtl” or “ltr”."""
    return "rtl" if _base(language) in RIGHT_TO_LEFT else "ltr"


def _base(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


@lru_cache(maxsize=64)
def _read(language: str) -> Mapping[str, str]:
    return MappingProxyType(json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8")))
