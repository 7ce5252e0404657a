"""A visitor chooses a template, looks at it in three widths, signs up, and gets a site of that template."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from builds.models import Build
from tests import axe

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),  # axe alone takes long on a busy machine
]

PROMPT = "A café called Nishiki in Portland, cakes and coffee, Tue-Sun 8:00-17:00"


def test_a_visitor_starts_from_a_template_and_gets_a_site_of_it(page: Page) -> None:
    page.goto("/templates")
    page.get_by_label("Search templates").focus()
    page.keyboard.type("bakeries")
    expect(page.locator(".card")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("1 template")
    assert axe.findings(page) == []
    page.locator(".card__open").press("Enter")

    frame = page.frame_locator("[data-frame]")
    expect(frame.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("button", name="Phone").press("Enter")
    expect(page.get_by_role("button", name="Phone")).to_have_attribute("aria-pressed", "true")
    expect(frame.locator("body")).to_have_js_property("clientWidth", 390)
    page.get_by_role("button", name="Desktop").press("Enter")
    expect(frame.locator("body")).to_have_js_property("clientWidth", 1280)
    assert frame.locator("body").evaluate("self.origin") == "null"
    page.get_by_label("Page", exact=True).select_option("menu.html")
    expect(frame.get_by_role("heading", level=1)).to_have_id("menu-page-header-title")
    assert axe.findings(page) == []

    box = page.get_by_label("What should the website be?")
    page.get_by_role("link", name="Use the words of the preview").press("Enter")
    expect(box).not_to_have_value("")
    box.fill(PROMPT)
    page.get_by_role("button", name="Build my website").click()
    page.get_by_label("Name").fill("Mika")
    page.get_by_label("Email").fill("mika@example.org")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_text("Starts from Corner Café")).to_be_visible()
    expect(box).to_have_value(PROMPT)
    page.get_by_role("button", name="Build").click()
    page.wait_for_url(re.compile("/projects/.+"))

    expect(page.locator("[data-run-title]")).to_have_text("Ready")
    build = Build.objects.get()
    assert build.result
    assert (build.template_id, build.result["template_used"]) == ("corner-cafe", "corner-cafe")


def test_the_gallery_fits_a_phone_and_filters_by_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for path in ("/templates", "/templates/house-table", "/components", "/components/hero-split"):
        page.goto(path)
        assert axe.overflow(page) <= 0, path
        assert axe.findings(page) == [], path
    page.goto("/templates")
    page.get_by_role("link", name="Restaurants 2").press("Enter")
    expect(page.locator(".card")).to_have_count(2)
    expect(page.get_by_role("link", name="Restaurants 2")).to_be_focused()
    page.get_by_role("link", name="reservations").press("Enter")
    expect(page.locator(".card__name")).to_have_text(["House Table"])
    page.go_back()
    expect(page.locator(".card")).to_have_count(2)
