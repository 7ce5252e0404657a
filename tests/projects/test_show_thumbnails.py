"""Every version has a thumbnail: drawn at once, taken by Chromium later where there is one."""

from __future__ import annotations

import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from projects import camera, services
from projects.models import Project, SiteVersion, Thumbnail
from projects.services import picturing
from sitegen.catalog import default_catalog
from sitegen.engine import generate
from tests.chromium import EXECUTABLE

PAGE = b"""<!doctype html><title>x</title><link rel="stylesheet" href="a.css"><h1>Ramen</h1>
<script>document.body.textContent = "scripted"</script>"""


@pytest.fixture
def url(project: Project) -> str:
    return f"/api/v2/projects/{project.pk}/versions/1/thumbnail"


@pytest.fixture
def version(project: Project) -> SiteVersion:
    site = generate("A bakery called Krume & Söhne in Leipzig", default_catalog(), today=date(2026, 11, 24))
    return services.store_version(
        project=project, spec=site.spec.model_dump(mode="json"), files=site.files, quality={}, pages=[]
    )


@pytest.fixture
def chromium(settings: Settings) -> None:
    settings.CHROMIUM = EXECUTABLE


def test_it_is_drawn_from_colours_name_and_first_picture(
    alice_api: APIClient, url: str, version: SiteVersion
) -> None:
    answer = alice_api.get(url)
    assert answer["Content-Type"] == "image/svg+xml"
    drawing = ET.fromstring(answer.content)  # noqa: S314  # our own
    name = drawing.findtext("{http://www.w3.org/2000/svg}title")
    picture = drawing.find("{http://www.w3.org/2000/svg}image")
    assert name is not None
    assert name.startswith("Krume")
    assert picture is not None
    assert picture.attrib["href"].startswith("data:image/svg+xml;base64,")
    again = alice_api.get(url, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_a_site_without_a_plan_has_one_too(
    alice_api: APIClient, url: str, store: Callable[..., SiteVersion]
) -> None:
    store()
    assert b"<title>Nishiki</title>" in alice_api.get(url).content


def test_strangers_see_none(bob_api: APIClient, url: str, store: Callable[..., SiteVersion]) -> None:
    store()
    assert bob_api.get(url).status_code == 404


@pytest.mark.browser
def test_chromium_takes_it_once(
    alice: User, alice_api: APIClient, url: str, version: SiteVersion, chromium: None
) -> None:
    assert services.make_thumbnails() == 1
    answer = alice_api.get(url)
    assert answer["Content-Type"] == "image/webp"
    assert answer.content[:4] == b"RIFF"
    assert answer.content[8:12] == b"WEBP"
    assert 2_000 < len(answer.content) < 100_000
    assert services.make_thumbnails() == 0
    # A copy looks the same without a browser.
    services.restore_version(owner_id=alice.pk, project_id=version.project_id, number=1)
    assert Thumbnail.objects.count() == 2


@pytest.mark.browser
def test_a_page_reaches_nothing_but_its_own_files_and_runs_no_script(tmp_path: Path) -> None:
    asked: list[str] = []

    class Neighbour(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Neighbour)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    there = f"http://127.0.0.1:{server.server_address[1]}"
    hostile = (
        f'<img src="{there}/a.png"><link rel="stylesheet" href="{there}/a.css">'
        f'<iframe src="{there}/f"></iframe>'
        f'<iframe src="file:///etc/passwd"></iframe><meta http-equiv="refresh" content="9;url={there}/r">'
    )
    try:
        plain, tried = (
            camera.take_picture(
                {
                    "index.html": (PAGE + more.encode(), "text/html"),
                    "a.css": (b"h1 { color: red }", "text/css"),
                },
                chromium=EXECUTABLE,
                seconds=60,
            )
            for more in ("", f"<div hidden>{hostile}</div>")
        )
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []
    assert plain == tried


@pytest.mark.browser
def test_a_browser_that_fails_is_not_asked_again_and_breaks_nothing(
    alice_api: APIClient, url: str, store: Callable[..., SiteVersion], settings: Settings
) -> None:
    store()
    settings.CHROMIUM = "false"
    assert services.make_thumbnails() == 0
    assert Thumbnail.objects.get().blob_id is None
    settings.CHROMIUM = EXECUTABLE
    assert services.make_thumbnails() == 0
    assert alice_api.get(url)["Content-Type"] == "image/svg+xml"


def test_only_one_worker_takes_pictures(store: Callable[..., SiteVersion], chromium: None) -> None:
    store()
    held, finished = threading.Event(), threading.Event()

    def other_worker() -> None:
        with picturing._alone() as alone:
            assert alone
            held.set()
            finished.wait()
        connection.close()

    thread = threading.Thread(target=other_worker)
    thread.start()
    held.wait()
    try:
        assert services.make_thumbnails() == 0
        assert not Thumbnail.objects.exists()
    finally:
        finished.set()
        thread.join()


def test_without_a_browser_nothing_is_done(store: Callable[..., SiteVersion], settings: Settings) -> None:
    store()
    settings.CHROMIUM = "off"
    assert services.make_thumbnails() == 0
    assert not Thumbnail.objects.exists()
    assert camera.find_chromium("no-such-browser") is None
