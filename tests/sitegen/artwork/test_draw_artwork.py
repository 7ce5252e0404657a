"""The pictures of a whole site."""

from __future__ import annotations

import re
from datetime import date

import pytest
from lxml import etree

from sitegen.artwork import draw_artwork, fit_to_words
from sitegen.artwork.brush import BRUSHES
from sitegen.catalog import Catalog, default_catalog
from sitegen.planning import make_plan, seed_of
from sitegen.reading import read_brief
from sitegen.spec import SitePlan

HOSTILE = "Shop for \"><script>alert(1)</script> {{ 7*7 }} called O'Brien & Sons <b>bold</b> ]]> <!--"
PROMPTS = [
    "A ramen restaurant called Nishiki in Portland with menu and reservations",
    "Dark and loud tour site for the rock band Copper Wolves",
    "A portfolio for Inês Duarte, a wedding photographer in Lisbon. Warm, lots of images",
    "SaaS landing page for LogLantern, a log analytics tool for small teams",
    "Kanzlei für Arbeitsrecht in Bremen, seriös, dunkelblau",
    "website pls",
    HOSTILE,
]
STYLES = sorted(BRUSHES)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return default_catalog()


def plan_of(prompt: str, catalog: Catalog, *, style: str | None = None) -> SitePlan:
    plan = make_plan(read_brief(prompt, today=date(2026, 3, 2)), catalog, seed=seed_of(prompt))
    if style is None:
        return plan
    return plan.model_copy(update={"theme": plan.theme.model_copy(update={"artwork_style": style})})


ALLOWED = {
    "svg", "defs", "g", "path", "use", "clipPath", "pattern", "stop", "linearGradient", "radialGradient",
}  # fmt: skip


def test_every_slot_of_the_plan_gets_a_picture_of_its_size(catalog: Catalog) -> None:
    plan = plan_of(PROMPTS[0], catalog)

    art = draw_artwork(plan, catalog)

    for page in plan.pages:
        for section in page.sections:
            for wanted in catalog.components[section.component].pictures:
                picture = art.pictures[section.id][wanted.slot]
                root = etree.fromstring(art.files[picture.path].encode())
                assert (picture.width, picture.height) == (wanted.width, wanted.height)
                assert (root.get("width"), root.get("height")) == (str(wanted.width), str(wanted.height))


def test_the_same_plan_gives_the_same_bytes(catalog: Catalog) -> None:
    plan = plan_of(PROMPTS[2], catalog)

    assert draw_artwork(plan, catalog) == draw_artwork(plan, catalog)


def test_another_seed_gives_other_pictures(catalog: Catalog) -> None:
    plan = plan_of(PROMPTS[0], catalog)

    other = draw_artwork(plan.model_copy(update={"seed": plan.seed + 1}), catalog)

    assert (
        other.files["assets/art/hero-main.svg"]
        != draw_artwork(plan, catalog).files["assets/art/hero-main.svg"]
    )


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("prompt", PROMPTS)
def test_no_two_pictures_of_a_site_are_equal(prompt: str, style: str, catalog: Catalog) -> None:
    files = draw_artwork(plan_of(prompt, catalog, style=style), catalog).files

    assert len(set(files.values())) == len(files)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("prompt", PROMPTS)
def test_files_are_valid_light_and_closed_in_themselves(prompt: str, style: str, catalog: Catalog) -> None:
    files = draw_artwork(plan_of(prompt, catalog, style=style), catalog).files

    for path, text in files.items():
        root = etree.fromstring(text.encode())
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        used = set(re.findall(r'(?:href="#|url\(#)([\w-]+)', text))
        assert {etree.QName(element).localname for element in root.iter()} <= ALLOWED, path
        assert len(ids) == len(set(ids)), path
        assert used <= set(ids), path
        assert text.count("http") == 1, path
        assert len(text) < 42_000, path
    assert sum(map(len, files.values())) / len(files) < 18_000


def laid_out(text: str) -> int:
    """How many elements a browser lays out for a picture: a ``use`` stands for all that it shows."""
    root = etree.fromstring(text.encode())
    named = {element.get("id"): element for element in root.iter() if element.get("id")}

    def size(element: etree._Element) -> int:
        shown = named.get((element.get("href") or "#")[1:]) if element.tag.endswith("}use") else None
        return 1 + sum(map(size, element)) + (size(shown) if shown is not None else 0)

    return size(root)


@pytest.mark.parametrize("style", ["line", "cutout"])
def test_no_picture_makes_a_browser_lay_out_thousands_of_elements(catalog: Catalog, style: str) -> None:
    # Shelves of plants in cut paper once stood for nine thousand elements and blocked a phone for 200 ms.
    plan = plan_of("A brewery with a garden in Bremen, wedding parties, wines", catalog, style=style)

    counts = [laid_out(text) for text in draw_artwork(plan, catalog).files.values()]

    assert max(counts) < 3000
    assert sum(counts) / len(counts) < 800


def test_nothing_of_a_hostile_prompt_stands_in_a_picture(catalog: Catalog) -> None:
    files = draw_artwork(plan_of(HOSTILE, catalog), catalog).files

    for text in files.values():
        assert not re.search(r"script|alert|Brien|bold|7\*7|<!--|<text|<style|on\w+=", text)


def test_businesses_of_one_trade_open_with_different_views(catalog: Catalog) -> None:
    plan = plan_of("Law firm Okafor, employment law", catalog, style="flat")

    openings = {
        draw_artwork(plan.model_copy(update={"seed": seed}), catalog)
        .files["assets/art/hero-main.svg"]
        .count("<path")
        for seed in (7, 14, 21)
    }

    assert len(openings) == 3


def test_light_falls_on_views_and_not_on_maps(catalog: Catalog) -> None:
    plan = plan_of(PROMPTS[0], catalog, style="flat")

    files = draw_artwork(plan, catalog).files

    lit = {path for path, text in files.items() if 'x2="1" y2="1"' in text}
    assert "assets/art/hero-main.svg" in lit
    assert not [path for path in lit if path.startswith("assets/art/contact-")]


def test_a_site_without_pictures_has_its_marks_only(catalog: Catalog) -> None:
    plan = plan_of("Freelance data consultant, no images, black and white", catalog)

    art = draw_artwork(plan, catalog)

    assert art.pictures == {}
    assert set(art.files) == {"favicon.svg", "assets/share.svg"}


def test_names_beyond_the_font_still_get_marks(catalog: Catalog) -> None:
    plan = plan_of(PROMPTS[0], catalog)
    plan = plan.model_copy(update={"brief": plan.brief.model_copy(update={"name": "東京ラーメン"})})

    files = draw_artwork(plan, catalog).files

    assert "<path" in files["favicon.svg"]
    assert etree.fromstring(files["assets/share.svg"].encode()).get("width") == "1200"


def test_pictures_of_items_follow_the_titles_that_were_written(catalog: Catalog) -> None:
    plan = plan_of("Build a luxury e-commerce site", catalog)
    art = draw_artwork(plan, catalog)
    section = next(item for page in plan.pages for item in page.sections if item.content == "products")

    fitted = fit_to_words(plan, art, {section.id: ["Record on vinyl", "A guitar", "The beanie"]})

    changed = {path for path in art.files if art.files[path] != fitted.files[path]}
    assert fitted.pictures == art.pictures
    assert changed == {f"assets/art/{section.id}-item-{index}.svg" for index in range(3)}
    assert len(set(fitted.files.values())) == len(fitted.files)
    assert fitted == fit_to_words(plan, art, {section.id: ["Record on vinyl", "A guitar", "The beanie"]})


def test_titles_of_unknown_sections_change_nothing(catalog: Catalog) -> None:
    plan = plan_of("website pls", catalog)
    art = draw_artwork(plan, catalog)

    assert fit_to_words(plan, art, {"nowhere": ["Guitar"], "hero": ["Guitar"]}) == art
