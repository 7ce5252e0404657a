"""What the catalog asks of a server behind MongoDB's wire protocol, and nothing else.

Runs against the server of the tests, and against a real mongod when CONTRACT_MONGO_URL names one, as in
``CONTRACT_MONGO_URL=mongodb://127.0.0.1:27017/contract pytest tests/templates_catalog``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings as django_settings

from sitegen.catalog import Catalog
from templates_catalog import services, store
from templates_catalog.errors import StoreUnavailable
from templates_catalog.schemas import DocumentSet, Manifest, StoredDocument

from .conftest import drop_collections

URLS = [django_settings.MONGO_URL, *filter(None, [os.environ.get("CONTRACT_MONGO_URL")])]


@pytest.fixture(autouse=True, params=URLS, ids=["the tests' server", "CONTRACT_MONGO_URL"][: len(URLS)])
def _server(request: pytest.FixtureRequest, settings: Any, own_collections: str) -> Iterator[None]:
    settings.MONGO_URL = request.param
    yield
    drop_collections(request.param, own_collections)


def stored(name: str, *, version: int = 1, **document: Any) -> StoredDocument:
    return {"_id": name, "id": name.split("@")[0], "version": version, "document": document}


def manifest(*names: str) -> Manifest:
    return {
        "digest": "d",
        "loaded_at": "2026-01-01T00:00:00+00:00",
        "components": list(names),
        "templates": [],
    }


def test_it_answers() -> None:
    store.ping()


def test_nothing_is_there_before_the_first_load() -> None:
    assert store.read_manifest() is None
    assert store.read("components", ["a@1"]) == []


def test_json_comes_back_as_it_went() -> None:
    document: dict[str, Any] = {
        "text": "é “x” 日本",
        "numbers": [3, 0.5, 2**53, -1],
        "yes": True,
        "none": None,
        "list": [1, "a", {"b": []}],
        "empty": {},
    }
    store.keep("components", [stored("a@1", **document)])

    assert store.read("components", ["a@1"]) == [stored("a@1", **document)]


def test_only_the_named_documents_are_read_in_name_order() -> None:
    store.keep("components", [stored("c@1"), stored("a@1"), stored("b@1"), stored("a@2")])

    assert [row["_id"] for row in store.read("components", ["c@1", "a@1", "x@1"])] == ["a@1", "c@1"]


def test_what_is_kept_stays_as_it_is() -> None:
    store.keep("components", [stored("a@1", text="first")])
    store.keep("components", [stored("a@1", text="second")])

    assert store.read("components", ["a@1"]) == [stored("a@1", text="first")]


def test_the_manifest_is_replaced_as_a_whole() -> None:
    store.write_manifest(manifest("a@1", "b@1"))
    store.write_manifest(manifest("c@1"))

    assert store.read_manifest() == manifest("c@1")


def test_a_version_is_found_by_its_number() -> None:
    store.keep("components", [stored("a@1", version=1), stored("a@2", version=2), stored("b@1", version=2)])

    assert store.find_version("components", document_id="a", version=2) == stored("a@2", version=2)
    assert store.find_version("components", document_id="a", version=3) is None


def test_groups_are_kept_apart() -> None:
    store.keep("components", [stored("a@1")])

    assert store.read("templates", ["a@1"]) == []


def test_readers_meet_no_half_loaded_catalog(bundled: Catalog) -> None:
    half = Catalog(components=dict(list(bundled.components.items())[:10]), templates={})
    expected = {DocumentSet.of_catalog(catalog).digest for catalog in (bundled, half)}
    services.load(half)

    with ThreadPoolExecutor(5) as threads:
        loads = [threads.submit(services.load, catalog) for catalog in (bundled, half, bundled)]
        reads = [threads.submit(_read_digest) for _ in range(20)]

    assert [load.exception() for load in loads] == [None] * 3
    assert {read.result() for read in reads} <= expected


def _read_digest() -> str:
    current = store.read_manifest()
    assert current is not None
    return DocumentSet(
        components=store.read("components", current["components"]),
        templates=store.read("templates", current["templates"]),
    ).digest


def test_a_server_that_is_away_is_one_kind_of_error(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "TIMEOUT_MS", 100)
    settings.MONGO_URL = "mongodb://127.0.0.1:9/autowebiq"

    with pytest.raises(StoreUnavailable):
        store.read_manifest()
    with pytest.raises(StoreUnavailable):
        store.ping(seconds=0.1)
