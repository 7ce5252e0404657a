"""What agents say: English sentences with named places, put into the reader's language by somebody else.

Agents know no Django. ``Saying.text`` is looked up in the catalog of translations as it stands, so every
sentence is a literal in a call of ``say``, ``say_counted`` or ``word``, where ``make texts`` finds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Saying:
    """A whole sentence, or a word of a table, whose ``context`` tells translators which.

    ``values`` are what stands in its places, ``%(name)s``; with a ``plural`` it is chosen by ``count``, which
    has a place of that name.
    """

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
    plural: str = ""
    count: int = 0
    context: str = ""

    def __str__(self) -> str:
        return spoken(self, ENGLISH)


@dataclass(frozen=True)
class Listed:
    """“a, b and c”; above ``most`` the rest is counted."""

    items: Sequence[Saying | str]
    most: int = 4


@dataclass(frozen=True)
class Sentences:
    """Several sentences, one after the other."""

    sayings: Sequence[Saying]

    def __str__(self) -> str:
        return spoken(self, ENGLISH)


Words = Saying | Sentences | str
"""What an agent may say; a text of its own is told as it is."""
Value = Saying | Listed | str | int


class Tongue(Protocol):
    """A language that sayings can be put into."""

    def pattern(self, saying: Saying) -> str:
        """The sentence with its places still open."""

    def joined(self, items: Sequence[str]) -> str:
        """“a, b and c”."""


def say(text: str, **values: Value) -> Saying:
    """A sentence."""
    return Saying(text, values)


def say_counted(one: str, many: str, count: int, **values: Value) -> Saying:
    """A sentence about ``%(count)s`` things."""
    return Saying(one, values, plural=many, count=count)


def word(context: str, text: str) -> Saying:
    """A word or phrase of a table."""
    return Saying(text, context=context)


def spoken(words: Words | Listed, tongue: Tongue) -> str:
    """The words in a language."""
    if isinstance(words, str):
        return words
    if isinstance(words, Sentences):
        return " ".join(spoken(saying, tongue) for saying in words.sayings)
    if isinstance(words, Listed):
        return _list(words, tongue)
    # As gettext does: without values a per cent sign is one.
    places = {**words.values, "count": words.count} if words.plural else words.values
    pattern = tongue.pattern(words)
    return pattern % {name: _value(value, tongue) for name, value in places.items()} if places else pattern


def _value(value: Value, tongue: Tongue) -> str:
    return str(value) if isinstance(value, int) else spoken(value, tongue)


def _list(listed: Listed, tongue: Tongue) -> str:
    shown = [spoken(item, tongue) for item in listed.items[: listed.most]]
    more = len(listed.items) - len(shown)
    if more:
        shown.append(spoken(say_counted("%(count)s more", "%(count)s more", more), tongue))
    return tongue.joined(shown)


class _English:
    """The sayings as they are written."""

    def pattern(self, saying: Saying) -> str:
        return saying.plural if saying.plural and saying.count != 1 else saying.text

    def joined(self, items: Sequence[str]) -> str:
        return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


ENGLISH: Tongue = _English()
