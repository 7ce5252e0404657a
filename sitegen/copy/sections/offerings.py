"""What is offered and how it goes: features, services, spotlights, steps, tabs, comparisons, timelines."""

from __future__ import annotations

import re
from typing import Any

from sitegen.brief import Offer
from sitegen.copy import phrases
from sitegen.copy.sections.base import Data, NothingToSay, compact, form_action, heading, lead, role_action
from sitegen.copy.writer import Writer
from sitegen.reading.text import fold
from sitegen.spec import PagePlan, SectionPlan


def features(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    count = w.count(section, 6, least=3, most=8)
    key = f"features@{page.role}"
    rows = w.rows(key, section.id, count, limits=(40, 60, 300))
    if len(rows) < count:
        rows += w.rows("features", section.id, count - len(rows), limits=(40, 60, 300))
    items = [{"icon": icon, "title": title, "text": text} for icon, title, text in rows]
    elsewhere = any(other.content in {"services", "menu"} for other in page.sections)
    if len(items) < 3 and not elsewhere:
        items = [item for item in _offer_items(w, page, section) if item.get("title")][:count]
    if len(items) < 3:
        raise NothingToSay
    return compact({"heading": heading(w, page, section), "lead": lead(w, page, section), "items": items})


def services(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    """Offers of the prompt first; the trade's usual services only up to the least number."""
    items = _offer_items(w, page, section)
    wanted = max(len(items), w.least(section, 3)) if items else w.count(section, 6, least=2)
    example_prices = False
    if len(items) < wanted:
        for title, text, price, *rest in usual_services(w, section, wanted - len(items)):
            shown = price is not None and not w.brief.offers and w.brief.kind in PRICED_KINDS
            example_prices = example_prices or shown
            item = {"title": title, "text": text, "price": w.money.print(price) if shown else None}
            items.append(compact({**item, "icon": rest[0] if rest else None}))
    if len(items) < 2:
        raise NothingToSay
    component = w.catalog.components.get(section.component)
    most = min(12, (component.max_items or 12) if component else 12)
    action = form_action(w, page) or role_action(w, page, "contact")
    return compact(
        {
            "heading": heading(w, page, section),
            "lead": lead(w, page, section, prices=example_prices),
            "items": items[:most],
            "action": action,
        }
    )


PRICED_KINDS = {"beauty", "fitness", "trades", "photography", "education"}


def usual_services(w: Writer, section: SectionPlan, count: int) -> list[list[Any]]:
    """Services that such a business has, other than those the prompt names."""
    named = [_stems(offer.name) for offer in w.brief.offers]
    rows = w.rows("services", section.id, count + len(named) * 2, limits=(70, 300), own=2)
    return [row for row in rows if not any(_stems(row[0]) & stems for stems in named)][:count]


def spotlight(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    block = w.block("spotlight", section.id, role=page.role)
    if block is None:
        raise NothingToSay
    action = None if page.role in {"contact", "booking"} else form_action(w, page)
    return compact({**block, "action": action or role_action(w, page, "about", "contact")})


def steps(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    block = w.block("steps", section.id, role=page.role)
    if block is None:
        raise NothingToSay
    items = [{"title": title, "text": text} for title, text in block["items"]]
    return compact({"heading": block["heading"], "lead": block.get("lead"), "items": items[:6]})


def timeline(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    block = w.block("timeline", section.id, role=page.role)
    if block is None:
        raise NothingToSay
    items = [{"when": when, "title": title, "text": text} for when, title, text in block["items"]]
    return compact({"heading": block["heading"], "lead": block.get("lead"), "items": items[:10]})


def tabs(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    block = w.block("tabs", section.id, role=page.role)
    if block is None:
        raise NothingToSay
    items = [
        compact({"label": label, "title": title, "text": text, "points": points or None})
        for label, title, text, points in block["items"]
    ]
    return compact({"heading": block["heading"], "lead": block.get("lead"), "items": items[:6]})


def comparison(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    block = w.block("comparison", section.id, role=page.role, again=True)
    if block is None:
        raise NothingToSay
    rows = [{"label": label, "values": values} for label, *values in block["rows"]]
    return compact(
        {"heading": block["heading"], "lead": block.get("lead"), "columns": block["columns"], "rows": rows}
    )


def _offer_items(w: Writer, page: PagePlan, section: SectionPlan) -> list[Data]:
    return [offer_item(w, offer, section) for offer in w.offers_for(page, section)]


def offer_item(w: Writer, offer: Offer, section: SectionPlan) -> Data:
    title = phrases.offer_title(offer)
    return compact({"title": title, "text": w.offer_text(offer, section.id), "price": offer.price})


def _stems(text: str) -> set[str]:
    """The first letters of the words of a title: “implants” and “implant” are the same."""
    return {word[:5] for word in re.findall(r"\w{4,}", fold(text)) if word not in {"with", "your", "from"}}
