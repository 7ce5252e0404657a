"""Sample sites of templates and stages of components: what is sent, and that nothing of it is ours."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from projects import services as project_services
from publishing import showcase
from templates_catalog import services as catalog_services
from templates_catalog.errors import TemplateNotFound
from tests.chromium import EXECUTABLE

SITE = "/templates/house-table/site/"


@pytest.fixture(autouse=True)
def _new(settings: Any) -> None:
    settings.CHROMIUM = "off"
    cache.clear()
    showcase._sample.cache_clear()


@pytest.fixture
def visitor() -> Client:
    return Client()


def test_a_sample_site_is_sandboxed_and_public(visitor: Client) -> None:
    answer = visitor.get(SITE)

    assert answer.status_code == 200
    assert "sandbox allow-scripts" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies


def test_every_page_and_file_of_it_is_there(visitor: Client) -> None:
    sample = showcase.sample("house-table")
    for page in sample.pages:
        assert visitor.get(SITE + page.path).status_code == 200
    assert visitor.get(f"{SITE}assets/site.css")["Content-Type"] == "text/css; charset=utf-8"


def test_what_is_not_there_is_its_own_404_page(visitor: Client) -> None:
    answer = visitor.get(f"{SITE}../../../etc/passwd.html")
    assert answer.status_code == 404
    assert visitor.get("/templates/nope/site/").status_code == 404


def test_its_forms_store_nothing(visitor: Client) -> None:
    answer = visitor.post(f"{SITE}forms/booking", {"name": "x"})
    assert answer.status_code == 200
    assert b"preview" in answer.content.lower()


def test_every_template_has_a_sample() -> None:
    for template in catalog_services.list_templates():
        assert "index.html" in showcase.sample(template.id).files
    with pytest.raises(TemplateNotFound):
        showcase.sample("nope")


def test_a_sample_is_made_once_for_a_catalog(monkeypatch: pytest.MonkeyPatch) -> None:
    first = showcase.sample("house-table").files
    showcase._sample.cache_clear()  # as in another process
    monkeypatch.setattr(showcase, "_made_sample", None)

    assert showcase.sample("house-table").files == first


def test_a_picture_is_drawn_where_no_browser_is(visitor: Client) -> None:
    assert showcase.take_pictures() == 0
    answer = visitor.get("/templates/house-table/picture")
    assert answer["Content-Type"].startswith("image/svg+xml")


@pytest.mark.browser
def test_a_browser_takes_pictures_a_few_at_a_time(
    visitor: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CHROMIUM = EXECUTABLE
    monkeypatch.setattr(showcase, "AT_ONCE", 1)

    assert showcase.take_pictures() == 1

    answer = visitor.get(f"/templates/{catalog_services.list_templates()[0].id}/picture")
    assert answer["Content-Type"] == "image/webp"


def test_what_a_browser_fails_at_is_not_tried_again_at_once(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CHROMIUM = "/bin/false"
    monkeypatch.setattr(showcase, "AT_ONCE", 1)

    assert showcase.take_pictures() == 0
    assert cache.get(showcase._picture_key(catalog_services.list_templates()[0].id)) == b""
    assert project_services.has_camera()


def test_a_component_stands_on_a_stage(visitor: Client) -> None:
    base = "/components/hero-split/shown/"
    page = visitor.get(f"{base}stages/studio/hero-split.html")

    assert page.status_code == 200
    assert "sandbox" in page["Content-Security-Policy"]
    for path in ("stages/studio/assets/site.css", "assets/stage.css", "assets/stage.js"):
        assert visitor.get(base + path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "stages/nope/hero-split.html",
        "stages/studio/nope.html",
        "assets/../__init__.py",
        "assets/gallery.js",
        "x",
    ],
)
def test_a_stage_has_nothing_else(visitor: Client, path: str) -> None:
    assert visitor.get(f"/components/hero-split/shown/{path}").status_code == 404
