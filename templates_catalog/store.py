"""The catalog's documents in MongoDB. Nothing else in the project imports pymongo.

Documents are never changed: each is kept for ever under a name with its version and digest, and one small
document, the manifest, lists those in force. Replacing the manifest is the whole swap, so readers see the
old or the new catalog, and sites made with an old one can be made again.

Only what every server behind MongoDB's wire protocol does alike is used: string ids, JSON types, finds and
upserts by id. No transactions, validators, pipelines, regular expressions, index names, nor renames (the
embedded server carries a rename out in another database).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

import pymongo
from django.conf import settings
from pymongo import ASCENDING, MongoClient
from pymongo.collection import Collection
from pymongo.errors import PyMongoError

from templates_catalog.errors import StoreUnavailable
from templates_catalog.schemas import Group, Manifest, StoredDocument

Document = dict[str, Any]

TIMEOUT_MS = 2_000
MANIFESTS = "catalog_meta"
CURRENT = "current"

_lock = threading.Lock()
_clients: dict[tuple[int, str], MongoClient[Document]] = {}


def ping(*, seconds: float = 2.0) -> None:
    """Raises StoreUnavailable unless MongoDB answers within ``seconds``."""
    with _errors(), pymongo.timeout(seconds):
        _client().admin.command("ping")


def read_manifest() -> Manifest | None:
    """Which documents are in force; None before the first load."""
    with _errors():
        row = _collection(MANIFESTS).find_one({"_id": CURRENT})
    return None if row is None else cast(Manifest, {key: row[key] for key in Manifest.__annotations__})


def write_manifest(manifest: Manifest) -> None:
    with _errors():
        # The id is repeated, because the embedded server does not take it from the filter.
        _collection(MANIFESTS).replace_one({"_id": CURRENT}, {"_id": CURRENT, **manifest}, upsert=True)


def read(group: Group, names: Sequence[str]) -> list[StoredDocument]:
    """The documents of these names, in name order; missing ones are left out."""
    with _errors():
        rows = list(_collection(group).find({"_id": {"$in": list(names)}}).sort("_id", ASCENDING))
    return cast(list[StoredDocument], rows)


def keep(group: Group, documents: Sequence[StoredDocument]) -> None:
    """Store documents under their names; those that are there already stay as they are."""
    with _errors():
        collection = _collection(group)
        # Serves find_version and names_of.
        collection.create_index([("id", ASCENDING), ("version", ASCENDING)])
        wanted = [row["_id"] for row in documents]
        known = {row["_id"] for row in collection.find({"_id": {"$in": wanted}}, {"_id": 1})}
        for row in documents:
            if row["_id"] not in known:
                collection.replace_one({"_id": row["_id"]}, cast(Document, row), upsert=True)


def names_of(group: Group, ids: Sequence[str]) -> list[str]:
    """Names of everything that was ever kept under these ids, in name order."""
    with _errors():
        rows = _collection(group).find({"id": {"$in": list(ids)}}, {"_id": 1}).sort("_id", ASCENDING)
        return [row["_id"] for row in rows]


def find_version(group: Group, *, document_id: str, version: int) -> StoredDocument | None:
    """A document with that number, or None; any of them, if it was changed without a new number."""
    with _errors():
        row = _collection(group).find_one({"id": document_id, "version": version})
    return cast(StoredDocument | None, row)


def _collection(name: str) -> Collection[Document]:
    return _client().get_default_database()[f"{settings.MONGO_COLLECTION_PREFIX}{name}"]


def _client() -> MongoClient[Document]:
    """One client per process and server: pymongo's threads do not survive a fork."""
    key = (os.getpid(), settings.MONGO_URL)
    with _lock:
        if key not in _clients:
            _clients[key] = _connect(settings.MONGO_URL)
        return _clients[key]


def _connect(url: str) -> MongoClient[Document]:
    return MongoClient(
        url,
        # A lone server is taken as it is; replica sets and clusters are discovered.
        directConnection="+srv" not in url and "replicaSet=" not in url,
        serverSelectionTimeoutMS=TIMEOUT_MS,
        connectTimeoutMS=TIMEOUT_MS,
        socketTimeoutMS=TIMEOUT_MS,
        maxPoolSize=20,
        appname="autowebiq",
    )


@contextmanager
def _errors() -> Iterator[None]:
    try:
        yield
    except PyMongoError as error:
        raise StoreUnavailable("The catalog's database does not answer at the moment.") from error
