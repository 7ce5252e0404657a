"""An operator finds a failed build, retries it, and sees it through."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from builds import services as build_services
from builds.models import Build
from tests import axe
from tests.flows import processes

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),  # axe alone takes long on a busy machine
]

PROMPT = "A ramen restaurant called Nishiki in Portland"


def test_an_operator_retries_a_failed_build_and_sees_its_timeline(
    page: Page, alice: User, password: str
) -> None:
    User.objects.create_superuser("olga@example.com", password, name="Olga")
    failed = build_services.start_site(user_id=alice.pk, prompt=PROMPT, now=timezone.now())
    build_services.fail_build(build_id=failed.pk, code="time_limit", error="It took too long.")
    page.goto("/sign-in?next=/admin/")
    page.get_by_label("Email").fill("olga@example.com")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()

    expect(page.locator("#content").get_by_role("heading", name="Overview")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Builds by the hour .* 1 failed"))).to_be_visible()
    page.get_by_text("The numbers").first.click()
    expect(page.get_by_role("row", name=re.compile("1 0 0$")).first).to_be_visible()
    assert axe.findings(page) == []
    page.get_by_role("link", name="look at them").click()
    page.get_by_role("link", name=re.compile(r"^\d{4}-\d\d-\d\d")).click()
    expect(page.get_by_text("It took too long.").first).to_be_visible()
    page.get_by_role("link", name="Retry the build…").click()
    assert axe.findings(page) == []
    page.get_by_label("Reason").fill("Ticket 12")
    page.get_by_role("button", name="Retry").click()

    expect(page.get_by_text("The build is ordered again; this is it.")).to_be_visible()
    retried = Build.objects.get(retry_of=failed)
    assert page.url.endswith(f"/admin/builds/build/{retried.pk}/change/")
    timeline = page.get_by_role("region", name="Timeline")
    expect(timeline).to_be_visible()
    processes.until(lambda: Build.objects.get(pk=retried.pk).finished_at is not None, what="the end")
    page.reload()
    expect(timeline).to_contain_text("version 1, 31 credits")
    expect(page.get_by_role("img", name=re.compile("How long the agents worked: planner"))).to_be_visible()
    expect(page.get_by_role("link", name="Refund the build…")).to_be_visible()
    assert axe.findings(page) == []

    for path in (
        "/admin/projects/project/",
        "/admin/catalog/",
        f"/admin/projects/project/{failed.project_id}/change/",
    ):
        page.goto(path)
        assert axe.findings(page) == [], path
    page.set_viewport_size({"width": 320, "height": 640})
    for path in ("/admin/", f"/admin/builds/build/{retried.pk}/change/", "/admin/catalog/"):
        page.goto(path)
        assert axe.overflow(page) <= 0, path
