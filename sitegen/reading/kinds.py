"""What kind of site it is: words of the prompt that speak for each kind, weighed and remembered."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from sitegen.brief import SiteKind
from sitegen.reading.facts import PRICE
from sitegen.reading.text import (
    Prompt,
    Vocabulary,
    Word,
    at_home,
    complements,
    data,
    fold,
    listed,
    phrase_key,
    word_set,
)

# What follows these is about parts of the site, not about what it is.
TURNS = {"with", "including", "featuring", "mit", "con", "avec", "incl", "pages", "sections", "also"}
AFTER_TURN = 0.4
IN_NAME = 0.8
OFFERED = re.compile(rf"\s*[:(–-]?\s*(?:{PRICE.pattern})", re.IGNORECASE)
OFFERED_THING = re.compile(rf"\s[a-z-]+s?\s*(?:{PRICE.pattern})", re.IGNORECASE)
HEADS = {
    "app", "blog", "podcast", "magazine", "festival", "conference", "hotel", "school", "agency", "charity",
    "foundation", "museum", "saas", "software", "newsletter", "community", "forum", "meetup",
}  # fmt: skip


@lru_cache(maxsize=1)
def _vocabulary() -> Vocabulary[list[tuple[str, int]]]:
    entries: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for kind, phrase, weight in _entries():
        if "*" not in phrase:
            entries[phrase_key(phrase)].append((kind, weight))
    return Vocabulary(entries.items())


@dataclass(frozen=True)
class _Stem:
    """A part of a word: “zahn*” begins it, “*praxis” ends it, “*ресторан*” is anywhere in it."""

    text: str
    begins: bool
    ends: bool
    kind: str
    weight: int

    def is_in(self, word: str) -> bool:
        if self.text not in word:
            return False
        if len(word) == len(self.text) and not (self.begins and self.ends):
            return self.begins and word not in _vocabulary()
        if self.begins and self.ends:
            return True
        return word.startswith(self.text) if self.begins else word.endswith(self.text)


@lru_cache(maxsize=1)
def _stems() -> tuple[_Stem, ...]:
    return tuple(
        _Stem(fold(phrase.strip("*")), phrase.endswith("*"), phrase.startswith("*"), kind, weight)
        for kind, phrase, weight in _entries()
        if "*" in phrase
    )


def _entries() -> list[tuple[str, str, int]]:
    return [
        (kind, phrase, int(weight))
        for kind, groups in data("kinds").items()
        if kind != "about"
        for weight, phrases in groups.items()
        for phrase in listed(phrases)
    ]


def kind_of(
    prompt: Prompt,
    name_span: tuple[int, int] | None,
    *,
    trade: tuple[int, int] | None = None,
    parts: Sequence[tuple[int, int, str]] = (),
) -> tuple[SiteKind, tuple[str, ...]]:
    """The kind with the most evidence, and that evidence as “word (weight)”; “landing” without any.

    Where the prompt says at ``trade`` what somebody is, little else speaks, and neither do ``parts`` of the
    site.
    """
    scores: dict[str, float] = defaultdict(float)
    evidence: dict[str, list[str]] = defaultdict(list)
    turn = _turning_point(prompt)
    beside = complements(prompt)
    seen: set[str] = set()
    early = False
    for phrase, start, values in _evidence(prompt):
        if phrase in seen:
            continue
        seen.add(phrase)
        in_name = name_span is not None and name_span[0] <= start < name_span[1]
        factor = IN_NAME if in_name else AFTER_TURN if start > turn else 1.0
        # “workshops for schools”, “heat pumps for old houses”: whom it is for, not what it is.
        aside = any(begin < start < end for begin, end in beside)
        listed_part = any(begin <= start < end for begin, end, _ in parts)
        behind = listed_part or (trade is not None and start >= trade[1])
        factor *= AFTER_TURN ** (aside + behind)
        if _is_offered(prompt, start, start + len(phrase)) or _describes_head(prompt, start + len(phrase)):
            factor *= AFTER_TURN
        early = early or (trade is not None and start < trade[1] and phrase not in word_set("website"))
        for kind, weight in values:
            # Longer phrases say more: “wedding photographer” against “wedding”.
            points = weight * factor * (1 + 0.25 * phrase.count(" "))
            scores[kind] += points
            evidence[kind].append(f"{phrase} ({points:g})")
    if not scores:
        return "landing", ()
    if trade and not early and not PRICE.search(prompt.clean):
        # What comes behind the trade says where somebody works, not what the site is.
        return "portfolio", ()
    if len(scores) > 1:
        # “Landing page” says how many pages there are; whatever else is said tells what the site is.
        scores["landing"] *= 0.3
    best = max(scores, key=lambda kind: (scores[kind], kind != "landing"))
    return cast(SiteKind, best), tuple(evidence[best])


def _is_offered(prompt: Prompt, start: int, end: int) -> bool:
    """“reading journal €16”, “birthday cakes from £35”: a thing on the shelf."""
    priced = OFFERED.match(prompt.folded, end) or OFFERED_THING.match(prompt.folded, end)
    return bool(priced) or _in_title(prompt, start)


def _in_title(prompt: Prompt, start: int) -> bool:
    """“Books: Dead Letters, A Fair Hearing”: a word with a capital behind another in a list of titles."""
    before = re.search(
        r":\s(?:[A-Z][^,.;:\n]*, )+(?:[A-Z][\w'’]* )+$", prompt.clean[max(0, start - 200) : start]
    )
    return before is not None and prompt.clean[start].isupper()


def _describes_head(prompt: Prompt, end: int) -> bool:
    """Whether a word is followed by what the thing really is: “book club app”, “restaurant blog”."""
    following = prompt.folded[end - 2 : end + 14].split()[1:2]
    return bool(following) and following[0].strip(",.;:") in HEADS and " " in prompt.folded[end - 2 : end + 1]


def has_kind_word(text: str) -> bool:
    """Whether a word or phrase is in the vocabulary of any kind."""
    return text in _vocabulary()


def speaks_for(text: str, kind: str) -> bool:
    """Whether a word or phrase is in the vocabulary of that kind."""
    return any(each == kind for each, _ in _vocabulary().get(phrase_key(text)) or ())


def has_trade_stem(word: str) -> bool:
    """Whether a long folded word is a trade in one: “physiotherapiepraxis”, “bloemenwinkel”."""
    return len(word) > 7 and any(stem.is_in(word) for stem in _stems() if stem.weight >= 3)


def kind_phrases(prompt: Prompt) -> list[tuple[int, int, str]]:
    """Places of words with weight three or more, as (start, end, phrase)."""
    rooms = at_home(prompt)
    return [
        (hit.start, hit.end, hit.phrase)
        for hit in _vocabulary().find(prompt.words)
        if max(weight for _, weight in hit.value) >= 3
        and not any(start <= hit.start < end for start, end in rooms)
    ]


def _evidence(prompt: Prompt) -> list[tuple[str, int, list[tuple[str, int]]]]:
    rooms = at_home(prompt)
    words = [word for word in prompt.words if not _is_half(prompt, word)]
    words = [word for word in words if not any(start <= word.start < end for start, end in rooms)]
    found = [(hit.phrase, hit.start, hit.value) for hit in _vocabulary().find(words)]
    for word in words:
        stems = [stem for stem in _stems() if stem.is_in(word.folded)]
        found += [(word.folded, word.start, [(stem.kind, stem.weight)]) for stem in stems]
    return found


def _is_half(prompt: Prompt, word: Word) -> bool:
    """The “cv” of Dutch “cv-ketels” is no curriculum."""
    return word.folded == "cv" and bool(re.match(r"-[^\W\d_]", prompt.clean[word.end :]))


def _turning_point(prompt: Prompt) -> int:
    turns = [word.start for word in prompt.words if word.folded in TURNS and word.start > 12]
    return turns[0] if turns else len(prompt.clean)
