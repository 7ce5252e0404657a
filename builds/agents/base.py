"""What an agent is, and how it reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol, TypeVar

from builds.agents.sayings import Words
from sitegen.catalog import Catalog
from sitegen.spec import SitePlan
from sitegen.uploads import Upload

Status = Literal["thinking", "waiting", "working", "completed", "warning", "error"]
In_contra = TypeVar("In_contra", contravariant=True)
Out_co = TypeVar("Out_co", covariant=True)


@dataclass(frozen=True)
class AgentReport:
    """One message of an agent for people, in no language yet; ``progress`` is its own, 0–100."""

    agent: str
    status: Status
    message: Words
    progress: int


Report = Callable[[AgentReport], None]
"""Takes a report; may raise to make the agent stop, so agents let its exceptions pass."""


class Agent(Protocol[In_contra, Out_co]):
    """A worker with a name and a price (``credits.pricing``). The same inputs must give the same output."""

    @property
    def name(self) -> str: ...

    def run(self, inputs: In_contra, report: Report) -> Out_co: ...


@dataclass(frozen=True)
class Order:
    """What the owner asked for; ``today`` is the order's day, so that later attempts give the same site.

    ``uploads`` are the owner's pictures in the order given, ``elsewhere`` counts addresses of other hosts.
    """

    prompt: str
    today: date
    template_id: str | None = None
    seed: int | None = None
    project_name: str | None = None
    language: str | None = None
    uploads: tuple[Upload, ...] = ()
    elsewhere: int = 0


@dataclass(frozen=True)
class PlanInputs:
    order: Order
    catalog: Catalog


@dataclass(frozen=True)
class MakeInputs:
    """What frontend, backend and image start from; they do not see each other's work."""

    plan: SitePlan
    catalog: Catalog
    uploads: tuple[Upload, ...] = ()
    elsewhere: int = 0


@dataclass(frozen=True)
class Voice:
    """Reports in the name of one agent."""

    agent: str
    report: Report

    def thinking(self, message: Words, progress: int) -> None:
        self.report(AgentReport(self.agent, "thinking", message, progress))

    def working(self, message: Words, progress: int) -> None:
        self.report(AgentReport(self.agent, "working", message, progress))

    def warning(self, message: Words, progress: int) -> None:
        self.report(AgentReport(self.agent, "warning", message, progress))

    def completed(self, message: Words) -> None:
        self.report(AgentReport(self.agent, "completed", message, 100))
