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
PRACTICES = [
    ("Paddock", "Hereford"), ("Willow", "Tallinn"), ("Whisker House", "Toronto"), ("Fern", "Leeds"),
    ("Old Mill", "Ghent"), ("Pawprint", "Cork"), ("Harbour", "Oban"), ("Hazel", "York"),
]  # fmt: skip


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


def test_sites_of_one_template_are_read_in_different_orders(read: Read, catalog: Catalog) -> None:
    plans = [
        make_plan(read("A vet in Leeds"), catalog, seed=seed, template_id="care-practice")
        for seed in range(8)
    ]

    orders = {tuple(section.content for section in plan.pages[0].sections) for plan in plans}
    assert len(orders) >= 6


def test_what_a_business_is_about_stays_near_the_top(read: Read, catalog: Catalog) -> None:
    for seed in range(20):
        plan = make_plan(read("A law firm in Leeds"), catalog, seed=seed, template_id="counsel")

        assert "services" in [section.content for section in plan.pages[0].sections[1:3]]


def test_neighbours_of_one_trade_share_no_first_screen(read: Read, catalog: Catalog) -> None:
    prompts = [f"Vet clinic {name} in {place}" for name, place in PRACTICES]

    screens = []
    for prompt in prompts:
        plan = make_plan(read(prompt), catalog, seed=seed_of(prompt))
        hero = plan.pages[0].sections[0]
        screens.append((hero.component, hero.variant, plan.theme.palettes[hero.tone].ground))

    assert len(set(screens)) == len(prompts)


def test_no_band_runs_into_a_footer_of_its_colour(read: Read, catalog: Catalog) -> None:
    for seed in range(60):
        plan = make_plan(read("A gym in Leeds"), catalog, seed=seed)
        below = catalog.components[plan.footer].tones
        for page in plan.pages:
            tone = page.sections[-1].tone
            assert tone == "plain" or tone not in below


def test_only_a_header_in_one_bar_has_a_colour_of_its_own(read: Read, catalog: Catalog) -> None:
    for seed in range(60):
        plan = make_plan(read("A gym in Leeds"), catalog, seed=seed)
        opening = plan.pages[0].sections[0].tone
        assert plan.header == "header-bar" or plan.theme.header in {"plain", opening}


def test_a_site_is_dark_of_itself_only_where_that_suits(read: Read, catalog: Catalog) -> None:
    def dark(prompt: str) -> int:
        return sum(make_plan(read(prompt), catalog, seed=seed).theme.dark for seed in range(40))

    assert 8 <= dark("A cocktail bar in Leeds") <= 24
    assert dark("A dental clinic in Leeds") == 0
    assert dark("A bright and airy cocktail bar in Leeds") == 0


def test_the_choice_of_the_template_explains_itself(read: Read, catalog: Catalog) -> None:
    plan = make_plan(read("A ramen restaurant called Nishiki"), catalog, seed=3)

    assert "“ramen”" in plan.template_reason


def test_a_template_can_be_asked_for(read: Read, catalog: Catalog) -> None:
    assert make_plan(read("A bar"), catalog, seed=1, template_id="counsel").template_id == "counsel"


def test_an_unknown_template_is_refused(read: Read, catalog: Catalog) -> None:
    with pytest.raises(UnknownTemplate) as refusal:
        make_plan(read("A bar"), catalog, seed=1, template_id="nothing")

    assert refusal.value.code == "unknown_template"
