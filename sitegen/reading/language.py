"""In which language the site is to be written."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from sitegen.reading.regions import country_of
from sitegen.reading.text import Prompt, Vocabulary, data, fold, listed, vocabulary_of

SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)
# Letters that speak for a language where no function word does; names of places and people have them too.
LETTERS = {
    "de": frozenset("ßäöü"), "es": frozenset("ñ¿¡íóú"), "fr": frozenset("çêèàùœé"), "pt": frozenset("ãõçíóú"),
    "pl": frozenset("ąęłńśźż"), "sv": frozenset("åäö"), "da": frozenset("æøå"), "nb": frozenset("æøå"),
    "fi": frozenset("äö"), "cs": frozenset("ěřůžčšýá"), "tr": frozenset("ğışİ"), "ro": frozenset("șțăşţ"),
    "hu": frozenset("őű"),
}  # fmt: skip
# German trades are one word: “Immobilienmakler”, “Hundeschule”, “Malerbetrieb”.
COMPOUND = re.compile(
    r"\w{5,}(?:makler|schule|praxis|kanzlei|laden|betrieb|meister|handwerk|studio|berater|beratung|"
    r"backerei|pension|erin|"
    r"werkstatt|vermietung|wohnung|reinigung|pflege|technik|dienst|bau|haus|hof|verein|betreuung|ung)(?:in)?"
)
# Languages whose sites have words of their own, and whose nouns the vocabularies know.
SPOKEN = frozenset({"en", "es", "fr", "de"})
UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
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
        # One sign in ten is enough: no other language has them, and nouns are written in Chinese signs.
        if hits and hits >= (0.1 if code == "ja" else 0.3) * len(letters):
            return _of_script(code, prompt.clean)
    scores = _scores(prompt)
    best = max(scores.values(), default=0)
    if best == 0:
        # “Hundepension Waldpfote, 24 Plätze, Übernachtung 28 €”: nouns alone.
        found = Counter(prompt.clean.lower())
        counts = {code: sum(found[letter] for letter in own) for code, own in LETTERS.items()}
        return "de" if counts["de"] > 1 and counts["de"] == max(counts.values()) else "en"
    if scores["en"] >= best:
        return "en"
    return max(scores, key=lambda code: scores[code])


def _scores(prompt: Prompt) -> dict[str, float]:
    """A point for each function word, half a point for one that several languages share; letters only from
    words that are no names.
    """
    # The “s” of “children's” is no Czech preposition.
    words = [word for word in prompt.words if prompt.folded[word.start - 1 : word.end] != "'s"]
    present = {word.folded for word in words}
    plain = {word.folded for word in words if word.breaks or not word.text.istitle()}
    shared = _shared()
    scores: dict[str, float] = {}
    for code, text in data("words")["function_words"].items():
        # “Tacos El Güero”: a capital inside a sentence is that of a name, but in German.
        known = _folded(text) & (present if code == "de" else plain)
        scores[code] = sum(0.5 if word in shared else 1.0 for word in known)
    small = "".join(word.text for word in prompt.words if word.text.islower())
    for code, letters in LETTERS.items():
        scores[code] += 0.5 * len(letters.intersection(small))
    # “desde” and “de” are Spanish and Portuguese; Sevilla is not in Portugal.
    for word in prompt.words:
        country = country_of(word.text) if word.text.istitle() else None
        for code, home in data("regions")["languages"].items():
            if home == country and scores.get(code):
                scores[code] += 0.6
    scores["de"] += sum(1.0 for word in prompt.words if COMPOUND.fullmatch(word.folded))
    return scores


@lru_cache(maxsize=1)
def _shared() -> frozenset[str]:
    counts = Counter(word for text in data("words")["function_words"].values() for word in _folded(text))
    return frozenset(word for word, count in counts.items() if count > 1)


@lru_cache(maxsize=16)
def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(entry) for entry in listed(text))


def _of_script(code: str, text: str) -> str:
    """The language of a script that several languages write."""
    if code == "ru":
        return "uk" if UKRAINIAN.search(text) else "ru"
    if code != "ar":
        return code
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
