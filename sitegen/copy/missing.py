"""Facts of the prompt that no section had a place for, added where a reader looks for such things."""

from __future__ import annotations

from typing import Any

from sitegen.brief import Offer
from sitegen.content import parse_content
from sitegen.copy import phrases
from sitegen.copy.writer import Writer
from sitegen.reading.text import fold
from sitegen.spec import PageCopy

# Where there is room, by preference: field of a content and the most characters that it takes.
ROOM = (("story", "paragraphs", 1100), ("contact", "note", 310), ("services", "lead", 310),
        ("form", "lead", 310), ("page_header", "lead", 310), ("hero", "lead", 310))  # fmt: skip


def with_missing_facts(w: Writer, pages: dict[str, PageCopy]) -> dict[str, PageCopy]:
    """The pages with what the brief says and they do not, as short sentences."""
    shown = fold(" ".join(text for page in pages.values() for text in _strings(page.contents)))
    missing = [fact for fact in _facts(w) if fold(fact) not in shown]
    label = f"{w.texts['price']}: "
    missing = [fact for fact in missing if fold(fact.removeprefix(label)) not in shown]
    offered = [offer for offer in (*w.brief.offers, *w.brief.gifts) if not _is_shown(offer, shown)]
    missing += [" ".join(filter(None, (offer.name, offer.price))) for offer in offered]
    for page in w.plan.pages:
        if not missing or page.slug not in pages:
            break
        for kind, field, most in ROOM:
            for section in page.sections:
                content = pages[page.slug].contents.get(section.id)
                if section.content == kind and content is not None and missing:
                    missing = _added(content, field, missing, most)
                    parse_content(kind, content)
    return pages


def _facts(w: Writer) -> list[str]:
    brief = w.brief
    facts = [*brief.extra_facts]
    facts += [day.text for day in brief.dates]
    facts += [person.name for person in brief.people]
    facts += [phone.text for phone in brief.phones]
    facts += [*brief.emails, *brief.handles]
    facts += [f"{w.texts['price']}: {price}" for price in phrases.loose_prices(brief)]
    facts += [brief.experience or "", brief.address or ""]
    return [fact for fact in dict.fromkeys(facts) if fact]


def _is_shown(offer: Offer, shown: str) -> bool:
    return fold(offer.name) in shown and (offer.price is None or fold(offer.price) in shown)


def _added(content: dict[str, Any], field: str, missing: list[str], most: int) -> list[str]:
    """What did not fit."""
    fitting: list[str] = []
    room = most - len(content.get(field) or "") if field != "paragraphs" else most
    if field == "paragraphs" and len(content[field]) >= 5:
        return missing
    rest: list[str] = []
    for fact in missing:
        sentence = f"{phrases.capital(fact.rstrip('.'))}."
        if room > len(sentence) and not rest:
            fitting.append(sentence)
            room -= len(sentence) + 1
        else:
            rest.append(fact)
    if fitting and field == "paragraphs":
        content[field] = [*content[field], " ".join(fitting)]
    elif fitting:
        content[field] = " ".join([*filter(None, [content.get(field)]), *fitting])
    return rest


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _strings(inner)]
    if isinstance(value, (list, tuple)):
        return [text for inner in value for text in _strings(inner)]
    return []
