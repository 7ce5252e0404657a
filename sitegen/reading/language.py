"""In which language the site is to be written."""

from __future__ import annotations

import re
from functools import lru_cache

from sitegen.reading.text import Prompt, Vocabulary, data, listed, vocabulary_of

SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)
# Letters that speak for a language where no function word does; names of places and people have them too.
LETTERS = {"de": frozenset("ßäöü"), "es": frozenset("ñ¿¡"), "fr": frozenset("çêèàù"), "pt": frozenset("ãõ")}
PERSIAN, URDU = re.compile(r"[پچژگ]"), re.compile(r"[ٹڈڑےں]")
PREPOSITIONS = {"in", "auf", "en", "language", "sprache", "idioma", "langue", "lang", "lingua", "em", "op"}
# “in Spanish style”, “in French cuisine”: a manner, not the site's language.
MANNERS = {
    "style", "cuisine", "food", "village", "literature", "class", "classes", "history", "cooking",
    "lessons", "courses", "fashion", "music", "art", "law", "wine", "tradition", "countryside",
}  # fmt: skip
CODE = re.compile(r"\b(?:lang(?:uage)?|sprache|idioma|langue|locale)\s*[:=]\s*([a-z]{2})\b")


@lru_cache(maxsize=1)
def _names() -> Vocabulary[str]:
    return vocabulary_of(data("words")["languages"])


def site_language(prompt: Prompt) -> str:
    """An ISO 639-1 code: what the prompt asks for, else the language that it is written in."""
    return _asked(prompt) or written_language(prompt)


def written_language(prompt: Prompt) -> str:
    """The prompt's own language, by script and then by its function words; English if nothing speaks."""
    letters = [character for character in prompt.clean if character.isalpha()]
    for code, pattern in SCRIPTS:
        hits = len(pattern.findall(prompt.clean))
        if hits and hits >= 0.3 * len(letters):
            return _arabic_script(prompt.clean) if code == "ar" else code
    scores: dict[str, float] = {}
    present = {word.folded for word in prompt.words}
    for code, text in data("words")["function_words"].items():
        scores[code] = len(present.intersection(_folded(text)))
    for code, letters_of in LETTERS.items():
        scores[code] += 0.5 * len(letters_of.intersection(prompt.clean.lower()))
    best = max(scores.values(), default=0)
    if best == 0 or scores["en"] == best:
        return "en"
    return max(scores, key=lambda code: scores[code])


@lru_cache(maxsize=16)
def _folded(text: str) -> frozenset[str]:
    return frozenset(listed(text))


def _arabic_script(text: str) -> str:
    if URDU.search(text):
        return "ur"
    return "fa" if PERSIAN.search(text) else "ar"


def _asked(prompt: Prompt) -> str | None:
    if match := CODE.search(prompt.folded):
        prompt.take(*match.span())
        return match.group(1)
    for hit in _names().find(prompt.words):
        before = prompt.words[hit.first - 1].folded if hit.first else ""
        following = hit.first + hit.phrase.count(" ") + 1
        after = prompt.words[following].folded if following < len(prompt.words) else ""
        if (before in PREPOSITIONS and after not in MANNERS) or after in {"language", "version"}:
            prompt.take(prompt.words[hit.first - 1].start if hit.first else hit.start, hit.end)
            return hit.value
    return None
