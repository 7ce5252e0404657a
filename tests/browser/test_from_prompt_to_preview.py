"""A person's way: a prompt on the landing page, an account, five agents at work, a site to look at."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    # Each test starts a web process and a worker, which on a busy machine takes a minute.
    pytest.mark.timeout(300),
]

PROMPT = (
    "A ramen restaurant called Nishiki in Portland, menu, opening hours Tue-Sun 17:00-22:00, reservations"
)
DONE = re.compile("completed|warning")
AGENTS = ["planner", "frontend", "backend", "image", "testing"]


def sign_up(page: Page, email: str = "mika@example.org") -> None:
    page.goto("/sign-up")
    page.get_by_label("Name").fill("Mika")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Create account").click()


def test_a_prompt_survives_sign_up_and_becomes_a_site(page: Page) -> None:
    page.goto("/")
    page.get_by_label("What should the website be?").fill(PROMPT)
    page.get_by_role("button", name="Build my website").click()
    expect(page.get_by_text("Your description is kept")).to_be_visible()
    page.get_by_label("Name").fill("Mika")
    page.get_by_label("Email").fill("mika@example.org")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_label("What should the website be?")).to_have_value(PROMPT)
    page.get_by_role("button", name="Build").click()

    expect(page.locator("[data-run-title]")).to_have_text("Ready")
    for agent in AGENTS:
        expect(page.locator(f"[data-agent={agent}]")).to_have_attribute(
            "data-state", re.compile("completed|warning")
        )
    expect(page.get_by_role("heading", level=1)).to_have_text("Nishiki")
    preview = page.frame_locator("[data-frame]")
    expect(preview.get_by_role("heading", level=1)).to_be_visible()
    expect(preview.locator("footer")).to_contain_text("Nishiki")
    expect(page.locator("[data-wallet]")).to_have_text("49")
    assert page.locator("[data-pages] option").count() >= 2


def test_the_styles_and_pictures_of_a_sandboxed_preview_load(page: Page) -> None:
    sign_up(page)
    page.get_by_label("What should the website be?").fill(PROMPT)
    page.get_by_role("button", name="Build").click()
    expect(page.locator("[data-run-title]")).to_have_text("Ready")

    frame = page.frame_locator("[data-frame]")
    expect(frame.locator("body")).to_be_visible()
    loaded = frame.locator("body").evaluate(
        """async body => {
            await document.fonts.ready;
            const pictures = [...document.images].filter(i => i.loading !== 'lazy');
            await Promise.all(pictures.map(i => i.decode()));
            return {sheets: document.styleSheets.length, origin: self.origin,
                    fonts: [...document.fonts].filter(f => f.status === 'loaded').length,
                    broken: pictures.filter(i => !i.naturalWidth).length};
        }"""
    )
    assert loaded["origin"] == "null"
    assert loaded["sheets"] >= 1
    assert loaded["fonts"] >= 1
    assert loaded["broken"] == 0


def test_a_reload_in_the_middle_and_a_second_tab_miss_nothing(page: Page, context: BrowserContext) -> None:
    sign_up(page)
    page.get_by_label("What should the website be?").fill(PROMPT)
    page.get_by_role("button", name="Build").click()
    page.wait_for_url(re.compile("/projects/.+"))
    page.reload()
    other = context.new_page()
    other.goto(page.url)

    for tab in (page, other):
        expect(tab.locator("[data-run-title]")).to_have_text("Ready", timeout=30_000)
        for agent in AGENTS:
            expect(tab.locator(f"[data-agent={agent}]")).to_have_attribute("data-state", DONE)


def test_a_finished_build_shows_how_long_it_took_and_not_how_long_ago_it_was(page: Page) -> None:
    sign_up(page)
    page.get_by_label("What should the website be?").fill(PROMPT)
    page.get_by_role("button", name="Build").click()
    expect(page.locator("[data-run-title]")).to_have_text("Ready")
    took = page.locator("[data-clock]").inner_text()
    page.clock.install(time=datetime.now(UTC) + timedelta(hours=2))
    page.reload()

    expect(page.locator("[data-run-title]")).to_have_text("Ready")
    expect(page.locator("[data-clock]")).to_have_text(took)


def test_a_phone_shows_everything_without_sideways_scrolling(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for path in ("/", "/sign-up", "/sign-in"):
        page.goto(path)
        assert _overflow(page) <= 0, path
    sign_up(page)
    assert _overflow(page) <= 0
    page.get_by_label("What should the website be?").fill(PROMPT)
    page.get_by_role("button", name="Build").click()
    expect(page.locator("[data-run-title]")).to_have_text("Ready")
    assert _overflow(page) <= 0


def _overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
