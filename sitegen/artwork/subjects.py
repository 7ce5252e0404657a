"""Which things and scenes belong to a business: found by the words of its brief in ``subjects.json``."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sitegen.artwork.things import THINGS
from sitegen.brief import Brief

FILE = Path(__file__).resolve().parent / "subjects.json"
WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
SHORT_DAYS = {"mar", "mer"}
# “Ramen” says more than “restaurant”.
GENERIC_SHARE = 0.6
# What else is on tables and shelves where there is food.
KITCHENWARE = {
    "bench", "book-open", "books-stack", "bouquet", "box", "candle", "card", "chocolate", "dumplings", "gift",
    "mug", "oil", "plant", "table", "tee", "tote", "vase",
}  # fmt: skip
ENOUGH = 4
# Where the business itself is named, and not only how it is or what else is on the page.
TOLD = ("subject", "offers")
WEIGHTS = {"subject": 6, "offers": 3, "topics": 2, "prompt": 1}


@dataclass(frozen=True)
class World:
    """``natural`` worlds (food) look wrong in cold colours; ``generic`` ones give way to a more exact one,
    and those of a ``manner`` (a school, a luxury) to what is taught or sold.

    One of the first ``openers`` scenes is the site's first picture.
    """

    id: str
    things: tuple[str, ...]
    scenes: tuple[str, ...]
    natural: bool
    generic: bool
    openers: int = 3
    manner: bool = False


@dataclass(frozen=True)
class Subject:
    """What pictures of a site may show, most fitting first."""

    worlds: tuple[World, ...]
    things: tuple[str, ...]
    scenes: tuple[str, ...]

    @property
    def natural(self) -> bool:
        return self.worlds[0].natural


def subject_of(brief: Brief) -> Subject:
    """The worlds that the brief's words point at, else those of its kind of site."""
    scores: dict[str, float] = {}
    meant: dict[str, set[str]] = {source: set() for source in WEIGHTS}
    for source, weight in WEIGHTS.items():
        for word in _words_of(brief, source):
            for world_id in worlds_for(word):
                share = GENERIC_SHARE if world(world_id).generic else 1
                scores[world_id] = scores.get(world_id, 0) + weight * share
                meant[source].add(world_id)
    by_kind = _table()["kinds"][brief.kind].split()
    # The kind of site breaks ties and outweighs a single passing word.
    for rank, world_id in enumerate(by_kind):
        scores[world_id] = scores.get(world_id, 0) + 1.6 - rank * 0.6
    ranked = sorted(scores, key=lambda world_id: (-scores[world_id], world_id))
    best = scores[ranked[0]]
    worlds = tuple(world(item) for item in ranked if scores[item] >= best * 0.5)[:3]
    own = _own(worlds, meant)
    scenes = _merged(own, "scenes")
    if len(scenes) < ENOUGH:
        scenes = _merged((*own, *worlds), "scenes")
    return Subject(tuple(dict.fromkeys((*own, *worlds))), _merged(own, "things"), scenes)


def _own(worlds: tuple[World, ...], meant: Mapping[str, set[str]]) -> tuple[World, ...]:
    """The worlds of what the business is; ``meant`` are those that each part of the brief speaks of.

    Skincare may be called a luxury, and still sells no handbags. A ramen shop is a restaurant, but pears on
    its tables would be anybody's. A school of surfing is about the sea.
    """
    own = worlds
    for source in TOLD:
        if told := tuple(item for item in worlds if item.id in meant[source]):
            own = told
            break
    own = tuple(item for item in own if not item.generic) or own
    return tuple(item for item in own if not item.manner) or own


def things_for(text: str, subject: Subject | None = None) -> list[str]:
    """Things that the words of ``text`` name or imply, best first; on a site about ``subject`` only what fits
    it: cut onions are no scissors in a kitchen, and a serum for travelling is no suitcase.
    """
    words = _words(text)
    found = [name for word in words for name in _implied("thing_words", word)]
    found += [name for word in words for name in _named().get(word, ())]
    own = {item.id for item in subject.worlds} if subject else set(world_ids())
    implied = (world_id for word in words for world_id in worlds_for(word) if world_id in own)
    found += [world(world_id).things[0] for world_id in implied]
    if subject and subject.natural:
        found = [name for name in found if name in _of_the_table()]
    return list(dict.fromkeys(found))


def scene_for(text: str) -> str | None:
    """A scene that the words of ``text`` name, if one does."""
    return next((name for word in _words(text) for name in _implied("scene_words", word)), None)


@lru_cache(maxsize=1)
def _of_the_table() -> frozenset[str]:
    """What food worlds show, and what a kitchen, bar or shop of food sells besides."""
    natural = (world(world_id) for world_id in world_ids() if world(world_id).natural)
    return frozenset(name for item in natural for name in item.things) | KITCHENWARE


@lru_cache(maxsize=4096)
def _implied(part: str, word: str) -> tuple[str, ...]:
    return tuple(
        name for name, patterns in _patterns_of(part) if any(_fits(word, pattern) for pattern in patterns)
    )


@lru_cache(maxsize=4)
def _patterns_of(part: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(name, tuple(plain(item) for item in words.split())) for name, words in table(part).items()]


@lru_cache(maxsize=4096)
def worlds_for(word: str) -> tuple[str, ...]:
    """Worlds with a pattern that fits the (plain, lower-case) word."""
    return tuple(
        world_id for world_id, patterns in _patterns() if any(_fits(word, item) for item in patterns)
    )


@lru_cache(maxsize=256)
def world(world_id: str) -> World:
    """The world of that id; raises KeyError."""
    entry = _table()["worlds"][world_id]
    return World(
        id=world_id,
        things=tuple(entry["things"].split()),
        scenes=tuple(entry["scenes"].split()),
        natural=entry.get("natural", False),
        generic=entry.get("generic", False),
        openers=entry.get("openers", 3),
        manner=entry.get("manner", False),
    )


def world_ids() -> list[str]:
    return list(_table()["worlds"])


def table(name: str) -> dict[str, Any]:
    """A part of ``subjects.json``: ``worlds``, ``kinds``, ``thing_words`` or ``scene_words``."""
    part: dict[str, Any] = _table()[name]
    return part


def _merged(worlds: tuple[World, ...], field: str) -> tuple[str, ...]:
    """Everything of the first world, then what the others add."""
    names: list[str] = []
    for item in worlds:
        names += [name for name in getattr(item, field) if name not in names]
    return tuple(names)


def _words_of(brief: Brief, source: str) -> list[str]:
    if source == "subject":
        return _words(brief.subject)
    if source == "offers":
        return _words(" ".join(offer.name for offer in brief.offers))
    words = _words(" ".join(brief.topics) if source == "topics" else brief.prompt[:600])
    # “mar–sab 11–19” opens on Tuesdays; nobody speaks of the sea.
    return [word for word in words if not (brief.hours and word in SHORT_DAYS)]


def _words(text: str) -> list[str]:
    return [plain(word) for word in WORD.findall(text)]


def plain(word: str) -> str:
    """Lower case without accents, so that “Café” and “cafe” are one."""
    spelled = word.lower().replace("ß", "ss")
    return "".join(char for char in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(char))


def _fits(word: str, pattern: str) -> bool:
    if pattern.startswith("*"):
        return word.endswith(pattern[1:])
    if pattern.endswith("*"):
        # German compounds end in the trade as often as they begin with it.
        return word.startswith(pattern[:-1]) or (len(pattern) > 6 and pattern[:-1] in word)
    return word == pattern


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return table


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, tuple[str, ...]]]:
    return [
        (world_id, tuple(plain(item) for item in entry["words"].split()))
        for world_id, entry in _table()["worlds"].items()
    ]


@lru_cache(maxsize=1)
def _named() -> dict[str, list[str]]:
    """Things by the words of their own names, singular and plural."""
    found: dict[str, list[str]] = {}
    for name in THINGS:
        for part in name.split("-"):
            for form in (part, part + "s", part + "es"):
                found.setdefault(form, []).append(name)
    return found
