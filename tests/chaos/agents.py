"""The real agents, slowed down and watched: each writes down when it begins and when it has done its work.

How long one takes and whether it fails follows from STORM_SEED, STORM_FAILING and the build's tag, which its
prompt carries: an attempt meets the same agents as the one before. The notes are JSON lines in STORM_NOTES.
"""

from __future__ import annotations

import json
import os
import random
import re
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builds.agents.base import Agent, AgentReport, MakeInputs, PlanInputs, Report
from builds.pipeline import Agents

NAMES = ("planner", "frontend", "backend", "image", "testing")
STEPS = 4
_tag = re.compile(r"storm-\d+")


def tag_of(prompt: str) -> str:
    """The tag that a prompt of the storm carries; "" for another prompt."""
    found = _tag.search(prompt)
    return found.group() if found else ""


def failing_agent(*, seed: str, share: float, tag: str) -> str | None:
    """The agent that fails in this build, if it is one of the ``share`` (0–1) of builds that have one."""
    chance = random.Random(f"{seed}:{tag}:fails")
    return chance.choice(NAMES) if chance.random() < share else None


@dataclass(frozen=True)
class Notes:
    """What one run writes; ``run`` names it and ``since`` is when it began, by the clock of the machine."""

    path: Path
    run: str
    since: float

    def write(self, *, tag: str, stage: str, what: str) -> None:
        note = {"tag": tag, "stage": stage, "what": what, "run": self.run, "since": self.since}
        # One write to a file opened for appending: lines of several processes do not mix.
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            os.write(handle, f"{json.dumps(note)}\n".encode())
        finally:
            os.close(handle)


@dataclass(frozen=True)
class Slow:
    """An agent that takes its time, says so, and fails when it is that build's turn."""

    inner: Agent[Any, Any]
    notes: Notes
    seed: str
    failing: float
    seconds: float
    """For how long it thinks at most."""

    @property
    def name(self) -> str:
        return self.inner.name

    def run(self, inputs: Any, report: Report) -> Any:
        tag = tag_of(_prompt(inputs))
        self.notes.write(tag=tag, stage=self.name, what="begin")
        pause = random.Random(f"{self.seed}:{tag}:{self.name}").uniform(0, self.seconds) / STEPS
        for step in range(STEPS):
            report(AgentReport(self.name, "thinking", f"Thinking, step {step + 1}", 2 * step))
            time.sleep(pause)
        if failing_agent(seed=self.seed, share=self.failing, tag=tag) == self.name:
            raise RuntimeError("the storm wants this agent to fail")
        made = self.inner.run(inputs, report)
        self.notes.write(tag=tag, stage=self.name, what="done")
        return made


def _prompt(inputs: Any) -> str:
    if isinstance(inputs, PlanInputs):
        return inputs.order.prompt
    brief = inputs.plan.brief if isinstance(inputs, MakeInputs) else inputs.spec.brief
    return str(brief.prompt)


def make_agents() -> Agents:
    """The agents of one run; called after the run has claimed its build."""
    notes = Notes(Path(os.environ["STORM_NOTES"]), uuid.uuid4().hex, time.time())
    seed, failing = os.environ["STORM_SEED"], float(os.environ["STORM_FAILING"])
    seconds = float(os.environ.get("STORM_THINKING_SECONDS", "1"))
    agents = Agents()
    return Agents(**{name: Slow(getattr(agents, name), notes, seed, failing, seconds) for name in NAMES})
