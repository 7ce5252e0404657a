"""The catalog is read-mostly, so a dead database must not stop anybody."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from sitegen.catalog import Catalog
from templates_catalog import holder, services

from .conftest import component

NOWHERE = "mongodb://127.0.0.1:9/autowebiq"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("templates_catalog.store.TIMEOUT_MS", 100)
    monkeypatch.setattr(holder, "CHECK_SECONDS", 0.0)
    monkeypatch.setattr(holder, "CHECK_SECONDS_WHEN_DOWN", 0.0)


@pytest.fixture
def restart(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    return lambda: monkeypatch.setattr(services, "_holder", holder.Holder())


def test_a_running_process_goes_on_with_what_it_has(load: Callable[..., Any], settings: Any) -> None:
    load(component("hero-a"))
    assert list(services.current_catalog().components) == ["hero-a"]

    settings.MONGO_URL = NOWHERE

    assert list(services.current_catalog().components) == ["hero-a"]


def test_a_new_process_takes_the_copy_in_redis(
    load: Callable[..., Any], settings: Any, restart: Callable[[], None]
) -> None:
    load(component("hero-a"))

    settings.MONGO_URL = NOWHERE
    restart()

    assert list(services.current_catalog().components) == ["hero-a"]


def test_without_both_the_bundled_files_serve(
    load: Callable[..., Any], settings: Any, bundled: Catalog, restart: Callable[[], None]
) -> None:
    load(component("hero-a"))
    settings.MONGO_URL = NOWHERE
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:9/0"}}
    restart()

    assert services.current_catalog().digest == bundled.digest
    assert services.cached_answer("x", lambda: ["made"]) == ["made"]


def test_before_the_first_load_the_bundled_files_serve(bundled: Catalog) -> None:
    assert services.current_catalog().digest == bundled.digest


def test_it_comes_back_by_itself_and_says_each_once(
    load: Callable[..., Any], settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="templates_catalog.holder")
    load(component("hero-a"))
    there = settings.MONGO_URL
    services.current_catalog()

    settings.MONGO_URL = NOWHERE
    for _ in range(3):
        services.current_catalog()
    settings.MONGO_URL = there
    for _ in range(3):
        services.current_catalog()

    said = [record.levelname for record in caplog.records]
    assert said == ["WARNING", "INFO"]


def test_a_load_by_another_process_is_seen(load: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    load(component("hero-a"))
    assert services.get_component("hero-a").name == "Hero A"

    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(services, "_holder", holder.Holder())
        load(component("hero-a", name="Better", version=2))

    assert services.get_component("hero-a").name == "Better"


def test_the_api_answers_without_mongodb(
    api: APIClient, load: Callable[..., Any], settings: Any, restart: Callable[[], None]
) -> None:
    load(component("hero-a"))
    settings.MONGO_URL = NOWHERE
    restart()

    body = api.get("/api/v2/components/hero-a").json()
    old = api.get("/api/v2/components/hero-a?version=7")

    assert (body["version"], body["versions"]) == (1, [1])
    assert api.get("/api/v2/components").status_code == 200
    assert (old.status_code, old.json()["code"]) == (503, "catalog_unavailable")
