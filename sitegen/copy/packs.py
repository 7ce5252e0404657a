"""Packs: the words of a trade, as files that an editor can read and extend.

``packs/<language>/<pack>.json`` holds:

``about``    one line for the editor
``kinds``    site kinds for which the pack is the first choice
``words``    for packs of a special trade: words that speak for it, comma-separated
``unfit``    words of businesses for which the pack's words would be wrong, though kind or trade speak for it
``base``     the pack of its kind; a trade without a base stands directly on the generic pack
``lines``    key → alternatives for single lines; “faq.heading@pricing” is only for the page “pricing”
``rows``     key → rows of lists (“features”: icon, title, text); ``sections`` says the order of cells
``blocks``   key → whole contents, such as a list of steps whose order matters
``offers``   rows of “word, word” and texts that describe an offer which the prompt names by such a word

A line may start with tags: ``@luxury,firm text`` is taken only if the site has all of them. Tags are moods,
site kinds, and the traits of ``phrases.traits``; ``@-vegan`` means a site without it. Slots such as
``{place}`` are facts; a line with a missing fact is skipped. English lines may say “we”: for a single person
they turn into “I”.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from sitegen.brief import Brief
from sitegen.reading.text import fold

FOLDER = Path(__file__).resolve().parent / "packs"
UNKNOWN = "und"
# A pack for several kinds needs a word of the subject, not just a topic.
BASELESS_LEAST = 3.0
UNFIT_LEAST = 2.0


@dataclass(frozen=True)
class Pack:
    """One file of words; see the module's docstring."""

    id: str
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()
    base: str | None = None
    lines: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[Any]] = field(default_factory=dict)
    blocks: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    offers: list[list[str]] = field(default_factory=list)


@lru_cache(maxsize=16)
def packs_of(language: str) -> dict[str, Pack]:
    """All packs of a language by id, empty for a language without packs."""
    return {file.stem: _read(file) for file in sorted((FOLDER / language).glob("*.json"))}


def pack_language(language: str) -> str:
    """The language of the packs for a site in ``language``: itself, or “und”, which has no words."""
    code = language.split("-")[0].lower()
    return code if (FOLDER / code).is_dir() else UNKNOWN


def chain_of(brief: Brief) -> list[Pack]:
    """Packs from the most to the least special: trade, kind, generic."""
    packs = packs_of(pack_language(brief.language))
    kind = next((pack for pack in packs.values() if brief.kind in pack.kinds and not pack.words), None)
    trade = _trade_of(brief, packs)
    if trade is not None:
        # A trade without a base is at home in several kinds and speaks for itself.
        kind = packs.get(trade.base) if trade.base else None
    elif kind is not None and any(_evidence(brief, word) >= UNFIT_LEAST for word in kind.unfit):
        # A manufacturer is no plumber: plain words are better than those of another trade.
        kind = None
    chain = [pack for pack in (trade, kind, packs["generic"]) if pack is not None]
    return list({pack.id: pack for pack in chain}.values())


def _trade_of(brief: Brief, packs: dict[str, Pack]) -> Pack | None:
    """The trade with the most evidence: the subject counts more than offers, offers more than topics."""
    best, best_score = None, 0.0
    for pack in packs.values():
        if not pack.words or brief.kind not in pack.kinds:
            continue
        if any(_evidence(brief, word) >= UNFIT_LEAST for word in pack.unfit):
            continue
        score = sum(_evidence(brief, word) for word in pack.words)
        if score > best_score and (pack.base or score >= BASELESS_LEAST):
            best, best_score = pack, score
    return best if best_score >= 1 else None


def _evidence(brief: Brief, word: str) -> float:
    pattern = _pattern(word)
    sources = (
        (brief.subject, 3.0),
        (" ".join(brief.kind_evidence), 2.0),
        (" ".join(offer.name for offer in brief.offers), 1.5),
        (" ".join(brief.topics), 1.0),
        (brief.name if brief.name_given else "", 0.6),
    )
    weight = 1 + 0.5 * word.count(" ")
    return sum(points * weight for text, points in sources if pattern.search(fold(text).replace("-", " ")))


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    """Kept here: the words of all packs are more than the few hundred patterns that ``re`` remembers."""
    return re.compile(rf"(?<!\w){re.escape(fold(word))}(?:s|es|n|en)?(?!\w)")


def _read(file: Path) -> Pack:
    data = json.loads(file.read_text(encoding="utf-8"))
    return Pack(
        id=file.stem,
        kinds=tuple(data.get("kinds", ())),
        words=tuple(word.strip() for word in data.get("words", "").split(",") if word.strip()),
        unfit=tuple(word.strip() for word in data.get("unfit", "").split(",") if word.strip()),
        base=data.get("base"),
        lines=data.get("lines", {}),
        rows=data.get("rows", {}),
        blocks=data.get("blocks", {}),
        offers=data.get("offers", []),
    )
