"""What all pages of a workspace share: the project's head and its tabs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from builds import services as build_services
from credits import selectors as credit_selectors
from projects import selectors as project_selectors
from projects.models import Project
from publishing import inbox, publication
from publishing.publication import Published
from web import refusals


@dataclass(frozen=True)
class Tab:
    """A page of the workspace; ``count`` is what waits there."""

    name: str
    label: str
    icon: str
    url: str
    is_open: bool
    count: int = 0


def shell(*, user_id: UUID, project_id: UUID, tab: str) -> dict[str, Any]:
    """The context that ``web/project/shell.html`` needs. Raises ProjectNotFound."""
    project = project_selectors.owned_project(owner_id=user_id, project_id=project_id)
    state = publication.state_of(project_id=project.pk)
    build = build_services.latest_build(project_id=project.pk)
    return {
        "project": project,
        "version": project.current_version,
        "build": build,
        "is_building": bool(build and build.is_active),
        "published": state,
        "is_behind": _is_behind(project, state),
        "tabs": _tabs(project, tab),
        "wallet": credit_selectors.wallet(user_id=user_id),
        "now": timezone.now(),
        "refusals": json.dumps(refusals.sentences()),
        # One press of a button makes one thing, however often the form is sent.
        "press": uuid4(),
    }


def _is_behind(project: Project, state: Published) -> bool:
    """Whether the world sees another version than the current one."""
    version = project.current_version
    return bool(state.version and version and version.number != state.version)


def _tabs(project: Project, opened: str) -> list[Tab]:
    unread = inbox.unread_count(project_id=project.pk)
    rows = (
        ("project", _("Preview"), "monitor", 0),
        ("versions", _("Versions"), "history", 0),
        ("quality", _("Quality"), "gauge", 0),
        ("files", _("Files"), "folder-code", 0),
        ("inbox", _("Forms"), "inbox", unread),
        ("settings", _("Settings"), "settings-2", 0),
    )
    return [
        Tab(name, label, icon, reverse(f"web:{name}", args=[project.pk]), name == opened, count)
        for name, label, icon, count in rows
    ]
