"""Noun phrases of a prompt: how far they reach, how much they say, and how they are printed."""

from __future__ import annotations

import re

from sitegen.reading.kinds import has_kind_word
from sitegen.reading.places import is_place
from sitegen.reading.text import Prompt, Word, data, fold, tidy, vocabulary_of, word_set

FILLER = {
    "nice", "beautiful", "great", "good", "cool", "stunning", "new", "small", "little", "local",
    "awesome", "amazing",
    "website", "web", "site", "page", "landing", "online", "called", "named", "full", "complete",
    "responsive", "multi",
    "best", "top", "own", "personal", "sitio", "pagina", "webseite", "seite", "one", "single", "perfect",
    "lil", "daughter", "daughters", "son", "sons", "sister", "sisters",
    "kleine", "kleiner", "kleines", "tiny", "big", "bin", "suis", "soy",
}  # fmt: skip
VERBS = {
    "is",
    "are",
    "was",
    "want",
    "need",
    "build",
    "create",
    "make",
    "design",
    "teach",
    "sell",
    "have",
    "has",
    "doing",
    "does",
    "shooting",
    "give",
    "hold",
    "keep",
    "offer",
    "making",
    "baking",
    "opening",
    "starting",
    "run",
    "running",
    "own",
}
KIND_LABELS = {
    "e", "commerce", "ecommerce", "saas", "app", "portfolio", "blog", "shop", "store", "website",
    "luxury", "one", "pager",
    "startup", "landing", "webshop", "onlineshop", "tienda", "boutique",
}  # fmt: skip
HEADS = {
    "trades": "company",
    "saas": "software",
    "app": "app",
    "consulting": "consultancy",
    "portfolio": "studio",
    "photography": "photographer",
    "restaurant": "restaurant",
}
# What people write for short, as a business is called.
CALLED = {
    "vets": "veterinary practice", "vet": "veterinary practice", "dentists": "dental practice",
    "gp": "GP practice",
    "ngo": "charity", "water ngo": "charity", "cv": "personal site", "plumbers": "plumbing company",
    "electricians": "electrical company", "solicitors": "law firm", "accountants": "accounting practice",
    "b2b software": "business software", "takeaway": "takeaway", "cleaners": "cleaning company",
    "florist": "florist", "book": "book", "memoir": "memoir",
}  # fmt: skip
SHOPS = {"en": "shop", "es": "tienda de", "fr": "boutique de", "de": "Laden für"}
DOING = {"who", "that", "which", "we", "i", "they", "he", "she", "to", "can", "will"}
HYPHENS = {"-", "\u2010", "\u2011"}


def without_capital(phrase: str, prompt: Prompt, language: str) -> str:
    """The phrase without the capital that it only has at the beginning of a sentence."""
    first = phrase.split()[0]
    if (
        language == "de"
        or not first[1:].islower()
        or (len(phrase.split()) > 1 and phrase.split()[1][:1].isupper())
    ):
        return phrase.lower() if prompt.clean.isupper() else phrase
    return phrase[:1].lower() + phrase[1:]


def phrase_around(
    prompt: Prompt, start: int, end: int, language: str, name_span: tuple[int, int] | None
) -> str:
    """The kind word at ``start``–``end`` with the words before it that describe it, and an entity after
    it.
    """
    words = prompt.words
    first = next(number for number, word in enumerate(words) if word.start >= start)
    last = next(number for number, word in enumerate(words) if word.end >= end)
    first, last = _unhyphened(prompt, first, -1), _unhyphened(prompt, last, 1)
    while first > 0 and last - first < 4 and not words[first].breaks and describes(words[first - 1]):
        if language in {"es", "fr", "it", "pt"} or is_inside(words[first - 1].start, name_span):
            break
        # “who bake cakes”, “my dad repairs radios”: what somebody does is no part of the thing.
        if first > 1 and not words[first - 1].breaks and words[first - 2].folded in DOING:
            break
        first = _unhyphened(prompt, first - 1, -1)
    following = words[last + 1 : last + 3]
    for offset, word in enumerate(following):
        if word.breaks:
            break
        if word.folded in word_set("entities") and word.folded not in {"for", "website"}:
            last += offset + 1
            # “mountain rescue team”: the head is the last of them.
            after = words[last + 1 : last + 2]
            if after and not after[0].breaks and after[0].folded in word_set("entities"):
                last += 1
            break
        if word.folded in word_set("website") or word.folded in word_set("stop"):
            break
    text = prompt.clean[words[first].start : words[last].end]
    if language in {"es", "fr", "it", "pt"}:
        text = _with_complement(prompt, last, text)
    return tidy(text.replace("\n", " "))


def _unhyphened(prompt: Prompt, at: int, step: int) -> int:
    """The first (``step`` -1) or last (1) word of the hyphened one at ``at``: “made-to-order”."""
    words = prompt.words
    while 0 <= at + step < len(words):
        left, right = sorted((at, at + step))
        if prompt.clean[words[left].end : words[right].start] not in HYPHENS:
            break
        at += step
    return at


def _with_complement(prompt: Prompt, last: int, text: str) -> str:
    """“estudio” → “estudio de yoga”: Romance languages describe behind the noun."""
    end = last
    # “taller de reparación de guitarras”, “fabricant de vélos-cargos”.
    while end < last + 4 and _goes_on(prompt, end):
        end = _unhyphened(prompt, end + 2, 1)
    after = prompt.words[end + 1].folded if end + 1 < len(prompt.words) else ""
    if end > last and after not in {"contre", "contra", "contro"}:
        return prompt.clean[prompt.words[last].end - len(text) : prompt.words[end].end]
    before = prompt.clean[: prompt.words[last].end - len(text)]
    match = re.search(r"([^\W\d_]{3,}) (?:de|di|du|d['’]) ?$", before)
    if match and fold(match.group(1)) in word_set("entities"):
        return before[match.start() :] + text
    return text


def _goes_on(prompt: Prompt, at: int) -> bool:
    """Whether “de” and a noun follow the word at ``at``."""
    following = prompt.words[at + 1 : at + 3]
    joins = len(following) == 2 and following[0].folded in {"de", "d", "di", "du"}
    noun = joins and following[1].folded not in word_set("stop") and not is_place(following[1].text)
    return noun and not any(word.breaks for word in following)


def describes(word: Word) -> bool:
    """Whether a word before a noun says more about it."""
    if word.folded in word_set("stop") or word.folded in word_set("request") or word.folded in FILLER:
        return False
    if (
        word.folded in VERBS
        or is_place(word.text)
        or word.folded in word_set("verbs")
        or not word.text.isalpha()
        or len(word.text) < 2
    ):
        return False
    return word.folded not in _moods()


def _moods() -> frozenset[str]:
    moods = vocabulary_of(data("wishes")["moods"]).phrases
    return frozenset(
        phrase for phrase in moods if phrase not in {"vintage", "organic", "natural", "handmade", "artisan"}
    )


def is_in_opening(prompt: Prompt, phrase: str) -> bool:
    """Whether the phrase stands in the first clause."""
    return phrase in re.split(r"[,;.\n]|\b(?:with|doing|mit|con|avec)\b", prompt.clean, maxsplit=1)[0]


def weight_of(phrase: str, prompt: Prompt) -> tuple[bool, bool, bool, int]:
    """What can stand in a sentence, early in the prompt, more than a label, and says more."""
    labels = set(re.findall(r"\w+", fold(phrase))) <= KIND_LABELS
    return not labels, head_is_entity(phrase), is_in_opening(prompt, phrase), min(len(phrase.split()), 3)


def head_is_entity(phrase: str) -> bool:
    """Whether a phrase names a firm, a place or somebody, and not only a matter."""
    words = fold(phrase).split()
    heads = {words[-1], words[0], " ".join(words)} if words else set()
    singular = {head.removesuffix("s") for head in heads}
    works = bool(words) and bool(re.search(r"(?:[^e]er|or|ist|ian|smith|wright)$", words[-1]))
    return bool((heads | singular) & word_set("entities")) or (works and has_kind_word(" ".join(words[-2:])))


def finished(phrase: str, kind: str, language: str) -> str:
    """A phrase without labels of the trade (“SaaS”, “e-commerce”), with a head that can stand in a
    sentence.
    """
    bare = re.sub(r"\b(?:e-?commerce|saas|website|web site)\b", "", phrase, flags=re.IGNORECASE)
    bare = tidy(re.sub(r"\s+", " ", re.sub(r"^(?:our|my) | of$", "", bare)))
    default = str(data("words")["subjects"][language][kind])
    if not bare or set(re.findall(r"\w+", fold(bare))) <= KIND_LABELS - {
        "shop",
        "store",
        "boutique",
        "blog",
        "app",
    }:
        return default
    if language == "en" and (named := CALLED.get(fold(bare))):
        return named
    if kind == "photography" and language == "en" and "photo" not in bare:
        return f"{bare.removesuffix('s')} photographer"
    if head_is_entity(bare) or language not in SHOPS:
        return bare if bare.isupper() is False else bare.lower()
    if kind == "ecommerce":
        shop = SHOPS[language]
        return f"{one_of(bare)} {shop}" if language == "en" else f"{shop} {bare}"
    if language == "en" and len(bare.split()) == 1 and fold(bare) not in fold(default):
        return f"{bare} {HEADS.get(kind, default.split()[-1])}"
    return bare


def one_of(goods: str) -> str:
    """“candles” → “candle”, as in “candle shop”; “ceramics” and “supplies” stay as they are."""
    return goods if re.search(r"(?:ss|ics|ies|oods|thes|ers)$", goods) else goods.removesuffix("s")


def is_inside(start: int, span: tuple[int, int] | None) -> bool:
    """Whether a place in the prompt is part of a span."""
    return span is not None and span[0] <= start < span[1]
