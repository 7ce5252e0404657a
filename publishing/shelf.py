"""What this process keeps of published sites: names for a second, placed files until others need the room.

Another process publishes without telling us, so a name is looked up again when a second has passed; while the
database is away the last answer is good. Files are kept under version and address, which never change.
"""

from __future__ import annotations

import gzip
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from hashlib import sha256
from typing import Generic, TypeVar

import brotli
from django.conf import settings
from django.db import InterfaceError, OperationalError

from publishing import addresses, directory, policies
from publishing.directory import Edition, Target

NAME_SECONDS = 1.0
MOST_NAMES = 10_000
MOST_EDITIONS = 500
# Smaller ones do not get smaller.
LEAST_COMPRESSED = 400
COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/manifest+json", "image/svg+xml")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class NotKept(Exception):
    """It must be read from the database first."""


@dataclass(frozen=True)
class ReadyFile:
    """A file with everything of its answers that does not depend on the request.

    ``bodies`` maps content codings (``identity`` is always there) to bytes, ``tags`` to entity tags.
    """

    path: str
    is_page: bool
    mark: str
    headers: tuple[tuple[bytes, bytes], ...]
    bodies: dict[str, bytes]
    tags: dict[str, bytes]

    @property
    def size(self) -> int:
        return sum(len(body) for body in self.bodies.values())


class Kept(Generic[K, V]):
    """The values used last, up to a total weight. Threads may share it."""

    def __init__(self, *, most: int, weight: Callable[[V], int] = lambda _: 1) -> None:
        self._most, self._weight = most, weight
        self._values: OrderedDict[K, V] = OrderedDict()
        self._total = 0
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: K, value: V) -> None:
        with self._lock:
            self._remove(key)
            self._values[key] = value
            self._total += self._weight(value)
            # The newest stays, even when it alone is too heavy.
            while self._total > self._most and len(self._values) > 1:
                self._total -= self._weight(self._values.popitem(last=False)[1])

    def drop(self, key: K) -> None:
        with self._lock:
            self._remove(key)

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
            self._total = 0

    def _remove(self, key: K) -> None:
        if key in self._values:
            self._total -= self._weight(self._values.pop(key))


@dataclass(frozen=True)
class _Found:
    target: Target | None
    at: float


_names: Kept[str, _Found] = Kept(most=MOST_NAMES)
_editions: Kept[Target, Edition] = Kept(most=MOST_EDITIONS)
_files: Kept[tuple[Target, str], ReadyFile] = Kept(
    most=settings.PUBLISHED_CACHE_BYTES, weight=lambda file: file.size
)


def kept_target(name: str) -> Target | None:
    """The target of a name that was looked up within the last second. Raises NotKept."""
    found = _names.get(name)
    if found is None or time.monotonic() - found.at > NAME_SECONDS:
        raise NotKept
    return found.target


def find_target(name: str, look_up: Callable[[], Target | None]) -> Target | None:
    """Like ``kept_target``, but looks the name up when it must."""
    try:
        return kept_target(name)
    except NotKept:
        pass
    last = _names.get(name)
    try:
        target = look_up()
    except (OperationalError, InterfaceError):
        if last is None:
            raise
        target = last.target
    if last is not None and last.target == target:
        target = last.target  # the very same object is found faster by what is kept under it
    _names.put(name, _Found(target, time.monotonic()))
    return target


def kept_edition(target: Target) -> Edition:
    """Raises NotKept."""
    edition = _editions.get(target)
    if edition is None:
        raise NotKept
    return edition


def find_edition(target: Target) -> Edition:
    try:
        return kept_edition(target)
    except NotKept:
        edition = directory.edition_of(target)
        _editions.put(target, edition)
        return edition


def kept_file(edition: Edition, path: str) -> ReadyFile | None:
    """A file that the edition names. Raises NotKept."""
    file = _files.get((edition.target, path))
    if file is None:
        raise NotKept
    return file


def find_file(edition: Edition, path: str) -> ReadyFile | None:
    try:
        return kept_file(edition, path)
    except NotKept:
        placed = directory.read_file(edition, path)
        if placed is None:
            return None
        file = ready(placed, edition.target)
        _files.put((edition.target, path), file)
        return file


def forget_names() -> None:
    """Look every name up again: something was published here."""
    _names.clear()


def ready(placed: directory.PlacedFile, target: Target) -> ReadyFile:
    """Compress a placed file and make its headers, once for all requests."""
    text = placed.content_type.startswith(COMPRESSIBLE)
    content_type = f"{placed.content_type}; charset=utf-8" if text else placed.content_type
    is_page = placed.content_type == "text/html"
    shared = target.address.shared
    styles = policies.own_styles(placed.data.decode(errors="replace")) if is_page else ()
    protection = policies.headers(shared=shared, forms_at=addresses.forms_at(), styles=styles)
    tag = sha256(placed.data).hexdigest()[:32]
    bodies = {"identity": placed.data}
    if text and len(placed.data) >= LEAST_COMPRESSED:
        bodies["br"] = brotli.compress(placed.data, quality=9)
        bodies["gzip"] = gzip.compress(placed.data, compresslevel=9, mtime=0)
    return ReadyFile(
        path=placed.path,
        is_page=is_page,
        mark=placed.mark,
        headers=((b"content-type", content_type.encode()), *protection),
        bodies=bodies,
        # Each coding is a representation of its own (RFC 9110 §8.8.3).
        tags={coding: f'"{tag}{_suffix(coding)}"'.encode() for coding in bodies},
    )


def _suffix(coding: str) -> str:
    return "" if coding == "identity" else f"-{coding}"
