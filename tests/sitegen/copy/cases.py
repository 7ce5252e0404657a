"""Briefs and plans for the tests of copy, and ways to look at the words of a site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

from sitegen.brief import Brief, DateFact, Offer, Opening, PersonFact, SiteKind
from sitegen.catalog import default_catalog
from sitegen.content import MODELS, PAGE_TITLES
from sitegen.copy import write_copy
from sitegen.planning import make_plan
from sitegen.reading import read_brief
from sitegen.spec import PagePlan, SectionPlan, SiteCopy, SitePlan

KINDS: tuple[str, ...] = get_args(SiteKind)
TODAY = date(2026, 11, 24)
NOT_WORDS = {"href", "icon", "slug", "page", "form_id", "currency"}
# Goods come again on their own page; everything else is said once.
MAY_COME_AGAIN = {
    "products",
    "menu",
    "pricing",
    "schedule",
    "services",
    "listing",
    "gallery",
    "donate",
    "comparison",
    "posts",
    "team",
}
SUBJECTS = {
    "ecommerce": "beekeeping supplies shop",
    "saas": "log analytics tool",
    "portfolio": "illustrator",
    "photography": "photographer",
    "agency": "design studio",
    "restaurant": "bistro",
    "fitness": "fitness studio",
    "education": "school",
    "realestate": "estate agent",
    "event": "conference",
    "music": "band",
    "nonprofit": "charity",
    "medical": "clinic",
    "legal": "law firm",
    "travel": "tour guide",
    "startup": "young company",
    "blog": "gardening blog",
    "beauty": "salon",
    "trades": "workshop",
    "hotel": "guest house",
    "finance": "tax adviser",
    "consulting": "consultancy",
    "app": "habit app",
    "community": "cycling club",
    "landing": "typewriter museum",
}


def bare_brief(kind: str, **facts: Any) -> Brief:
    """A brief of which nothing is known but kind, subject and name."""
    subject = SUBJECTS[kind]
    return Brief.model_validate(
        {"prompt": f"a {subject}", "kind": kind, "subject": subject, "name": "Hazel & Finch", **facts}
    )


def full_brief(kind: str) -> Brief:
    """A brief with every fact that a prompt may give."""
    return bare_brief(
        kind,
        name_given=True,
        place="Leeds",
        places=("Leeds",),
        audience="curious people",
        offers=(
            Offer(name="early visits", price="£12"),
            Offer(name="long evenings"),
            Offer(name="gift cards"),
        ),
        phone="+44 113 496 0000",
        email="hello@hazel.example",
        address="4 Mill Lane",
        hours=(Opening(days="Tue–Sun", opens="10:30", closes="18:15"),),
        dates=(DateFact(text="12 June 2027", start=date(2027, 6, 12), place="Leeds"),),
        people=(PersonFact(name="Ada Finch", role="founder"),),
        prices=("£12",),
        experience="19 years in Leeds",
        quotes=("They answered every question we had.",),
        extra_facts=("Parking for 30 bicycles",),
        sections=("team", "dates", "testimonials", "contact", "story"),
    )


def site(brief: Brief, seed: int = 1) -> tuple[SitePlan, SiteCopy]:
    plan = make_plan(brief, default_catalog(), seed=seed)
    return plan, write_copy(plan, default_catalog())


def site_of_prompt(prompt: str, seed: int = 1) -> tuple[SitePlan, SiteCopy]:
    return site(read_brief(prompt, today=TODAY), seed)


def plan_of_every_kind(brief: Brief, seed: int = 1) -> SitePlan:
    """A plan with a section of each of the content kinds, whatever the templates have."""
    plan = make_plan(brief, default_catalog(), seed=seed)
    kinds = [kind for kind in MODELS if kind not in PAGE_TITLES | {"related"}]
    sections = [_section(kind) for kind in ("hero", *kinds)]
    pages = [PagePlan(slug="home", role="home", sections=tuple(sections))]
    for number in (1, 2):
        parts = tuple(
            SectionPlan(id=f"article-{number}-{part}", content=kind, component="none", variant="default")
            for part, kind in (("header", "page_header"), ("text", "article"))
        )
        pages.append(PagePlan(slug=f"article-{number}", role="article", in_nav=False, sections=parts))
    return plan.model_copy(update={"pages": tuple(pages)})


def _section(kind: str) -> SectionPlan:
    slug = kind.replace("_", "-")
    return SectionPlan.model_validate(
        {"id": slug, "content": kind, "component": "none", "variant": "default"}
    )


def strings(value: Any) -> Iterator[str]:
    """Everything that a visitor reads in a content."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in NOT_WORDS:
                yield from strings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from strings(inner)


def words_of(copy: SiteCopy) -> str:
    return " ".join(strings(copy.model_dump()))


def repeated_sentences(plan: SitePlan, copy: SiteCopy) -> list[str]:
    """Sentences of six words and more that stand twice on the site outside lists of goods and facts."""
    seen: set[str] = set()
    again = []
    for page in plan.pages:
        for section in page.sections if page.slug in copy.pages else ():
            if section.content in MAY_COME_AGAIN or section.id not in copy.pages[page.slug].contents:
                continue
            for text in strings(_without_buttons(copy.pages[page.slug].contents[section.id])):
                for sentence in re.split(r"(?<=[.?])\s+", text):
                    if len(sentence.split()) >= 6:
                        again += [sentence] if sentence in seen else []
                        seen.add(sentence)
    return again


def _without_buttons(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without_buttons(inner)
            for key, inner in value.items()
            # Care and storage are the same for many goods.
            if key not in {"action", "actions", "link", "order", "details"}
        }
    return [_without_buttons(inner) for inner in value] if isinstance(value, list) else value
