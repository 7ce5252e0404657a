"""The probes ask real servers; dead and hanging ones are ports where nobody, or nobody helpful, listens."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections


@pytest.fixture
def hanging_port() -> Iterator[int]:
    """A port that takes connections and then says nothing for ever."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def database_at(monkeypatch: pytest.MonkeyPatch, db: None) -> Any:
    """Lets the probes ask for the database at another port."""

    def move(port: int) -> None:
        monkeypatch.setitem(connections["default"].settings_dict, "PORT", port)

    return move
