"""A worker whose agents do as a test says."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from builds import services
from builds.models import Build
from credits import selectors as credit_selectors
from projects import services as project_services
from tests.flows import processes

PROMPT = "A ramen restaurant called Nishiki in Portland"
ALL = ["planner", "frontend", "backend", "image", "testing"]


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

    def kill(self, agent: str) -> None:
        """Let an agent kill its own process, as the kernel does when memory runs out."""
        (self.folder / f"kill-{agent}").touch()

    def spare(self, agent: str) -> None:
        (self.folder / f"kill-{agent}").unlink()

    @property
    def ran(self) -> list[str]:
        """Agents in the order in which they began, once each time."""
        return self._noted("ran")

    @property
    def did(self) -> list[str]:
        """Agents in the order in which they finished their work, once each time."""
        return self._noted("did")

    def _noted(self, what: str) -> list[str]:
        notes = self.folder / what
        return notes.read_text().split() if notes.exists() else []


@pytest.fixture
def orders(tmp_path: Path) -> Orders:
    folder = tmp_path / "orders"
    folder.mkdir()
    return Orders(folder)


def order(user: User, name: str = "Nishiki") -> Build:
    """Start a build of a new project."""
    project = project_services.create_project(owner_id=user.pk, name=name)
    return services.start_build(user_id=user.pk, project_id=project.pk, prompt=PROMPT, now=timezone.now())


@pytest.fixture
def build(alice: User) -> Build:
    """A build of Alice's that waits for a worker."""
    return order(alice)


def status(build: Build) -> str:
    build.refresh_from_db()
    return build.status


def until_ended(build: Build) -> None:
    processes.until(lambda: status(build) not in Build.ACTIVE, what="the end of the build")


def until_overtaken(build: Build, *, attempt: int) -> None:
    """Wait until a later attempt runs."""
    processes.until(
        lambda: status(build) == Build.Status.RUNNING and build.attempt == attempt, what="another attempt"
    )


def wallet(user: User) -> tuple[int, int]:
    found = credit_selectors.wallet(user_id=user.pk)
    return found.credits, found.held
