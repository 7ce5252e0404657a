"""Scores with their findings, and the source that they point at."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from projects.models import Project, SiteVersion
from projects.selectors import FileRow, ServedFile
from sitegen.checks import RULES
from sitegen.checks.documents import found
from web.presenters.scores import Ring
from web.presenters.source import lines, tree
from web.templatetags.shown import place_on_page

pytestmark = pytest.mark.django_db

Store = Callable[..., SiteVersion]


def get(client: Client, project: Project, path: str) -> str:
    response = client.get(f"/projects/{project.pk}/{path}")
    assert response.status_code == 200
    return response.content.decode()


def test_a_finding_leads_to_its_line_in_the_source(alice_web: Client, project: Project, store: Store) -> None:
    html = b'<!doctype html>\n<html lang="en"><title>x</title>\n<h1>Hi</h1>\n<img src="gone.png">'
    store({"index.html": html})

    text = get(alice_web, project, "quality")

    assert f"/projects/{project.pk}/files?version=1&amp;path=index.html#L4" in text
    source = get(alice_web, project, "files?version=1&path=index.html")
    assert 'id="L4"' in source
    assert "gone.png" in source


def test_a_finding_leads_to_its_place_on_the_page(alice_web: Client, project: Project, store: Store) -> None:
    html = (
        b'<!doctype html><html lang="en"><title>x</title><section id="menu-1"><img src="gone.png"></section>'
    )
    store({"menu.html": html, "index.html": b"<img src=gone.png>"})

    text = get(alice_web, project, "quality")

    assert f'href="/projects/{project.pk}?version=1&amp;page=menu.html&amp;at=menu-1"' in text
    assert "page=index.html" not in text  # there is no id that a fragment could name


@pytest.mark.parametrize(
    ("selector", "file", "place"),
    [
        ("#hero > p.lead > a", "index.html", "page=index.html&at=hero"),
        ("#größe&co", "a b.html", "page=a+b.html&at=gr%C3%B6%C3%9Fe%26co"),
        ("main > p", "index.html", ""),
        ("#menu .lead", "index.html", ""),
        ("#menu", "assets/site.css", ""),
        (None, "index.html", ""),
    ],
)
def test_a_place_is_the_nearest_id_above_an_element(selector: str | None, file: str, place: str) -> None:
    finding = found("broken-link", "Gone.", file=file, selector=selector)

    assert place_on_page(finding) == place


def test_findings_are_told_in_the_readers_language_and_in_english_as_detail(
    alice_web: Client, project: Project, store: Store
) -> None:
    html = b'<!doctype html>\n<html lang="en"><title>x</title>\n<h1>Hi</h1>\n<img src="gone.png">'
    store({"index.html": html})

    spanish = alice_web.get(f"/projects/{project.pk}/quality", headers={"accept-language": "es"})
    text = spanish.content.decode()

    assert "<span>No se cumple: «Los enlaces y los archivos apuntan a algo que existe»</span>" in text
    assert re.search(r'<p lang="en">[^<]*gone\.png', text)
    assert "Links and files lead to something that is there." not in text
    assert '<span class="visually-hidden">Error: </span><code>broken-link</code>' in text
    assert '<span class="visually-hidden">Advertencia: </span>' in text
    assert 'Las imágenes se encogen con la página. <small lang="en">WCAG 2.2, 1.4.10 Reflow</small>' in text


def test_every_rule_has_a_sentence_in_spanish() -> None:
    with translation.override("es"):
        assert [rule.id for rule in RULES.values() if gettext(rule.asks) == rule.asks] == []


def test_the_nine_scores_are_rings_with_a_text_beside_them(
    alice_web: Client, project: Project, store: Store
) -> None:
    store()
    text = get(alice_web, project, "quality")

    assert text.count('class="gauge"') == 9
    assert text.count(" / 100</span>") == 9
    assert 'role="img" aria-label="Quality of the site:' in text


def test_a_ring_is_drawn_as_far_as_its_score() -> None:
    assert Ring(100).drawn == Ring(100).around
    assert Ring(0).drawn == 0
    assert (Ring(95).level, Ring(80).level, Ring(10).level) == ("good", "fair", "poor")


def test_the_source_of_a_file_is_text_with_numbered_lines(
    alice_web: Client, project: Project, store: Store
) -> None:
    store({"index.html": b"<h1>\n<script>alert(1)</script>\n"})
    text = get(alice_web, project, "files")

    assert "<script>alert" not in text
    assert 'id="L2"' in text
    assert 'id="L3"' not in text


def test_a_file_in_a_folder_opens_its_folders(alice_web: Client, project: Project, store: Store) -> None:
    store()
    text = get(alice_web, project, "files?path=assets/art/hero.svg")

    assert text.count("<details open>") == 2
    assert "/assets/art/hero.svg" in text


@pytest.mark.parametrize("path", ["nowhere.html", "../settings.py", "a%00b", "x" * 3000])
def test_a_file_that_is_not_there_is_a_404(
    alice_web: Client, project: Project, store: Store, path: str
) -> None:
    store()
    assert alice_web.get(f"/projects/{project.pk}/files?path={path}").status_code == 404


def test_every_line_closes_what_it_opens() -> None:
    file = ServedFile(b"/* one\ntwo */\n.a { color: red }", "text/css", "x")
    shown = lines(file) or []

    assert len(shown) == 3
    assert all(line.count("<span") == line.count("</span>") for line in shown)


def test_what_is_no_text_has_no_lines() -> None:
    assert lines(ServedFile(b"wOF2", "font/woff2", "x")) is None


def test_a_tree_has_folders_with_files() -> None:
    rows = [FileRow(path, 1, "x", "text/html") for path in ("a/b/c.html", "a/d.html", "e.html")]
    root = tree(rows, "a/b/c.html")

    assert [file.name for file in root.files] == ["e.html"]
    assert [file.name for file in root.folders["a"].files] == ["d.html"]
    assert root.folders["a"].folders["b"].is_open
