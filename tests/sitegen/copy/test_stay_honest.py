"""Nothing is invented as a fact, and what a prompt says stays text."""

from __future__ import annotations

import pytest

from tests.sitegen.copy import cases


def _contents(kind: str, content: str) -> list[dict[str, object]]:
    plan, copy = cases.site(cases.bare_brief(kind))
    return [
        copy.pages[page.slug].contents[section.id]
        for page in plan.pages
        for section in page.sections
        if section.content == content and section.id in copy.pages[page.slug].contents
    ]


@pytest.mark.parametrize("kind", cases.KINDS)
def test_without_facts_there_are_no_quotes_no_names_and_no_figures(kind: str) -> None:
    assert _contents(kind, "testimonials") == []
    assert _contents(kind, "figures") == []
    assert _contents(kind, "contact") == []
    people = [person for team in _contents(kind, "team") for person in team["people"]]  # type: ignore[attr-defined]
    assert all("name" not in person for person in people)


@pytest.mark.parametrize("kind", ["restaurant", "ecommerce", "saas", "fitness", "hotel"])
def test_example_prices_are_marked_as_examples(kind: str) -> None:
    for content in ("menu", "products", "pricing"):
        for data in _contents(kind, content):
            assert "example" in f"{data.get('note', '')} {data.get('lead', '')}".lower()


def test_prices_of_the_prompt_are_not_mixed_with_examples() -> None:
    _, copy = cases.site_of_prompt("Plumber in Bristol: boiler repair £85, drain clearing £110, callouts £60")
    words = cases.words_of(copy)
    assert "£85" in words
    assert "£110" in words
    assert "xample price" not in words


def test_hostile_words_stay_words() -> None:
    brief = cases.bare_brief("ecommerce", subject="{goods} {name} <b>shop</b>", name="O'Brien {place} & Sons")
    _, copy = cases.site(brief)
    assert "O'Brien {place} & Sons" in copy.pages["home"].title


@pytest.mark.parametrize(
    "prompt",
    [
        "website for a falconry centre in Dorset called Hawkridge, experience days from £95, school visits",
        "beekeeping supplies shop",
        "a lighthouse you can sleep in on the Scottish coast",
        "I restore vintage typewriters. 30 years of experience. Phone 0207 123 9999",
        "piano tuner in Vienna, Klavier Huber",
        "startup that makes edible packaging for restaurants",
        "website pls",
        "🦆🦆🦆",
        "x" * 3000,
    ],
)
def test_odd_subjects_get_whole_sites(prompt: str) -> None:
    plan, copy = cases.site_of_prompt(prompt)
    assert len(" ".join(cases.strings(copy.pages["home"].contents)).split()) >= 280
    assert cases.repeated_sentences(plan, copy) == []
