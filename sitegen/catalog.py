"""Templates and components, as documents: the same JSON lies in a folder, in MongoDB and in memory.

A document is the metadata of ``component.json`` or ``template.json``; a component has also the texts
``markup``, ``style`` and ``script``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sitegen.brief import SiteKind
from sitegen.content import ContentKind, parse_content
from sitegen.errors import CatalogError, UnknownTemplate
from sitegen.spec import Tone

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Purpose = Literal["hero", "scene", "detail", "portrait", "map", "screen", "pattern"]

COMPONENT_TEXTS = {"markup": "markup.html.j2", "style": "style.css", "script": "script.js"}


class Document(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Versioned(Document):
    """A document with a number for people and a digest of its content for programs."""

    id: Id
    version: int = Field(default=1, ge=1)

    @property
    def digest(self) -> str:
        """The first 24 hex digits of the SHA-256 over the content.

        Fields that have their default do not count, so a program with a new field gives the same digest.
        """
        return _sha256(self.model_dump(mode="json", exclude_defaults=True))[:24]

    @property
    def pin(self) -> str:
        """Names this very content: ``<version>+<digest>``."""
        return f"{self.version}+{self.digest}"


class ItemPicture(Document):
    """A picture that each item of a component shows; ``width`` and ``height`` in CSS pixels."""

    purpose: Purpose
    width: int = Field(ge=16, le=2400)
    height: int = Field(ge=16, le=2400)


class PictureSlot(ItemPicture):
    slot: Id


class Component(Versioned):
    """One way to show one kind of content. ``content`` is None for navigation and footer components.

    ``layout`` names the layout family; the planner puts no two of one family next to each other.
    """

    name: str
    category: str
    content: ContentKind | None = None
    description: str = ""
    tags: tuple[str, ...] = ()
    variants: tuple[Id, ...] = Field(default=("default",), min_length=1)
    tones: tuple[Tone, ...] = Field(default=("plain",), min_length=1)
    layout: str = ""
    bleed: bool = False
    pictures: tuple[PictureSlot, ...] = ()
    item_pictures: ItemPicture | None = None
    min_items: int | None = Field(default=None, ge=1)
    max_items: int | None = Field(default=None, ge=1)
    sample: dict[str, Any] | None = None
    markup: str
    style: str = ""
    script: str | None = None

    @model_validator(mode="after")
    def _sample_fits(self) -> Component:
        if self.content is not None and self.sample is not None:
            parse_content(self.content, self.sample)
        return self

    @property
    def has_pictures(self) -> bool:
        return bool(self.pictures) or self.item_pictures is not None


class TemplateSection(Document):
    """A place on a page: what it shows, and which components may show it (none named: all of that kind).

    ``optional`` sections give way on short sites; ``tones`` limits the grounds.
    """

    content: ContentKind
    components: tuple[Id, ...] = ()
    tones: tuple[Tone, ...] = ()
    items: int | None = Field(default=None, ge=1, le=12)
    optional: bool = False


class TemplatePage(Document):
    role: Id
    in_nav: bool = True
    optional: bool = False
    sections: tuple[TemplateSection, ...] = Field(min_length=1)


class Design(Document):
    """Preferences for the look; an empty list leaves the choice to mood and seed."""

    pairings: tuple[str, ...] = ()
    rhythms: tuple[Literal["classic", "editorial", "bold"], ...] = ()
    buttons: tuple[Literal["solid", "pill", "sharp"], ...] = ()
    artwork: tuple[str, ...] = ()
    radii: tuple[int, ...] = ()
    densities: tuple[float, ...] = ()
    hues: tuple[float, ...] = Field(default=(), description="OKLCH hues of accents that suit the trade")
    dark: bool | None = None


class Template(Versioned):
    """The shape of a site for a kind of customer. ``kind`` is the first of ``kinds`` that it was made for."""

    name: str
    kind: SiteKind
    kinds: tuple[SiteKind, ...] = ()
    description: str
    tags: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    design: Design = Design()
    headers: tuple[Id, ...] = ()
    footers: tuple[Id, ...] = ()
    pages: tuple[TemplatePage, ...] = Field(min_length=1)

    @property
    def category(self) -> str:
        return self.kind


T = TypeVar("T", Component, Template)


class Catalog:
    """All components and templates by id, in id order. Treat it as immutable.

    ``pins`` are given for components that were kept under a pin: an earlier program may have computed it.
    """

    def __init__(
        self,
        *,
        components: dict[str, Component],
        templates: dict[str, Template],
        pins: Mapping[str, str] | None = None,
    ) -> None:
        self.components = dict(sorted(components.items()))
        self.templates = dict(sorted(templates.items()))
        self._given_pins = pins or {}

    @classmethod
    def from_documents(
        cls,
        components: Iterable[dict[str, Any]],
        templates: Iterable[dict[str, Any]],
        pins: Mapping[str, str] | None = None,
    ) -> Catalog:
        """Build a catalog from documents; raises CatalogError for one that is wrong or there twice."""
        return cls(
            components=_by_id(_parse(Component, document) for document in components),
            templates=_by_id(_parse(Template, document) for document in templates),
            pins=pins,
        )

    @cached_property
    def pins(self) -> dict[str, str]:
        """The pin of each component, see ``sitegen.pins``."""
        return {name: self._given_pins.get(name) or item.pin for name, item in self.components.items()}

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the names of every document's content."""
        return _sha256(
            [
                sorted(self.pins.items()),
                [[item.id, item.pin] for item in self.templates.values()],
            ]
        )

    def template(self, template_id: str) -> Template:
        """The template of that id; raises UnknownTemplate."""
        try:
            return self.templates[template_id]
        except KeyError:
            raise UnknownTemplate(template_id) from None

    def showing(self, content: str) -> list[Component]:
        """Components that show this kind of content, in id order."""
        return self._by_content.get(content, [])

    @property
    def shown_kinds(self) -> list[str]:
        """Content kinds that some component shows."""
        return list(self._by_content)

    def of_category(self, category: str) -> list[Component]:
        return [item for item in self.components.values() if item.category == category]

    @cached_property
    def _by_content(self) -> dict[str, list[Component]]:
        groups: dict[str, list[Component]] = {}
        for component in self.components.values():
            if component.content is not None:
                groups.setdefault(component.content, []).append(component)
        return groups


def _sha256(value: object) -> str:
    """In hex, over JSON with sorted keys and no spaces."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def default_catalog_path() -> Path:
    """The catalog that lies beside this package: ``templates_catalog/data``."""
    return Path(__file__).resolve().parent.parent / "templates_catalog" / "data"


def document_of_folder(path: Path) -> dict[str, Any]:
    """The document of a component's or template's folder; raises CatalogError with file and line."""
    if (path / "template.json").exists():
        return _read_json(path / "template.json")
    document = _read_json(path / "component.json")
    # Components that do the same in another dress share one script.
    owner = path.parent / document.pop("script_of", path.name)
    for key, name in COMPONENT_TEXTS.items():
        file = (owner if key == "script" else path) / name
        if file.exists():
            document[key] = file.read_text(encoding="utf-8")
    return document


def folders(path: Path, group: Literal["components", "templates"]) -> list[Path]:
    """Folders of ``path/group`` that hold a document, by name."""
    wanted = "component.json" if group == "components" else "template.json"
    return sorted(file.parent for file in (path / group).glob(f"*/{wanted}"))


def read_directory(path: Path) -> Catalog:
    """Read and validate the catalog on disk; raises CatalogError with the file and, where known, the line."""
    return Catalog(
        components=_by_id(_read_folder(Component, folder) for folder in folders(path, "components")),
        templates=_by_id(_read_folder(Template, folder) for folder in folders(path, "templates")),
    )


@lru_cache(maxsize=1)
def default_catalog() -> Catalog:
    """The catalog of ``default_catalog_path``, read once a process."""
    return read_directory(default_catalog_path())


def _read_folder(model: type[T], folder: Path) -> T:
    document = document_of_folder(folder)
    file = folder / ("component.json" if model is Component else "template.json")
    if document.get("id") != folder.name:
        raise CatalogError(f"{file}: the id must be the folder's name, “{folder.name}”.")
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise CatalogError(_explain(error, file)) from error


def _parse(model: type[T], document: dict[str, Any]) -> T:
    try:
        return model.model_validate(document)
    except ValidationError as error:
        where = f"{model.__name__.lower()} {document.get('id', '?')}"
        raise CatalogError(f"{where}: {_first_error(error)}") from error


def _by_id(items: Iterable[T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for item in items:
        if item.id in found:
            raise CatalogError(f"The id “{item.id}” is there twice.")
        found[item.id] = item
    return found


def _read_json(file: Path) -> dict[str, Any]:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise CatalogError(f"{file}:{error.lineno}: {error.msg}") from error
    except FileNotFoundError as error:
        raise CatalogError(f"{file}: the file is missing.") from error
    if not isinstance(document, dict):
        raise CatalogError(f"{file}:1: a document must be a JSON object.")
    return document


def _explain(error: ValidationError, file: Path) -> str:
    line = _line_of(file.read_text(encoding="utf-8"), error.errors()[0]["loc"])
    return f"{file}:{line}: {_first_error(error)}" if line else f"{file}: {_first_error(error)}"


def _first_error(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc']) or 'document'}: {first['msg']}"


def _line_of(text: str, location: tuple[int | str, ...]) -> int | None:
    """Line of the innermost key of ``location`` that can be found when walking the text from key to key."""
    position = 0
    found = None
    for part in location:
        if isinstance(part, str) and (at := text.find(json.dumps(part) + ":", position)) >= 0:
            position = at
            found = text.count("\n", 0, at) + 1
    return found
