from __future__ import annotations

import importlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from credits import audit


@pytest.fixture(autouse=True)
def _the_books_are_right_afterwards(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test did, the books must add up."""
    with_database = "_django_db_helper" in request.fixturenames
    if with_database:
        request.getfixturevalue("_django_db_helper")  # so that it ends after this one
    yield
    if with_database:
        assert [d for result in audit.audit() for d in result.differences] == []


@pytest.fixture
def at_once() -> Callable[[int, Callable[[int], Any]], list[Any]]:
    """Runs ``work(0)`` … ``work(n-1)`` on n threads that start together; answers or exceptions, in order."""

    def run(count: int, work: Callable[[int], Any]) -> list[Any]:
        gate = threading.Barrier(count)

        def job(number: int) -> Any:
            try:
                connection.ensure_connection()
                gate.wait()
                return work(number)
            except Exception as error:
                return error
            finally:
                connection.close()

        with ThreadPoolExecutor(count) as pool:
            return list(pool.map(job, range(count)))

    return run


@pytest.fixture
def operator_groups(db: None) -> None:
    """Support and Operators as the migration makes them; tests with real transactions take them away."""
    migration = importlib.import_module("credits.migrations.0005_operator_groups")
    migration.make_groups(apps, None)
