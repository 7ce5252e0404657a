from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import get_args

import pytest

from sitegen.brief import Brief, SiteKind
from sitegen.catalog import Catalog
from sitegen.errors import UnknownTemplate
from sitegen.planning import make_plan, seed_of

Read = Callable[[str], Brief]
KINDS = get_args(SiteKind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_kind_gets_a_full_start_page_with_rhythm(
    read: Read, catalog: Catalog, kind: str, seed: int
) -> None:
    brief = read("A business called Alder in Leeds, phone 0113 496 0000").model_copy(update={"kind": kind})

    plan = make_plan(brief, catalog, seed=seed)

    home = plan.pages[0]
    layouts = [catalog.components[section.component].layout for section in home.sections]
    assert home.sections[0].content == "hero"
    assert len(home.sections) >= 7
    assert all(first != second for first, second in pairwise(layouts))
    assert len({section.tone for section in home.sections}) >= 2
    assert all(len(page.sections) >= 3 for page in plan.pages if page.role != "product")


def test_section_ids_are_unique_on_the_site(read: Read, catalog: Catalog) -> None:
    plan = make_plan(read("A gym in Leeds"), catalog, seed=7)

    ids = [section.id for page in plan.pages for section in page.sections]
    assert len(ids) == len(set(ids))


def test_every_section_is_shown_by_a_component_that_can(read: Read, catalog: Catalog) -> None:
    plan = make_plan(read("A luxury shop called Aurelle"), catalog, seed=7)

    for page in plan.pages:
        for section in page.sections:
            component = catalog.components[section.component]
            assert component.content == section.content
            assert section.variant in component.variants
            assert section.tone in component.tones


def test_pages_that_the_prompt_lists_are_the_pages(read: Read, catalog: Catalog) -> None:
    plan = make_plan(read("Charity called Aid. Pages: home, programmes, llamas, contact"), catalog, seed=1)

    assert [page.slug for page in plan.pages] == ["home", "programmes", "llamas", "contact"]


def test_a_page_asked_for_joins_those_of_the_template(read: Read, catalog: Catalog) -> None:
    plan = make_plan(read("Law firm website for Okafor & Lindqvist, with careers page"), catalog, seed=1)

    assert {"home", "careers", "contact"} <= {page.slug for page in plan.pages}


def test_sections_asked_for_are_there(read: Read, catalog: Catalog) -> None:
    brief = read("A plumber called Flow in Leeds with testimonials, timeline and newsletter")

    plan = make_plan(brief, catalog, seed=5)

    kinds = {section.content for page in plan.pages for section in page.sections}
    assert {"testimonials", "timeline", "newsletter"} <= kinds


def test_one_page_means_one_page_with_a_form(read: Read, catalog: Catalog) -> None:
    plan = make_plan(read("One page site for a bar called Ox in Leeds"), catalog, seed=5)

    assert [page.slug for page in plan.pages] == ["home"]
    assert "form" in {section.content for section in plan.pages[0].sections}


def test_a_site_without_pictures_uses_no_component_that_needs_them(read: Read, catalog: Catalog) -> None:
    plan = make_plan(read("Portfolio of Ann Lee, no images"), catalog, seed=5)

    assert "gallery" not in {section.content for page in plan.pages for section in page.sections}


def test_a_site_without_pictures_opens_with_large_type(read: Read, catalog: Catalog) -> None:
    plan = make_plan(read("Essays about type, no images"), catalog, seed=5)

    assert plan.pages[0].sections[0].component == "hero-type"


def test_type_asked_for_by_name_is_set(read: Read, catalog: Catalog) -> None:
    plans = [
        make_plan(read("A CLI tool called Ferrotype, monospace"), catalog, seed=seed) for seed in range(5)
    ]

    assert {plan.theme.type_pairing for plan in plans} == {"mono"}


def test_a_shops_own_page_has_room_for_every_product(read: Read, catalog: Catalog) -> None:
    plan = make_plan(read("A skincare shop called Verveine"), catalog, seed=5)

    shop = next(page for page in plan.pages if page.role == "shop")
    products = next(section for section in shop.sections if section.content == "products")
    assert products.item_count == 8


def test_no_page_loads_more_than_twelve_pictures(read: Read, catalog: Catalog) -> None:
    for seed in range(20):
        plan = make_plan(
            read("Tour site for the rock band Copper Wolves, merch, gallery"), catalog, seed=seed
        )
        for page in plan.pages:
            components = [(section, catalog.components[section.component]) for section in page.sections]
            single = sum(len(component.pictures) for _, component in components)
            items = sum(
                section.item_count or 0 for section, component in components if component.item_pictures
            )
            assert single + items <= 12


def test_two_prompts_of_one_kind_look_different(read: Read, catalog: Catalog) -> None:
    prompts = ["A bakery in Bristol called Crumb", "A bakery in Leeds called Knead"]
    first, second = (make_plan(read(prompt), catalog, seed=seed_of(prompt)) for prompt in prompts)

    assert first.theme != second.theme
    assert [section.component for section in first.pages[0].sections] != [
        section.component for section in second.pages[0].sections
    ]


def test_the_choice_of_the_template_explains_itself(read: Read, catalog: Catalog) -> None:
    plan = make_plan(read("A ramen restaurant called Nishiki"), catalog, seed=3)

    assert "“ramen”" in plan.template_reason


def test_a_template_can_be_asked_for(read: Read, catalog: Catalog) -> None:
    assert make_plan(read("A bar"), catalog, seed=1, template_id="counsel").template_id == "counsel"


def test_an_unknown_template_is_refused(read: Read, catalog: Catalog) -> None:
    with pytest.raises(UnknownTemplate) as refusal:
        make_plan(read("A bar"), catalog, seed=1, template_id="nothing")

    assert refusal.value.code == "unknown_template"
