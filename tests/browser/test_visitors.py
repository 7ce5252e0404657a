"""The pages that everybody passes: landing, ways in, credits, account; by keyboard, in Spanish, on phones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.flows import processes
from tests.flows.processes import Running

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True)]

PASSWORD = "correct horse battery"
PROMPT = "A bakery called Crumb & Co in Bath, open Tue-Sat 8:00-15:00"
VISITORS = (
    "/",
    "/sign-up",
    "/sign-in",
    "/forgot-password",
    "/forgot-password/sent",
    "/verify-email",
    "/none",
)
OWN = ("/projects", "/credits", "/credits?type=purchase", "/account", "/account/close")


@pytest.fixture(scope="module")
def web(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, str]]:
    """One web process for all tests here, without a worker: nothing is built. Its e-mails are in its log."""
    with processes.running_web(tmp_path_factory.mktemp("visitors")) as running:
        yield running


@pytest.fixture
def site(transactional_db: None, web: tuple[Running, str]) -> str:
    return web[1]


def sign_up(page: Page, email: str = "mika@example.org") -> None:
    page.goto("/sign-up")
    page.get_by_label("Name").fill("Mika")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    page.wait_for_url("**/projects")


def sign_in(page: Page, password: str = PASSWORD) -> None:
    page.goto("/sign-in")
    page.get_by_label("Email").fill("mika@example.org")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the wanted element has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard never reaches {selector}")


def test_a_keyboard_is_enough_to_sign_up_and_the_prompt_becomes_a_project(
    context: BrowserContext,
) -> None:
    page = context.new_page()  # the refused password is an error in the console
    page.goto("/")
    tab_to(page, "#prompt textarea")
    page.keyboard.type(PROMPT)
    tab_to(page, "#prompt .button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your description is kept")).to_be_visible()
    tab_to(page, "input[name=name]")
    page.keyboard.type("Mika")
    page.keyboard.press("Tab")
    page.keyboard.type("mika@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("12345678")
    page.keyboard.press("Enter")
    # What was refused has the focus, and says why.
    field = page.locator("input[name=password]")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile("common|numeric"))
    page.keyboard.type(PASSWORD)
    tab_to(page, "[data-peek]")
    page.keyboard.press("Space")
    expect(field).to_have_attribute("type", "text")
    tab_to(page, ".door__form .button")
    page.keyboard.press("Enter")

    expect(page.locator("textarea[name=prompt]")).to_have_value(PROMPT)
    tab_to(page, "textarea[name=prompt]")
    tab_to(page, ".prompt button:not([type=button])")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/projects/[0-9a-f-]{36}"))
    expect(page.locator("main")).to_contain_text(PROMPT)


def test_a_forgotten_password_is_replaced_through_the_email(page: Page, web: tuple[Running, str]) -> None:
    sign_up(page)
    page.locator("[data-menu] summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/sign-in")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("Email").fill("MIKA@example.org")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your inbox")
    link = re.compile(r"http://\S+/reset-password/\S+")
    processes.until(lambda: bool(link.search(web[0].text)), what="the e-mail with the link")
    found = link.search(web[0].text)
    assert found

    page.goto(found[0])
    page.get_by_label("Password").fill("another good password")
    page.get_by_role("button", name="Save the new password").click()
    expect(page.get_by_role("status").filter(has_text="Your password was changed")).to_be_visible()
    sign_in(page, "another good password")
    page.wait_for_url("**/projects")
    # The link worked once.
    assert page.request.get(found[0]).status == 410


def test_a_sign_in_is_ended_from_another_place(page: Page, browser: Browser, site: str) -> None:
    sign_up(page)
    elsewhere = browser.new_context(base_url=site)
    other = elsewhere.new_page()
    sign_in(other)
    other.wait_for_url("**/projects")

    page.goto("/account")
    expect(page.locator(".place")).to_have_count(2)
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(page.get_by_role("status").filter(has_text="1 other sign-in was ended")).to_be_visible()
    expect(page.locator(".place")).to_have_count(1)

    other.goto("/account")
    expect(other).to_have_url(re.compile("/sign-in"))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mika")
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_label("New password").fill("another good password")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_role("status").filter(has_text="Your password was changed")).to_be_visible()
    elsewhere.close()


def test_the_interface_speaks_spanish_and_stays_dark(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_label("¿Cómo debe ser el sitio web?")).to_be_visible()
    with page.expect_response("**/theme"):
        page.get_by_role("button", name="Oscura").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    with page.expect_response("**/sign-in") as answer:
        page.goto("/sign-in")
    # Right from the first byte: nothing has to be put right by a script.
    assert 'lang="es"' in answer.value.text()
    assert 'data-theme="dark"' in answer.value.text()
    expect(page.get_by_role("heading", level=1)).to_have_text("Iniciar sesión")
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(16, 21, 15)"
    page.get_by_role("button", name="Como este dispositivo").click()
    expect(page.locator("html")).not_to_have_attribute("data-theme", re.compile(".*"))


def test_an_example_fills_the_box_and_its_site_opens(page: Page, context: BrowserContext) -> None:
    page.goto("/")
    page.get_by_role("link", name="Restaurant").click()
    box = page.get_by_label("What should the website be?")
    expect(box).to_have_value(re.compile("ramen restaurant called Nishiki"))
    expect(box).to_be_focused()

    with context.expect_page() as opened:
        page.get_by_role("link", name=re.compile("Open the site Nishiki")).click()
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    assert opened.value.evaluate("self.origin") == "null"


def test_a_lost_connection_is_told(page: Page, context: BrowserContext) -> None:
    page.goto("/")
    banner = page.get_by_text("You are offline.")
    expect(banner).to_be_hidden()
    context.set_offline(True)
    expect(banner).to_be_visible()
    context.set_offline(False)
    expect(banner).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits_a_narrow_phone(
    browser: Browser, site: str, page: Page, scheme: Any
) -> None:
    sign_up(page)
    page.goto("/account")
    found: dict[str, Any] = {}
    for paths, state in ((VISITORS, None), (OWN, page.context.storage_state())):
        looks: Any = {"reduced_motion": "reduce", "color_scheme": scheme, "storage_state": state}
        context = browser.new_context(base_url=site, **looks)
        tab = context.new_page()
        for path in paths:
            tab.set_viewport_size({"width": 1280, "height": 800})
            tab.goto(path)
            found |= _faults(tab, path)
            tab.set_viewport_size({"width": 320, "height": 640})
            found |= _faults(tab, f"{path} on a phone")
        context.close()
    assert found == {}


def _faults(page: Page, name: str) -> dict[str, Any]:
    """What axe finds, and how far the page goes beyond the window."""
    options = {
        "resultTypes": ["violations"],
        "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    }
    rules = Axe().run(page, options=options).response["violations"]
    faults = [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in rules]
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if beyond > 0:
        faults.append(("sideways", [beyond]))
    return {name: faults} if faults else {}
