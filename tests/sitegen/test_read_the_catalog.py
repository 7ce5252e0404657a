from __future__ import annotations

import json
from pathlib import Path

import pytest

from sitegen.catalog import Catalog, default_catalog_path, document_of_folder, folders, read_directory
from sitegen.errors import CatalogError
from sitegen.rendering.markup import check_markup

COMPONENT: dict[str, object] = {"id": "hero-x", "name": "Hero", "category": "hero", "content": "hero"}


def write_component(root: Path, document: dict[str, object]) -> Path:
    folder = root / "components" / "hero-x"
    folder.mkdir(parents=True)
    (folder / "component.json").write_text(json.dumps(document, indent=1))
    (folder / "markup.html.j2").write_text("<h1>{{ content.headline }}</h1>")
    return folder


def test_folders_and_documents_give_the_same_catalog(catalog: Catalog) -> None:
    root = default_catalog_path()
    documents = [
        [document_of_folder(path) for path in folders(root, group)] for group in ("components", "templates")
    ]

    assert Catalog.from_documents(documents[0], documents[1]).digest == catalog.digest


def test_every_markup_compiles(catalog: Catalog) -> None:
    for component in catalog.components.values():
        check_markup(component)


def test_every_component_named_by_a_template_is_there(catalog: Catalog) -> None:
    for template in catalog.templates.values():
        named = {*template.headers, *template.footers}
        named |= {item for page in template.pages for section in page.sections for item in section.components}
        assert named <= set(catalog.components)


def test_a_missing_script_is_none(tmp_path: Path) -> None:
    write_component(tmp_path, COMPONENT)

    assert read_directory(tmp_path).components["hero-x"].script is None


def test_a_wrong_value_is_refused_with_file_and_line(tmp_path: Path) -> None:
    write_component(tmp_path, {**COMPONENT, "tones": ["purple"]})

    with pytest.raises(CatalogError, match=r"component\.json:6: tones"):
        read_directory(tmp_path)


def test_broken_json_is_refused_with_file_and_line(tmp_path: Path) -> None:
    folder = write_component(tmp_path, COMPONENT)
    (folder / "component.json").write_text('{\n "id": \n}')

    with pytest.raises(CatalogError, match=r"component\.json:3"):
        read_directory(tmp_path)


def test_a_sample_must_fit_its_content(tmp_path: Path) -> None:
    write_component(tmp_path, {**COMPONENT, "sample": {"headline": ""}})

    with pytest.raises(CatalogError, match="headline"):
        read_directory(tmp_path)


def test_an_id_other_than_the_folder_is_refused(tmp_path: Path) -> None:
    write_component(tmp_path, {**COMPONENT, "id": "hero-y"})

    with pytest.raises(CatalogError, match="hero-x"):
        read_directory(tmp_path)
