from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from publishing.placing import Placement, place, placeholder_of
from sitegen.catalog import Catalog, default_catalog
from sitegen.engine import generate
from sitegen.render import render_site

OLD = "https://nishiki.example"
NEW = "https://ramen.example.net:8443/s/nishiki"
PLACEMENT = Placement(
    placeholder=OLD, base=NEW, root="/s/nishiki/", form_action=lambda form: f"/f/{form.upper()}"
)
MARKS = {"assets/a.svg": "aa", "assets/fonts/b.woff2": "bb", "assets/site.css": "cc"}
NOWHERE = replace(PLACEMENT, base=None, root=None)


def html(text: str, placement: Placement = PLACEMENT, path: str = "index.html") -> str:
    return place(path, text.encode(), placement).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f'<link rel="canonical" href="{OLD}/menu.html">', f'<link rel="canonical" href="{NEW}/menu.html">'),
        (
            f'<link rel="alternate" hreflang="fr" href="{OLD}/fr/">',
            f'<link rel="alternate" hreflang="fr" href="{NEW}/fr/">',
        ),
        (f'<meta property="og:url" content="{OLD}/">', f'<meta property="og:url" content="{NEW}/">'),
        (
            f'<meta content="{OLD}/a.png" property="og:image"/>',
            f'<meta content="{NEW}/a.png" property="og:image"/>',
        ),
        (
            '<form class="a" action="forms/contact" method="post">',
            '<form class="a" action="/f/CONTACT" method="post">',
        ),
    ],
)
def test_what_means_the_sites_address_is_moved(before: str, after: str) -> None:
    assert html(before) == after


@pytest.mark.parametrize(
    "text",
    [
        f"<p>We moved from {OLD}/ last year.</p>",
        f'<a href="{OLD}/menu.html">old</a>',
        f'<meta property="og:title" content="{OLD}/">',
        f'<meta name="description" content="{OLD}/">',
        f'<meta property="og:url" content="{OLD}.evil.com/">',
        f'<link rel="canonical" href="{OLD}s/">',
        '<!-- <form action="forms/contact"> -->',
        '<style>/* <form action="forms/contact"> */</style>',
        "<script>let a = '<form action=\"forms/contact\">'</script>",
        '<form action="https://example.org/forms/contact">',
        '<a href="forms/contact">Form</a>',
        '<img alt="<form action=&quot;forms/x&quot;>" src="a.png">',
        "<img alt='a > b' src=\"a.png\">",
        '<p data-action="forms/contact">',
    ],
)
def test_the_same_words_elsewhere_stay(text: str) -> None:
    assert html(text) == text


def test_json_ld_is_moved_and_stays_json() -> None:
    block = {
        "@id": f"{OLD}/#it",
        "url": f"{OLD}/",
        "image": [f"{OLD}/a.png"],
        "text": "</script>",
        "same": "https://a.example",
    }
    before = json.dumps(block).replace("<", "\\u003c")
    text = html(f'<script type="application/ld+json">{before}</script>')
    inner = text.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert "<" not in inner
    assert json.loads(inner) == {**block, "@id": f"{NEW}/#it", "url": f"{NEW}/", "image": [f"{NEW}/a.png"]}


def test_json_ld_without_an_address_keeps_its_bytes() -> None:
    text = '<script type="application/ld+json">{"a": 1,  "b":"é"}</script>'
    assert html(text) == text
    assert html('<script type="application/ld+json">{broken</script>').endswith("{broken</script>")


def test_sitemap_and_robots_are_moved() -> None:
    sitemap = f'<loc>{OLD}/a&amp;b</loc><xhtml:link rel="alternate" hreflang="fr" href="{OLD}/fr/"/>'
    assert html(sitemap, path="sitemap.xml") == sitemap.replace(OLD, NEW)
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {OLD}/sitemap.xml\n"
    assert html(robots, path="robots.txt") == robots.replace(OLD, NEW)


def test_without_an_address_nothing_names_a_wrong_one() -> None:
    page = (
        f'<link rel="canonical" href="{OLD}/"><meta property="og:url" content="{OLD}/">'
        f'<script type="application/ld+json">{{"url":"{OLD}/","name":"x"}}</script><h1>x</h1>'
    )
    assert html(page, NOWHERE) == '<script type="application/ld+json">{"name":"x"}</script><h1>x</h1>'
    assert html(f"Allow: /\nSitemap: {OLD}/sitemap.xml\n", NOWHERE, "robots.txt") == "Allow: /\n"


def test_the_404_page_works_at_any_depth() -> None:
    page = '<a href="/">Home</a><a href="menu.html">Menu</a><img src="a.png"><a href="tel:1">1</a>'
    assert html(page, path="404.html") == (
        '<a href="/s/nishiki/">Home</a><a href="/s/nishiki/menu.html">Menu</a>'
        '<img src="/s/nishiki/a.png"><a href="tel:1">1</a>'
    )
    assert html('<a href="/">Home</a>', NOWHERE, "404.html") == '<a href="index.html">Home</a>'


def test_references_get_the_marks_of_their_files() -> None:
    marked = replace(PLACEMENT, marks=MARKS)
    links = '<link rel="preload" href="assets/fonts/b.woff2"><link href="assets/site.css">'
    page = f'{links}<img src="assets/a.svg">'
    assert html(page, marked) == (
        '<link rel="preload" href="assets/fonts/b.woff2?v=bb"><link href="assets/site.css?v=cc">'
        '<img src="assets/a.svg?v=aa">'
    )
    assert html('url("fonts/b.woff2") url(data:x)', marked, "assets/site.css") == (
        'url("fonts/b.woff2?v=bb") url(data:x)'
    )


def test_what_is_no_text_passes_through() -> None:
    assert place("index.html", b"\xff\xfe", PLACEMENT) == b"\xff\xfe"
    assert place("assets/a.js", b'"forms/contact"', PLACEMENT) == b'"forms/contact"'


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return default_catalog()


@pytest.mark.parametrize(
    "prompt",
    [
        "A ramen shop called Nishiki with reservations",
        "Portfolio of Léa Martin, a photographer & more",
        "Online shop for candles called Low Tide: sea fog candle £18, beeswax pair £12, gift box £34",
    ],
)
def test_a_moved_site_is_the_site_rendered_for_the_address(catalog: Catalog, prompt: str) -> None:
    """What substitution gives is byte for byte what the renderer would have given."""
    site = generate(prompt, catalog, today=date(2026, 11, 25))
    placement = Placement(
        placeholder=placeholder_of(site.files["index.html"].decode()),
        base=NEW,
        root="/s/nishiki/",
        form_action=lambda form: f"https://app.example.org/f/{form}",
    )
    moved = {path: place(path, data, placement) for path, data in site.files.items()}
    rendered = render_site(site.spec, catalog, base_url=NEW, forms_url="https://app.example.org/f")
    assert [path for path in moved if moved[path] != rendered[path]] == []
    assert not re.search(rb"//[a-z-]+\.example/", b"".join(moved.values()))
