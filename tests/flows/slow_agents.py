"""The real agents, watched: each notes that it ran, waits while it is told to, and fails when it is told to.

The folder SLOW_AGENTS holds the notes (``ran``) and the orders (``hold-<agent>``, ``fail-<agent>``).
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builds.agents.base import Agent, AgentReport, Report
from builds.pipeline import Agents


@dataclass(frozen=True)
class Watched:
    """An agent that tells the test what it does."""

    inner: Agent[Any, Any]
    folder: Path

    @property
    def name(self) -> str:
        return self.inner.name

    def run(self, inputs: Any, report: Report) -> Any:
        with (self.folder / "ran").open("a") as notes:
            notes.write(f"{self.name}\n")
        while (self.folder / f"hold-{self.name}").exists():
            time.sleep(0.02)
        if (self.folder / f"fail-{self.name}").exists():
            report(AgentReport(self.name, "error", "This does not work", 10))
            raise RuntimeError("told to fail")
        return self.inner.run(inputs, report)


def make_agents() -> Agents:
    folder = Path(os.environ["SLOW_AGENTS"])
    agents = Agents()
    names = ("planner", "frontend", "backend", "image", "testing")
    return Agents(**{name: Watched(getattr(agents, name), folder) for name in names})
