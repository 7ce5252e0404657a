"""Which capitalised words are no names: trades, places, months, acronyms, the talk of requests."""

from __future__ import annotations

import re
from functools import lru_cache

from sitegen.reading.facts import PRICE
from sitegen.reading.kinds import has_kind_word
from sitegen.reading.language import SPOKEN
from sitegen.reading.places import AMERICAN, is_place
from sitegen.reading.text import data, fold, listed, phrase_key, word_set

ACRONYMS = {
    "saas", "ai", "faq", "faqs", "cta", "seo", "crm", "ui", "ux", "api", "b2b", "b2c", "pdf", "usa", "uk",
    "us", "eu",
    "nyc", "diy", "it", "hr", "pr", "tv", "cv", "dj", "mvp", "html", "css", "i", "i'm", "ngo", "gp",
    "vat", "usp", "rsvp",
    "email", "e-mail", "phone", "tel", "pages", "services", "english", "website", "ok", "okay", "hi",
    "hello", "url",
}  # fmt: skip
# What stands before a place, in the languages of the prompts.
PREPOSITIONS = {
    "in", "near", "at", "from", "en", "around", "to", "a", "à", "w", "we", "v", "ve", "i", "la", "din", "na",
    "no", "em", "nel", "te", "pa", "på", "bei", "aus", "в", "у", "во", "στην", "στη", "στο", "σε",
}  # fmt: skip
# Words of commands and notices that are often written in capitals.
SHOUTED = {
    "drop", "table", "select", "insert", "delete", "update", "users", "user", "null", "true", "false", "test",
    "urgent", "asap", "important", "note", "new", "free", "sale", "now", "only", "must", "all", "not", "no",
    "best", "big", "open", "closed", "today", "soon", "todo", "hello", "lorem", "ipsum", "admin", "system",
}  # fmt: skip


# Names of places have no cases here.
UNINFLECTED = frozenset({"it", "pt", "nl"})


def is_vocabulary(name: str) -> bool:
    """Whether a name is made of nothing but the words of requests and trades (“Small Business Website”)."""
    known = word_set("stop") | word_set("request") | word_set("website") | word_set("entities")
    words = [fold(word) for word in name.split()]
    return words[0] in word_set("request") or all(word in known or has_kind_word(word) for word in words)


def is_ordinary(name: str, language: str) -> bool:
    """Whether a capitalised run is a place, a month, a language, an acronym or (in German) just nouns."""
    words = [fold(word) for word in name.split()]
    if is_place(name) or all(word in ACRONYMS or word in _calendar() or not word.isalpha() for word in words):
        return True
    if len(words) == 1 and (words[0] in word_set("entities") or has_kind_word(words[0])):
        return True
    if AMERICAN.fullmatch(name):
        return True
    if not words[0].isalpha() and is_place(" ".join(words[1:])):
        return True
    if is_shouted(name) or PRICE.search(name):
        return True
    if (language not in SPOKEN and language not in UNINFLECTED) or language == "de":
        # Endings of cases hide a place: “w Krakowie”, “Helsingissä”.
        return len(words) == 1 and not re.search(r"[a-z][A-Z]|\d", name)
    return all(word in word_set("request") | word_set("stop") for word in words)


def is_shouted(name: str) -> bool:
    """Whether a run in capitals has an ordinary word in it: “DROP TABLE”, but not “BIKE LAB”."""
    return name.isupper() and len(name) > 3 and any(fold(word) in SHOUTED for word in name.split())


@lru_cache(maxsize=1)
def _calendar() -> frozenset[str]:
    words = data("words")
    groups = [*words["months"].values(), *words["days"].values(), *words["languages"].values()]
    return frozenset(fold(entry) for group in groups for entry in listed(group))


def is_calendar_word(text: str) -> bool:
    """Whether ``text`` is a month, a day or a language."""
    return phrase_key(text) in _calendar()
