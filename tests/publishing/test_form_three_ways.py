"""One site, seen published, by a share link and from its unzipped export: every form reaches the owner."""

from __future__ import annotations

import functools
import io
import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from rest_framework.test import APIClient

from accounts.models import User
from projects import links
from projects import services as project_services
from projects.models import Project, SiteVersion
from publishing import publication
from sitegen.catalog import default_catalog
from sitegen.engine import GeneratedSite, generate
from tests.chromium import sign_in
from tests.flows import processes
from tests.publishing.hostile_site import FILES as HOSTILE

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True)]

PROMPT = "A carpenter's workshop in Bristol called Oak & Awl, with a contact form"
FORM = "form[data-form=contact]"
WAYS = ("published", "share", "server", "disk")


@pytest.fixture(scope="module")
def site() -> GeneratedSite:
    return generate(PROMPT, default_catalog(), today=date(2026, 11, 25))


@pytest.fixture
def homes(
    alice: User,
    alice_api: APIClient,
    project: Project,
    site: GeneratedSite,
    address: str,
    tmp_path: Path,
    settings: Any,
) -> Iterator[dict[str, str]]:
    """Where the site can be seen, by way; each ends in a slash."""
    settings.PUBLIC_URL = address
    keep(project, site.files, site.spec.model_dump(mode="json"))
    publication.publish(user_id=alice.pk, project_id=project.pk, slug="oak", now=timezone.now())
    download = alice_api.get(f"/api/v2/projects/{project.pk}/download")
    zipfile.ZipFile(io.BytesIO(b"".join(download))).extractall(tmp_path / "my site")
    folder = tmp_path / "my site"
    with python_server(folder) as server:
        yield {
            "published": f"{address}/s/oak/",
            "share": share(alice, project),
            "server": server,
            "disk": f"{folder.as_uri()}/",
        }


def keep(project: Project, files: dict[str, bytes], spec: dict[str, Any]) -> SiteVersion:
    version = project_services.store_version(project=project, spec=spec, files=files, quality={}, pages=[])
    project.refresh_from_db()
    project_services.build_succeeded(project, version=version, template_id="x", seconds=1, name="")
    return version


def share(owner: User, project: Project) -> str:
    made = project_services.create_share(owner_id=owner.pk, project_id=project.pk, now=timezone.now())
    return project_services.share_url(made)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


class python_server:
    """What `python3 -m http.server` runs, for a folder."""

    def __init__(self, folder: Path) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    def __enter__(self) -> str:
        self.thread.start()
        return f"http://127.0.0.1:{self.server.server_port}/"

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def page_of_form(site: GeneratedSite) -> str:
    pages = (path for path in sorted(site.files) if path.endswith(".html"))
    return next(path for path in pages if b'data-form="contact"' in site.files[path])


def send(page: Page, way: str) -> None:
    """Fill in what the form asks for, as an honest visitor does."""
    page.fill(f"{FORM} [name=name]", way)
    page.fill(f"{FORM} [name=email]", f"{way}@example.org")
    page.fill(f"{FORM} [name=message]", f"From the {way}")
    page.click(f"{FORM} [type=submit]")


def thanked(page: Page, script: bool) -> None:
    if script:
        expect(page.locator(f"{FORM} .field").first).to_be_hidden()
        return
    expect(page.locator("main button")).to_be_visible()

    def pressed() -> bool:
        # Whoever presses it within a second gets the page again.
        if page.locator("main button").count():
            page.click("main button")
        return page.url.endswith("/sent")

    processes.until(pressed, what="the thanks")


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_the_owner_sees_every_submission(
    browser: Browser,
    homes: dict[str, str],
    site: GeneratedSite,
    alice_api: APIClient,
    project: Project,
    script: bool,
) -> None:
    for way in WAYS:
        context = browser.new_context(java_script_enabled=script)
        page = context.new_page()
        page.goto(homes[way] + page_of_form(site))
        send(page, way)
        thanked(page, script)
        context.close()
    rows = alice_api.get(f"/api/v2/projects/{project.pk}/submissions").json()
    seen = {row["data"]["message"]: (row["source"], row["version"]) for row in rows}
    assert seen == {
        "From the published": ("site", None),
        "From the share": ("share", 1),
        "From the server": ("site", None),
        "From the disk": ("site", None),
    }


@pytest.mark.parametrize("way", ["preview", "share", "published"])
def test_a_script_of_a_site_reads_nothing_of_the_application(
    browser: Browser, address: str, alice: User, password: str, project: Project, settings: Any, way: str
) -> None:
    settings.PUBLIC_URL = address
    version = keep(project, HOSTILE, {})
    publication.publish(user_id=alice.pk, project_id=project.pk, slug="hostile", now=timezone.now())
    where: dict[str, Callable[[], str]] = {
        "preview": lambda: f"{address}{links.preview_url(version)}",
        "share": lambda: share(alice, project),
        "published": lambda: f"{address}/s/hostile/",
    }
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, alice.email, password, address=address)
    # The session is a cookie of this very host.
    assert any(cookie.get("name") == "sessionid" for cookie in context.cookies())
    page.goto(where[way]())
    page.locator("#told:not(:empty)").wait_for(state="attached")
    told = json.loads(page.inner_text("#told"))
    assert {name: result for name, result in told.items() if result != "refused"} == {}
    assert len(told) == 9
    context.close()
