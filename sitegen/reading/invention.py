"""Names for businesses whose prompt gives none: fitting, and never the same for all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from sitegen.reading.text import data, fold, listed


def invent_name(*, prompt: str, subject: str, kind: str, moods: tuple[str, ...], language: str) -> str:
    """A fitting name for a business that has none yet; the same prompt gets the same name."""
    pool = data("names")
    pick = _chooser(prompt)
    if kind in {"saas", "app", "startup"}:
        return pick(listed(pool["coined"]), "coined")
    mood = next((mood for mood in moods if mood in pool["words"]), "any")
    word = pick(listed(pool["words"][mood]), "word")
    noun = _own_noun(subject, language) or pick(listed(pool["nouns"].get(kind, "")) or ["Studio"], "noun")
    if language not in pool["patterns"]:
        return word
    if noun.startswith("&"):
        return word if "&" in word else f"{word} {noun}"
    return str(pool["patterns"][language]).format(word=word, noun=noun)


def _own_noun(subject: str, language: str) -> str | None:
    """The last word of the subject, if it can stand in a name (“Juniper Bakery”)."""
    words = subject.split()
    if not words:
        return None
    noun = words[-1] if language in {"en", "de"} else words[0]
    if fold(noun) not in listed(data("names")["own_nouns"]):
        return None
    return noun[:1].upper() + noun[1:]


def _chooser(prompt: str) -> Callable[[list[str], str], str]:
    digest = hashlib.sha256(prompt.encode()).digest()

    def pick(options: list[str], purpose: str) -> str:
        at = int.from_bytes(hashlib.sha256(digest + purpose.encode()).digest()[:4], "big")
        return options[at % len(options)]

    return pick
