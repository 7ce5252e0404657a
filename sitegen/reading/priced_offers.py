"""Offers with their prices: beside them, behind them, before them, on request, and what a gift does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.brief import Offer
from sitegen.reading.facts import PRICE
from sitegen.reading.offer_items import item_of
from sitegen.reading.text import Prompt, fold, tidy, word_set

PRICED = re.compile(
    rf"(?P<item>(?:(?:(?<=[,;:\n•·*–—-])|(?<=[,;:.\n•·*–—-]\s)|"
    rf"^)\d{{1,3}}[ -]?(?!x\d))?[^\W\d_][^,;:.\n()€$£]{{1,55}}?)\s*(?:[:(–—-]|\bfor\b|\bat\b|\bfür\b|"
    rf"\bà\b)?\s*(?P<price>{PRICE.pattern})",
    re.IGNORECASE,
)
# “£28/hr online, £35/hr at yours”: the price before what it is for.
PRICE_FIRST = re.compile(
    rf"(?:^|[,;:\n])\s*(?P<price>{PRICE.pattern})\s+(?P<item>[^\W\d_][^,;:.\n()€$£]{{2,40}})(?=[,;.\n]|$)",
    re.IGNORECASE,
)
PRICE_ALONE = re.compile(
    rf"(?:^|[,;:.])(?P<before>[^,;:.\n]{{2,60}}),\s*(?P<price>{PRICE.pattern})(?=\s*(?:[,;.\n]|$))",
    re.IGNORECASE,
)
ON_REQUEST = re.compile(
    r"(?:(?<=[,;:\n] )|(?<=\. ))([A-ZÀ-Þ][\w ]{2,30}) (on request|auf Anfrage|sur devis|"
    r"bajo consulta|su richiesta)\b"
)
FREE_PLAN = re.compile(
    rf"(?<=[:,] )([A-ZÀ-Þ][\w-]*(?: [A-Z][\w-]*)?) (free|gratis|kostenlos|gratuit|gratuito)"
    rf"(?=, [^,.;]{{2,30}} (?:{PRICE.pattern}))"
)
# What is bought may be said in front of all prices, and who pays them behind each.
TICKETS = {"tickets", "ticket", "entry", "admission", "entrance", "eintritt", "entrada", "entradas", "entree",
           "billets", "karten", "ingresso", "biglietti", "bilhetes", "toegang"}  # fmt: skip
BEHIND_PRICE = re.compile(r"\s+([a-zà-ÿ][^,.;:\n\d()€$£]{2,30})(?=[,.;\n]|$)")
GIFT = re.compile(
    rf"(?P<price>{PRICE.pattern})\s+(?P<does>(?:buys|pays|feeds|repairs|provides|covers|funds|gives|"
    rf"keeps|plants|supports|"
    rf"sends|trains|helps|vaccinates|protects|shelters)\b[^,.;\n]{{3,80}})",
    re.IGNORECASE,
)
# What goes on with a price and is no thing of its own: “£25 per head”, “€5 each”.
JOINS = {
    "per", "pro", "je", "incl", "inc", "including", "inkl", "each", "only", "plus", "or", "a", "an", "off",
    "pp", "total", "extra", "more", "less", "upwards", "in", "on", "if", "when", "until", "deposit", "for",
    "to", "of", "and", "with", "by", "every", "over", "from", "under", "above", "than",
}  # fmt: skip


def priced_offers(prompt: Prompt, others: Sequence[str] = ()) -> list[tuple[int, Offer]]:
    """Offers with a price beside them."""
    found = []
    for match in PRICED.finditer(prompt.clean):
        text = match.group("item")
        for other in others:
            # “called Crust & Co in Leeds sourdough £4”; but “Amalfi coast £1,120” is one thing.
            behind = (
                re.search(rf"(?:\b(?:in|at|near|called|named) |^){re.escape(other)}\s+(?=[a-z])", text)
                if other
                else None
            )
            text = text[behind.end() :] if behind and (behind.start() or other == others[0]) else text
        text = re.split(r"\s[-–—]\s|[\"”»]\s", text)[-1]
        item = item_of(_thing_priced(text), priced=True)
        behind_price = BEHIND_PRICE.match(prompt.clean, match.end())
        if item and behind_price and fold(item) in TICKETS:
            # “Tickets €299 early bird, €399 regular”
            item, end = item_of(behind_price.group(1)) or item, behind_price.end()
            prompt.take(match.end(), end)
            found.append((match.start(), Offer(name=item, price=tidy(match.group("price")))))
            prompt.take(*match.span())
        elif item and not prompt.is_taken(match.start("price"), match.end("price")):
            found.append((match.start(), Offer(name=item, price=tidy(match.group("price")))))
            prompt.take(match.start("item") + match.group("item").find(item), match.end())
    return found


def free_plans(prompt: Prompt) -> list[tuple[int, Offer]]:
    """“Plans: Hobby free, Pro $29/month”: what costs nothing beside others that do."""
    found = []
    for match in FREE_PLAN.finditer(prompt.clean):
        if not prompt.is_taken(*match.span()):
            found.append((match.start(), Offer(name=match.group(1), price=match.group(2))))
            prompt.take(*match.span())
    return found


def offers_behind_prices(prompt: Prompt) -> list[tuple[int, Offer]]:
    """“£28/hr online”: offers that stand behind their prices."""
    found = []
    for match in PRICE_FIRST.finditer(prompt.clean):
        item = item_of(match.group("item"))
        whole = PRICE.match(prompt.clean, match.start("price"))
        if whole and whole.end() > match.end("price"):
            continue  # “95€ la nuit”
        joins = fold(match.group("item")).split()[0] in JOINS
        if item and not joins and not prompt.is_taken(match.start("price"), match.end("item")):
            found.append((match.start(), Offer(name=item, price=tidy(match.group("price")))))
            prompt.take(match.start("price"), match.end("item"))
    return found


def with_price_behind(prompt: Prompt, found: list[tuple[int, Offer]]) -> list[tuple[int, Offer]]:
    """Offers with a price that stands alone behind them: “dog walking, £15/hr, grooming”."""
    alone = {}
    for match in PRICE_ALONE.finditer(prompt.clean):
        if not prompt.is_taken(*match.span("price")):
            alone[fold(match.group("before").strip())] = match
    given = []
    for start, offer in found:
        behind = alone.get(fold(offer.name)) if offer.price is None else None
        if behind is not None:
            prompt.take(*behind.span("price"))
            offer = Offer(name=offer.name, price=tidy(behind.group("price")))
        given.append((start, offer))
    return given


def _thing_priced(text: str) -> str:
    """What the price is for: the end of a sentence (“a shop with candles”), but the whole of a line that
    is one thing (“gnocchi with sage butter”).
    """
    text = re.sub(r"\s+(?:is|are|costs?|from|kostet|kosten|cuesta|coûte|for|at)$", "", text.strip())
    parts = re.split(r"\b(?:with|services|menu|sell|serve|offer|and|such as|like)\b", text)
    head = fold(parts[0]).split()
    talk = (
        word_set("website")
        | word_set("request")
        | word_set("entities")
        | {"we", "i", "shop", "offer", "sell"}
    )
    return text if head and len(head) <= 4 and not talk & set(head) else parts[-1]


def offers_on_request(prompt: Prompt) -> list[tuple[int, Offer]]:
    """“Enterprise on request”: what has a price that is told in person."""
    found = []
    for match in ON_REQUEST.finditer(prompt.clean):
        item = item_of(match.group(1))
        if item and not prompt.is_taken(*match.span()):
            found.append((match.start(), Offer(name=item, price=match.group(2))))
            prompt.take(*match.span())
    return found


def find_gifts(prompt: Prompt) -> tuple[Offer, ...]:
    """What a donation does: “$25 buys water filters for one family”."""
    found = []
    for match in GIFT.finditer(prompt.clean):
        found.append(Offer(name=tidy(match.group("does")), price=tidy(match.group("price"))))
        prompt.take(*match.span())
    return tuple(found)[:4]
