"""Every content that was ever loaded is kept, so sites can be made again as they were."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from sitegen.catalog import Catalog, read_directory
from sitegen.engine import generate
from sitegen.errors import CatalogUnreachable, ComponentVersionMissing
from sitegen.render import render_site
from templates_catalog import holder, services, store
from templates_catalog.errors import ComponentNotFound, VersionNotRaised
from templates_catalog.schemas import DocumentSet
from tests.sitegen.authoring.examples import COMPONENT, TEMPLATE, write_example

from .conftest import component, template

Load = Callable[..., services.Changes]


def edited(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def load_command(path: Path, **options: Any) -> str:
    out = StringIO()
    call_command("load_catalog", path=path, stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_example(tmp_path)


def test_each_version_is_a_document_of_its_own(load: Load) -> None:
    load(component("hero-a", markup="<h1>old</h1>"))
    load(component("hero-a", markup="<h1>new</h1>", version=2))

    names = store.names_of("components", ["hero-a"])

    assert [re.sub(r"\+[0-9a-f]{24}$", "+digest", name) for name in names] == [
        "hero-a@1+digest",
        "hero-a@2+digest",
    ]


def test_a_version_is_found_by_its_number_whatever_is_in_force(load: Load) -> None:
    load(component("hero-a", markup="<h1>old</h1>"))
    load(component("hero-a", markup="<h1>new</h1>", version=2))
    load(component("hero-b"))

    assert services.component_version(component_id="hero-a", version=1).markup == "<h1>old</h1>"
    assert services.component_version(component_id="hero-a", version=2).markup == "<h1>new</h1>"
    with pytest.raises(ComponentNotFound):
        services.component_version(component_id="hero-a", version=3)


def test_another_content_under_the_same_version_is_refused(load: Load) -> None:
    load(component("hero-a"), template("hearth"))
    before = store.read_manifest()

    with pytest.raises(VersionNotRaised) as refused:
        load(component("hero-a", name="Better"), template("hearth", name="Warmer"))

    assert refused.value.code == "version_not_raised"
    assert [(item.group, item.id, item.version) for item in refused.value.kept] == [
        ("component", "hero-a", 1),
        ("template", "hearth", 1),
    ]
    assert store.read_manifest() == before
    assert len(store.names_of("components", ["hero-a"])) == 1


def test_a_version_may_be_put_in_force_again(load: Load) -> None:
    first, second = component("hero-a"), component("hero-a", name="Better", version=2)
    for item in (first, second, first):
        load(item)

    assert services.get_component("hero-a") == first


def test_the_command_names_file_and_line_of_the_version(root: Path) -> None:
    load_command(root)
    edited(root / COMPONENT / "style.css", "2px dashed", "3px dashed")
    edited(root / TEMPLATE / "template.json", '"warm", ', "")

    with pytest.raises(CommandError) as refused:
        load_command(root)

    said = str(refused.value)
    assert f"{root / COMPONENT}/component.json:3:14: version-not-raised: " in said
    assert f"{root / TEMPLATE}/template.json:3:14: version-not-raised: " in said
    assert "Raise the version to 2" in said


def test_a_raised_version_is_loaded(root: Path) -> None:
    load_command(root)
    edited(root / COMPONENT / "style.css", "2px dashed", "3px dashed")
    edited(root / COMPONENT / "component.json", '"version": 1', '"version": 2')

    assert "changed: component services-tickets" in load_command(root)
    assert services.get_component("services-tickets").version == 2


def test_while_trying_things_out_changes_are_allowed_and_both_contents_kept(root: Path) -> None:
    load_command(root)
    before = services.get_component("services-tickets")
    edited(root / COMPONENT / "style.css", "2px dashed", "3px dashed")

    said = load_command(root, allow_changes=True)

    assert "changed without a new version: component services-tickets (version 1)" in said
    assert "3px dashed" in services.get_component("services-tickets").style
    assert services.fetch_component(before.id, before.pin).style == before.style


def test_an_old_site_is_made_again_byte_for_byte_after_changes_and_removals(root: Path) -> None:
    load_command(root)
    catalog = services.current_catalog()
    site = generate("A slow railway", catalog, today=date(2026, 11, 24), template_id="slow-railway")
    assert "services-tickets" in site.spec.components
    assert {site.spec.header, "steps-row"} & site.spec.components.keys()

    edited(root / COMPONENT / "style.css", "2px dashed", "3px dashed")
    edited(root / COMPONENT / "component.json", '"version": 1', '"version": 2')
    load_command(root)
    changed_files = render_site(site.spec, services.catalog_for(site.spec.components))
    services.load(Catalog(components={}, templates={}))
    removed_files = render_site(site.spec, services.catalog_for(site.spec.components))

    assert changed_files == site.files
    assert removed_files == site.files
    fresh = generate(
        "A slow railway", read_directory(root), today=date(2026, 11, 24), template_id="slow-railway"
    )
    assert fresh.files != site.files


def test_a_component_that_nobody_kept_is_a_sentence(load: Load) -> None:
    load(component("hero-a"))

    with pytest.raises(ComponentVersionMissing, match="version 7 of the component “hero-a”, which this"):
        services.fetch_component("hero-a", "7+000000000000000000000000")


def test_while_mongodb_is_away_present_and_bundled_components_serve_and_others_are_a_sentence(
    load: Load, bundled: Catalog, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "TIMEOUT_MS", 100)
    monkeypatch.setattr(holder, "CHECK_SECONDS_WHEN_DOWN", 0.0)
    here = component("hero-away")
    load(here)
    settings.MONGO_URL = "mongodb://127.0.0.1:9/autowebiq"
    there = bundled.components["hero-type"]

    assert services.fetch_component("hero-away", here.pin) == here
    assert services.fetch_component("hero-type", there.pin) == there
    with pytest.raises(CatalogUnreachable, match="does not answer"):
        services.fetch_component("hero-away", "3+000000000000000000000000")


def test_two_loaders_at_once_keep_both_contents(load: Load) -> None:
    """The embedded server isolates nothing: names that hold the content cannot collide."""
    first, second = component("hero-a"), component("hero-a", name="Better")
    load(first)
    store.keep(
        "components",
        [DocumentSet.of_catalog(Catalog(components={"hero-a": second}, templates={})).components[0]],
    )

    assert services.fetch_component("hero-a", first.pin) == first
    assert services.fetch_component("hero-a", second.pin) == second


@pytest.mark.parametrize("broken", ["{", '{"id": "steps-row"}'])
def test_a_start_with_wrong_files_keeps_the_last_catalog(root: Path, broken: str) -> None:
    load_command(root)
    before = services.current_digest()
    (root / "components/steps-row/component.json").write_text(broken)

    said = load_command(root, at_start=True)

    assert "The catalog was not loaded; the last one stays." in said
    assert "steps-row/component.json:1:" in said
    assert services.current_digest() == before


def test_a_start_judges_what_was_changed_since_the_last_one(root: Path) -> None:
    load_command(root)
    edited(root / COMPONENT / "style.css", "var(--accent-text)", "#123456")

    assert "css-colour" in load_command(root, at_start=True)
    assert "#123456" not in services.get_component("services-tickets").style


def test_a_start_takes_changes_without_a_new_version_and_says_so(root: Path) -> None:
    """A forgotten number must not keep the old catalog for ever, nor the site from starting."""
    load_command(root)
    edited(root / COMPONENT / "style.css", "2px dashed", "3px dashed")

    assert "changed without a new version: component services-tickets" in load_command(root, at_start=True)


def test_a_start_without_mongodb_goes_on(root: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "TIMEOUT_MS", 100)
    settings.MONGO_URL = "mongodb://127.0.0.1:9/autowebiq"

    assert "MongoDB does not answer" in load_command(root, at_start=True)


def test_prepare_loads_as_at_a_start() -> None:
    from autowebiq.devstack.management.commands.prepare import OPTIONS

    assert OPTIONS["load_catalog"] == {"at_start": True}
