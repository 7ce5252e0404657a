from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from autowebiq import __version__
from autowebiq.celery import app as celery_app

CLOSED = 9
NO_ANSWER = "does not answer"
PROJECT_FOLDER = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(settings: Any) -> Iterator[None]:
    """A real worker that listens to a queue of its own, so that it takes nobody's tasks."""
    alone = ("--without-gossip", "--without-mingle", "-P", "solo", "-Q", "health-tests")
    words = ("-m", "celery", "-A", "autowebiq", "worker", "-l", "ERROR", *alone)
    process = subprocess.Popen(
        (sys.executable, *words, "--without-gossip", "--without-mingle"), cwd=PROJECT_FOLDER
    )
    while not celery_app.control.ping(timeout=0.5):
        assert process.poll() is None
    yield
    process.terminate()
    process.wait()


@pytest.mark.processes
def test_all_is_well(client: Client, worker: None) -> None:
    answer = client.get("/api/health")

    assert answer.json() == {
        "status": "healthy",
        "databases": {"mongodb": "healthy", "postgresql": "healthy"},
        "services": {"redis": "healthy", "celery": "1 workers active"},
        "version": __version__,
    }
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_without_workers_it_is_degraded(client: Client) -> None:
    answer = client.get("/api/health")

    assert answer.status_code == 503
    assert answer.json()["status"] == "degraded"
    assert answer.json()["services"] == {"redis": "healthy", "celery": "0 workers active"}


@pytest.mark.parametrize("kind", ["closed", "hanging"])
def test_a_dead_mongodb_is_named(client: Client, settings: Any, hanging_port: int, kind: str) -> None:
    port = CLOSED if kind == "closed" else hanging_port
    settings.MONGO_URL = f"mongodb://127.0.0.1:{port}/autowebiq"

    answer = client.get("/api/health")

    assert answer.status_code == 503
    assert answer.json()["databases"] == {"mongodb": NO_ANSWER, "postgresql": "healthy"}


@pytest.mark.parametrize("kind", ["closed", "hanging"])
def test_a_dead_postgresql_is_named(
    client: Client, database_at: Callable[[int], None], hanging_port: int, kind: str
) -> None:
    database_at(CLOSED if kind == "closed" else hanging_port)

    answer = client.get("/api/health")

    assert answer.status_code == 503
    assert answer.json()["databases"] == {"mongodb": "healthy", "postgresql": NO_ANSWER}


@pytest.mark.parametrize("kind", ["closed", "hanging"])
def test_a_dead_redis_is_named(client: Client, settings: Any, hanging_port: int, kind: str) -> None:
    url = f"redis://127.0.0.1:{CLOSED if kind == 'closed' else hanging_port}/0"
    settings.REDIS_URL = settings.CELERY_BROKER_URL = url

    answer = client.get("/api/health")

    assert answer.status_code == 503
    assert answer.json()["services"] == {"redis": NO_ANSWER, "celery": NO_ANSWER}


def test_the_process_lives_whatever_is_dead(
    client: Client, settings: Any, database_at: Callable[[int], None]
) -> None:
    settings.MONGO_URL, settings.REDIS_URL = "mongodb://127.0.0.1:9/x", "redis://127.0.0.1:9/0"
    database_at(CLOSED)

    answer = client.get("/livez")

    assert (answer.status_code, answer.json()) == (200, {"status": "alive", "version": __version__})


def test_it_is_ready_without_catalog_and_workers(client: Client, settings: Any) -> None:
    settings.MONGO_URL = "mongodb://127.0.0.1:9/x"

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "checks": {"postgresql": "healthy", "redis": "healthy"}}


def test_it_is_not_ready_without_redis(client: Client, settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:9/0"

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["checks"] == {"postgresql": "healthy", "redis": NO_ANSWER}


@pytest.mark.django_db(transaction=True)
def test_it_is_not_ready_before_all_migrations(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'builds' RETURNING app, name, applied")
        rows = cursor.fetchall()
        try:
            answer = client.get("/readyz")
        finally:
            insert = "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)"
            cursor.executemany(insert, rows)

    assert answer.status_code == 503
    assert answer.json()["checks"]["postgresql"] == f"{len(rows)} migrations are not applied"


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/api/health").status_code == 405


def test_addresses_and_passwords_stay_inside(client: Client, settings: Any) -> None:
    settings.REDIS_URL = "redis://user:secret@127.0.0.1:9/0"

    assert b"secret" not in client.get("/api/health").content
