"""Rows and panels as the templates show them; nothing here asks for more than one row."""

from __future__ import annotations

from dataclasses import dataclass

from builds import services as build_services
from builds.models import Build
from projects import services as project_services
from projects.models import Project

AGENTS = (
    ("planner", "Planner", "Reads the prompt, chooses template, pages and look", "compass"),
    ("frontend", "Frontend", "Writes and lays out every section", "layout-template"),
    ("backend", "Backend", "Prepares forms, metadata and structured data", "plug"),
    ("image", "Image", "Draws the artwork in the site's colours", "brush"),
    ("testing", "Testing", "Measures nine kinds of quality and repairs", "circle-check"),
)


@dataclass(frozen=True)
class AgentRow:
    """One agent in the panel before any event has come: the socket's replay fills in the rest."""

    key: str
    name: str
    task: str
    icon: str
    credits: int


@dataclass(frozen=True)
class Panel:
    """The build shown in a workspace; None fields where the project was never built."""

    build: Build | None
    active: bool
    agents: tuple[AgentRow, ...]


def panel(build: Build | None) -> Panel:
    prices = {line.agent: line.credits for line in build_services.full_quote().breakdown}
    rows = tuple(AgentRow(key, name, task, icon, prices.get(key, 0)) for key, name, task, icon in AGENTS)
    return Panel(build=build, active=bool(build and build.is_active), agents=rows)


def preview_url(project: Project) -> str:
    """Address of the current version's preview, empty while there is none."""
    version = project.current_version
    return project_services.preview_url(version) if version else ""


def pages(project: Project) -> list[dict[str, str]]:
    """The pages of the current version for the page switcher: ``{slug, label, path}``, home first."""
    version = project.current_version
    return list(version.pages) if version else []
