from __future__ import annotations

from collections.abc import Iterator

import pytest

from publishing import shelf
from tests.publishing.stored_forms import form, publish, visitor
from tests.stored_sites import project, store

__all__ = ["form", "project", "publish", "store", "visitor"]


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Each test has its own sites; none may be answered from the memory of the one before."""
    shelf.forget_names()
    yield
    shelf.forget_names()
