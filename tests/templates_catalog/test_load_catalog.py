from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from sitegen.catalog import Catalog
from templates_catalog import services, store

from .conftest import component, template

Load = Callable[..., services.Changes]


def test_it_stores_what_was_given(load: Load) -> None:
    changes = load(component("hero-a"), template("hearth"))

    assert changes.added == ["component hero-a", "template hearth"]
    assert list(services.current_catalog().components) == ["hero-a"]
    assert services.get_template("hearth") == template("hearth")


def test_loading_twice_changes_nothing(load: Load) -> None:
    load(component("hero-a"), template("hearth"))
    before = store.read_manifest()

    changes = load(component("hero-a"), template("hearth"))

    assert changes.is_empty
    assert changes.unchanged == ["component hero-a", "template hearth"]
    assert store.read_manifest() == before


def test_it_tells_what_was_added_changed_and_removed(load: Load) -> None:
    load(component("hero-a"), component("hero-b"), component("hero-c"))

    changes = load(component("hero-b"), component("hero-c", name="Better", version=2), component("hero-d"))

    assert changes.added == ["component hero-d"]
    assert changes.changed == ["component hero-c"]
    assert changes.removed == ["component hero-a"]
    assert changes.unchanged == ["component hero-b"]


def test_the_new_catalog_is_in_force_at_once(load: Load) -> None:
    load(component("hero-a"))
    assert services.get_component("hero-a").name == "Hero A"

    load(component("hero-a", name="Better", version=2))

    assert services.get_component("hero-a").name == "Better"


def test_the_bundled_catalog_survives_the_database(bundled: Catalog) -> None:
    services.load(bundled)

    assert services.current_catalog().digest == bundled.digest


def test_the_command_says_what_changed(bundled: Catalog) -> None:
    first, second = StringIO(), StringIO()

    call_command("load_catalog", stdout=first)
    call_command("load_catalog", stdout=second)

    assert "added: component hero-type" in first.getvalue()
    assert "added" not in second.getvalue()
    assert f"{len(bundled.components) + len(bundled.templates)} unchanged" in second.getvalue()


def test_checking_stores_nothing() -> None:
    call_command("load_catalog", check=True, stdout=StringIO())

    assert store.read_manifest() is None


def write_component(folder: Path, text: str) -> Path:
    file = folder / "components" / "hero-a" / "component.json"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    (file.parent / "markup.html.j2").write_text("<h1>{{ content.headline }}</h1>")
    return file


def test_a_broken_file_is_named_with_its_line_and_nothing_is_loaded(tmp_path: Path) -> None:
    file = write_component(tmp_path, '{\n  "id": "hero-a",\n  "name": \n}')

    with pytest.raises(CommandError, match=rf"{file}:4:1: json-syntax: "):
        call_command("load_catalog", path=tmp_path)

    assert store.read_manifest() is None


def test_a_wrong_value_is_named_with_its_line(tmp_path: Path) -> None:
    document = {"id": "hero-a", "name": "A", "category": "hero", "content": "nonsense"}
    file = write_component(tmp_path, json.dumps(document, indent=2))

    with pytest.raises(CommandError, match=rf"{file}:5:14: unknown-value: "):
        call_command("load_catalog", path=tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no such folder"):
        call_command("load_catalog", path=tmp_path / "nowhere")


def test_the_command_ends_with_one_when_files_are_wrong(tmp_path: Path) -> None:
    write_component(tmp_path, "[]")
    words = (sys.executable, "manage.py", "load_catalog", "--check", "--path", str(tmp_path))

    ended = subprocess.run(words, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert "component.json:1:" in ended.stderr


def test_a_database_that_is_away_is_a_sentence(settings: Any) -> None:
    settings.MONGO_URL = "mongodb://127.0.0.1:9/autowebiq"

    with pytest.raises(CommandError, match="MongoDB does not answer"):
        call_command("load_catalog")
