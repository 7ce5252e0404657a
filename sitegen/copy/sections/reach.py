"""How to reach them: contact facts, forms, newsletters."""

from __future__ import annotations

from sitegen.clock import hours_rows
from sitegen.copy.sections.base import Data, NothingToSay, compact, heading, lead
from sitegen.copy.writer import Writer
from sitegen.spec import PagePlan, SectionPlan


def contact(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    """Facts of the prompt; without any the section has nothing to add to the form."""
    brief = w.brief
    hours = [{"days": days[:90], "time": time[:90]} for days, time in hours_rows(brief, w.texts["closed"])[:7]]
    address = brief.address
    if address and brief.place and brief.place.lower() not in address.lower():
        address = f"{address}, {brief.place}"
    facts = {
        "phone": brief.phone,
        "email": brief.email,
        "address": address or brief.place,
        "hours": hours or None,
    }
    if not any(facts.values()):
        raise NothingToSay
    return compact(
        {
            "heading": heading(w, page, section),
            "lead": lead(w, page, section),
            **facts,
            "note": w.line("contact.note", section.id, limit=240),
        }
    )


def form(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    form_id = w.links.form_of(page)
    words = w.block(f"form.{form_id}", section.id) or {
        "heading": heading(w, page, section),
        "lead": lead(w, page, section),
    }
    points = words.pop("points", None) or [
        row[0] for row in w.rows("form.points", section.id, 3, limits=(90,))
    ]
    return compact({**words, "form_id": form_id, "points": points[:5]})


def newsletter(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    if "newsletter" not in w.links.forms:
        raise NothingToSay
    return compact(
        {"heading": heading(w, page, section), "lead": lead(w, page, section), "form_id": "newsletter"}
    )
