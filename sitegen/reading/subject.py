"""What it is, as a short noun phrase, and for whom."""

from __future__ import annotations

import re

from sitegen.reading.kinds import kind_phrases
from sitegen.reading.text import Prompt, Word, data, fold, tidy, vocabulary_of, word_set

FILLER = {
    "nice", "beautiful", "great", "good", "cool", "stunning", "new", "small", "little", "local", "awesome", "amazing",
    "website", "web", "site", "page", "landing", "online", "called", "named", "full", "complete", "responsive", "multi",
    "best", "top", "own", "personal", "sitio", "pagina", "webseite", "seite", "one", "single", "perfect", "tiny", "big",
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
}
KIND_LABELS = {
    "e", "commerce", "ecommerce", "saas", "app", "portfolio", "blog", "shop", "store", "website", "luxury", "one", "pager",
    "startup", "landing", "webshop", "onlineshop", "tienda", "boutique",
}  # fmt: skip
SHOPS = {"en": "shop", "es": "tienda de", "fr": "boutique de", "de": "Laden für"}
AUDIENCE = re.compile(
    r"\b(?:for|aimed at|targeting|targeted at|designed for|geared towards?|tailored to|serving|für|para|pour|per)\s+"
    r"((?!a |an |the |our |my |me |us |free |sale|rent|more|it|this|that|all |your|example|every|ein|eine|un |una |une |el |la |le )"
    r"[^\W\d_][\w'’-]*(?:\s(?!with|in|and we|based|called|named|who|that|on|by|including|from|featuring|using|at|offering|mit|con|avec|en)[\w'’&-]+){0,4})",
    re.IGNORECASE,
)
SERVED = re.compile(
    r"\b(?:teach(?:es|ing)?|help(?:s|ing)?|support(?:s|ing)?|empower(?:s|ing)?|train(?:s|ing)?)\s+"
    r"(?:[\w-]+\s){1,4}?(?:to|for)\s+((?!a |the |find|get|learn|grow|build)[a-z][\w'-]*(?:\s(?!with|in|and|who|that|on|by)[a-z][\w'-]*){0,2})",
    re.IGNORECASE,
)
HELPED = re.compile(
    r"\b(?:helps|helping|supports|supporting|empowers|empowering)\s+((?!you|us|me|people\b)[a-z][\w'-]*(?:\s(?!to|with|in|find|get|learn|and|by|save)[a-z][\w'-]*){0,3})",
    re.IGNORECASE,
)


def find_subject(prompt: Prompt, *, kind: str, language: str, name_span: tuple[int, int] | None) -> str:
    """A noun phrase of at most five words in the prompt's language (“ramen restaurant”, “estudio de yoga”)."""
    candidates = [
        phrase
        for start, end, _ in kind_phrases(prompt)
        if not _inside(start, name_span) and (phrase := _around(prompt, start, end, language))
    ]
    best = max(candidates, key=_weight, default="")
    if best:
        return _finish(_small(best, prompt, language), kind, language)
    subjects = data("words")["subjects"]
    return str(subjects.get(language, subjects["en"])[kind])


def _small(phrase: str, prompt: Prompt, language: str) -> str:
    """The phrase without the capital that it only has at the beginning of a sentence."""
    first = phrase.split()[0]
    if (
        language == "de"
        or not first[1:].islower()
        or len(phrase.split()) > 1
        and phrase.split()[1][:1].isupper()
    ):
        return phrase.lower() if prompt.clean.isupper() else phrase
    return phrase[:1].lower() + phrase[1:]


def find_audience(prompt: Prompt, *, name: str, subject: str) -> tuple[str, int, int] | None:
    """Whom it is for (“small teams”, “beginners”, “refugees”), and where that stands."""
    for pattern in (SERVED, HELPED, AUDIENCE):
        for match in pattern.finditer(prompt.clean):
            text = tidy(match.group(1))
            if pattern is AUDIENCE and (
                text[:1].isupper() and not text.isupper() and text.split()[0] in name
            ):
                continue
            first = fold(text.split()[0])
            if first in word_set("website") or first in word_set("request") or text[:1].isdigit():
                continue
            if (
                fold(text) in fold(subject)
                or fold(subject) in fold(text)
                or text in name
                or name.startswith(text)
            ):
                continue
            if _head_is_entity(text) or prompt.is_taken(*match.span(1)):
                continue
            return text, match.start(1), match.end(1)
    return None


def topics_of(prompt: Prompt, name_span: tuple[int, int] | None) -> tuple[str, ...]:
    """Content words of the prompt in its order, in lower case as written, each once."""
    skipped = word_set("stop") | word_set("request") | word_set("website") | FILLER
    words = [
        word.text.lower()
        for word in prompt.words
        if len(word.text) > 2
        and not word.text.isdigit()
        and word.folded not in skipped
        and not _inside(word.start, name_span)
    ]
    return tuple(dict.fromkeys(words))[:40]


def _around(prompt: Prompt, start: int, end: int, language: str) -> str:
    """The kind word at ``start``–``end`` with the words before it that describe it, and an entity after it."""
    words = prompt.words
    first = next(number for number, word in enumerate(words) if word.start >= start)
    last = next(number for number, word in enumerate(words) if word.end >= end)
    while first > 0 and last - first < 4 and not words[first].breaks and _describes(words[first - 1]):
        if language in {"es", "fr", "it", "pt"}:
            break
        first -= 1
    following = words[last + 1 : last + 3]
    for offset, word in enumerate(following):
        if word.breaks:
            break
        if word.folded in word_set("entities") and word.folded not in {"for", "website"}:
            last += offset + 1
            break
        if word.folded in word_set("website") or word.folded in word_set("stop"):
            break
    text = prompt.clean[words[first].start : words[last].end]
    if language in {"es", "fr", "it", "pt"}:
        text = _with_complement(prompt, last, text)
    return tidy(text.replace("\n", " "))


def _with_complement(prompt: Prompt, last: int, text: str) -> str:
    """“estudio” → “estudio de yoga”: Romance languages describe behind the noun."""
    following = prompt.words[last + 1 : last + 3]
    if len(following) == 2 and following[0].folded in {"de", "d", "di", "du"} and not following[1].breaks:
        return prompt.clean[prompt.words[last].end - len(text) : following[1].end]
    before = prompt.clean[: prompt.words[last].end - len(text)]
    match = re.search(r"([^\W\d_]{3,}) (?:de|di|du|d['’]) ?$", before)
    if match and fold(match.group(1)) in word_set("entities"):
        return before[match.start() :] + text
    return text


def _describes(word: Word) -> bool:
    if word.folded in word_set("stop") or word.folded in word_set("request") or word.folded in FILLER:
        return False
    if word.folded in VERBS or not word.text.isalpha():
        return False
    return word.folded not in _moods()


def _moods() -> frozenset[str]:
    moods = vocabulary_of(data("wishes")["moods"]).phrases
    return frozenset(
        phrase for phrase in moods if phrase not in {"vintage", "organic", "natural", "handmade", "artisan"}
    )


def _weight(phrase: str) -> tuple[int, int, int]:
    words = fold(phrase).split()
    return (
        int(_head_is_entity(phrase)),
        int(not set(re.findall(r"\w+", fold(phrase))) <= KIND_LABELS),
        min(len(words), 3),
    )


def _head_is_entity(phrase: str) -> bool:
    words = fold(phrase).split()
    heads = {words[-1], words[0]} if words else set()
    singular = {head.removesuffix("s") for head in heads}
    return bool((heads | singular) & word_set("entities"))


def _finish(phrase: str, kind: str, language: str) -> str:
    """A phrase without labels of the trade (“SaaS”, “e-commerce”), with a head that can stand in a sentence."""
    bare = re.sub(r"\b(?:e-?commerce|saas|website|web site)\b", "", phrase, flags=re.IGNORECASE)
    bare = tidy(re.sub(r"\s+", " ", bare))
    subjects = data("words")["subjects"]
    default = str(subjects.get(language, subjects["en"])[kind])
    if not bare or set(re.findall(r"\w+", fold(bare))) <= KIND_LABELS - {
        "shop",
        "store",
        "boutique",
        "blog",
        "app",
    }:
        return default
    if _head_is_entity(bare) or language not in SHOPS:
        return bare if bare.isupper() is False else bare.lower()
    if kind == "ecommerce":
        shop = SHOPS[language]
        return f"{bare} {shop}" if language == "en" else f"{shop} {bare}"
    if language == "en" and len(bare.split()) == 1 and " " in default:
        return f"{bare} {default.split()[-1]}" if fold(bare) not in fold(default) else default
    return bare


def _inside(start: int, span: tuple[int, int] | None) -> bool:
    return span is not None and span[0] <= start < span[1]
