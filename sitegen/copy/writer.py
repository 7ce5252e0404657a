"""Choosing words: lines, rows and blocks from the packs, with facts filled in, and nothing said twice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sitegen import texts
from sitegen.brief import Brief, Offer
from sitegen.catalog import Catalog
from sitegen.copy import phrases
from sitegen.copy.links import Links
from sitegen.copy.measure import sentences_in
from sitegen.copy.money import Money, money_of
from sitegen.copy.packs import Pack, chain_of
from sitegen.copy.shelf import Shelf
from sitegen.spec import PagePlan, SectionPlan, SitePlan

SLOT = re.compile(r"\{(\w+)\}")
TAGS = re.compile(r"^@([\w,-]+)\s+")
# A line made for the site's mood is this much more likely than one for every mood.
MOOD_WEIGHT = 4.0

T = TypeVar("T")


class MissingFact(Exception):
    """A line has a slot for which the brief has no fact."""


class Writer:
    """Everything a section writer needs: the brief, the packs, the links, and what was said before."""

    def __init__(self, plan: SitePlan, catalog: Catalog) -> None:
        self.plan = plan
        self.brief: Brief = plan.brief
        self.catalog = catalog
        self.texts: Mapping[str, str] = texts.load(plan.brief.language)
        self.money: Money = money_of(plan.brief)
        self.chain: list[Pack] = chain_of(plan.brief)
        self.traits = phrases.traits(plan.brief)
        # Lists in a language without fixed texts are joined by commas alone.
        self.conjunction = self.texts["and"] if texts.knows(plan.brief.language) else ""
        self.slots = phrases.slots(plan.brief, self.conjunction, self.money)
        self.links = Links(plan)
        self.shelf = Shelf(plan)
        self.english = plan.brief.language.startswith("en")
        self.said: set[str] = set()
        self.titles_on_page: set[str] = set()
        self._articles: dict[str, dict[str, Any]] | None = None

    # -- facts -----------------------------------------------------------------

    def fill(self, text: str, *, own_voice: bool = True) -> str:
        """The text without its tags and with facts in its slots; raises MissingFact.

        ``own_voice`` is false for what a visitor says, such as the question of an answer.
        """

        def value(match: re.Match[str]) -> str:
            try:
                return self.slots[match.group(1)]
            except KeyError:
                raise MissingFact(match.group(1)) from None

        bare = TAGS.sub("", text)
        spoken = phrases.in_voice(bare, self.brief) if own_voice else bare
        return phrases.capital(SLOT.sub(value, spoken))

    def offers_for(self, page: PagePlan, section: SectionPlan) -> list[Offer]:
        """Offers of the prompt that no other section of this page has as headings."""
        return [
            offer
            for offer in self.brief.offers
            if phrases.offer_title(offer).lower() not in self.titles_on_page
        ]

    # -- choosing --------------------------------------------------------------

    def line(
        self,
        key: str,
        section: str,
        *,
        role: str = "",
        limit: int = 90,
        fresh: bool = True,
        trade: bool = False,
    ) -> str | None:
        """A line not said before, at most ``limit`` characters; the page's own key before the general one.

        With ``trade`` it comes from the packs of the trade and the kind alone.
        """
        for name in (f"{key}@{role}", key) if role else (key,):
            options: list[tuple[str, float]] = []
            for pack in self.chain[:-1] if trade else self.chain:
                found = self._candidates(pack.lines.get(name, ()), limit, fresh=fresh)
                options += found if not options else [(text, weight * 0.2) for text, weight in found]
                if len(options) >= 2:
                    break
            if options:
                chosen = self._pick(options, f"{section} {name}")
                if fresh:
                    self.say(chosen)
                return chosen
        return None

    def rows(
        self, key: str, section: str, count: int, *, limits: Sequence[int] = (), own: int = 0
    ) -> list[list[Any]]:
        """Up to ``count`` rows, the most special packs first, in an order by the seed.

        Rows that were used before are left out. With ``own`` they come from the most special pack that has so
        many, and used ones come again when it runs out: a shop's page shows its goods once more.
        """
        packs = [pack for pack in self.chain if own and len(pack.rows.get(key, ())) >= own][:1] or self.chain
        chosen = self._rows_of(packs, key, section, count, limits, fresh=True)
        if own and len(chosen) < count:
            again = self._rows_of(packs, key, section, count + len(chosen), limits, fresh=False)
            chosen += [row for row in again if row not in chosen][: count - len(chosen)]
        return chosen

    def _rows_of(
        self, packs: Sequence[Pack], key: str, section: str, count: int, limits: Sequence[int], *, fresh: bool
    ) -> list[list[Any]]:
        chosen: list[list[Any]] = []
        for pack in packs:
            rows = [row if isinstance(row, list) else [row] for row in pack.rows.get(key, ())]
            for row in self._shuffled(rows, f"{section} {key} {pack.id}"):
                if len(chosen) >= count:
                    return chosen
                filled = self._filled_row(row, limits, fresh=fresh)
                if filled is not None:
                    self.say(*[cell for cell in filled if isinstance(cell, str)])
                    chosen.append(filled)
        return chosen

    def block(self, key: str, section: str, *, role: str = "", again: bool = False) -> dict[str, Any] | None:
        """A whole content; blocks “for” the page's role come first, blocks for other roles not at all.

        With ``again`` a block may come a second time, such as a menu on the start page and on its own.
        """
        for pack in self.chain:
            blocks = pack.blocks.get(key, [])
            for wanted in (True, False):
                options = []
                for block in blocks:
                    roles = block.get("for", ())
                    weight = self._weight(block.get("tags", ()))
                    if weight > 0 and ((role in roles) if wanted else not roles):
                        filled = self._filled_block(block, fresh=not again)
                        if filled is not None:
                            # A block made for a trait, such as a vegan menu, takes precedence.
                            made_for = any(not tag.startswith("-") for tag in block.get("tags", ()))
                            options.append((filled, weight * (50 if made_for else 1)))
                if options:
                    chosen = self._pick(options, key if again else f"{section} {key}")
                    self.say(*_strings(chosen))
                    return chosen
        return None

    def offer_text(self, offer: Offer, section: str, *, goods: bool = False) -> str | None:
        """What can be said about an offer of the prompt: words for it in the packs, else a general line.

        That for ``goods`` speaks of no dates and no groups.
        """
        name = offer.name.lower()
        options: list[tuple[str, float]] = []
        for pack in self.chain:
            for words, *lines in pack.offers:
                if any(re.search(rf"(?<!\w){re.escape(word.strip())}", name) for word in words.split(",")):
                    options += self._candidates(lines, 320)
            if options:
                break
        if options:
            chosen = self._pick(options, f"{section} {name}")
            self.say(chosen)
            return chosen
        purpose = f"{section} {name}"
        if goods or self.brief.kind == "ecommerce":
            found = self.line("offer.text", purpose, limit=320, trade=True)
            if found := found or self.line("product.text", purpose, limit=320):
                return found
        return self.line("offer.text", purpose, limit=320)

    def articles(self) -> dict[str, dict[str, Any]]:
        """Articles of the packs for the pages that the plan has for them, by slug."""
        if self._articles is None:
            slugs = [page.slug for page in self.plan.pages if page.role.startswith(("article", "post"))]
            self._articles = {}
            for slug in slugs:
                block = self.block("posts", slug)
                if block is not None:
                    self._articles[slug] = block
        return self._articles

    def say(self, *said: str) -> None:
        """Remember what is on the site."""
        for text in said:
            self.said.update(sentences_in(text))

    def is_fresh(self, text: str) -> bool:
        return not self.said.intersection(sentences_in(text))

    def pick(self, options: Sequence[T], purpose: str) -> T:
        return options[int(self._number(purpose) * len(options))]

    def count(self, section: SectionPlan, usual: int, *, least: int = 1, most: int = 12) -> int:
        """How many items: the plan's wish, else ``usual``, within the limits of component and content."""
        component = self.catalog.components.get(section.component)
        low = max(least, (component.min_items or least) if component else least)
        high = min(most, (component.max_items or most) if component else most)
        return max(low, min(high, section.item_count or usual))

    def most(self, section: SectionPlan, most: int) -> int:
        """The largest number of items that the component takes."""
        component = self.catalog.components.get(section.component)
        return min(most, (component.max_items or most) if component else most)

    def least(self, section: SectionPlan, least: int) -> int:
        """The least number of items that the component needs."""
        component = self.catalog.components.get(section.component)
        return max(least, (component.min_items or least) if component else least)

    # -- inside ----------------------------------------------------------------

    def _candidates(self, lines: Iterable[str], limit: int, *, fresh: bool = True) -> list[tuple[str, float]]:
        found = []
        for line in lines:
            weight = self._weight(_tags(line))
            if weight <= 0:
                continue
            try:
                text = self.fill(line)
            except MissingFact:
                continue
            if len(text) <= limit and (not fresh or self.is_fresh(text)):
                found.append((text, weight))
        return found

    def _weight(self, tags: Sequence[str]) -> float:
        if any(tag[1:] in self.traits if tag.startswith("-") else tag not in self.traits for tag in tags):
            return 0.0
        return MOOD_WEIGHT if set(tags) & set(self.brief.moods) else 1.0

    def _filled_row(self, row: list[Any], limits: Sequence[int], *, fresh: bool) -> list[Any] | None:
        first = next((cell for cell in row if isinstance(cell, str)), "")
        if self._weight(_tags(first)) <= 0:
            return None
        try:
            filled = [self._filled_value(cell) for cell in row]
            if str(row[0]).endswith("?"):
                filled[0] = self.fill(row[0], own_voice=False)
        except MissingFact:
            return None
        for cell, limit in zip(filled, limits, strict=False):
            if isinstance(cell, str) and len(cell) > limit:
                return None
        texts_in_row = [cell for cell in filled if isinstance(cell, str)]
        return filled if not fresh or all(self.is_fresh(text) for text in texts_in_row) else None

    def _filled_block(self, block: dict[str, Any], *, fresh: bool) -> dict[str, Any] | None:
        try:
            filled = {
                key: self._filled_value(value) for key, value in block.items() if key not in {"for", "tags"}
            }
        except MissingFact:
            return None
        return filled if not fresh or all(self.is_fresh(text) for text in _strings(filled)) else None

    def _filled_value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.fill(value) if value[:1].isupper() or "{" in value or value[:1] == "@" else value
        if isinstance(value, dict):
            return {key: self._filled_value(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._filled_value(inner) for inner in value]
        return value

    def _pick(self, options: Sequence[tuple[T, float]], purpose: str) -> T:
        point = self._number(purpose) * sum(weight for _, weight in options)
        for option, weight in options:
            point -= weight
            if point < 0:
                return option
        return options[-1][0]

    def _shuffled(self, rows: list[list[Any]], purpose: str) -> list[list[Any]]:
        """Rows in the seed's order; rows made for the site's moods come first."""
        keyed = [
            (-self._weight(_tags(str(row[0]))), self._number(f"{purpose} {number}"), row)
            for number, row in enumerate(rows)
        ]
        return [row for _, _, row in sorted(keyed, key=lambda item: item[:2])]

    def _number(self, purpose: str) -> float:
        """A number in [0, 1) that depends on the seed and the purpose alone."""
        digest = hashlib.blake2b(f"{self.plan.seed}:copy:{purpose}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") / 2**64


def _tags(line: str) -> tuple[str, ...]:
    match = TAGS.match(line)
    return tuple(match.group(1).split(",")) if match else ()


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _strings(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _strings(inner)]
    return []
