"""The unzipped export in real Chromium, from Python's own web server and straight from the disk."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request

from accounts.models import User
from projects import services as project_services
from publishing import export
from sitegen.catalog import default_catalog
from sitegen.engine import generate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def folder(alice: User, tmp_path: Path) -> Path:
    """An export of a generated site, unpacked below a folder whose name has a space."""
    site = generate(
        "A ramen shop called Nishiki with reservations", default_catalog(), today=date(2026, 11, 25)
    )
    project = project_services.create_project(owner_id=alice.pk, name="Nishiki")
    version = project_services.store_version(project=project, spec={}, files=site.files, quality={}, pages=[])
    project_services.build_succeeded(project, version=version, template_id="x", seconds=1, name="")
    root = tmp_path / "my site"
    for path, data in export.export_site(user_id=alice.pk, project_id=project.pk).files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(params=["server", "disk"])
def home(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if request.param == "disk":
        yield f"{folder.as_uri()}/"
        return
    handler = functools.partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def was_refused(request: Request) -> bool:
    """The icon may still be loading when the test goes on to the next page; that is no failure."""
    return request.failure != "net::ERR_ABORTED"


def visit(page: Page, address: str) -> dict[str, Any]:
    """Open a page and tell what it is made of once everything is there."""
    page.goto(address)
    facts: dict[str, Any] = page.evaluate(
        """async () => {
            for (const image of document.images) image.loading = "eager";
            await document.fonts.ready;
            await Promise.all([...document.images].map((image) => image.decode()));
            return {
                fonts: [...document.fonts].filter((face) => face.status == "loaded").length > 0,
                sheet: getComputedStyle(document.documentElement).getPropertyValue("--ground").trim() != "",
                images: [...document.images].every((image) => image.naturalWidth > 0),
            };
        }"""
    )
    return facts


def test_every_page_looks_and_works(browser: Browser, home: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url) if was_refused(request) else None)
    page.on("pageerror", lambda error: failed.append(str(error)))
    for name in ("index.html", "menu.html", "reservations.html"):
        assert visit(page, home + name) == {"fonts": True, "sheet": True, "images": True}
    # From a disk, Chromium loads the fonts of a style sheet, as was seen above, but refuses to preload them.
    assert [url for url in failed if not (home.startswith("file:") and url.endswith(".woff2"))] == []
    # Nothing is fetched from anywhere else.
    assert [url for url in asked if not url.startswith((home, "data:"))] == []
    assert page.get_attribute("form[data-form]", "action").startswith("http://localhost:8001/f/")  # type: ignore[union-attr]  # the page has a form
    page.goto(f"{home}index.html")
    page.locator("nav a[href='menu.html']").first.click()
    page.wait_for_url(f"{home}menu.html")
    page.close()
