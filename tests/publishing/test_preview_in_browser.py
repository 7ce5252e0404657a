"""A preview in real Chromium: it looks and works as a site, and cannot act as the application."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Frame, Page

from accounts.models import User
from projects import links, services
from projects.models import SiteVersion
from tests.chromium import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True)]

FONTS = Path(__file__).resolve().parents[2] / "sitegen" / "fonts"
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Nishiki</title>
<link rel="stylesheet" href="assets/site.css"><script src="assets/site.js" defer></script></head>
<body><h1>Nishiki</h1><img src="assets/bowl.svg" alt="" width="40" height="30">
<p id="told"></p><a href="menu.html">Menu</a>
<form method="post" action="forms/contact"><input name="name" value="Ann"><button>Send</button></form>
</body></html>"""
STYLE = """@font-face { font-family: "Site"; src: url("fonts/site.woff2") format("woff2"); }
h1 { font-family: "Site", serif; color: rgb(1, 2, 3); }"""
# What a hostile site would try.
SCRIPT = """
const tries = {
  cookie: () => document.cookie,
  storage: () => localStorage.length,
  parent: () => parent.document.title,
  api: () => fetch("/api/v2/user/me", { credentials: "include" }).then((r) => r.status),
  elsewhere: () => fetch("https://example.org/"),
};
(async () => {
  const told = {};
  for (const [name, attempt] of Object.entries(tries)) {
    try { told[name] = `read ${await attempt()}`; } catch (error) { told[name] = "refused"; }
  }
  document.getElementById("told").textContent = JSON.stringify(told);
})();
"""
BOWL = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'><rect width='40' height='30'/></svg>"


@pytest.fixture
def hostile(store: Callable[..., SiteVersion]) -> SiteVersion:
    font = next(FONTS.rglob("*.woff2")).read_bytes()
    return store(
        {
            "index.html": PAGE.encode(),
            "menu.html": b"<!doctype html><title>Menu</title><h1>Ramen</h1>",
            "assets/site.css": STYLE.encode(),
            "assets/site.js": SCRIPT.encode(),
            "assets/bowl.svg": BOWL.encode(),
            "assets/fonts/site.woff2": font,
        }
    )


@pytest.fixture
def preview(address: str, hostile: SiteVersion) -> str:
    return address + links.preview_url(hostile)


@pytest.fixture
def shared(address: str, hostile: SiteVersion, alice: User) -> str:
    share = services.create_share(
        owner_id=alice.pk, project_id=hostile.project_id, password="sesame", now=timezone.now()
    )
    return address + urlsplit(services.share_url(share)).path


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def told(frame: Page | Frame) -> dict[str, str]:
    """What became of the attempts of the site's script."""
    frame.wait_for_function("document.getElementById('told').textContent")
    result: dict[str, str] = json.loads(frame.inner_text("#told"))
    return result


def looks_right(frame: Page | Frame) -> None:
    facts: dict[str, Any] = frame.evaluate(
        """async () => {
            await document.fonts.ready;
            return {
                colour: getComputedStyle(document.querySelector("h1")).color,
                fonts: [...document.fonts].map((face) => face.status),
                picture: document.querySelector("img").naturalWidth,
            };
        }"""
    )
    assert facts == {"colour": "rgb(1, 2, 3)", "fonts": ["loaded"], "picture": 40}


def test_styles_fonts_pictures_and_scripts_load(page: Page, preview: str) -> None:
    page.goto(preview)
    looks_right(page)
    assert told(page)


def test_a_site_in_a_tab_of_its_own_cannot_act_as_the_application(page: Page, preview: str) -> None:
    page.goto(preview)
    results = told(page)
    # Its own tab is its own parent.
    assert results.pop("parent") == "read Nishiki"
    assert set(results.values()) == {"refused"}


def test_it_can_be_framed_by_the_application_and_reads_nothing_of_it(
    page: Page, preview: str, address: str
) -> None:
    page.goto(f"{address}/sign-in")
    page.evaluate(
        """(address) => {
            const frame = document.createElement("iframe");
            frame.setAttribute("sandbox", "allow-scripts allow-forms allow-popups");
            frame.name = "preview";
            frame.src = address;
            document.body.append(frame);
        }""",
        preview,
    )
    # Asking the page for a frame of that name once came before the browser had told of it.
    frame = page.locator("iframe[name=preview]").element_handle().content_frame()
    assert frame
    frame.wait_for_url(preview)
    looks_right(frame)
    assert set(told(frame).values()) == {"refused"}


def test_links_and_forms_work(page: Page, preview: str) -> None:
    page.goto(preview)
    page.click("text=Menu")
    assert page.inner_text("h1") == "Ramen"
    page.goto(preview)
    page.click("text=Send")
    page.wait_for_url("**/forms/contact")
    assert "nothing was sent or stored" in page.inner_text("main")


@pytest.fixture
def alices_page(browser: Browser, address: str, alice: User, password: str) -> Iterator[Page]:
    """A page of a browser in which Alice is signed in."""
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, alice.email, password, address=address)
    yield page
    context.close()


def lends_nothing(page: Page) -> bool:
    results = told(page)
    return (results["api"], results["cookie"], results["storage"]) == ("refused", "refused", "refused")


def test_a_signed_in_owner_is_not_lent_to_the_site(alices_page: Page, preview: str) -> None:
    alices_page.goto(preview)
    assert lends_nothing(alices_page)


def test_a_page_that_is_asked_for_again_stays_in_its_sandbox(alices_page: Page, preview: str) -> None:
    # The answer “not modified” once had the application's own policy, and browsers take that over.
    alices_page.goto(preview)
    for _ in range(2):
        with alices_page.expect_response(preview) as answer:
            alices_page.reload()
        assert answer.value.ok or answer.value.status == 304
        assert lends_nothing(alices_page)


def test_a_shared_site_asks_for_its_password_and_is_lent_nothing(alices_page: Page, shared: str) -> None:
    alices_page.goto(shared)
    alices_page.fill("input[name=password]", "wrong")
    alices_page.click("text=Show the site")
    assert alices_page.inner_text("[role=alert]") == "That is not the password."
    alices_page.fill("input[name=password]", "sesame")
    alices_page.click("text=Show the site")
    alices_page.wait_for_url(f"{shared}~*/")
    looks_right(alices_page)
    assert lends_nothing(alices_page)
    alices_page.click("text=Menu")
    assert alices_page.inner_text("h1") == "Ramen"


def test_a_password_page_needs_no_script(browser: Browser, shared: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(shared)
    page.fill("input[name=password]", "sesame")
    page.click("text=Show the site")
    page.wait_for_url(f"{shared}~*/")
    assert page.inner_text("h1") == "Nishiki"
    context.close()
