"""The words of whole sites: every kind, with all facts and with none."""

from __future__ import annotations

import re

import pytest

from sitegen.catalog import default_catalog
from sitegen.content import parse_content
from sitegen.copy import write_copy
from tests.sitegen.copy import cases

STOCK = re.compile(
    "|".join(
        [
            r"lightning[- ]fast|cutting[- ]edge|innovative solution|(?:transform|elevate|supercharge) your",
            r"to the next level|join thousands|why choose us|ready to get started|amazing|powerful features",
            r"beautiful design|exceed\w* expectations|exceptional results",
            r"passionate|tailored to your|seamless",
            r"state[- ]of[- ]the[- ]art|world[- ]class|one[- ]stop",
            r"unlock (?:the|your)|in today's|game[- ]chang",
            r"got you covered|welcome to|lorem|coming soon|signature starter|house favou?rite",
        ]
    ),
    re.IGNORECASE,
)


# What there is to say of one product is less than what a page about the business says.
LEAST_WORDS = {"home": 280, "product": 70}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("kind", cases.KINDS)
def test_every_content_is_valid_and_every_page_has_words(kind: str, seed: int) -> None:
    plan, copy = cases.site(cases.bare_brief(kind), seed)
    for page in plan.pages:
        if page.role == "product" and page.slug not in copy.pages:
            # There are fewer goods than the plan has pages for them.
            continue
        contents = copy.pages[page.slug].contents
        for section in page.sections:
            assert (section.id in contents) != (section.id in copy.dropped)
            if section.id in contents:
                parse_content(section.content, contents[section.id])
        words = len(" ".join(cases.strings(contents)).split())
        assert words >= LEAST_WORDS.get(page.role, 120), (page.slug, words)


@pytest.mark.parametrize("kind", cases.KINDS)
def test_every_fact_of_the_brief_is_on_the_site(kind: str) -> None:
    brief = cases.full_brief(kind)
    _, copy = cases.site(brief)
    words = cases.words_of(copy).lower()
    facts = [
        brief.name,
        brief.place,
        brief.audience,
        brief.phone,
        brief.email,
        brief.address,
        brief.experience,
    ]
    facts += [offer.name for offer in brief.offers] + ["£12", "10:30", "18:15", "12 june 2027", "ada finch"]
    facts += [*brief.quotes, *brief.extra_facts]
    assert [fact for fact in facts if fact and fact.lower() not in words] == []


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("kind", cases.KINDS)
def test_it_says_nothing_twice_and_nothing_worn(kind: str, seed: int) -> None:
    plan, copy = cases.site(cases.bare_brief(kind), seed)
    words = cases.words_of(copy)
    assert cases.repeated_sentences(plan, copy) == []
    assert STOCK.findall(words) == []
    assert "!" not in words
    assert "{" not in words


@pytest.mark.parametrize("kind", cases.KINDS)
def test_titles_and_descriptions_fit_and_differ(kind: str) -> None:
    for brief in (cases.bare_brief(kind), cases.full_brief(kind)):
        _, copy = cases.site(brief)
        pages = [page for page in copy.pages.values() if page.contents]
        assert all(10 <= len(page.title) <= 70 and brief.name in page.title for page in pages)
        assert all(50 <= len(page.description) <= 170 for page in pages)
        assert len({page.title for page in pages}) == len({page.description for page in pages}) == len(pages)


@pytest.mark.parametrize("kind", cases.KINDS)
def test_it_can_write_every_kind_of_content(kind: str) -> None:
    plan = cases.plan_of_every_kind(cases.full_brief(kind))
    copy = write_copy(plan, default_catalog())
    # A form that the site does not have cannot be shown; quotes, dates and people come from the prompt alone.
    assert set(copy.dropped) <= {"donate", "newsletter", "pricing", "menu", "article"}


def test_the_same_plan_gives_the_same_words_and_another_seed_gives_others() -> None:
    brief = cases.full_brief("restaurant")
    assert cases.site(brief, 1)[1] == cases.site(brief, 1)[1]
    assert cases.words_of(cases.site(brief, 1)[1]) != cases.words_of(cases.site(brief, 2)[1])


def test_links_lead_to_pages_and_sections_of_the_plan() -> None:
    for kind in cases.KINDS:
        plan, copy = cases.site(cases.full_brief(kind))
        pages = {page.slug: {section.id for section in page.sections} for page in plan.pages}
        for slug, page in copy.pages.items():
            for href in re.findall(r"'href': '([^']+)'", str(page.contents)):
                if href.startswith("page:"):
                    target, _, anchor = href.removeprefix("page:").partition("#")
                    assert target in pages
                    assert not anchor or anchor in pages[target]
                elif href.startswith("#"):
                    assert href[1:] in pages[slug]
                else:
                    assert href in {"tel:+441134960000", "mailto:hello@hazel.example"}
