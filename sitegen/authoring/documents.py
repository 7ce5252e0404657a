"""Reading the folders of a catalog: JSON, the schema of each document, its id, and the files beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from sitegen.authoring.positions import Location, Positions, read_positions
from sitegen.authoring.problems import Problem, did_you_mean
from sitegen.catalog import COMPONENT_TEXTS, Component, Template
from sitegen.content import MODELS

T = TypeVar("T", Component, Template)

FILES = {
    Component: {"component.json", *COMPONENT_TEXTS.values()},
    Template: {"template.json"},
}
SCRIPT_OF = "script_of"


@dataclass
class Folder(Generic[T]):
    """A folder as it was read: ``document`` is None if it does not fit its schema."""

    path: Path
    file: Path
    positions: Positions = field(default_factory=Positions)
    document: T | None = None
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, code: str, message: str, location: Location = (), *, key: bool = False) -> None:
        """Note a problem of the JSON file, at the value of ``location`` or at its key."""
        line, column = (self.positions.of_key if key else self.positions.of)(location)
        self.problems.append(Problem(self.file, line, column, code, message))


def read_folders(root: Path, model: type[T]) -> list[Folder[T]]:
    """Every folder of the group, by name, with what is wrong with its JSON."""
    group = root / ("components" if model is Component else "templates")
    paths = sorted(path for path in group.iterdir() if path.is_dir()) if group.is_dir() else []
    folders = [_read(path, model) for path in paths if not path.name.startswith(".")]
    _unique(folders)
    return folders


def _read(path: Path, model: type[T]) -> Folder[T]:
    kind = model.__name__.lower()
    folder: Folder[T] = Folder(path, path / f"{kind}.json")
    _strange_files(folder, FILES[model])
    raw = _json(folder)
    if raw is None:
        if model is Component:
            _read_texts(folder, {})
        return folder
    if raw.get("id") != path.name:
        message = f"The id must be the name of the folder, “{path.name}”."
        folder.complain("id-not-folder", message, ("id",))
    if model is Component:
        _read_texts(folder, raw)
        _check_sample(folder, raw)
    _check_schema(folder, model, raw)
    return folder


def _strange_files(folder: Folder[T], known: set[str]) -> None:
    for file in sorted(folder.path.iterdir()):
        if file.name not in known and not file.name.startswith("."):
            message = f"Nothing reads this file.{did_you_mean(file.name, known)}"
            folder.problems.append(Problem(file, 1, 1, "unknown-file", message))


def _json(folder: Folder[T]) -> dict[str, Any] | None:
    text = _text(folder, folder.file, needed=True)
    if text is None:
        return None
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"This is not JSON: {error.msg}."
        folder.problems.append(Problem(folder.file, error.lineno, error.colno, "json-syntax", message))
        return None
    folder.positions = read_positions(text)
    for location in folder.positions.twice:
        folder.complain("key-twice", f"The key “{location[-1]}” is there twice.", location, key=True)
    if not isinstance(document, dict):
        folder.complain("not-an-object", "The document must be a JSON object: { … }.")
        return None
    return document


def _text(folder: Folder[T], file: Path, *, needed: bool) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        if needed:
            folder.problems.append(Problem(file, 1, 1, "missing-file", "The file is missing."))
    except UnicodeDecodeError as error:
        line = file.read_bytes().count(b"\n", 0, error.start) + 1
        message = "The file is not UTF-8; save it with that encoding."
        folder.problems.append(Problem(file, line, 1, "not-utf-8", message))
    return None


def _read_texts(folder: Folder[T], raw: dict[str, Any]) -> None:
    owner = raw.pop(SCRIPT_OF, None)
    for key, name in COMPONENT_TEXTS.items():
        if key in raw:
            message = f"The {key} has a file of its own, {name}."
            folder.complain("unknown-key", message, (key,), key=True)
        raw[key] = _text(folder, folder.path / name, needed=key == "markup")
    if owner is not None:
        script = folder.path.parent / str(owner) / COMPONENT_TEXTS["script"]
        raw["script"] = script.read_text(encoding="utf-8") if script.is_file() else None
        if raw["script"] is None:
            message = f"There is no component “{owner}” with a script.js."
            folder.complain("unknown-script", message, (SCRIPT_OF,))
    folder.texts = {key: str(raw[key]) for key in COMPONENT_TEXTS if raw.get(key) is not None}
    raw["markup"] = raw["markup"] or ""
    raw["style"] = raw["style"] or ""


def _check_sample(folder: Folder[T], raw: dict[str, Any]) -> None:
    """The sample has a model of its own, so it is judged apart and its errors keep their place."""
    kind, sample = raw.get("content"), raw.pop("sample", None)
    if kind not in MODELS:
        return
    if sample is None:
        message = "The sample is missing: content to show the component with."
        folder.complain("no-sample", message)
        return
    if _fits(folder, MODELS[kind], sample, ("sample",)):
        raw["sample"] = sample


def _check_schema(folder: Folder[T], model: type[T], raw: dict[str, Any]) -> None:
    if _fits(folder, model, raw, ()):
        folder.document = model.model_validate(raw)


def _fits(folder: Folder[T], model: type[BaseModel], data: Any, at: Location) -> bool:
    """Whether ``data`` is as ``model`` wants it, to the type: “1” is no number."""
    errors = _errors(model, data)
    for error in errors:
        is_key = error.code == "unknown-key"
        folder.complain(error.code, error.message, at + error.location, key=is_key)
    return not errors


@dataclass(frozen=True)
class _Error:
    location: Location
    code: str
    message: str


def _errors(model: type[BaseModel], data: Any) -> list[_Error]:
    try:
        model.model_validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        return [_Error(detail["loc"], *_explained(dict(detail), model)) for detail in error.errors()]
    return []


def _explained(detail: dict[str, Any], model: type[BaseModel]) -> tuple[str, str]:
    """Code and sentence for an error of pydantic."""
    where = detail["loc"]
    name = ".".join(str(part) for part in where)
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        known = _keys_at(model, where[:-1])
        return "unknown-key", f"Nothing knows the key “{where[-1]}”.{did_you_mean(str(where[-1]), known)}"
    if kind == "missing":
        return "missing-key", f"The key “{where[-1]}” is missing."
    if kind == "string_pattern_mismatch":
        return "bad-value", f"{name}: {detail['input']!r} does not fit the pattern {context['pattern']}."
    if kind == "literal_error":
        return "unknown-value", f"{name}: {detail['input']!r} is none of {context['expected']}."
    code = "wrong-type" if kind.endswith("_type") else "bad-value"
    return code, f"{name}: {detail['msg']}, not {detail['input']!r:.60}."


def _keys_at(model: type[BaseModel], location: Location) -> list[str]:
    """Names of the fields of the model at ``location`` below ``model``."""
    found: Any = model
    for part in location:
        fields = getattr(found, "model_fields", {})
        if isinstance(part, str) and part in fields:
            found = next(iter(_models_in(fields[part].annotation)), None)
    return list(getattr(found, "model_fields", {}))


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)


def _unique(folders: list[Folder[T]]) -> None:
    # The folder of that name has the better claim.
    names = {folder.path.name for folder in folders}
    for folder in folders:
        if folder.document is not None and folder.document.id in names - {folder.path.name}:
            message = f"The id “{folder.document.id}” is that of another folder."
            folder.complain("id-twice", message, ("id",))
