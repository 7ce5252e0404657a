"""What the world sees of a project: addresses, history and visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from projects import selectors as project_selectors
from projects.models import Project
from publishing import addresses, hosts, publication, visits

DAYS = 30
HISTORY = 10
WIDTH, HEIGHT = 600, 150
FOOT = 20


@dataclass(frozen=True)
class Bar:
    """A day in the chart, in units of the SVG."""

    date: date
    visits: int
    visitors: int
    x: float
    y: float
    height: float


def world(*, user_id: UUID, project: Project, now: datetime) -> dict[str, Any]:
    """What the settings show besides the head."""
    figures = visits.figures(user_id=user_id, project_id=project.pk, days=DAYS, today=now.date())
    history = publication.history(user_id=user_id, project_id=project.pk)
    before, after = _around_slug()
    return {
        "picker": list(project_selectors.version_rows(project=project)[:50]),
        "publications": list(history[:HISTORY]),
        "hosts": hosts.hosts_of(user_id=user_id, project_id=project.pk),
        "address_before": before,
        "address_after": after,
        "visits": figures,
        "visitors_total": sum(day["visitors"] for day in figures["days"]),
        "bars": bars(figures["days"]),
        "top": max((day["visits"] for day in figures["days"]), default=0),
        "chart": {"width": WIDTH, "height": HEIGHT, "ground": HEIGHT - FOOT, "words": HEIGHT - 4},
        "word": project.name.strip(),
    }


def word_to_type(*, user_id: UUID, project_id: UUID) -> str:
    """What must be typed before a project is deleted. Raises ProjectNotFound."""
    return project_selectors.owned_project(owner_id=user_id, project_id=project_id).name.strip()


def _around_slug() -> tuple[str, str]:
    """What stands before and after the slug in the address of a site."""
    base = addresses.address_of_slug("SLUG").base
    before, _, after = base.partition("SLUG")
    return before, after


def bars(days: list[dict[str, Any]]) -> list[Bar]:
    """One bar a day, the highest as high as the chart."""
    top = max((day["visits"] for day in days), default=0) or 1
    step, room = WIDTH / max(1, len(days)), HEIGHT - FOOT - 8
    return [
        Bar(
            day["date"], day["visits"], day["visitors"], round(at * step, 1),
            round(HEIGHT - FOOT - room * day["visits"] / top, 1), round(room * day["visits"] / top, 1),
        )
        for at, day in enumerate(days)
    ]  # fmt: skip
