"""The catalog of templates and components: what is in it, and how a new one is put in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from pydantic import ValidationError
from redis.exceptions import RedisError

from sitegen.catalog import Catalog, Component, Template, default_catalog
from sitegen.errors import CatalogUnreachable, ComponentVersionMissing
from sitegen.pins import Pins, has_pinned, pinned_catalog
from templates_catalog import holder, store
from templates_catalog.errors import (
    ComponentNotFound,
    KeptVersion,
    StoreUnavailable,
    TemplateNotFound,
    VersionNotRaised,
)
from templates_catalog.schemas import GROUPS, DocumentSet, Group, Manifest, canonical_digest, name_of

ANSWER_SECONDS = 3600

_holder = holder.Holder()


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty texts narrow nothing. ``search`` is a plain part of a text."""

    category: str = ""
    tag: str = ""
    search: str = ""


@dataclass(frozen=True)
class Changes:
    """What a load did, as ``component hero-split`` and the like, in order."""

    digest: str
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    rewritten: list[KeptVersion] = field(default_factory=list)
    """Changed under a version that was kept with another content."""

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.removed)


class _Listed(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def tags(self) -> tuple[str, ...]: ...


L = TypeVar("L", bound=_Listed)


def current_catalog() -> Catalog:
    """The catalog in force. Kept per process; at most every 5 s one small query asks whether it changed.

    Works without MongoDB (copy in Redis) and without both (the files that came with the program).
    """
    return _holder.get().catalog


def current_digest() -> str:
    """Names the catalog in force: another digest, another catalog."""
    return _holder.get().digest


def list_templates(filters: Filters = Filters()) -> list[Template]:
    """Templates in id order. ``search`` looks into name, description and tags, whatever the case."""
    return _narrowed(current_catalog().templates.values(), filters)


def get_template(template_id: str) -> Template:
    """Raises TemplateNotFound (404)."""
    try:
        return current_catalog().templates[template_id]
    except KeyError:
        raise TemplateNotFound("There is no template of that id.") from None


def list_components(filters: Filters = Filters()) -> list[Component]:
    """Components in id order, narrowed like templates."""
    return _narrowed(current_catalog().components.values(), filters)


def get_component(component_id: str) -> Component:
    """Raises ComponentNotFound (404)."""
    try:
        return current_catalog().components[component_id]
    except KeyError:
        raise ComponentNotFound("There is no component of that id.") from None


def kept_versions(item: Component | Template) -> list[int]:
    """Numbers of the versions that can be asked for; while MongoDB is away only the present one."""
    group: Group = "components" if isinstance(item, Component) else "templates"
    kept = _holder.get().versions.get((group, item.id), ())
    return sorted({item.version, *kept})


def component_version(*, component_id: str, version: int) -> Component:
    """A component as it was in that version, whatever became of it since.

    Raises ComponentNotFound, or StoreUnavailable if MongoDB is needed and away.
    """
    current = current_catalog().components.get(component_id)
    if current is not None and current.version == version:
        return current
    stored = store.find_version("components", document_id=component_id, version=version)
    if stored is None:
        raise ComponentNotFound("There is no such version of that component.")
    return Component.model_validate(stored["document"])


def template_version(*, template_id: str, version: int) -> Template:
    """A template as it was in that version; raises TemplateNotFound or StoreUnavailable."""
    current = current_catalog().templates.get(template_id)
    if current is not None and current.version == version:
        return current
    stored = store.find_version("templates", document_id=template_id, version=version)
    if stored is None:
        raise TemplateNotFound("There is no such version of that template.")
    return Template.model_validate(stored["document"])


def catalog_for(pins: Pins) -> Catalog:
    """The catalog in force with the components that a site was made with in the place of what became of them.

    Sites hold their pins in ``SiteSpec.components``. Raises what ``fetch_component`` raises.
    """
    return pinned_catalog(current_catalog(), pins, fetch_component)


def fetch_component(component_id: str, pin: str) -> Component:
    """A component as a site pinned it: from the catalog in force, the files of the program, or MongoDB.

    Raises sitegen's ComponentVersionMissing, or CatalogUnreachable while MongoDB is away.
    """
    for catalog in (current_catalog(), default_catalog()):
        if has_pinned(catalog, component_id, pin):
            return catalog.components[component_id]
    return _kept_component(component_id, pin)


@lru_cache(maxsize=256)  # What a pin names never changes.
def _kept_component(component_id: str, pin: str) -> Component:
    try:
        rows = store.read("components", [name_of(component_id, pin)])
    except StoreUnavailable as error:
        raise CatalogUnreachable(
            f"The site needs an earlier version of “{component_id}”, and the database that keeps it "
            "does not answer at the moment."
        ) from error
    if not rows:
        raise ComponentVersionMissing(component_id, pin)
    try:
        return Component.model_validate(rows[0]["document"])
    except ValidationError as error:
        raise ComponentVersionMissing(component_id, pin) from error


def cached_answer(name: str, make: Callable[[], Any]) -> Any:
    """The JSON-like value of ``make()``, kept in Redis under ``name`` while this catalog is in force."""
    key = f"catalog:{settings.VERSION}:{current_digest()[:16]}:{canonical_digest(name)[:32]}"
    try:
        known = cache.get(key)
        if known is None:
            known = make()
            cache.set(key, known, timeout=ANSWER_SECONDS)
        return known
    except RedisError:
        return make()


def ping(*, seconds: float) -> None:
    """Raises StoreUnavailable unless MongoDB answers within ``seconds``."""
    store.ping(seconds=seconds)


def load(catalog: Catalog, *, allow_changes: bool = False) -> Changes:
    """Put ``catalog`` in the place of the stored one and tell what changed; doing it twice changes nothing.

    Readers see the old or the new catalog, never a mixture. Nothing that was loaded before is lost: sites
    name the content that they were made with. A document that is kept with another content under the same
    version is refused with VersionNotRaised; with ``allow_changes`` both are kept. Raises StoreUnavailable.
    """
    documents = DocumentSet.of_catalog(catalog)
    rewritten = [item for group in GROUPS for item in _rewritten(group, documents)]
    if rewritten and not allow_changes:
        raise VersionNotRaised(rewritten)
    changes = replace(_compare(store.read_manifest(), documents), rewritten=rewritten)
    for group in GROUPS:
        store.keep(group, documents.group(group))
    if not changes.is_empty:
        store.write_manifest(_manifest(documents))
    holder.keep_copy(documents)
    _holder.forget()
    return changes


def loaded_components() -> frozenset[str] | None:
    """Names (``<id>@<pin>``) of the components in force in MongoDB; None before the first load.

    Raises StoreUnavailable.
    """
    manifest = store.read_manifest()
    return None if manifest is None else frozenset(manifest["components"])


def _rewritten(group: Group, documents: DocumentSet) -> list[KeptVersion]:
    """Documents of which the same version is kept with another content only."""
    rows = documents.group(group)
    kept = set(store.names_of(group, [row["id"] for row in rows]))
    numbered = {name.partition("+")[0] for name in kept if "+" in name}
    return [
        KeptVersion(group.removesuffix("s"), row["id"], row["version"])
        for row in rows
        if row["_id"] not in kept and row["_id"].partition("+")[0] in numbered
    ]


def _manifest(documents: DocumentSet) -> Manifest:
    return {
        "digest": documents.digest,
        "loaded_at": timezone.now().isoformat(timespec="seconds"),
        "components": documents.names("components"),
        "templates": documents.names("templates"),
    }


def _compare(manifest: Manifest | None, documents: DocumentSet) -> Changes:
    changes = Changes(documents.digest)
    for group in GROUPS:
        # Names are “<id>@<version>+<digest>”.
        old = dict(name.split("@") for name in (manifest[group] if manifest else []))
        new = dict(name.split("@") for name in documents.names(group))
        for key in sorted(old.keys() | new.keys()):
            _place(changes, old.get(key), new.get(key)).append(f"{group.removesuffix('s')} {key}")
    return changes


def _place(changes: Changes, old: str | None, new: str | None) -> list[str]:
    if old is None:
        return changes.added
    if new is None:
        return changes.removed
    return changes.unchanged if old == new else changes.changed


def _narrowed(items: Iterable[L], filters: Filters) -> list[L]:
    return [item for item in items if _fits(item, filters)]


def _fits(item: _Listed, filters: Filters) -> bool:
    if filters.category and item.category.casefold() != filters.category.casefold():
        return False
    if filters.tag and filters.tag.casefold() not in (tag.casefold() for tag in item.tags):
        return False
    texts = (item.name, item.description, *item.tags)
    return not filters.search or any(filters.search.casefold() in text.casefold() for text in texts)
