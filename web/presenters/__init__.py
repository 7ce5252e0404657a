"""What the pages show, prepared for their templates; each page has a module of its own beside this one."""

from __future__ import annotations

from typing import Any

from projects import services as project_services
from projects.models import Project

STATUS_WORDS = {"draft": "Draft", "building": "Building", "completed": "Ready", "failed": "Failed"}


def card(project: Project) -> dict[str, Any]:
    """What a card of the project list shows."""
    return {
        "project": project,
        "status": STATUS_WORDS.get(project.status, project.status),
        "preview_url": preview_url(project),
    }


def preview_url(project: Project) -> str:
    """Address of the current version's preview, empty while there is none."""
    version = project.current_version
    return project_services.preview_url(version) if version else ""
