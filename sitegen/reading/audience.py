"""For whom it is, where the prompt says so."""

from __future__ import annotations

import re

from sitegen.reading.text import Prompt, fold, tidy, word_before, word_set

AUDIENCE = re.compile(
    r"(?<!call )\b(?:for|aimed at|targeting|targeted at|designed for|geared towards?|tailored to|für|"
    r"para|pour)\s+"
    r"((?!a |an |the |our |my |me |us |one |two |three |just |only |free |sale|rent|more|it|this|"
    r"that|all |your|example|every|ein|"
    r"eine|un |una |une |el |la |le )"
    r"[^\W\d_][\w'’-]*(?:\s(?!with|in|and we|and \w+ing\b|based|called|named|who|that|on|by|including|from|"
    r"featuring|using|at|offering|mit|con|avec|en|\d)[\w'’&-]+){0,4})",
    re.IGNORECASE,
)
SERVED = re.compile(
    r"\b(?:teach(?:es|ing)?|help(?:s|ing)?|support(?:s|ing)?|empower(?:s|ing)?|train(?:s|ing)?)\s+"
    r"(?:[\w-]+\s){1,4}?(?:to|for)\s+((?!a |the |find|get|learn|grow|build)[a-z][\w'-]*(?:\s(?!with|in|"
    r"and|who|that|on|by)[a-z][\w'-]*){0,2})",
    re.IGNORECASE,
)
HELPED = re.compile(
    r"\b(?:helps|helping|supports|supporting|empowers|empowering)\s+((?!you|us|me|"
    r"people\b)[a-z][\w'-]*(?:\s(?!to|with|in|find|get|learn|and|by|save)[a-z][\w'-]*){0,3})",
    re.IGNORECASE,
)
DOERS = re.compile(r"(?:[^aeo]ers|eers|ors|ists|ians|ants|ees|smiths|women|men|folk|owners|artists)$")


def find_audience(prompt: Prompt, *, name: str, subject: str) -> tuple[str, int, int] | None:
    """Whom it is for (“small teams”, “beginners”, “refugees”), and where that stands."""
    for pattern in (SERVED, HELPED, AUDIENCE):
        for match in pattern.finditer(prompt.clean):
            text = tidy(match.group(1))
            if pattern is AUDIENCE and (text[:1].isupper() or _is_the_site(prompt, match.start())):
                continue
            first = fold(text.split()[0])
            if first in word_set("website") or first in word_set("stop") or text[:1].isdigit():
                continue
            if (
                fold(text) in fold(subject)
                or fold(subject) in fold(text)
                or text in name
                or name.startswith(text)
            ):
                continue
            if prompt.is_taken(*match.span(1)):
                continue
            if pattern is AUDIENCE and match.group().startswith("for") and not _is_whom(text):
                continue
            return text, match.start(1), match.end(1)
    return None


def _is_whom(text: str) -> bool:
    """English: whether it is people, animals or organisations, not “pickup”, “patents” or “old houses”."""
    plain = re.split(r"\s(?:to|of|and|or|over|under|aged|from|between)\s", fold(text))[0]
    return any(
        word in word_set("people") or (DOERS.search(word) and word not in word_set("no_people"))
        for word in (plain.split()[-1], fold(text).split()[-1])
    )


def _is_the_site(prompt: Prompt, at: int) -> bool:
    """Whether “for” stands right after the website itself: “site for dentists” says what, not for whom."""
    return word_before(prompt.clean, at).strip(",.:") in word_set("website") | {
        "shop", "store", "online-shop", "onlineshop", "laden", "boutique", "tienda", "loja", "winkel",
        "negozio",
    }  # fmt: skip
