"""A published site in real Chromium, from the real web process: it looks right and cannot act as the
application.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, Request

from accounts.models import User
from projects import services as project_services
from projects.models import Project, SiteVersion
from publishing import publication
from sitegen.catalog import default_catalog
from sitegen.engine import generate
from tests.chromium import sign_in
from tests.flows import processes
from tests.publishing.hostile_site import FILES as HOSTILE

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def was_refused(request: Request) -> bool:
    """The icon may still be loading when the test goes on to the next page; that is no failure."""
    return request.failure != "net::ERR_ABORTED"


def publish(owner: User, project: Project, slug: str) -> None:
    publication.publish(user_id=owner.pk, project_id=project.pk, slug=slug, now=timezone.now())


def test_a_generated_site_looks_and_works_as_published(
    page: Page, address: str, alice: User, project: Project, store: Callable[..., SiteVersion]
) -> None:
    prompt = "A ramen shop called Nishiki with reservations"
    site = generate(prompt, default_catalog(), today=date(2026, 11, 25))
    store(site.files)
    publish(alice, project, "nishiki")
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url) if was_refused(request) else None)
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/s/nishiki/", wait_until="networkidle")
    facts: dict[str, Any] = page.evaluate(
        """async () => {
            for (const image of document.images) image.loading = "eager";
            await document.fonts.ready;
            await Promise.all([...document.images].map((image) => image.decode()));
            return {
                fonts: [...document.fonts].filter((face) => face.status == "error").length,
                canonical: document.querySelector("link[rel=canonical]").href,
                image: document.querySelector("meta[property='og:image']").content,
            };
        }"""
    )
    here = f"{address}/s/nishiki/"
    assert facts.pop("image").startswith(f"{here}assets/share.")
    assert facts == {"fonts": 0, "canonical": here}
    page.goto(f"{here}reservations.html")
    action = page.get_attribute("form[data-form]", "action") or ""
    assert action.startswith("/f/")
    assert failed == []
    page.goto(f"{here}no/such/page")
    assert page.eval_on_selector("main a", "link => link.href") == here
    assert page.eval_on_selector("h1", "title => getComputedStyle(title).marginTop") == "0px"


def test_on_a_host_of_its_own_it_works_and_sees_nothing_of_the_application(
    page: Page,
    alice: User,
    password: str,
    project: Project,
    store: Callable[..., SiteVersion],
    tmp_path: Path,
    settings: Any,
) -> None:
    settings.SITES_HOST = "sites.localhost"
    store(generate("A ramen shop called Nishiki", default_catalog(), today=date(2026, 11, 25)).files)
    publish(alice, project, "nishiki")
    hostile = project_services.create_project(owner_id=alice.pk, name="Hostile")
    version = project_services.store_version(project=hostile, spec={}, files=HOSTILE, quality={}, pages=[])
    project_services.build_succeeded(hostile, version=version, template_id="x", seconds=1, name="")
    publish(alice, hostile, "hostile")
    with processes.web(tmp_path, SITES_HOST="sites.localhost") as address:
        port = address.rpartition(":")[2]
        sign_in(page, alice.email, password, address=address)
        # A page of its own: the one before shows pictures of sites, with messages of theirs.
        site = page.context.new_page()
        errors: list[str] = []
        site.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        # Browsers take every name below localhost for this machine.
        site.goto(f"http://nishiki.sites.localhost:{port}/", wait_until="networkidle")
        assert site.evaluate("[...document.fonts].filter((face) => face.status == 'error').length") == 0
        assert site.evaluate("document.styleSheets.length") == 1
        assert errors == []
        site.goto(f"http://hostile.sites.localhost:{port}/")
        site.locator("#told:not(:empty)").wait_for(state="attached")
        told = json.loads(site.inner_text("#told"))
        # Its own cookies and storage are empty, and its own host knows no API and no session.
        assert (told["cookie"], told["local"], told["session"]) == ("read ", "read 0", "read 0")
        assert told["api"] == "read 404"
        assert "csrf" not in told["page"]
        assert "Projects" not in told["popup"]


def test_the_front_door_answers_as_the_other_one(
    address: str, alice: User, project: Project, store: Callable[..., SiteVersion], client: Any, settings: Any
) -> None:
    settings.PUBLIC_URL = address
    store()
    publish(alice, project, "nishiki")
    for path in ("", "menu", "assets/site.css", "nothing"):
        ours = client.get(f"/s/nishiki/{path}", headers={"accept-encoding": "identity"})
        theirs = httpx.get(f"{address}/s/nishiki/{path}", headers={"accept-encoding": "identity"})
        assert (theirs.status_code, theirs.content) == (ours.status_code, ours.content)
        sent = {name: value for name, value in theirs.headers.items() if name not in ("date", "server")}
        assert sent == {name.lower(): value for name, value in ours.headers.items()}
    assert not theirs.cookies
