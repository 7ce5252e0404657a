"""A worker whose agents do as a test says."""

from __future__ import annotations

from pathlib import Path

import pytest


class Orders:
    """What the watched agents are told, and what they have done."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ = {"DJANGO_SETTINGS_MODULE": "tests.flows.slow_settings", "SLOW_AGENTS": str(folder)}

    def hold(self, agent: str) -> None:
        (self.folder / f"hold-{agent}").touch()

    def release(self, agent: str) -> None:
        (self.folder / f"hold-{agent}").unlink()

    def fail(self, agent: str) -> None:
        (self.folder / f"fail-{agent}").touch()

    @property
    def ran(self) -> list[str]:
        """Agents in the order in which they began, once each time."""
        notes = self.folder / "ran"
        return notes.read_text().split() if notes.exists() else []


@pytest.fixture
def orders(tmp_path: Path) -> Orders:
    folder = tmp_path / "orders"
    folder.mkdir()
    return Orders(folder)
