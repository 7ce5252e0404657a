"""Colours that the prompt asks for, with what is said of their shade."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from coloraide import Color

from sitegen.brief import Colour
from sitegen.reading.facts import PRICE
from sitegen.reading.text import Hit, Prompt, Vocabulary, data, listed, phrase_key

PRICED_THING = re.compile(rf"(?:\s[^\W\d]+){{0,2}}[\s:]*(?:{PRICE.pattern})", re.IGNORECASE)
HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")


def index_after(prompt: Prompt, hit: Hit[str]) -> int:
    """Which word of the prompt comes behind the hit."""
    return next(
        (number for number, word in enumerate(prompt.words) if word.start >= hit.end), len(prompt.words)
    )


@lru_cache(maxsize=1)
def colour_names() -> frozenset[str]:
    """The first word of each colour's name."""
    names = [*data("colours")["plain"], *data("colours")["shy"]]
    return frozenset(phrase_key(name).split()[0] for name in names)


@lru_cache(maxsize=1)
def _single_names() -> frozenset[str]:
    return frozenset(name for group in ("plain", "shy") for name in data("colours")[group] if name.isalpha())


@lru_cache(maxsize=2)
def _colours(name: str) -> Vocabulary[str]:
    return Vocabulary(data("colours")[name].items())


def find_colours(
    prompt: Prompt,
    name_span: tuple[int, int] | None,
    *,
    quoted: Sequence[tuple[int, int]] = (),
    monochrome: bool,
) -> tuple[Colour, ...]:
    """Colours asked for, in order, with modifiers (“deep green”) worked into the hex value."""
    if monochrome:
        return (Colour(name="black", hex="#111111"), Colour(name="white", hex="#ffffff"))
    found: list[tuple[int, Colour]] = []
    for match in HEX.finditer(prompt.clean):
        digits = match.group()[1:].lower()
        digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
        found.append((match.start(), Colour(name=match.group(), hex=f"#{digits}")))
        prompt.take(*match.span())
    for group in ("plain", "shy"):
        for hit in _colours(group).find(prompt.words):
            if name_span and name_span[0] <= hit.start < name_span[1]:
                continue
            if hit.phrase == "bordeaux" and prompt.clean[hit.start] == "B" and hit.start:
                continue  # the town
            if any(begin <= hit.start < stop for begin, stop in quoted) or any(
                start <= hit.start < start + len(colour.name) for start, colour in found
            ):
                continue
            modifier = _modifier(prompt, hit)
            if _is_colour(prompt, hit, shy=group == "shy", modified=modifier is not None):
                start = hit.start - len(modifier) - 1 if modifier else hit.start
                name = prompt.clean[max(start, 0) : hit.end]
                found.append((hit.start, Colour(name=name, hex=_shade(hit.value, modifier))))
                prompt.take(max(start, 0), hit.end)
    colours: dict[str, Colour] = {}
    for _, colour in sorted(found, key=lambda entry: entry[0]):
        colours.setdefault(colour.hex, colour)
    return tuple(colours.values())[:4]


def _modifier(prompt: Prompt, hit: Hit[str]) -> str | None:
    before = prompt.words[hit.first - 1] if hit.first else None
    if before and before.folded in data("colours")["modifiers"] and before.end + 1 == hit.start:
        return before.folded
    return None


def _is_colour(prompt: Prompt, hit: Hit[str], *, shy: bool, modified: bool) -> bool:
    after = prompt.words[index_after(prompt, hit) :][:1]
    following = after[0].folded if after and not after[0].breaks else ""
    previous = prompt.words[hit.first - 1] if hit.first and not prompt.words[hit.first].breaks else None
    if previous and previous.folded in {"ice", "sour", "whipped", "double", "clotted", "flat", "go", "team"}:
        return False
    things = set(listed(data("colours")["things"]))
    if following in things or following.removesuffix("s") in things:
        return False
    # “Thé vert 9 €” is on the shelf.
    if not modified and PRICED_THING.match(prompt.clean, hit.end):
        return False
    if not shy or modified:
        return True
    text = prompt.clean[hit.start : hit.end]
    context = set(listed(data("colours")["context"]))
    if text[:1].isupper() and hit.start:
        return False
    if following in context - {"in", "and", "with", "et", "und", "y", "color"}:
        return True
    pair = prompt.words[index_after(prompt, hit) :][:2]
    if (
        len(pair) == 2
        and pair[0].folded in {"and", "und", "et", "y", "&"}
        and pair[1].folded in _single_names()
    ):
        return True
    before = prompt.words[hit.first - 1] if hit.first and not prompt.words[hit.first].breaks else None
    if before is None or before.folded not in {"and", "in", "und", "et", "y", "of", "with", "&"}:
        return False
    # “in deep green and gold”: beside another colour; “in gold”: alone at the end of its clause.
    neighbour = prompt.words[hit.first - 2].folded if hit.first > 1 else ""
    ends = not following or following in {"and", "with", "und", "et", "y"}
    return neighbour in colour_names() or (before.folded == "in" and ends)


def _shade(colour: str, modifier: str | None) -> str:
    if modifier is None:
        return colour
    change = float(data("colours")["modifiers"][modifier])
    shade = Color(colour).convert("oklch")
    shade["lightness"] = min(0.95, max(0.18, shade["lightness"] + change))
    if modifier in {"muted", "dusty", "pastel", "soft", "pale"}:
        shade["chroma"] *= 0.55
    return str(shade.convert("srgb").fit(method="oklch-chroma").to_string(hex=True))
