"""The catalog's files as their authors see them: all that is wrong, with file, line and remedy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sitegen.authoring.documents import Folder, read_folders
from sitegen.authoring.literal import check_literals
from sitegen.authoring.names import check_names, check_syntax
from sitegen.authoring.pages import check_pages
from sitegen.authoring.positions import read_positions
from sitegen.authoring.problems import Problem
from sitegen.authoring.scripts import check_scripts
from sitegen.authoring.styles import check_styles
from sitegen.authoring.templates import check_template
from sitegen.catalog import COMPONENT_TEXTS, Catalog, Component, Template

__all__ = ["Problem", "Reading", "read_catalog", "version_place"]


@dataclass(frozen=True)
class Reading:
    """What a folder holds. ``catalog`` has the documents that could be read at all."""

    catalog: Catalog
    problems: tuple[Problem, ...]


def read_catalog(root: Path, *, is_known: Callable[[Component], bool] = lambda _: False) -> Reading:
    """Read and judge all components and templates below ``root``; problems in the order of files and lines.

    Nothing is fetched; markup is rendered with its sample in the sandbox. Components that are known to be
    right are only read. Raises OSError.
    """
    components = read_folders(root, Component)
    templates = read_folders(root, Template)
    known = {item.path.name: item.document for item in components if item.document is not None}
    problems = [problem for folder in components for problem in _of_component(folder, is_known)]
    for folder in templates:
        if folder.document is not None:
            check_template(folder, folder.document, known)
        problems += folder.problems
    shapes = {item.path.name: item.document for item in templates if item.document is not None}
    return Reading(Catalog(components=known, templates=shapes), tuple(sorted(set(problems))))


def version_place(root: Path, group: str, document_id: str) -> tuple[Path, int, int]:
    """File, line and column of the version of a document; ``group`` is “component” or “template”."""
    file = root / f"{group}s" / document_id / f"{group}.json"
    return (file, *read_positions(file.read_text(encoding="utf-8")).of(("version",)))


def _of_component(folder: Folder[Component], is_known: Callable[[Component], bool]) -> list[Problem]:
    problems = list(folder.problems)
    component = folder.document
    files = {key: folder.path / name for key, name in COMPONENT_TEXTS.items()}
    if component is None:
        return [*problems, *_of_texts(folder, files)]
    if is_known(component):
        return problems
    names = check_names(component, files["markup"])
    problems += [*names, *check_literals(component, files["markup"])]
    # What cannot be compiled, or asks for what is not there, says the same again when it is rendered.
    has_sample = component.content is None or component.sample is not None
    if has_sample and not names:
        problems += check_pages(component, files["markup"])
    problems += check_styles(component, files["style"])
    # A shared script is judged where it lies.
    if files["script"].exists():
        problems += check_scripts(component, files["script"])
    return problems


def _of_texts(folder: Folder[Component], files: dict[str, Path]) -> list[Problem]:
    """What can be said of the other files while component.json is wrong: all that does not depend on it."""
    sketch = Component(
        id=folder.path.name,
        name="",
        category="",
        markup=folder.texts.get("markup", ""),
        style=folder.texts.get("style", ""),
        script=folder.texts.get("script") if files["script"].exists() else None,
    )
    return [
        *check_syntax(sketch, files["markup"]),
        *check_literals(sketch, files["markup"]),
        *check_styles(sketch, files["style"]),
        *check_scripts(sketch, files["script"]),
    ]
