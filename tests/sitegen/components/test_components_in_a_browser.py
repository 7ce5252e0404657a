"""Components in Chromium: nothing wider than the window, and what scripts add works by mouse and keyboard."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sitegen.catalog import Component
from sitegen.content import parse_content
from sitegen.preview import write_files
from sitegen.render import render_site
from sitegen.spec import FormField, FormSpec, Section
from tests.sitegen.components import stage

pytestmark = pytest.mark.browser

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CARTS = ("products-shelf", "products-feature")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()


def shown(
    browser: Browser,
    folder: Path,
    components: list[Component],
    *,
    header: str = "header-bar",
    long_words: bool = False,
    width: int = 1280,
    scripts: bool = True,
    forms: tuple[FormSpec, ...] | None = None,
) -> Page:
    """A page that holds ``components`` in all their variants, opened from disk."""
    every = [_section(item, variant, long_words) for item in components for variant in item.variants]
    spec = stage.spec_of(every[0], header=header, footer="footer-bigname")
    home = spec.pages[0].model_copy(update={"sections": tuple(every)})
    spec = spec.model_copy(update={"pages": (home, *spec.pages[1:]), "forms": forms or spec.forms})
    files = render_site(spec, stage.catalog())
    write_files(files, folder)
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=scripts)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    return page


def _section(component: Component, variant: str, long_words: bool) -> Section:
    assert component.content is not None
    assert component.sample is not None
    sample: dict[str, Any] = stage.with_long_words(component.sample) if long_words else component.sample
    return Section(
        id=f"{component.id}-{variant}",
        kind=component.content,
        component=component.id,
        variant=variant,
        tone=component.tones[0],
        content=parse_content(component.content, sample),
        pictures=stage.pictures_for(component, component.sample),
    )


def one(component_id: str) -> list[Component]:
    component = stage.catalog().components[component_id]
    return [component.model_copy(update={"variants": component.variants[:1]})]


@pytest.mark.parametrize("long_words", [False, True], ids=["sample", "long words"])
def test_nothing_is_wider_than_the_window(browser: Browser, tmp_path: Path, long_words: bool) -> None:
    page = shown(browser, tmp_path, stage.sections(), long_words=long_words)
    wider = {}
    for width in (320, 375, 768, 1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        wider[width] = page.evaluate(SIDEWAYS)
    assert wider == dict.fromkeys(wider, 0)


@pytest.mark.parametrize("header", [item.id for item in stage.catalog().of_category("navigation")])
def test_the_phone_menu_opens_and_closes_without_a_script(
    browser: Browser, tmp_path: Path, header: str
) -> None:
    page = shown(browser, tmp_path, one("statement-large"), header=header, width=375, scripts=False)
    link = page.locator(".site-nav").get_by_role("link", name="Prices")
    assert not link.is_visible()
    page.locator(".nav-toggle").press("Enter")
    assert link.is_visible()
    page.keyboard.press("Escape")
    assert not link.is_visible()


@pytest.mark.parametrize("header", [item.id for item in stage.catalog().of_category("navigation")])
def test_controls_of_the_header_are_large_enough_for_a_thumb(
    browser: Browser, tmp_path: Path, header: str
) -> None:
    page = shown(browser, tmp_path, one("statement-large"), header=header, width=375)
    page.locator(".nav-toggle").click()
    boxes = [item.bounding_box() for item in page.locator("header :is(a, button):visible").all()]
    assert all(box and box["height"] >= 44 for box in boxes)


@pytest.mark.parametrize("component_id", CARTS)
def test_the_cart_counts_adds_up_and_fills_the_order(
    browser: Browser, tmp_path: Path, component_id: str
) -> None:
    page = shown(browser, tmp_path, one(component_id))
    add = page.locator("[data-add]")
    add.nth(0).click()
    add.nth(1).click()
    page.locator("[data-cart] [data-more]").nth(1).click()
    assert page.locator("[data-count]").inner_text() == "3"
    assert page.locator("[data-total]").inner_text() == "€96"
    assert "2 × Dinner plate" in page.locator("form textarea").input_value()
    page.locator("[data-cart] [data-less]").nth(0).click()
    assert page.locator("[data-cart] li").count() == 1


@pytest.mark.parametrize("component_id", CARTS)
def test_without_a_script_the_shelf_leads_to_its_order_form(
    browser: Browser, tmp_path: Path, component_id: str
) -> None:
    page = shown(browser, tmp_path, one(component_id), scripts=False)
    targets = page.locator("[data-add]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert targets
    assert all(page.locator(f"{target} form textarea").first.is_visible() for target in targets)
    assert page.locator("[data-open]:visible").count() == 0


def test_the_cart_leaves_the_buyers_own_words_alone(browser: Browser, tmp_path: Path) -> None:
    page = shown(browser, tmp_path, one("products-shelf"))
    page.locator("form textarea").fill("Please ring twice.")
    page.locator("[data-add]").nth(0).click()
    assert page.locator("form textarea").input_value() == "Please ring twice."


def test_the_cart_fills_the_order_and_not_the_address(browser: Browser, tmp_path: Path) -> None:
    # An order form asks for the address first, and the cart once wrote itself there.
    fields = tuple(
        FormField(name=name, label=name.title(), type="textarea", required=True)
        for name in ("address", "order")
    )
    form = FormSpec(
        id="order", kind="order", fields=fields, submit_label="Order", success_message="Thank you."
    )
    page = shown(browser, tmp_path, one("products-shelf"), forms=(form,))
    page.locator("[data-add]").nth(0).click()
    assert page.get_by_label("Address").input_value() == ""
    assert page.get_by_label("Order", exact=True).input_value().startswith("1 × Soup bowl")


def test_tabs_follow_the_arrow_keys(browser: Browser, tmp_path: Path) -> None:
    page = shown(browser, tmp_path, one("tabs-panel"))
    page.get_by_role("tab", name="At home").press("ArrowRight")
    assert page.get_by_role("tab", name="Restaurants").get_attribute("aria-selected") == "true"
    assert page.get_by_role("tabpanel").count() == 1


def test_without_a_script_every_tab_is_in_sight(browser: Browser, tmp_path: Path) -> None:
    page = shown(browser, tmp_path, one("tabs-panel"), scripts=False)
    assert page.locator(".tabs-panel-tab:visible").count() == 3


def test_gallery_pictures_open_large_and_close_with_escape(browser: Browser, tmp_path: Path) -> None:
    page = shown(browser, tmp_path, one("gallery-grid"))
    page.get_by_role("button", name="Nest of bowls").click()
    assert page.locator("dialog [data-caption]").inner_text().startswith("Nest of bowls")
    page.keyboard.press("ArrowRight")
    assert page.locator("dialog [data-caption]").inner_text().startswith("Breakfast plates")
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()


@pytest.mark.parametrize("component_id", ["faq-split"])
def test_a_question_opens_by_keyboard_without_a_script(
    browser: Browser, tmp_path: Path, component_id: str
) -> None:
    page = shown(browser, tmp_path, one(component_id), scripts=False)
    second = page.locator("details").nth(1)
    second.locator("summary").press("Enter")
    assert second.get_attribute("open") is not None
    second.locator("summary").press("Enter")
    assert second.get_attribute("open") is None


@pytest.mark.parametrize("component_id", ["form-split", "form-panel", "donate-amounts", "newsletter-row"])
def test_a_form_names_its_fields_marks_what_is_wrong_and_shows_where_one_is(
    browser: Browser, tmp_path: Path, component_id: str
) -> None:
    page = shown(browser, tmp_path, one(component_id))
    mail = page.locator("form input[type=email]").first
    mail.fill("nobody")
    mail.press("Tab")
    assert mail.evaluate("field => field.matches(':user-invalid')")
    assert mail.evaluate("field => getComputedStyle(field).borderTopWidth") == "2px"
    page.keyboard.press("Shift+Tab")
    assert mail.evaluate("field => getComputedStyle(field).outlineStyle") == "solid"
    unnamed = page.locator("form :is(input, select, textarea):visible").evaluate_all(
        "fields => fields.filter((field) => !field.labels.length).length"
    )
    assert unnamed == 0


@pytest.mark.parametrize("component_id", ["hero-vista", "hero-poster", "cta-vista"])
@pytest.mark.parametrize("width", [375, 768, 1440])
def test_words_over_a_picture_stay_inside_the_window(
    browser: Browser, tmp_path: Path, component_id: str, width: int
) -> None:
    page = shown(browser, tmp_path, stage_all(component_id), width=width)
    for box in [item.bounding_box() for item in page.locator("main :is(h1, h2, .lead, .button)").all()]:
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def stage_all(component_id: str) -> list[Component]:
    """The component in all its variants."""
    return [stage.catalog().components[component_id]]
