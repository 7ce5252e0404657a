"""One writer for each kind of content: ``WRITERS[kind](writer, page, section)`` gives the content's data.

Cells of the packs' rows: ``features`` icon, title, text · ``services`` title, text, price or null, icon ·
``products`` and ``merch`` name, text, price, detail · ``listing`` name, text, price, tag, facts · ``roles``
role, text · ``faq`` question, answer · ``gallery`` caption, detail · ``band``, ``story``, ``form.points`` and
``pricing.points`` one text. Prices are numbers in euros; the writer prints them in the site's currency.
"""

from __future__ import annotations

from sitegen.copy.sections import calendar, goods, offerings, openings, people, reach, reading, wares
from sitegen.copy.sections.base import NothingToSay, SectionWriter

WRITERS: dict[str, SectionWriter] = {
    "hero": openings.hero,
    "page_header": openings.page_header,
    "statement": openings.statement,
    "band": openings.band,
    "cta": openings.cta,
    "features": offerings.features,
    "services": offerings.services,
    "spotlight": offerings.spotlight,
    "steps": offerings.steps,
    "timeline": offerings.timeline,
    "tabs": offerings.tabs,
    "comparison": offerings.comparison,
    "products": goods.products,
    "product": wares.product,
    "related": wares.related,
    "menu": goods.menu,
    "pricing": goods.pricing,
    "donate": goods.donate,
    "listing": goods.listing,
    "story": people.story,
    "team": people.team,
    "testimonials": people.testimonials,
    "figures": people.figures,
    "schedule": calendar.schedule,
    "dates": calendar.dates,
    "faq": reading.faq,
    "gallery": reading.gallery,
    "posts": reading.posts,
    "article": reading.article,
    "contact": reach.contact,
    "form": reach.form,
    "newsletter": reach.newsletter,
}

__all__ = ["WRITERS", "NothingToSay", "SectionWriter"]
