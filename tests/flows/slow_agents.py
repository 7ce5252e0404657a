"""The real agents, watched: each notes that it ran, waits, fails or kills its own process as it is told.

The folder SLOW_AGENTS holds the notes (``ran``: began, ``did``: finished its work) and the orders
(``hold-<agent>``, ``fail-<agent>``, ``kill-<agent>``).
"""

from __future__ import annotations

import os
import signal
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
        self._note("ran")
        while (self.folder / f"hold-{self.name}").exists():
            time.sleep(0.02)
        if (self.folder / f"fail-{self.name}").exists():
            report(AgentReport(self.name, "error", "This does not work", 10))
            raise RuntimeError("told to fail")
        if (self.folder / f"kill-{self.name}").exists():
            os.kill(os.getpid(), signal.SIGKILL)
        made = self.inner.run(inputs, report)
        self._note("did")
        return made

    def _note(self, what: str) -> None:
        with (self.folder / what).open("a") as notes:
            notes.write(f"{self.name}\n")


def make_agents() -> Agents:
    folder = Path(os.environ["SLOW_AGENTS"])
    agents = Agents()
    names = ("planner", "frontend", "backend", "image", "testing")
    return Agents(**{name: Watched(getattr(agents, name), folder) for name in names})
