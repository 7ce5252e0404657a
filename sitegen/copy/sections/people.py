"""Who they are: stories, teams, quotes, and figures that are true."""

from __future__ import annotations

import re

from sitegen.clock import span
from sitegen.copy import phrases
from sitegen.copy.sections.base import Data, NothingToSay, compact, heading, lead
from sitegen.copy.writer import Writer
from sitegen.spec import PagePlan, SectionPlan

# What people of an event do, where the prompt only names them.
ON_STAGE = {"en": "Speaker", "es": "Ponente", "de": "Vortrag", "fr": "Intervention"}
LEADING_NUMBER = re.compile(r"^(?:over |more than |about )?(\d[\d.,]*\+?)\s+(.{2,60})$", re.IGNORECASE)


def story(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    rows = w.rows("story", section.id, 3, limits=(1100,))
    paragraphs = [row[0] for row in rows]
    if deed := w.line("story.deed", section.id, limit=600):
        paragraphs.insert(0, deed)
    facts = w.line("story.facts", section.id, limit=600)
    if facts:
        paragraphs.insert(1, facts)
    extra = _extra_facts(w)
    if extra:
        paragraphs.append(extra)
    if not paragraphs:
        raise NothingToSay
    return {"heading": heading(w, page, section), "paragraphs": paragraphs[:5], "facts": _pairs(w)}


def team(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    """The people whom the prompt names; else roles without names, for the owner to fill."""
    people = []
    for person in w.brief.people[:12]:
        role = phrases.capital(person.role) if person.role else w.line("team.role", section.id, fresh=False)
        role = role or (ON_STAGE.get(w.brief.language) if w.brief.kind == "event" else None)
        people.append({"name": person.name, "role": role or w.texts["page_team"]})
    if not people and "person" not in w.traits:
        count = w.count(section, 4)
        rows = w.rows(f"roles@{page.role}", section.id, count, limits=(60, 300))
        rows = rows or w.rows("roles", section.id, count, limits=(60, 300), own=2)
        people = [{"role": role, "text": text} for role, text in rows]
    if not people:
        raise NothingToSay
    note = None if w.brief.people else w.line("team.note", section.id, role=page.role, limit=200)
    return compact(
        {"heading": heading(w, page, section), "lead": lead(w, page, section), "people": people, "note": note}
    )


def testimonials(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    """Only quotes that the prompt gives."""
    if not w.brief.quotes:
        raise NothingToSay
    quotes = [{"text": quote[:320], "name": w.brief.name[:90]} for quote in w.brief.quotes[:6]]
    return {"heading": heading(w, page, section), "items": quotes}


def figures(w: Writer, page: PagePlan, section: SectionPlan) -> Data:
    """Numbers of the prompt, or such as can be counted in it."""
    brief = w.brief
    found: list[tuple[str, str]] = []
    for fact in [brief.experience or "", *brief.extra_facts]:
        if match := LEADING_NUMBER.match(fact):
            found.append((match.group(2), match.group(1)))
    for offer in brief.offers:
        if offer.price:
            found.append((phrases.offer_title(offer), offer.price))
    found += [
        (w.texts["label_hours"], span(row.opens, row.closes, brief)) for row in brief.hours if row.opens
    ][:1]
    if len(brief.places) > 2:
        found.append((w.texts["label_where"], str(len(brief.places))))
    if len(found) < 2:
        raise NothingToSay
    items = [{"label": phrases.capital(label)[:90], "value": value[:90]} for label, value in found[:4]]
    return compact({"heading": w.line("figures.heading", section.id), "items": items})


def _pairs(w: Writer) -> list[Data]:
    """Facts at the side of the story."""
    brief = w.brief
    # Behind a label a name stays as it was written.
    offers = phrases.listed([offer.name for offer in phrases.things(brief)[:3]], w.conjunction)
    pairs = [
        (w.texts["label_where"], brief.address or brief.place),
        (w.texts["label_when"], brief.dates[0].text if brief.dates else None),
        (w.texts["label_hours"], w.slots.get("hours")),
        (w.texts["label_experience"], brief.experience),
        (w.texts["label_prices"], ", ".join(phrases.loose_prices(brief))),
        (w.texts["label_for"], brief.audience),
        (w.texts["label_offers"], offers),
    ]
    return [
        {"label": label, "value": phrases.capital(value)}
        for label, value in pairs
        if value and len(value) <= 90
    ][:5]


def _extra_facts(w: Writer) -> str | None:
    """Clauses with figures that have no place of their own, as they were written."""
    facts = [fact for fact in w.brief.extra_facts if len(fact) > 5 and w.is_fresh(fact)]
    if not facts:
        return None
    w.say(*facts)
    return " ".join(phrases.capital(fact.rstrip(".")) + "." for fact in facts[:8])[:1100]
