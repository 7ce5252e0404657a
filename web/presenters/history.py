"""Versions as cards, share links, and the difference of two versions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from builds import selectors as build_selectors
from projects import diffs
from projects import selectors as project_selectors
from projects import services as project_services
from projects.models import Project, ShareLink, SiteVersion
from publishing.publication import Published

CARDS = 24
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class VersionCard:
    """A version in the list; ``why`` is the prompt or act that made it, ``score`` 0–100."""

    version: SiteVersion
    why: str
    is_prompt: bool
    score: int | None
    is_current: bool
    is_live: bool


@dataclass(frozen=True)
class ShareRow:
    share: ShareLink
    url: str
    is_over: bool


def history(project: Project, published: Published, *, page: int, now: datetime) -> dict[str, Any]:
    """A page of version cards, newest first, and all share links."""
    rows = project_selectors.version_rows(project=project)
    total, first = rows.count(), (page - 1) * CARDS
    prompts = build_selectors.prompts(project_id=project.pk)
    shares = project_selectors.share_rows(project=project)
    return {
        "cards": [_card(version, project, published, prompts) for version in rows[first : first + CARDS]],
        "total": total,
        "newer_page": page - 1 if page > 1 else None,
        "older_page": page + 1 if first + CARDS < total else None,
        "shares": [
            ShareRow(share, project_services.share_url(share), share.expires_at <= now) for share in shares
        ],
    }


def _card(
    version: SiteVersion, project: Project, published: Published, prompts: dict[UUID, str]
) -> VersionCard:
    prompt = prompts.get(version.build_id, "") if version.build_id else ""
    return VersionCard(
        version,
        why=prompt or _why(version),
        is_prompt=bool(prompt),
        score=version.quality.get("score"),
        is_current=version.pk == project.current_version_id,
        is_live=version.number == published.version,
    )


def _why(version: SiteVersion) -> str:
    if version.restored_from:
        return _("Version %(number)s, restored") % {"number": version.restored_from}
    return _("A copy of another project")


def difference(project: Project, *, number: int, against: int) -> dict[str, Any]:
    """What differs between two versions, with a preview of each. Raises VersionNotFound."""
    after, before = (_version(project, wanted) for wanted in (number, against))
    found = diffs.compare(
        before.spec, after.spec, project_selectors.file_rows(before), project_selectors.file_rows(after)
    )
    return {
        "before": before,
        "after": after,
        "before_url": project_services.preview_url(before),
        "after_url": project_services.preview_url(after),
        "changed_pages": found["pages"],
        "changed_settings": [_setting(change) for change in found["settings"]],
        "changed_files": found["files"],
        "picker": list(project_selectors.version_rows(project=project)),
    }


def _version(project: Project, number: int) -> SiteVersion:
    version = project_selectors.version_of(project, number=number)
    version.project = project
    return version


def _setting(change: diffs.Change) -> dict[str, Any]:
    """A change with the colours that its values are, for a swatch."""
    was, now = change["before"], change["after"]
    return {**change, "before_colour": _colour(was), "after_colour": _colour(now)}


def _colour(value: object) -> str:
    return value if isinstance(value, str) and COLOUR.fullmatch(value) else ""
