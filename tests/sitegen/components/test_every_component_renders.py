"""Each component, with its sample, in each variant and tone, full and bare, with and without pictures."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import html5lib
import pytest

from sitegen.catalog import Component
from sitegen.content import MODELS, PAGE_TITLES
from tests.sitegen.components import stage

SECTIONS = {item.id: item for item in stage.sections()}
LISTED = {
    name: item
    for name, item in SECTIONS.items()
    if item.sample and any(key in item.sample for key in stage.LISTS)
}


def parse(html: str) -> None:
    """Strict HTML5 parsing: any parse error raises."""
    html5lib.HTMLParser(strict=True).parse(html)


class Headings(HTMLParser):
    """The levels of the headings and the ids of a page, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.ids += [value for name, value in attrs if name == "id" and value]


def test_every_kind_of_content_has_a_component() -> None:
    assert {item.content for item in SECTIONS.values()} == set(MODELS)


def test_there_are_headers_and_footers_to_choose_from() -> None:
    assert len(stage.catalog().of_category("navigation")) >= 3
    assert len(stage.catalog().of_category("footer")) >= 3


@pytest.mark.parametrize("component", SECTIONS.values(), ids=SECTIONS)
def test_it_renders_in_every_variant_and_tone(component: Component) -> None:
    for variant in component.variants:
        for tone in component.tones:
            html = stage.page_of(component, variant=variant, tone=tone)
            parse(html)
            assert f"{component.id}--{variant}" in html


@pytest.mark.parametrize("component", SECTIONS.values(), ids=SECTIONS)
def test_headings_and_ids_are_in_order(component: Component) -> None:
    html = stage.page_of(component)
    found = Headings(html[html.index("<main") : html.index("</main>")])
    first = 1 if component.content in PAGE_TITLES else 2
    assert not found.levels or found.levels[0] == first
    steps = zip(found.levels, found.levels[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)
    assert len(found.ids) == len(set(found.ids))


@pytest.mark.parametrize("component", SECTIONS.values(), ids=SECTIONS)
def test_it_stands_without_pictures(component: Component) -> None:
    html = stage.page_of(component, pictures=False)
    parse(html)
    assert "<img" not in html


@pytest.mark.parametrize("component", SECTIONS.values(), ids=SECTIONS)
def test_every_picture_has_its_size_and_only_first_screens_load_early(component: Component) -> None:
    html = stage.page_of(component)
    images = re.findall(r"<img[^>]+>", html)
    assert all("width=" in image and "height=" in image for image in images)
    if component.content not in PAGE_TITLES:
        assert all('loading="lazy"' in image for image in images)


@pytest.mark.parametrize("component", SECTIONS.values(), ids=SECTIONS)
def test_it_shows_every_picture_that_it_asks_for(component: Component) -> None:
    html = stage.page_of(component)
    assert component.sample is not None
    wanted = stage.pictures_for(component, component.sample)
    assert all(picture.path in html for picture in wanted.values())


@pytest.mark.parametrize("component", SECTIONS.values(), ids=SECTIONS)
def test_it_needs_no_optional_words(component: Component) -> None:
    sample = stage.without_optional_words(component)
    html = stage.page_of(component, sample=sample)
    parse(html)
    assert "None" not in html


@pytest.mark.parametrize("component", SECTIONS.values(), ids=SECTIONS)
def test_it_takes_very_long_words(component: Component) -> None:
    assert component.sample is not None
    parse(stage.page_of(component, sample=stage.with_long_words(component.sample)))


@pytest.mark.parametrize("component", LISTED.values(), ids=LISTED)
def test_it_takes_its_fewest_and_its_most_items(component: Component) -> None:
    assert component.sample is not None
    low = component.min_items or stage.item_count(component.sample)
    high = component.max_items or stage.item_count(component.sample)
    for count in (low, high):
        sample = stage.with_items(component.sample, count)
        parse(stage.page_of(component, sample=sample))


@pytest.mark.parametrize("header", [item.id for item in stage.catalog().of_category("navigation")])
@pytest.mark.parametrize("footer", [item.id for item in stage.catalog().of_category("footer")])
def test_headers_and_footers_hold_the_name_and_the_pages(header: str, footer: str) -> None:
    html = stage.page_of(SECTIONS["statement-large"], header=header, footer=footer)
    parse(html)
    top, bottom = html[: html.index("<main")], html[html.index("</main>") :]
    for part in (top, bottom):
        assert "Atelier Azul" in part
        assert 'href="prices.html"' in part
    assert 'aria-current="page"' in top
    assert 'href="tel:+351225550100"' in bottom
    assert "10:00–18:00" in bottom
    # The HTML standard allows no heading inside an address.
    assert not re.search(r"<address>(?:(?!</address>).)*<h[1-6]", html, re.DOTALL)


@pytest.mark.parametrize("component", SECTIONS.values(), ids=SECTIONS)
def test_it_names_its_layout_and_says_what_it_is(component: Component) -> None:
    assert component.layout
    assert component.description.endswith(".")
    assert component.tags
