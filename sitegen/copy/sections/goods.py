"""What has a price: products, menus, plans, donations, and lists to choose from."""

from __future__ import annotations

import re
from typing import Any

from sitegen.brief import Offer
from sitegen.copy import phrases
from sitegen.copy.money import cents_of
from sitegen.copy.sections.base import (
    Data,
    NothingToSay,
    action_label,
    compact,
    form_action,
    heading,
    lead,
    price_note,
    role_action,
)
from sitegen.copy.sections.offerings import offer_item
from sitegen.copy.sections.wares import is_of_trade, link_to
from sitegen.copy.writer import Writer
from sitegen.reading.text import fold
from sitegen.spec import PagePlan, SectionPlan


def products(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    """Named products first; example products and prices are marked as examples in the lead."""
    items = [item for offer in w.offers_for(page, section) if (item := _named_product(w, offer, section))]
    wanted = max(len(items), w.count(section, 6, least=3))
    if page.role == "shop" and not items:
        wanted = max(wanted, min(w.most(section, 12), 8))
    key = "merch" if w.brief.kind == "music" else "products"
    rows = w.rows(key, section.id, wanted - len(items), limits=(60, 300), own=3)
    for name, text, price, *rest in rows:
        cents = w.money.cents(price)
        item = {
            "slug": _slug(name),
            "name": name,
            "text": text,
            "price": w.money.print_cents(cents),
            "price_cents": cents,
        }
        items.append(compact({**item, "detail": rest[0] if rest else None}))
    if len(items) < 3:
        raise NothingToSay
    shown = _distinct_slugs(items[: w.most(section, 12)])
    return compact(
        {
            "heading": heading(w, page, section),
            "lead": lead(w, page, section, prices=bool(rows)),
            "items": [_shelved(w, item, examples={row[0] for row in rows}) for item in shown],
            "currency": w.money.currency,
            "form_id": "order" if "order" in w.links.forms else None,
        }
    )


def menu(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    """Groups of the trade with example prices; dishes of the prompt come first, in a group of their own."""
    named = [offer_item(w, offer, section) for offer in w.offers_for(page, section)]
    stems = [fold(offer.name)[:6] for offer in w.brief.offers]
    groups: list[Data] = []
    if len(named) >= 2:
        groups.append({"title": w.line("menu.named", section.id) or w.brief.name[:90], "items": named[:10]})
    # Who gives a menu of their own wants no invented dishes beside it.
    own_menu = sum(1 for offer in w.brief.offers if offer.price) >= 2
    block = None if own_menu else w.block("menu", section.id, role=page.role, again=True)
    examples = False
    for group in block["groups"] if block else ():
        rows = [row for row in group["items"] if not any(stem in fold(row[0]) for stem in stems)]
        # The start page shows a part of the menu if the menu has a page of its own.
        rows = rows[:3] if page.role == "home" and w.links.to_role("menu", page) != f"#{section.id}" else rows
        items = [_dish(w, row, priced=True) for row in rows]
        examples = examples or any("price" in item for item in items)
        if len(items) >= 2:
            groups.append(compact({"title": group["title"], "note": group.get("note"), "items": items[:10]}))
    if not groups:
        raise NothingToSay
    note = price_note(w, section) if examples else w.line("menu.note", section.id, limit=200)
    return compact(
        {
            "heading": heading(w, page, section),
            "lead": lead(w, page, section),
            "groups": groups[:6],
            "note": note,
        }
    )


def pricing(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    """Plans of the prompt if it gives prices, else the trade's usual plans with example prices."""
    priced = [offer for offer in w.offers_for(page, section) if offer.price][:4]
    action = (
        form_action(w, page)
        or role_action(w, page, "contact", "shop")
        or {"label": w.texts["action_more"], "href": "page:home"}
    )
    if priced:
        tiers = [tier for offer in priced if (tier := _named_tier(w, offer, section, action))]
        if not tiers:
            raise NothingToSay
        return compact(
            {
                "heading": heading(w, page, section),
                "lead": lead(w, page, section),
                "tiers": tiers,
            }
        )
    block = w.block("pricing", section.id, role=page.role, again=True)
    # Example prices beside real ones would contradict them.
    if block is None or w.brief.prices or any(offer.price for offer in w.brief.offers):
        raise NothingToSay
    tiers = [_tier(w, tier, action) for tier in block["tiers"]]
    has_prices = any(tier["price"] is not None and tier["price"] for tier in block["tiers"])
    return compact(
        {
            "heading": block.get("heading") or heading(w, page, section),
            "lead": block.get("lead") or lead(w, page, section),
            "tiers": tiers,
            "note": price_note(w, section) if has_prices else None,
        }
    )


def donate(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    block = w.block("donate", section.id, role=page.role, again=True)
    if block is None:
        raise NothingToSay
    amounts = [{"amount": w.money.print(amount), "text": text} for amount, text in block["amounts"]]
    if len(w.brief.gifts) >= 2:
        # What the prompt says that a gift does, instead of examples.
        amounts = [{"amount": gift.price, "text": f"{phrases.capital(gift.name)}."} for gift in w.brief.gifts]
    if "donate" not in w.links.forms:
        raise NothingToSay
    return compact(
        {
            "heading": block["heading"],
            "lead": block.get("lead"),
            "amounts": amounts[:4],
            "form_id": "donate",
            "note": None if w.brief.gifts else w.line("donate.note", section.id, limit=240),
        }
    )


def listing(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    """Named offers first, then examples of what there is to choose from."""
    items: list[Data] = []
    for offer in w.offers_for(page, section):
        item = offer_item(w, offer, section)
        if "text" in item:
            items.append(compact({"name": item["title"], "text": item["text"], "price": offer.price}))
    wanted = max(len(items), w.least(section, 2)) if items else w.count(section, 4, least=2)
    key = (
        f"listing@{page.role}" if any(f"listing@{page.role}" in pack.rows for pack in w.chain) else "listing"
    )
    rows = w.rows(key, section.id, wanted - len(items), limits=(70, 300), own=2)
    href = role_action(w, page, "contact") or form_action(w, page)
    for name, text, price, tag, facts in rows:
        shown = w.money.print(price) if isinstance(price, (int, float)) else price
        items.append(
            compact({"name": name, "text": text, "price": shown, "tag": tag, "facts": facts or None})
        )
    if len(items) < 2:
        raise NothingToSay
    if href and w.brief.kind in {"hotel", "realestate", "travel", "education"}:
        label = action_label(w, "listing") if w.line("action.listing", "x", fresh=False) else href["label"]
        items = [{**item, "link": {**href, "label": label}} for item in items]
    priced = any(isinstance(row[2], (int, float)) for row in rows)
    note = w.line("listing.note", section.id, limit=200) if rows else None
    if priced and not note:
        note = price_note(w, section)
    return compact(
        {
            "heading": heading(w, page, section),
            "lead": lead(w, page, section),
            "items": items[:12],
            "note": note,
        }
    )


def _named_product(w: Writer, offer: Offer, section: SectionPlan) -> Data | None:
    """A product of the prompt, only with its price: the cart could not add it up without one."""
    if offer.price is None or (cents := cents_of(offer.price)) is None:
        return None
    name = phrases.offer_title(offer)
    text = w.offer_text(offer, section.id, goods=True)
    if text is None:
        return None
    return {"slug": _slug(name), "name": name, "text": text, "price": offer.price, "price_cents": cents}


def _shelved(w: Writer, item: Data, *, examples: set[str]) -> Data:
    """The item with the link to its own page, if there is one for it."""
    if item["name"] in examples and not is_of_trade(w, item["name"]):
        # All sites of the language would say the same of it.
        return item
    goods = w.shelf.place(**{"detail": None, **item}, example=item["name"] in examples)
    return {**item, "link": link_to(goods)} if goods else item


def _dish(w: Writer, row: list[Any], *, priced: bool) -> Data:
    name, text, price, *rest = row
    shown = w.money.print(price) if priced and price is not None else None
    return compact({"title": name, "text": text or None, "price": shown, "detail": rest[0] if rest else None})


def _tier(w: Writer, tier: Data, action: Data) -> Data:
    price = tier["price"]
    shown = (
        w.texts["free"] if price == 0 else w.money.print(price) if isinstance(price, (int, float)) else price
    )
    period = tier.get("period") if price else None
    rest = {"text": tier["text"], "features": tier["features"], "featured": tier.get("featured", False)}
    label = tier.get("action") or action["label"]
    return compact(
        {"name": tier["name"], "price": shown, "period": period, **rest, "action": {**action, "label": label}}
    )


def _named_tier(w: Writer, offer: Offer, section: SectionPlan, action: Data) -> Data | None:
    # What a real plan includes is for its owner to say: no points are made up for it.
    text = w.offer_text(offer, f"{section.id} tier") or w.line(
        "offer.text", offer.name, limit=320, fresh=False
    )
    if text is None or offer.price is None:
        return None
    return {
        "name": phrases.offer_title(offer),
        "price": offer.price,
        "text": text,
        "action": action,
    }


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:50] or "item"


def _distinct_slugs(items: list[Data]) -> list[Data]:
    seen: dict[str, int] = {}
    for item in items:
        count = seen[item["slug"]] = seen.get(item["slug"], 0) + 1
        if count > 1:
            item["slug"] = f"{item['slug']}-{count}"
    return items
