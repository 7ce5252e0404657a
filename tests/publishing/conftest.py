from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from publishing import shelf
from tests.chromium import chromium
from tests.flows import processes
from tests.publishing.stored_forms import form, publish, visitor
from tests.stored_sites import project, store

__all__ = ["form", "project", "publish", "store", "visitor"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, in which Django would refuse its ORM.
    with pytest.MonkeyPatch.context() as patch, chromium() as browser:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield browser


@pytest.fixture(scope="module")
def address(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a web process of the tests' own answers."""
    with processes.web(tmp_path_factory.mktemp("web")) as address:
        yield address


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Each test has its own sites; none may be answered from the memory of the one before."""
    shelf.forget_names()
    yield
    shelf.forget_names()
