"""The shapes in which catalog documents cross process boundaries: MongoDB, the copy in Redis."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

from sitegen.catalog import Catalog, Component, Template

Group = Literal["components", "templates"]
GROUPS: tuple[Group, ...] = ("components", "templates")


class StoredDocument(TypedDict):
    """A document as MongoDB keeps it, for ever: its ``_id`` is ``<id>@<version>+<digest>``.

    The digest names the content, so no content ever takes the place of another.
    """

    _id: str
    id: str
    version: int
    document: dict[str, Any]


class Manifest(TypedDict):
    """The stored documents that are in force; ``digest`` names this set, ``loaded_at`` is ISO 8601."""

    digest: str
    loaded_at: str
    components: list[str]
    templates: list[str]


@dataclass(frozen=True)
class DocumentSet:
    """The documents of one catalog by group, in id order."""

    components: list[StoredDocument]
    templates: list[StoredDocument]

    @classmethod
    def of_catalog(cls, catalog: Catalog) -> DocumentSet:
        return cls(
            components=[_stored(item) for item in catalog.components.values()],
            templates=[_stored(item) for item in catalog.templates.values()],
        )

    @property
    def digest(self) -> str:
        """SHA-256 over the names of all documents."""
        return canonical_digest([sorted(row["_id"] for row in self.group(group)) for group in GROUPS])

    def group(self, group: Group) -> list[StoredDocument]:
        return self.components if group == "components" else self.templates

    def names(self, group: Group) -> list[str]:
        return [row["_id"] for row in self.group(group)]

    def as_json(self) -> dict[str, Any]:
        return {"components": self.components, "templates": self.templates}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> DocumentSet:
        return cls(components=value["components"], templates=value["templates"])

    def catalog(self) -> Catalog:
        """Raises sitegen's CatalogError when a document does not fit the present models."""
        return Catalog.from_documents(
            components=[row["document"] for row in self.components],
            templates=[row["document"] for row in self.templates],
            pins={row["id"]: row["_id"].partition("@")[2] for row in self.components},
        )


def canonical_digest(value: object) -> str:
    """SHA-256 in hex over JSON with sorted keys and no spaces."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _stored(item: Component | Template) -> StoredDocument:
    # Whole, with its defaults: they may be others in a later program.
    document = item.model_dump(mode="json")
    return {"_id": name_of(item.id, item.pin), "id": item.id, "version": item.version, "document": document}


def name_of(document_id: str, pin: str) -> str:
    """The ``_id`` of a document's content; ``pin`` as in ``sitegen.pins``."""
    return f"{document_id}@{pin}"
