"""What section writers share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sitegen.copy.links import FORM_LABELS
from sitegen.copy.writer import Writer
from sitegen.spec import PagePlan, SectionPlan

Data = dict[str, Any]
SectionWriter = Callable[[Writer, PagePlan, SectionPlan], Data]
# Headings from the fixed texts, for languages without packs.
PLAIN_HEADINGS = {
    "services": "page_services",
    "features": "label_offers",
    "menu": "page_menu",
    "products": "page_shop",
    "pricing": "page_pricing",
    "schedule": "page_schedule",
    "dates": "page_dates",
    "team": "page_team",
    "testimonials": "page_testimonials",
    "faq": "page_faq",
    "gallery": "page_gallery",
    "listing": "page_listings",
    "posts": "page_blog",
    "contact": "page_contact",
    "form": "action_contact",
    "newsletter": "page_newsletter",
    "donate": "page_donate",
    "story": "page_about",
    "steps": "page_process",
    "cta": "action_contact",
}


class NothingToSay(Exception):
    """The section would have to invent something, so it is dropped."""


def heading(w: Writer, page: PagePlan, section: SectionPlan) -> str:
    """The section's heading; raises NothingToSay."""
    found = w.line(f"{section.content}.heading", section.id, role=page.role)
    if found is None:
        key = PLAIN_HEADINGS.get(section.content)
        plain = w.texts.get(key) if key else None
        if plain is None or not w.is_fresh(plain):
            raise NothingToSay
        found = plain
    return found


def lead(w: Writer, page: PagePlan, section: SectionPlan, *, prices: bool = False) -> str | None:
    """A sentence below the heading; with ``prices`` it also says that the prices are examples."""
    found = w.line(f"{section.content}.lead", section.id, role=page.role, limit=240)
    if not prices:
        return found
    note = price_note(w, section)
    return f"{found} {note}" if found else note


def price_note(w: Writer, section: SectionPlan) -> str:
    """Small print for prices that the prompt does not give."""
    return w.line("note.prices", section.id, limit=140) or w.texts["note_example_prices"]


def compact(data: Data) -> Data:
    """Without what is not there."""
    return {key: value for key, value in data.items() if value is not None}


def action_label(w: Writer, key: str) -> str:
    """The label of a button: the trade's own, the fixed one, or the name of the page that it leads to."""
    label = w.line(f"action.{key}", f"action {key}", fresh=False, limit=40)
    fixed = w.texts.get(f"action_{key}") or w.texts.get(f"page_{key}")
    return label or fixed or w.texts["action_more"]


def form_action(w: Writer, page: PagePlan) -> Data | None:
    """The button to the site's main form, if it has one."""
    form = w.links.main_form
    if form == "proposal" and page.role not in {"proposals", "speakers"}:
        # Many come to listen and few to speak: tickets first.
        if page.role == "tickets" and (to_contact := w.links.to_form("contact", page)):
            return {"label": action_label(w, "signup"), "href": to_contact}
        if found := role_action(w, page, "tickets", "pricing"):
            return found
    href = w.links.to_form(form, page)
    return {"label": action_label(w, FORM_LABELS.get(form, form)), "href": href} if href else None


def role_action(w: Writer, page: PagePlan, *roles: str) -> Data | None:
    """A button to the first of these pages that the site has."""
    found = w.links.first_role(roles, page)
    return {"label": action_label(w, found[0]), "href": found[1]} if found else None


def contact_action(w: Writer, page: PagePlan) -> Data | None:
    """A button to the contact page, or to the phone or e-mail of the prompt."""
    if page.role != "contact" and (found := role_action(w, page, "contact")):
        return found
    if w.brief.phone:
        number = w.brief.phone.replace(" ", "")
        return {"label": f"{w.texts['action_call']} {w.brief.phone}", "href": f"tel:{number}"}
    if w.brief.email:
        return {"label": w.brief.email, "href": f"mailto:{w.brief.email}"}
    return None
