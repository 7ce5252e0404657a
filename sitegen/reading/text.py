"""The prompt as data: cleaned, folded to the same length, and cut into words that know where they stand."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Generic, TypeVar

DATA = Path(__file__).resolve().parent / "data"
LONGEST_PHRASE = 6

# Punctuation of other scripts, as our readers expect it.
FULL_WIDTH = {
    "。": ". ",
    "，": ", ",
    "、": ", ",
    "；": "; ",
    "：": ": ",
    "،": ",",
    "।": ".",
    "؛": ";",
    "！": "! ",
    "？": "? ",
}
UNFOLDED = {"ı": "i", "ł": "l", "ø": "o", "đ": "d"}
SCRIPTS = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|$)|<(iframe|object|svg)\b.*?</\2\s*>", re.IGNORECASE | re.DOTALL
)
TAGS = re.compile(r"</?[a-z!][^<>]{0,400}>|[<>]", re.IGNORECASE)
BRACES = re.compile(r"\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|\$\{.{0,200}?\}", re.DOTALL)
# “[label](address)”: the label is text, the address is not.
MARKDOWN_LINK = re.compile(r"!?\[([^\[\]\n]{0,200})\]\([^()\n]{0,300}(?:\([^()]*\)[^()\n]*)*\)")
SCRIPT_ADDRESS = re.compile(r"\b(?:javascript|vbscript|data:text)\s*:\S*", re.IGNORECASE)
SQL = re.compile(
    r"['\")\s]*;?\s*\b(?:DROP\s+(?:TABLE|DATABASE)|DELETE\s+FROM|INSERT\s+INTO|SELECT\s+\*\s+FROM|"
    r"UNION\s+SELECT)\b"
    r"[^;\n]{0,80};?(?:\s*--)?",
    re.IGNORECASE,
)
# Vowel signs of Indic, Arabic and Thai writing belong to the word, though they are no letters.
SIGNS = r"\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
WORD = re.compile(rf"(?:[^\W_]|[{SIGNS}])+|&|\+")
# What may stand between the words of one phrase.
JOINING = re.compile(r"[\s\-‐‑'’´`./]*\Z")

V = TypeVar("V")


@dataclass(frozen=True)
class Word:
    """A run of letters or digits: ``text`` as written, ``folded`` in lower case without accents."""

    start: int
    end: int
    text: str
    folded: str
    breaks: bool


@dataclass(frozen=True)
class Hit(Generic[V]):
    """A phrase of a vocabulary found at ``start``–``end`` of the clean text."""

    start: int
    end: int
    first: int
    phrase: str
    value: V


@dataclass
class Prompt:
    """The prompt while it is read: ``clean`` text, its ``folded`` twin of equal length, and what was used
    of it.
    """

    clean: str
    folded: str
    words: list[Word]
    taken: list[tuple[int, int]] = field(default_factory=list)

    def take(self, start: int, end: int) -> None:
        self.taken.append((start, end))

    def blank(self, start: int, end: int) -> None:
        """Forget what stands at ``start``–``end``; everything else keeps its place."""
        gap = "\n" + " " * (end - start - 1)
        self.clean = self.clean[:start] + gap + self.clean[end:]
        self.folded = self.folded[:start] + gap + self.folded[end:]
        self.words = cut(self.clean, self.folded)

    def is_taken(self, start: int, end: int) -> bool:
        return any(start < stop and end > begin for begin, stop in self.taken)


def read_text(prompt: str) -> Prompt:
    """Clean and cut ``prompt``; any Unicode is welcome."""
    clean = clean_text(prompt)
    folded = fold(clean)
    return Prompt(clean=clean, folded=folded, words=cut(clean, folded))


def clean_text(prompt: str) -> str:
    """Plain text: markup, template braces and control characters become spaces; lines and words stay."""
    text = unicodedata.normalize("NFC", prompt[:20_000])
    text = SCRIPTS.sub(" ", html.unescape(text))
    text = MARKDOWN_LINK.sub(r"\1", BRACES.sub(" ", TAGS.sub(" ", text)))
    text = SQL.sub(". ", SCRIPT_ADDRESS.sub(" ", text))
    text = re.sub(r"[。，、；：،।؛！？]", lambda match: FULL_WIDTH[match.group()], text)
    text = text.replace("\r\n", "\n").replace("\t", " ")
    text = "".join(c if c == "\n" or unicodedata.category(c)[0] != "C" else " " for c in text)
    return re.sub(r"[^\S\n]+", " ", text).strip()


def fold(text: str) -> str:
    """Lower case without accents, one character for each of ``text``."""
    return "".join(_fold_character(character) for character in text)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in "’‘´`":
        return "'"
    # Syllables of Korean and Japanese would fall apart into their first letters.
    if "\u3040" <= character <= "\u30ff" or "\uac00" <= character <= "\ud7af":
        return character
    base = unicodedata.normalize("NFKD", character)[:1].lower()
    base = UNFOLDED.get(base, base)
    return base if len(base) == 1 else character


def word_before(clean: str, at: int) -> str:
    """The folded word that ends before ``at``, with its punctuation; empty at the beginning."""
    words = fold(clean[max(0, at - 60) : at]).split()
    return words[-1] if words else ""


def cut(clean: str, folded: str) -> list[Word]:
    words: list[Word] = []
    end = 0
    for match in WORD.finditer(clean):
        start = match.start()
        breaks = not words or not JOINING.match(clean[end:start]) or ". " in clean[end:start]
        breaks = breaks or "\n" in clean[end:start] or " - " in clean[end:start]
        words.append(Word(start, match.end(), match.group(), folded[start : match.end()], breaks))
        end = match.end()
    return words


COMPLEMENT = re.compile(r"(?<=\s)(?:for|about)\s+[^,.;:\n!?()–—]+")
# “an app that finds dog friendly cafés” is no café.
DOES = re.compile(
    r"\b(?:app|tool|platform|software|plugin|extension|game|api)\s(?:that|which|where)(\s[^,.;:\n!?()–—]+)"
)
NOTHING_SAID = frozenset(
    {"something", "anything", "one", "it", "looking", "is", "are", "open", "page", "thing"}
)


def complements(prompt: Prompt) -> list[tuple[int, int]]:
    """Where it is said for whom or about what something is: “heat pumps | for old houses”.

    Not what follows the website itself: “a site for a bakery” says what it is.
    """
    plain = word_set("website") | word_set("request") | word_set("stop") | NOTHING_SAID | {"shop", "store"}
    found = [match.span(1) for match in DOES.finditer(prompt.folded)]
    return found + [
        match.span()
        for match in COMPLEMENT.finditer(prompt.folded)
        if word_before(prompt.clean, match.start()).strip("\"'”’()") not in plain
        and not re.search(r"[,.;:–—-]\s*$", prompt.clean[: match.start()])
    ]


# “in his garage”, “from our kitchen”: where somebody does it, and not what they do.
AT_HOME = re.compile(
    r"\b(?:in|from|at|out of) (?:(?:his|her|their) [a-z]+|(?:my|our) (?:garage|kitchen|shed|barn|basement|"
    r"attic|house|home|living room|spare room|van|backyard))\b"
)


def at_home(prompt: Prompt) -> list[tuple[int, int]]:
    """Where the prompt says in which room somebody works."""
    return [match.span() for match in AT_HOME.finditer(prompt.folded)]


def phrase_key(text: str) -> str:
    """A vocabulary phrase as its words joined by single spaces."""
    return " ".join(WORD.findall(fold(text)))


class Vocabulary(Generic[V]):
    """Phrases of one to six words; a plural “s” or “es” at the end is forgiven."""

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self.phrases: dict[str, V] = {}
        for phrase, value in entries:
            key = phrase_key(phrase)
            self.phrases.setdefault(key, value)
            if "ss" in key:
                self.phrases.setdefault(key.replace("ss", "ß"), value)

    def __contains__(self, phrase: str) -> bool:
        return self.get(phrase_key(phrase)) is not None

    def get(self, key: str) -> V | None:
        found = self.phrases.get(key)
        if found is None and len(key) > 3 and key.endswith("s"):
            found = self.phrases.get(key[:-1])
            if found is None and key.endswith("es"):
                found = self.phrases.get(key[:-2])
        return found

    def find(self, words: list[Word]) -> list[Hit[V]]:
        """Longest phrases first come, from left to right, without overlaps."""
        hits: list[Hit[V]] = []
        at = 0
        while at < len(words):
            hit = self._longest(words, at)
            if hit is None:
                at += 1
                continue
            hits.append(hit)
            at += hit.phrase.count(" ") + 1
        return hits

    def _longest(self, words: list[Word], at: int) -> Hit[V] | None:
        best = None
        key = ""
        for stop in range(at, min(at + LONGEST_PHRASE, len(words))):
            if stop > at and words[stop].breaks:
                break
            key = f"{key} {words[stop].folded}" if key else words[stop].folded
            value = self.get(key)
            if value is not None:
                best = Hit(words[at].start, words[stop].end, at, key, value)
        return best


@lru_cache(maxsize=16)
def data(name: str) -> dict[str, Any]:
    """A vocabulary file of ``reading/data``, read once a process."""
    loaded: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def listed(text: str | Iterable[str]) -> list[str]:
    """The entries of a comma-separated list, or of several."""
    lines = [text] if isinstance(text, str) else list(text)
    return [entry.strip() for line in lines for entry in line.split(",") if entry.strip()]


def vocabulary_of(groups: Mapping[str, str]) -> Vocabulary[str]:
    """Phrase → group name, for a mapping of group name to comma-separated phrases."""
    return Vocabulary((phrase, name) for name, phrases in groups.items() for phrase in listed(phrases))


@lru_cache(maxsize=32)
def word_set(name: str) -> frozenset[str]:
    """The folded entries of one list of ``words.json``."""
    return frozenset(fold(entry) for entry in listed(data("words")[name]))


def tidy(text: str) -> str:
    """One line, single spaces, no punctuation at the ends."""
    return re.sub(r"\s+", " ", text).strip(" \n,;:.-–—·|")


@lru_cache(maxsize=8)
def capitals_tell(clean: str) -> bool:
    """Whether capitals mean something here: not when every word, or no word, has one."""
    tokens = clean[:2000].split()
    words = [token for before, token in pairwise(tokens) if token[0].isalpha() and before[-1] not in ".!?:"]
    capitals = sum(1 for token in words if token[0].isupper())
    return 0 < capitals < 0.75 * len(words) or (len(words) < 6 and capitals > 0)
