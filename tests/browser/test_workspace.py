"""A project's pages in real Chromium: the whole way from an account to a restored version, and what disturbs
it on the way."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from accounts.models import User
from autowebiq.devstack import processes as commands
from builds import services as build_services
from builds.models import Build
from credits import services as credit_services
from projects import services as project_services
from projects.models import Project
from tests.flows import processes
from tests.flows.conftest import Orders, status, until_ended

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]

PROMPT = "A ramen restaurant called Nishiki in Portland, menu, Tue-Sun 17:00-22:00, contact form"
ANOTHER = "A quiet noodle bar called Nishiki in Portland with a dark look, menu, contact form, catering"
PATIENCE = 30_000
# Every count is kept: a busy machine may look too late to see each of them.
NOTE_COUNTS = r"""refusal => {
  window.counts = [];
  const note = () => {
    const found = /(\d+) s\./.exec(refusal.textContent);
    if (found && counts.at(-1) !== Number(found[1])) counts.push(Number(found[1]));
  };
  new MutationObserver(note).observe(refusal, { childList: true, characterData: true, subtree: true });
}"""
TABS = ("", "/versions", "/versions/2/diff", "/quality", "/files", "/forms", "/settings")


class Stack:
    """One web process that can be ended and started again on its port, and one worker whose agents obey."""

    def __init__(self, folder: Path, web: processes.Running, address: str, orders: Orders) -> None:
        self.folder, self.web, self.address, self.orders = folder, web, address, orders

    def start_again(self) -> None:
        port = int(self.address.rsplit(":", 1)[1])
        env = processes.environ(PORT=str(port), PUBLIC_URL=self.address)
        self.web = processes.Running("web", commands.here(commands.web(port)), env, self.folder)
        self.web.wait_for(self._answers)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.address}/livez", timeout=2).status_code == 200
        except httpx.HTTPError:
            return False


@pytest.fixture(scope="module")
def stack(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("stack")
    orders = Orders(folder)
    with (
        processes.running_web(folder) as (web, address),
        processes.worker(folder, **orders.environ),
    ):
        stack = Stack(folder, web, address, orders)
        yield stack
        stack.web.kill()


@pytest.fixture
def site(stack: Stack, transactional_db: None) -> str:
    """What ``context`` opens its pages on."""
    return stack.address


@pytest.fixture
def orders(stack: Stack) -> Iterator[Orders]:
    yield stack.orders
    for order in stack.folder.glob("*-*"):
        if order.name.startswith(("hold-", "fail-", "kill-")):
            order.unlink()


@pytest.fixture
def alices(alice: User, context: BrowserContext, site: str) -> Page:
    """A page of a browser in which Alice is signed in; it may meet a server that is away."""
    sign_in(context, alice, site)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    return page


def sign_up(page: Page) -> None:
    page.goto("/sign-up")
    page.get_by_label("Name").fill("Mika")
    page.get_by_label("Email").fill("mika@example.org")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Create account").click()


def sign_in(context: BrowserContext, user: User, address: str) -> None:
    """Give the browser a session of the user, without the pages of another module."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])


def order(page: Page, prompt: str) -> None:
    page.locator("#prompt").fill(prompt)
    page.get_by_role("button", name="Build", exact=True).click()


def expect_version(page: Page, number: int) -> None:
    """The build has ended, and the page shows what it made."""
    expect(page.locator("[data-pulse]")).to_have_text(re.compile(f"^Version {number}"))


def test_from_an_account_to_a_published_site_and_back(
    page: Page, context: BrowserContext, browser: Browser, site: str
) -> None:
    sign_up(page)
    page.get_by_label("What should the website be?").fill(PROMPT)
    page.get_by_role("button", name="Build").click()
    expect_version(page, 1)
    expect(page.locator("[data-run-title]")).to_have_text("Ready")
    expect(page.frame_locator("[data-frame]").get_by_role("heading", level=1)).to_be_visible()
    project = urlsplit(page.url).path

    other = context.new_page()
    other.goto(project)
    expect(other.locator("[data-live]")).to_have_text("live")
    order(page, ANOTHER)
    for tab in (page, other):
        expect_version(tab, 2)
        expect(tab.locator("[data-talk]")).to_contain_text(ANOTHER)
        expect(tab.locator("[data-wallet]")).to_have_text("18")
        expect(tab.locator("#view-version option:checked")).to_contain_text("Version 2")
    other.close()

    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_label("Address").fill("nishiki")
    page.locator("#publish").get_by_role("button", name="Publish").click()
    expect(page.locator(".toast").last).to_contain_text(f"Version 2 is live at {site}/s/nishiki/")

    send_a_message(browser, f"{site}/s/nishiki/")
    page.get_by_role("link", name=re.compile("^Forms")).click()
    expect(page.locator(".letter--new")).to_contain_text("Ann")
    page.locator(".letter a").click()
    expect(page.locator(".one__fields")).to_contain_text("ann@example.org")
    page.get_by_role("link", name="Back to the inbox").click()
    expect(page.locator(".letter--new")).to_have_count(0)

    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download", exact=True).click()
    archive = zipfile.ZipFile(io.BytesIO(Path(downloading.value.path()).read_bytes()))
    assert "index.html" in archive.namelist()

    page.get_by_role("link", name="Versions").click()
    page.get_by_role("button", name="Restore version 1").click()
    expect(page.locator(".toast").last).to_contain_text("Version 1 is back as version 3")
    expect_version(page, 3)
    page.get_by_role("button", name="Publish version 3").click()
    expect(page.locator(".toast").last).to_contain_text("Version 3 is live")

    every_page_is_accessible(page, project)


def send_a_message(browser: Browser, address: str) -> None:
    """As a visitor without an account does."""
    context = browser.new_context()
    visitor = context.new_page()
    visitor.goto(address)
    links = visitor.locator("nav a").evaluate_all("links => links.map(link => link.href)")
    for link in [address, *links]:
        visitor.goto(link)
        if visitor.locator("form[data-form]").count():
            break
    form = visitor.locator("form[data-form]").first
    for field in form.locator(".field :is(input, textarea, select)").all():
        fill(field)
    form.locator("[type=submit]").click()
    expect(form).to_have_attribute("data-state", "sent")
    context.close()


def fill(field: Locator) -> None:
    kind = field.evaluate("field => field.tagName === 'INPUT' ? field.type : field.tagName.toLowerCase()")
    values = {"email": "ann@example.org", "tel": "+1 503 555 0142", "number": "2", "time": "19:00"}
    if kind == "select":
        field.select_option(index=1)
    elif kind in ("checkbox", "radio"):
        field.check()
    elif kind == "date":
        field.fill(timezone.now().date().replace(day=28).isoformat())
    elif kind != "file":
        field.fill(values.get(kind, "Ann"))


def every_page_is_accessible(page: Page, project: str) -> None:
    """axe-core finds nothing, light and dark, and nothing has to be scrolled sideways."""
    wrong = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for tab in TABS:
            page.goto(f"{project}{tab}")
            # The preview is the customer's page, which has checks of its own.
            found = Axe().run(page, context={"exclude": [["iframe"]]})
            if found.violations_count:
                wrong.append(f"{tab} {scheme}\n{found.generate_report()}")
    assert not wrong, "\n".join(wrong)
    page.set_viewport_size({"width": 320, "height": 700})
    for tab in TABS:
        page.goto(f"{project}{tab}")
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) <= 0, tab


def test_a_reload_and_a_restart_of_the_server_in_the_middle_of_a_build_lose_nothing(
    alice: User, alices: Page, stack: Stack, orders: Orders
) -> None:
    page = alices
    orders.hold("image")
    build = build_services.start_site(user_id=alice.pk, prompt=PROMPT, now=timezone.now())
    page.goto(f"/projects/{build.project_id}")
    expect(page.locator("[data-agent=frontend]")).to_have_attribute("data-state", "completed")
    page.reload()
    expect(page.locator("[data-agent=frontend]")).to_have_attribute("data-state", "completed")
    expect(page.locator("[data-pulse]")).to_contain_text("Building")

    stack.web.kill()
    expect(page.locator("[data-live]")).to_have_text(re.compile("reconnecting|connecting"))
    orders.release("image")
    until_ended(build)
    stack.start_again()

    expect(page.locator("[data-live]")).to_have_text("live")
    expect_version(page, 1)
    for agent in ("planner", "frontend", "backend", "image", "testing"):
        expect(page.locator(f"[data-agent={agent}]")).to_have_attribute(
            "data-state", re.compile("completed|warning")
        )
    expect(page.locator("[data-wallet]")).to_have_text("49")
    expect(page.frame_locator("[data-frame]").get_by_role("heading", level=1)).to_be_visible()


def test_a_build_is_cancelled_retried_and_refused_by_keyboard_alone(
    alice: User, alices: Page, stack: Stack, orders: Orders
) -> None:
    page = alices
    orders.hold("planner")
    project = Project.objects.create(owner=alice, name="Nishiki")
    page.goto(f"/projects/{project.pk}")
    press(page, page.locator("#prompt"))
    page.keyboard.type(PROMPT)
    page.keyboard.press("Control+Enter")
    press(page, page.locator("[data-cancel]"), "Enter")
    dialog = page.get_by_role("dialog", name="Cancel this build?")
    expect(dialog).to_be_visible()
    press(page, dialog.get_by_role("button", name="Cancel the build"), "Enter")
    expect(page.locator("[data-run-title]")).to_have_text("Cancelled")
    expect(page.locator("[data-wallet]")).to_have_text("80")

    press(page, page.locator("[data-retry]"), "Enter")
    expect(page.locator("[data-cancel]")).to_be_visible()
    expect(page.locator("[data-submit]")).to_be_disabled()
    orders.release("planner")
    expect_version(page, 1)

    # Another build takes what is left, so the next one is refused with what can be done about it.
    orders.hold("planner")
    build_services.start_site(user_id=alice.pk, prompt=PROMPT, now=timezone.now())
    press(page, page.locator("#prompt"))
    page.keyboard.type(ANOTHER)
    page.keyboard.press("Control+Enter")
    refusal = page.locator("[data-refusal]")
    expect(refusal).to_contain_text("This build needs 31 credits and you have 18.")
    expect(page.locator("#prompt")).to_have_value(ANOTHER)
    press(page, page.get_by_role("button", name="Phone"), "Enter")
    expect(page.get_by_role("button", name="Phone")).to_have_attribute("aria-pressed", "true")
    orders.release("planner")


def press(page: Page, target: Locator, key: str = "") -> None:
    """Go to something by the Tab key alone, then press a key there."""
    expect(target).to_be_visible()
    for _ in range(80):
        if target.evaluate("target => target === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(target).to_be_focused()
    if key:
        page.keyboard.press(key)


def test_a_failed_build_says_why_and_is_tried_again_with_one_press(
    alice: User, alices: Page, stack: Stack, orders: Orders
) -> None:
    page = alices
    orders.fail("image")
    build = build_services.start_site(user_id=alice.pk, prompt=PROMPT, now=timezone.now())
    page.goto(f"/projects/{build.project_id}")
    expect(page.locator("[data-run-title]")).to_have_text("The build failed")
    expect(page.locator("[data-line]")).to_contain_text("31 credits were returned")
    (orders.folder / "fail-image").unlink()
    page.get_by_role("button", name="Try again").click()
    expect_version(page, 1)


def test_a_second_order_of_another_tab_shows_the_build_that_runs(
    alice: User, alices: Page, stack: Stack, orders: Orders
) -> None:
    page = alices
    project = Project.objects.create(owner=alice, name="Nishiki")
    page.goto(f"/projects/{project.pk}")
    expect(page.locator("[data-live]")).to_have_text("live")
    orders.hold("planner")
    # The page has not heard of it when the button is pressed: the order and the news cross.
    page.route("**/build", lambda route: (_start(alice, project), route.continue_())[-1])
    order(page, ANOTHER)
    expect(page.locator("[data-refusal]")).to_contain_text("This project is being built already")
    expect(page.locator("[data-run]")).to_be_visible()
    page.set_viewport_size({"width": 375, "height": 760})
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("[data-stage]")).to_be_visible()
    expect(page.locator("#prompt")).to_be_hidden()
    page.get_by_role("button", name="Conversation").click()
    expect(page.locator("#prompt")).to_be_visible()
    orders.release("planner")
    expect_version(page, 1)


def _start(alice: User, project: Project) -> Build:
    return build_services.start_build(
        user_id=alice.pk, project_id=project.pk, prompt=PROMPT, now=timezone.now()
    )


def test_a_build_that_waits_tells_its_place_and_when_it_may_begin(
    alice: User, alices: Page, stack: Stack, orders: Orders
) -> None:
    page = alices
    credit_services.grant(
        user_id=alice.pk, credits=200, kind=credit_services.EntryKind.PURCHASE, key="for-four-builds"
    )
    _note_a_build_of(alice, seconds=600)  # so it is known how long builds take
    orders.hold("planner")
    first, second, third = (
        build_services.start_site(user_id=alice.pk, prompt=PROMPT, now=timezone.now()) for _ in range(3)
    )
    # Two builds of a user run at a time, whatever the worker has room for.
    processes.until(lambda: (status(first), status(second)) == ("RUNNING", "RUNNING"), what="two builds")
    project = Project.objects.create(owner=alice, name="Nishiki")
    page.goto(f"/projects/{project.pk}")
    order(page, PROMPT)
    line = page.locator("[data-line]")
    expect(page.locator("[data-run-title]")).to_have_text("In the queue")
    expect(line).to_have_text(
        re.compile(r"^Place 2 in the queue\. It may begin at about \d{1,2}:\d\d\s[AP]M\.$")
    )
    page.reload()
    expect(line).to_have_text(re.compile(r"^Place 2 in the queue\. It may begin at about"))

    build_services.cancel_build(user_id=alice.pk, project_id=third.project_id, build_id=third.pk)
    expect(line).to_have_text("Next in line; it begins as soon as a worker is free.")
    orders.release("planner")
    expect_version(page, 1)
    for build in (first, second):
        until_ended(build)


def _note_a_build_of(alice: User, *, seconds: int) -> None:
    project = Project.objects.create(owner=alice, name="Earlier")
    build = _start(alice, project)
    build_services.cancel_build(user_id=alice.pk, project_id=project.pk, build_id=build.pk)
    now = timezone.now()
    Build.objects.filter(pk=build.pk).update(
        status="SUCCEEDED", started_at=now - timedelta(seconds=seconds), finished_at=now
    )


def test_being_offline_and_too_many_requests_are_told_and_pass(
    alice: User, alices: Page, context: BrowserContext
) -> None:
    page = alices
    project = Project.objects.create(owner=alice, name="Nishiki")
    page.goto(f"/projects/{project.pk}")
    expect(page.locator("[data-live]")).to_have_text("live")
    context.set_offline(True)
    expect(page.locator("[data-offline]")).to_be_visible()
    order(page, PROMPT)
    refusal = page.locator("[data-refusal]")
    expect(refusal).to_contain_text("The server cannot be reached.")
    context.set_offline(False)
    expect(page.locator("[data-offline]")).to_be_hidden()

    # As a proxy in front of the application may answer.
    headers = {"Retry-After": "3", "Content-Type": "application/problem+json"}
    refusal.evaluate(NOTE_COUNTS)
    page.route("**/build", lambda route: route.fulfill(status=429, headers=headers, body="{}"), times=1)
    page.get_by_role("button", name="Build", exact=True).click()
    expect(refusal).to_contain_text("Too many requests. You can try again in")
    expect(page.locator("[data-submit]")).to_be_disabled()
    expect(page.locator("[data-submit]")).to_be_enabled()
    expect(refusal).to_be_hidden()
    assert page.evaluate("counts") == [3, 2, 1, 0]
    expect(page.locator("#prompt")).to_have_value(PROMPT)
    page.get_by_role("button", name="Build", exact=True).click()
    expect_version(page, 1)


TALL = b"""<!doctype html><html lang="en"><title>Menu</title><link rel="stylesheet" href="assets/site.css">
<main><h1>Menu</h1><section id="lunch">Lunch</section>
<section id="dinner"><h2>Dinner</h2><img src="gone.png"></section></main></html>"""


def test_a_finding_leads_to_its_place_in_the_preview(alice: User, alices: Page) -> None:
    page = alices
    project = project_services.create_project(owner_id=alice.pk, name="Nishiki")
    files = {"index.html": TALL, "menu.html": TALL, "assets/site.css": b"section { min-height: 3000px }"}
    pages = [
        {"slug": "home", "label": "Home", "path": ""},
        {"slug": "menu", "label": "Menu", "path": "menu.html"},
    ]
    version = project_services.store_version(project=project, spec={}, files=files, quality={}, pages=pages)
    project_services.build_succeeded(
        project, version=version, template_id="hearth", seconds=1, name="Nishiki"
    )

    page.goto(f"/projects/{project.pk}/quality")
    rule = page.locator("details.rule", has_text="broken-link")
    rule.locator("summary").click()
    place = rule.locator("li", has_text="menu.html").get_by_role("link", name="Show on the page")
    expect(place).to_be_visible()
    place.click()
    expect(page.locator("#view-page option:checked")).to_have_text("Menu")
    dinner = page.frame_locator("[data-frame]").get_by_role("heading", name="Dinner")
    expect(dinner).to_be_in_viewport()
    assert dinner.evaluate("() => scrollY") > 2500
    expect(page.locator("[data-open]")).to_have_attribute("href", re.compile(r"/menu\.html#dinner$"))
