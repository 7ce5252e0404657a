"""In which country the business is: by its places, its postcode, its currency, at last by its language."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers

from sitegen.reading.text import Prompt, Vocabulary, data, listed, phrase_key

BRITISH_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")
AMERICAN = re.compile(r"\(\d{3}\) ?\d{3}-\d{4}|(?<![\d+])\d{3}[-.]\d{3}[-.]\d{4}|\b[A-Z]{2} \d{5}\b")
LEADING_ZERO = re.compile(r"(?<![\d+.,])0\d{2,4}[ -]?\d{3}")


# Places that are ordinary words when they are written small.
SHY = frozenset({
    "nice", "bath", "cork", "reading", "split", "mayo", "clare", "essen", "halle", "sion", "pau",
    "hove", "como", "tours", "brest", "bled", "cali", "nelson", "regina", "lincoln", "chester",
    "preston", "dover", "hull", "derby", "poole", "richmond", "victoria", "salvador", "hamilton",
    "darwin", "durham", "zug", "chur", "biel", "thun", "lund", "visby", "faro", "lagos", "dingle",
    "bow", "toledo", "sal", "ulm", "kiel",
})  # fmt: skip


@lru_cache(maxsize=1)
def _countries() -> Vocabulary[str]:
    return Vocabulary(
        (place, country) for country, places in data("regions")["places"].items() for place in listed(places)
    )


@lru_cache(maxsize=1)
def _unspaced() -> tuple[tuple[str, str], ...]:
    """Places in scripts that put no spaces between words or before names, with their countries."""
    pairs = [
        (place, country) for country, text in data("regions")["places"].items() for place in listed(text)
    ]
    return tuple(
        (place, country)
        for place, country in pairs
        if re.match(r"[\u0590-\u05ff\u3040-\u9fff\uac00-\ud7af]", place)
    )


def country_of(place: str) -> str | None:
    """The country of a well-known place, as ISO 3166 code."""
    return _countries().phrases.get(phrase_key(place))


def unspaced_places(text: str) -> list[str]:
    """Well-known places in Chinese, Japanese or Korean text, in its order."""
    found = [(text.find(place), place) for place, _ in _unspaced() if place in text]
    return [place for _, place in sorted(found)]


def find_region(prompt: Prompt, language: str) -> str | None:
    """The country as ISO 3166 code; None where nothing tells."""
    for number in re.finditer(r"\+\d[\d ()/.-]{7,}", prompt.clean):
        try:
            code = phonenumbers.parse(number.group()).country_code
            return phonenumbers.region_code_for_country_code(code or 0)
        except phonenumbers.NumberParseException:
            continue
    if BRITISH_POSTCODE.search(prompt.clean):
        return "GB"
    if place := _by_place(prompt):
        return place
    if found := _by_currency(prompt):
        return found
    by_language: str | None = data("regions")["languages"].get(language.split("-")[0])
    if by_language:
        return by_language
    if AMERICAN.search(prompt.clean):
        return "US"
    # English with numbers that begin with a zero: American ones do not.
    if language.startswith("en") and LEADING_ZERO.search(prompt.clean):
        return "GB"
    return None


def _by_place(prompt: Prompt) -> str | None:
    for place, country in _unspaced():
        if place in prompt.clean:
            return country
    small = prompt.clean.islower()
    for hit in _countries().find(prompt.words):
        text = prompt.clean[hit.start : hit.end]
        written_small = text.islower() and text.isascii()
        if not written_small or (small and hit.phrase not in SHY and len(text) > 3):
            return hit.value
    return None


def _by_currency(prompt: Prompt) -> str | None:
    signs: dict[str, str] = data("regions")["signs"]
    text = prompt.clean.lower()
    for sign, country in signs.items():
        beside = rf"(?:\d\s?{re.escape(sign)}(?!\w)|(?<!\w){re.escape(sign)}\s?\d)"
        if re.search(beside, text):
            return country
    return None
