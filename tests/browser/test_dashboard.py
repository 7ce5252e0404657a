"""A person among their projects: finds, copies and deletes by keyboard, and watches a build from its card."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from projects import services as project_services
from tests import axe
from tests.chromium import sign_in
from tests.stored_sites import FILES, PAGES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),  # axe alone takes long on a busy machine
]

PROMPT = "A ramen restaurant called Nishiki in Portland"


def shelf(owner: User) -> None:
    """Thirty drafts, and a site that is ready."""
    for number in range(30):
        project_services.create_project(owner_id=owner.pk, name=f"Draft {number:02}")
    project = project_services.create_project(owner_id=owner.pk, name="Bakery in Bath")
    version = project_services.store_version(
        project=project, spec={"format": 1}, files=FILES, quality={"score": 97}, pages=PAGES
    )
    project_services.build_succeeded(project, version=version, template_id="hearth", seconds=1.5, name="")


def names(page: Page) -> list[str]:
    return page.locator(".card__name").all_inner_texts()


def test_projects_are_found_sorted_and_paged_by_keyboard(page: Page, alice: User, password: str) -> None:
    shelf(alice)
    sign_in(page, alice.email, password)
    expect(page.locator(".card")).to_have_count(24)

    search = page.get_by_label("Search projects")
    search.focus()
    page.keyboard.type("bath")
    expect(page.locator(".card")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("1 project")
    expect(search).to_be_focused()
    assert page.url.endswith("/projects?q=bath&sort=recent")
    page.go_back()
    expect(page.locator(".card")).to_have_count(24)
    expect(search).to_have_value("")

    page.get_by_label("Sort").select_option("name")
    expect(page.locator(".card__name").first).to_have_text("Bakery in Bath")
    page.get_by_role("link", name="Draft 30").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card__name").first).to_have_text("Draft 00")
    expect(page.get_by_role("link", name="Draft 30")).to_be_focused()
    page.get_by_role("link", name="Next").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_have_count(6)
    assert names(page)[-1] == "Draft 29"
    page.reload()
    assert names(page)[-1] == "Draft 29"

    assert axe.findings(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert axe.overflow(page) <= 0


def test_projects_are_copied_and_deleted_by_keyboard(page: Page, alice: User, password: str) -> None:
    shelf(alice)
    sign_in(page, alice.email, password)
    page.goto("/projects?q=bath")

    menu = page.get_by_label("More for Bakery in Bath")
    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Make a copy").press("Enter")
    expect(page.get_by_text("“Bakery in Bath (copy)” is ready.")).to_be_visible()

    page.get_by_label("More for Bakery in Bath (copy)").press("Enter")
    page.get_by_role("link", name="Delete…").press("Enter")
    dialog = page.get_by_role("dialog", name="Delete this project?")
    expect(dialog).to_contain_text("Bakery in Bath (copy)")
    assert axe.findings(page) == []
    dialog.get_by_role("button", name="Keep it").press("Enter")
    expect(dialog).to_be_hidden()
    page.get_by_label("More for Bakery in Bath (copy)").press("Enter")
    page.get_by_role("link", name="Delete…").press("Enter")
    dialog.get_by_role("button", name="Delete").press("Enter")

    expect(page.get_by_text("“Bakery in Bath (copy)” is deleted.")).to_be_visible()
    expect(page.get_by_text("Bakery in Bath", exact=True)).to_be_visible()
    assert "Bakery in Bath (copy)" not in names(page)


def test_a_card_follows_its_build_to_the_end(page: Page, alice: User, password: str) -> None:
    sign_in(page, alice.email, password)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your first website")
    assert axe.findings(page) == []
    page.get_by_role("link", name="A bakery").press("Enter")
    box = page.get_by_label("What should the website be?")
    expect(box).to_have_value(re.compile("Crumb & Co"))
    expect(box).to_be_focused()
    box.fill(PROMPT)
    page.get_by_role("button", name="Build").click()
    page.wait_for_url(re.compile("/projects/.+"))

    page.goto("/projects")

    card = page.locator(".card")
    expect(card).to_have_attribute("data-status", "completed")
    expect(card.locator(".card__name")).to_have_text("Nishiki")
    expect(card).to_contain_text("31 credits")
    expect(card.locator("img")).to_have_js_property("complete", True)
    assert card.locator("img").evaluate("img => img.naturalWidth") > 0
    expect(page.locator(".purse [data-wallet]")).to_have_text("49")


def test_everything_works_without_scripts(page: Page, alice: User, password: str) -> None:
    shelf(alice)
    sign_in(page, alice.email, password)
    cookies = page.context.cookies()
    assert page.context.browser
    plain = page.context.browser.new_context(base_url=page.url, java_script_enabled=False)
    plain.add_cookies(cookies)  # type: ignore[arg-type]  # what the browser gave, it takes
    bare = plain.new_page()
    bare.goto("/projects")
    bare.get_by_label("Search projects").fill("bath")
    bare.get_by_role("button", name="Show").click()
    assert names(bare) == ["Bakery in Bath"]
    bare.get_by_label("More for Bakery in Bath").click()
    bare.get_by_role("link", name="Delete…").click()
    bare.get_by_role("button", name="Delete").click()
    expect(bare.get_by_text("“Bakery in Bath” is deleted.")).to_be_visible()
    plain.close()
