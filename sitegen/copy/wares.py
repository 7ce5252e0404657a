"""What can be said of a product by its sort, as files that an editor can read and extend.

``wares/<language>.json`` holds:

``about``  one line for the editor
``sorts``  ``words`` that a product's name has, comma-separated (“*creme” also ends a longer word,
           “kosmety*” begins one), or “*” for everything of a trade; ``in``: words of the businesses for which
           the sort is meant, if not for all; ``texts`` and ``details`` (label, value) true of all such things
           ``used_up``: it is eaten, burnt or washed away, so nothing may be said of how it ages
``any``    ``texts`` and ``details`` for goods of every sort
``lasting``  ``texts`` for all that is not used up

Nothing here is a fact about a particular maker: sizes, materials and origins are for the owner to say.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sitegen.brief import Brief
from sitegen.reading.text import fold

FOLDER = Path(__file__).resolve().parent / "wares"
ALL = "*"
WORD = re.compile(r"\w+")
ENDINGS = ("", "s", "es", "n", "en")
UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@dataclass(frozen=True)
class Sort:
    """One entry of a file; ``inside`` are words of businesses, none for every business."""

    words: tuple[str, ...]
    inside: tuple[str, ...]
    texts: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    used_up: bool = False
    lasting: bool = False


def sorts_for(brief: Brief, trades: tuple[str, ...], name: str) -> list[Sort]:
    """What fits a product of that name, the most special first; empty in a language without a file.

    ``trades`` are the ids of the packs that speak for the business.
    """
    business = _spaced(" ".join((brief.subject, *trades, *brief.topics)))
    title = _spaced(name)
    fitting = _sorts_at(brief.language.split("-")[0], business)
    # Of two names in one, “rose cream”, the last says what it is; a “gift card” is more than a card.
    ends = [(max(_end(word, title) for word in sort.words), sort) for sort in fitting]
    named = sorted((item for item in ends if item[0] > (0, 0)), key=lambda item: item[0], reverse=True)
    whole = [sort for sort in fitting if ALL in sort.words]
    # What a kitchen sells is eaten, also where no sort has its name.
    used_up = named[0][1].used_up if named else brief.kind == "restaurant"
    whole = [sort for sort in whole if not (used_up and sort.lasting)]
    return [
        *(sort for _, sort in named[:1]),
        *(sort for sort in whole if sort.inside),
        *(sort for sort in whole if not sort.inside),
    ]


@lru_cache(maxsize=256)
def _sorts_at(language: str, business: str) -> tuple[Sort, ...]:
    """The sorts that a business may have."""
    return tuple(
        sort
        for sort in _sorts_of(language)
        if not sort.inside or any(_place(word, business) >= 0 for word in sort.inside)
    )


def _spaced(text: str) -> str:
    """Words in small letters without accents, with a space before and behind each."""
    return f" {' '.join(WORD.findall(fold(text)))} "


def _end(word: str, text: str) -> tuple[int, int]:
    """Where in the text the last such word or a plural of it ends, and how long the word is."""
    place = _place(word, text)
    return (place + len(word), len(word)) if place >= 0 else (0, 0)


def _place(word: str, text: str) -> int:
    """Where the text has the word, or a plural of it; -1 if it has not."""
    if word == ALL:
        return -1
    bare = word.strip(ALL)
    if UNSPACED.search(word):
        return text.rfind(bare)
    start = "" if word.startswith(ALL) else " "
    if word.endswith(ALL):
        return text.rfind(f"{start}{bare}")
    return max(text.rfind(f"{start}{bare}{ending} ") for ending in ENDINGS)


@lru_cache(maxsize=16)
def _sorts_of(language: str) -> tuple[Sort, ...]:
    file = FOLDER / f"{language}.json"
    if not file.is_file():
        return ()
    data = json.loads(file.read_text(encoding="utf-8"))
    rest = [{"words": ALL, "lasting": True, **data["lasting"]}, {"words": ALL, **data["any"]}]
    return tuple(_sort(entry) for entry in [*data["sorts"], *rest])


def _sort(entry: dict[str, object]) -> Sort:
    return Sort(
        words=_listed(entry.get("words")),
        inside=_listed(entry.get("in")),
        texts=tuple(entry.get("texts", ())),  # type: ignore[arg-type]
        details=tuple((label, value) for label, value in entry.get("details", ())),  # type: ignore[attr-defined]
        used_up=bool(entry.get("used_up")),
        lasting=bool(entry.get("lasting")),
    )


def _listed(words: object) -> tuple[str, ...]:
    return tuple(_word(word) for word in str(words or "").split(",") if word.strip())


def _word(word: str) -> str:
    bare = word.strip()
    before, behind = ALL * bare.startswith(ALL), ALL * (len(bare) > 1 and bare.endswith(ALL))
    return before + _spaced(bare).strip() + behind
