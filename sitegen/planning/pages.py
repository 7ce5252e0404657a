"""Which pages with which sections: what the prompt asks for upon what the template has."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from sitegen.brief import Brief
from sitegen.catalog import Template, TemplatePage, TemplateSection
from sitegen.choice import Chooser
from sitegen.reading.text import fold

DATA = Path(__file__).resolve().parent / "data" / "pages.json"
MOST_PAGES, MOST_HOME_SECTIONS = 9, 12
ARTICLES = 3
# Sections that close a page; what is asked for comes before them.
CLOSING = {"cta", "contact", "form", "newsletter"}
# What a business is about stands near the top, whatever else changes places.
CORE = {"products", "menu", "listing", "posts", "dates", "schedule", "services", "features"}
# By how many places a section may move.
STRAY = 3.2
NEEDS_PICTURES = {"gallery"}
PLANS = {"app", "saas", "startup"}
FEWEST_GOODS = 3
# Parts of what a business is called, without accents, in the languages of the packs.
TAKEN_HOME = (
    "baker", "patisserie", "boulangerie", "backerei", "konditorei", "panaderia", "pasteleria", "panetteria",
    "panificio", "pasticceria", "padaria", "pastelaria", "bakkerij", "piekarnia", "cukiernia", "chocolat",
    "roaster", "rosterei", "butcher", "metzgerei", "fleischerei", "boucherie", "delicatessen", "brauerei",
    "brewery", "winery", "weingut", "vineyard", "和菓子", "菓子店", "パン",
)  # fmt: skip
SHOW_OFFERS = {"services", "menu", "products", "pricing", "listing"}
# Roles that have no sections of their own in the library borrow those of a kindred page.
SAME_PAGE = {
    "reservations": "booking", "speakers": "team", "programmes": "services", "tours": "listings",
    "rooms": "listings",
    "proposals": "contact", "venue": "contact", "courses": "services", "classes": "schedule",
    "tickets": "pricing",
    "listings": "work", "volunteer": "contact", "episodes": "listings", "music": "shop", "merch": "shop",
}  # fmt: skip


@dataclass
class Outline:
    """A page before its components are chosen."""

    slug: str
    role: str
    in_nav: bool
    sections: list[TemplateSection] = field(default_factory=list)

    def kinds(self) -> set[str]:
        return {section.content for section in self.sections}


def outline_pages(
    brief: Brief, template: Template, chooser: Chooser, *, known: frozenset[str]
) -> list[Outline]:
    """Pages in the order of the navigation; ``known`` are the content kinds that the catalog can show."""
    if brief.one_page:
        outlines = [_one_page(brief, template, chooser)]
    else:
        outlines = [_outline(page) for page in _chosen_pages(brief, template)]
    if sells_goods(brief):
        outlines = [_with_shelf(outline) for outline in outlines]
    home = outlines[0]
    home.sections = _reordered(_thinned(home.sections, chooser), chooser)
    if not brief.one_page:
        home.sections = _without_doubles(home, outlines[1:])
    _add_asked(brief, outlines)
    _add_facts(brief, outlines)
    _add_form(brief, outlines)
    if not _can_be_reached(brief):
        _replace_contact(outlines)
    _spare_repeats(outlines)
    if brief.one_page:
        # A list of posts would need a page for each of them.
        outlines[0].sections = [section for section in outlines[0].sections if section.content != "posts"]
    _add_articles(outlines)
    for outline in outlines:
        outline.sections = _possible(outline.sections, brief, known)
    return outlines


def sells_goods(brief: Brief) -> bool:
    """Whether a kitchen's offers are goods that people take home: a baker's loaves, no innkeeper's dishes.

    Who wants a menu gets one.
    """
    if brief.kind != "restaurant" or {"menu", "reservations"} & {*brief.pages, *brief.sections}:
        return False
    priced = sum(1 for offer in brief.offers if re.search(r"\d", offer.price or ""))
    subject = fold(brief.subject)
    return priced >= FEWEST_GOODS and any(word in subject for word in TAKEN_HOME)


def _with_shelf(outline: Outline) -> Outline:
    """A page with a shelf in the place of a menu."""
    if outline.role == "menu":
        return Outline("shop", "shop", in_nav=True, sections=list(page_sections("shop")))
    shelf = TemplateSection(content="products")
    sections = [shelf if section.content == "menu" else section for section in outline.sections]
    return Outline(outline.slug, outline.role, outline.in_nav, sections)


def page_sections(role: str) -> tuple[TemplateSection, ...]:
    """The sections of a page that the template does not have; an unknown role gets a page of running text."""
    pages = _library()
    return pages.get(role) or pages[SAME_PAGE.get(role, "any")]


@lru_cache(maxsize=1)
def _library() -> dict[str, tuple[TemplateSection, ...]]:
    pages = json.loads(DATA.read_text(encoding="utf-8"))
    return {
        role: tuple(TemplateSection(content=content) for content in contents)
        for role, contents in pages.items()
    }


def _outline(page: TemplatePage) -> Outline:
    return Outline(slug=page.role, role=page.role, in_nav=page.in_nav, sections=list(page.sections))


def _chosen_pages(brief: Brief, template: Template) -> list[TemplatePage]:
    """All pages asked for if the prompt lists them, else the template's pages and what is asked for
    besides.
    """
    there = {page.role: page for page in template.pages}
    asked = [role for role in brief.pages if role != "home"]
    listed = "home" in brief.pages or len(asked) >= 3
    home = template.pages[0]
    if listed:
        roles = asked
    else:
        own = [page.role for page in template.pages[1:]]
        extra = [role for role in asked if role not in own]
        # Contact stays last in the navigation.
        roles = (
            [role for role in own if role != "contact"] + extra + [role for role in own if role == "contact"]
        )
    pages = [there.get(role) or TemplatePage(role=role, sections=page_sections(role)) for role in roles]
    return [home, *pages][:MOST_PAGES]


def _one_page(brief: Brief, template: Template, chooser: Chooser) -> Outline:
    """The start page with the best sections of the other pages."""
    home = _outline(template.pages[0])
    kinds = home.kinds()
    body = [section for section in home.sections if section.content not in CLOSING | {"faq"}]
    last = [section for section in home.sections if section.content == "faq"]
    for page in template.pages[1:]:
        for section in page.sections:
            if section.content in kinds | CLOSING | {"page_header", "article", "posts", "faq", "timeline"}:
                continue
            if len(body) < MOST_HOME_SECTIONS - 3:
                body.append(section)
                kinds.add(section.content)
    closing = [TemplateSection(content="form"), TemplateSection(content="contact")]
    home.sections = (
        body + last + [section for section in home.sections if section.content == "cta"][:1] + closing
    )
    return home


def _thinned(sections: list[TemplateSection], chooser: Chooser) -> list[TemplateSection]:
    """Optional sections stay or go by the seed, but the page keeps at least seven."""
    kept = list(sections)
    for number, section in enumerate(sections):
        if section.optional and len(kept) > 7 and chooser.number(f"optional {number}") < 0.45:
            kept.remove(section)
    return kept


def _reordered(sections: list[TemplateSection], chooser: Chooser) -> list[TemplateSection]:
    """The sections between the hero and those that close the page, some moved by a few places.

    Two sites of one template would else be read in one order. The first thing that the business is about
    stays first or second.
    """
    end = next(
        (at for at, section in enumerate(sections) if at and section.content in CLOSING | {"faq"}),
        len(sections),
    )
    middle = list(enumerate(sections[1:end]))
    middle.sort(key=lambda pair: pair[0] + STRAY * chooser.number(f"place {pair[1].content}"))
    moved = [section for _, section in middle]
    core = next((at for at, section in enumerate(moved) if section.content in CORE), 0)
    if core > 1:
        moved.insert(1, moved.pop(core))
    return [*sections[:1], *moved, *sections[end:]]


def _without_doubles(home: Outline, others: Sequence[Outline]) -> list[TemplateSection]:
    """The start page without what fills a page of its own, such as a long FAQ, if it has enough sections."""
    elsewhere = {
        section.content
        for outline in others
        for section in outline.sections
        if outline.role == section.content
    }
    kept = list(home.sections)
    for section in home.sections:
        if section.optional and section.content in elsewhere and len(kept) > 7:
            kept.remove(section)
    return kept


def _add_asked(brief: Brief, outlines: list[Outline]) -> None:
    """Sections that the prompt names stand on the site, on the start page unless another page has them."""
    for kind in brief.sections:
        if any(kind in outline.kinds() for outline in outlines):
            continue
        if kind in NEEDS_PICTURES and not brief.pictures:
            continue
        home = outlines[0].sections
        at = next(
            (
                number
                for number, section in enumerate(home)
                if number > 1 and section.content in CLOSING | {"faq"}
            ),
            len(home),
        )
        home.insert(at, TemplateSection.model_validate({"content": kind}))


def _add_facts(brief: Brief, outlines: list[Outline]) -> None:
    """What the prompt names has a section that can show it: offers, people, dates, gifts."""
    there = set().union(*(outline.kinds() for outline in outlines))
    wanted = []
    # Only where there are words for them do other sections than these show every offer.
    shown = SHOW_OFFERS if brief.language in {"en", "es", "fr", "de"} else {"services", "menu"}
    if brief.offers and not there & shown:
        priced = [offer for offer in brief.offers if offer.price]
        wanted.append("pricing" if priced and brief.kind in PLANS else "services")
    if any(person.name != brief.name for person in brief.people) and "team" not in there:
        wanted.append("team")
    if brief.gifts and "donate" not in there:
        wanted.append("donate")
    if _can_be_reached(brief) and "contact" not in there:
        wanted.append("contact")
    for kind in wanted:
        _insert(outlines[0].sections, kind)


def _insert(sections: list[TemplateSection], kind: str) -> None:
    """Before the sections that close the page; a contact section closes it itself."""
    closing = CLOSING | {"faq"}
    at = next(
        (at for at, section in enumerate(sections) if at > 1 and section.content in closing), len(sections)
    )
    at = len(sections) if kind == "contact" else at
    sections.insert(at, TemplateSection.model_validate({"content": kind}))


def _add_form(brief: Brief, outlines: list[Outline]) -> None:
    """Somewhere on the site there is a form."""
    if any({"form", "donate"} & outline.kinds() for outline in outlines):
        return
    target = next(
        (outline for outline in outlines if outline.role in {"contact", "booking", "reservations"}), None
    )
    (target or outlines[0]).sections.append(TemplateSection(content="form"))


def _can_be_reached(brief: Brief) -> bool:
    """Whether there is anything to show in a contact section besides a form."""
    return any((brief.phone, brief.email, brief.address, brief.hours, brief.place))


def _replace_contact(outlines: list[Outline]) -> None:
    """Without an address or number a contact section would be empty: say what happens after writing."""
    steps = TemplateSection.model_validate({"content": "steps", "items": 3})
    for outline in outlines:
        kept = [section for section in outline.sections if section.content != "contact"]
        if len(kept) < 4 and outline.role != "home" and "steps" not in outline.kinds():
            kept.append(steps)
        outline.sections = kept


def _spare_repeats(outlines: list[Outline]) -> None:
    """Questions and answers stand on two pages at most, so that no page repeats another."""
    seen = 0
    for outline in outlines:
        for section in list(outline.sections):
            if section.content != "faq":
                continue
            seen += 1
            if seen > 2 and outline.role != "faq" and len(outline.sections) > 3:
                outline.sections.remove(section)


def _add_articles(outlines: list[Outline]) -> None:
    """Pages for the articles that a list of posts leads to; the copy writer fills one for each post."""
    if not any("posts" in outline.kinds() for outline in outlines):
        return
    sections = [
        TemplateSection(content="page_header", components=("page-header-plain",)),
        TemplateSection(content="article"),
        TemplateSection(content="cta"),
    ]
    for number in range(1, ARTICLES + 1):
        outlines.append(Outline(f"article-{number}", "article", in_nav=False, sections=list(sections)))


def _possible(sections: list[TemplateSection], brief: Brief, known: frozenset[str]) -> list[TemplateSection]:
    """What the catalog can show and the prompt allows; no kind directly after itself."""
    kept: list[TemplateSection] = []
    for section in sections:
        if section.content not in known or (section.content in NEEDS_PICTURES and not brief.pictures):
            continue
        if kept and kept[-1].content == section.content:
            continue
        kept.append(section)
    return kept
