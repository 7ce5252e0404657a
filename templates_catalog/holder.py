"""The catalog that this process works with, and where it came from.

The newest of: MongoDB, the copy in Redis, the files that came with the program. Which set is current is
asked at most every few seconds, so a load is seen by all processes within that time.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.cache import cache
from redis.exceptions import RedisError

from sitegen.catalog import Catalog, default_catalog
from sitegen.errors import CatalogError
from templates_catalog import store
from templates_catalog.errors import StoreUnavailable
from templates_catalog.schemas import GROUPS, DocumentSet, Group

logger = logging.getLogger(__name__)

CHECK_SECONDS = 5.0
# Asking a dead server costs a request two seconds.
CHECK_SECONDS_WHEN_DOWN = 30.0
COPY_KEY = "catalog:copy"


@dataclass(frozen=True)
class Held:
    """``digest`` names the set of documents; ``check_at`` is in seconds of the monotonic clock.

    ``versions`` are those that MongoDB keeps, by group and id; none while it is away.
    """

    digest: str
    catalog: Catalog
    check_at: float
    versions: Mapping[tuple[Group, str], tuple[int, ...]] = field(default_factory=dict)


class StoreEmpty(Exception):
    """No whole catalog is in MongoDB."""


class Holder:
    """Thread-safe; while one thread looks for a newer catalog, the others go on with the old one."""

    def __init__(self) -> None:
        self._held: Held | None = None
        self._lock = threading.Lock()
        self._failing = False

    def get(self) -> Held:
        held = self._held
        if held is None:
            with self._lock:
                self._held = self._held or self._refreshed(None)
                return self._held
        if time.monotonic() >= held.check_at and self._lock.acquire(blocking=False):
            try:
                self._held = held = self._refreshed(held)
            finally:
                self._lock.release()
        return held

    def forget(self) -> None:
        """Look again at the next use."""
        self._held = None

    def _refreshed(self, held: Held | None) -> Held:
        try:
            newest = self._from_store(held)
        except (StoreUnavailable, StoreEmpty, CatalogError) as error:
            self._complain(error)
            return replace(held or _fallback(), check_at=time.monotonic() + CHECK_SECONDS_WHEN_DOWN)
        if self._failing:
            logger.info("The catalog is read from its database again.")
        self._failing = False
        return newest

    def _from_store(self, held: Held | None) -> Held:
        manifest = store.read_manifest()
        if manifest is None:
            raise StoreEmpty("no catalog was loaded; run manage.py load_catalog")
        check_at = time.monotonic() + CHECK_SECONDS
        if held is not None and held.digest == manifest["digest"]:
            return replace(held, check_at=check_at)
        documents = DocumentSet(
            components=store.read("components", manifest["components"]),
            templates=store.read("templates", manifest["templates"]),
        )
        if documents.digest != manifest["digest"]:
            raise StoreEmpty("documents are missing; run manage.py load_catalog")
        keep_copy(documents)
        return Held(documents.digest, documents.catalog(), check_at, _kept_versions(documents))

    def _complain(self, error: Exception) -> None:
        # Once an outage: every request would say it otherwise.
        if not self._failing:
            logger.warning("The catalog is not read from its database (%s); using the last known one.", error)
        self._failing = True


def keep_copy(documents: DocumentSet) -> None:
    """Leave a copy in Redis for processes that start while MongoDB is down. Never raises for a dead Redis."""
    try:
        cache.set(COPY_KEY, documents.as_json(), timeout=None)
    except RedisError as error:
        logger.info("No copy of the catalog was left in Redis: %s", error)


def _kept_versions(documents: DocumentSet) -> dict[tuple[Group, str], tuple[int, ...]]:
    found: dict[tuple[Group, str], set[int]] = {}
    for group in GROUPS:
        for name in store.names_of(group, [row["id"] for row in documents.group(group)]):
            document_id, _, pin = name.partition("@")
            if "+" in pin:
                found.setdefault((group, document_id), set()).add(int(pin.partition("+")[0]))
    return {key: tuple(sorted(numbers)) for key, numbers in found.items()}


def _fallback() -> Held:
    return _from_copy() or _bundled()


def _from_copy() -> Held | None:
    try:
        copy: Any = cache.get(COPY_KEY)
        if copy is None:
            return None
        documents = DocumentSet.from_json(copy)
        return Held(documents.digest, documents.catalog(), 0.0)
    except (RedisError, CatalogError, KeyError) as error:
        logger.info("The copy of the catalog in Redis cannot be used: %s", error)
        return None


def _bundled() -> Held:
    catalog = default_catalog()
    return Held(DocumentSet.of_catalog(catalog).digest, catalog, 0.0)
