"""The gallery of the catalog: whole, valid, and at hand in a browser without a server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import html5lib
import pytest
from django.core.management import CommandError, call_command
from playwright.sync_api import Browser, Page

from sitegen.catalog import Catalog
from sitegen.content import parse_content
from sitegen.gallery.looks import LOOKS
from sitegen.gallery.prompts import PROMPTS
from sitegen.gallery.samples import LENGTHS, sample_of
from sitegen.palette import contrast
from tests.chromium import EXECUTABLE, chromium
from tests.sitegen.authoring.examples import write_example

SHOWN = ("hero-split", "header-bar", "footer-minimal", "tabs-panel", "loud-night")


def preview(out: Path, *only: str, **options: object) -> str:
    said = StringIO()
    call_command("catalog_preview", out=out, only=list(only), stdout=said, stderr=StringIO(), **options)
    return said.getvalue()


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gallery")
    preview(folder, *SHOWN)
    return folder


def test_there_is_a_page_for_each_that_was_asked_for_and_none_else(gallery: Path) -> None:
    pages = {path.stem for path in [*gallery.glob("components/*.html"), *gallery.glob("templates/*.html")]}

    assert pages == set(SHOWN)


def test_a_component_is_shown_in_every_look_length_variant_and_tone(gallery: Path, bundled: Catalog) -> None:
    component = bundled.components["hero-split"]
    shots = [(variant, tone) for variant in component.variants for tone in component.tones]
    for look in LOOKS:
        for suffix in ("", "-short", "-long"):
            html = (gallery / f"stages/{look.id}/hero-split{suffix}.html").read_text()
            found = re.findall(r'data-variant="([^"]+)" data-tone="([^"]+)"', html)
            assert found == shots


def test_every_page_of_the_gallery_is_valid_html(gallery: Path) -> None:
    for path in [
        *gallery.glob("*.html"),
        *gallery.glob("components/*.html"),
        *gallery.glob("templates/*.html"),
    ]:
        html5lib.HTMLParser(strict=True).parse(path.read_text())


def test_every_address_in_the_gallery_leads_to_a_file(gallery: Path) -> None:
    missing = []
    for path in [
        *gallery.glob("*.html"),
        *gallery.glob("components/*.html"),
        *gallery.glob("templates/*.html"),
    ]:
        for address in re.findall(r'(?:src|href)="([^"#?]+)[^"]*"', path.read_text()):
            # Entries that were not asked for may be named.
            other = re.fullmatch(r"\.\./(?:components|templates)/[a-z-]+\.html", address)
            if not (other or address.startswith("data:") or (path.parent / address).exists()):
                missing.append((path.name, address))
    assert missing == []


@pytest.mark.parametrize("name", ["hero-split", "header-bar", "tabs-panel"])
def test_every_file_that_a_stage_loads_is_there(gallery: Path, name: str) -> None:
    for look in LOOKS:
        path = gallery / f"stages/{look.id}/{name}.html"
        loaded = re.findall(r'src="([^"]+)"|rel="stylesheet" href="([^"]+)"', path.read_text())
        assert len(loaded) >= 3
        assert all((path.parent / (source or sheet)).exists() for source, sheet in loaded)


def test_every_header_and_footer_has_its_styles(gallery: Path, bundled: Catalog) -> None:
    """The stylesheet of a site has those of one header and one footer only."""
    css = (gallery / "stages/studio/assets/site.css").read_text()

    for name in ("header-bar", "footer-minimal", "hero-split"):
        assert bundled.components[name].style.strip() in css


def test_nothing_is_loaded_from_another_host(gallery: Path) -> None:
    for path in [*gallery.rglob("*.html"), *gallery.rglob("*.css")]:
        assert not re.search(r'(?:src="|url\(["\']?)(?:https?:)?//', path.read_text()), path


def test_samples_of_every_length_fit_their_kind(bundled: Catalog) -> None:
    for component in bundled.components.values():
        if component.content is None:
            continue
        sizes = {}
        for length in LENGTHS:
            sample = sample_of(component, length)
            content = parse_content(component.content, sample)
            given = content.model_dump(mode="json", exclude_defaults=True)
            sizes[length] = len(json.dumps(given, ensure_ascii=False))
        assert sizes["short"] <= sizes["sample"] < sizes["long"], component.id


def test_there_is_a_prompt_for_every_kind_of_template(bundled: Catalog) -> None:
    assert {template.kind for template in bundled.templates.values()} <= PROMPTS.keys()


def test_the_looks_keep_the_contrasts() -> None:
    for look in LOOKS:
        for palette in look.theme().palettes.values():
            assert contrast(palette.ink, palette.ground) >= 4.5
            assert contrast(palette.on_accent, palette.accent) >= 4.5


def test_files_of_an_author_are_shown_before_they_are_loaded(tmp_path: Path) -> None:
    said = preview(tmp_path / "out", "services-tickets", catalog=write_example(tmp_path / "in"))

    assert "Three ways to ride with us" in (tmp_path / "out/stages/studio/services-tickets.html").read_text()
    assert "index.html" in said


def test_an_unknown_id_is_answered_with_a_near_one(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Did you mean “hero-split”"):
        preview(tmp_path / "out", "hero-splt")


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(CommandError, match="holds other files"):
        preview(tmp_path, "hero-split")
    assert (tmp_path / "thesis.txt").exists()


def test_an_earlier_gallery_is_replaced(gallery: Path, tmp_path: Path) -> None:
    preview(tmp_path / "out", "hero-split")
    preview(tmp_path / "out", "hero-type")

    assert [path.stem for path in (tmp_path / "out/components").iterdir()] == ["hero-type"]


def test_a_browser_that_is_not_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "nothing"))

    with pytest.raises(CommandError, match="there is no such file"):
        preview(tmp_path / "out", "hero-type", thumbnails=True)


@pytest.mark.browser
def test_thumbnails_are_small_pictures_that_the_index_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMIUM", EXECUTABLE)

    preview(tmp_path / "out", "hero-split", thumbnails=True)

    data = (tmp_path / "out/thumbnails/hero-split.webp").read_bytes()
    assert (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
    assert 1_000 < len(data) < 60_000
    assert 'src="thumbnails/hero-split.webp"' in (tmp_path / "out/index.html").read_text()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.mark.browser
def test_the_index_is_searched_and_filtered_and_remembers_it(page: Page, gallery: Path) -> None:
    page.goto((gallery / "index.html").as_uri())
    visible = page.locator(".card:visible h2")
    assert visible.count() == 5

    page.get_by_label("Search").fill("hero pict")
    assert visible.all_inner_texts() == ["Split hero"]
    page.get_by_label("Search").fill("")
    page.get_by_label("Category").select_option("navigation")
    assert visible.count() == 1
    page.get_by_label("Category").select_option("")
    page.get_by_role("radio", name="Templates").check(force=True)
    assert page.get_by_role("status").inner_text() == "1 entry"

    page.reload()
    assert visible.count() == 1
    page.get_by_label("Search").fill("nothing of the kind")
    assert page.get_by_text("Nothing fits").is_visible()


@pytest.mark.browser
def test_a_component_is_looked_at_in_another_look_variant_and_width(page: Page, gallery: Path) -> None:
    page.goto((gallery / "components/hero-split.html").as_uri())
    frame = page.frame_locator("[data-frame]")
    frame.locator(".stage-shot:visible").nth(8).wait_for()

    page.get_by_label("Look").select_option("night")
    page.get_by_label("Variant").select_option("left")
    page.get_by_label("Tone").select_option("dark")
    frame.locator("html[data-rhythm=bold] .stage-shot:visible .hero-split--left.tone-dark").wait_for()
    page.get_by_role("radio", name="Phone").check(force=True)

    assert frame.locator(".stage-shot:visible").count() == 1
    assert page.locator("[data-frame]").evaluate("(frame) => frame.clientWidth") == 375
    assert frame.locator("html").evaluate("(root) => root.scrollWidth") == 375


@pytest.mark.browser
def test_a_template_is_walked_through_page_by_page(page: Page, gallery: Path) -> None:
    page.goto((gallery / "templates/loud-night.html").as_uri())
    labels = page.get_by_label("Page").locator("option").all_inner_texts()

    page.get_by_label("Page").select_option(label=labels[1])

    page.frame_locator("[data-frame]").get_by_role("link", name=labels[1], exact=True).first.wait_for()
    assert len(labels) > 1


@pytest.mark.browser
@pytest.mark.parametrize("path", ["index.html", "components/hero-split.html", "templates/loud-night.html"])
def test_nothing_is_wider_than_a_phone(page: Page, gallery: Path, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto((gallery / path).as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") == 320
