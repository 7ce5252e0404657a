from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pymongo
import pytest

from autowebiq.common import redis_client
from sitegen.catalog import Catalog, Component, Template, default_catalog
from templates_catalog import holder, services


@pytest.fixture(autouse=True)
def own_collections(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Collections and cache keys of this test alone, gone afterwards; gives their prefix."""
    prefix = f"t{os.getpid()}_{uuid4().hex[:8]}_"
    url = settings.MONGO_URL
    settings.MONGO_COLLECTION_PREFIX = prefix
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": prefix}}
    monkeypatch.setattr(services, "_holder", holder.Holder())  # a process that just started
    yield prefix
    drop_collections(url, prefix)
    for key in redis_client.client().scan_iter(f"{prefix}*"):
        redis_client.client().delete(key)


def drop_collections(url: str, prefix: str) -> None:
    with pymongo.MongoClient[dict[str, Any]](url, directConnection=True) as client:
        database = client.get_default_database()
        for name in database.list_collection_names():
            if name.startswith(prefix):
                database.drop_collection(name)


def component(id: str, **changes: Any) -> Component:
    document = {
        "id": id,
        "name": id.replace("-", " ").title(),
        "category": "hero",
        "content": "hero",
        "description": "A first screen.",
        "tags": ["calm"],
        "variants": ["default", "wide"],
        "tones": ["plain", "dark"],
        "markup": "<h1>{{ content.headline }}</h1>",
        **changes,
    }
    return Component.model_validate(document)


def template(id: str, **changes: Any) -> Template:
    document = {
        "id": id,
        "name": id.title(),
        "kind": "restaurant",
        "description": "For places to eat.",
        "tags": ["Warm", "evening"],
        "pages": [{"role": "home", "sections": [{"content": "hero"}]}],
        **changes,
    }
    return Template.model_validate(document)


def catalog_of(*items: Component | Template) -> Catalog:
    return Catalog(
        components={item.id: item for item in items if isinstance(item, Component)},
        templates={item.id: item for item in items if isinstance(item, Template)},
    )


@pytest.fixture
def load() -> Callable[..., services.Changes]:
    def load_items(*items: Component | Template) -> services.Changes:
        return services.load(catalog_of(*items))

    return load_items


@pytest.fixture
def bundled() -> Catalog:
    return default_catalog()
