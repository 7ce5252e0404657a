"""What may change about a version: its name, and the links to it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F

from projects import links, selectors
from projects.models import Project, SiteVersion


def label_version(*, owner_id: UUID, project_id: UUID, number: int, label: str) -> SiteVersion:
    """Name a version, or take the name away with an empty one. Raises ProjectNotFound, VersionNotFound."""
    version = selectors.owned_version(owner_id=owner_id, project_id=project_id, number=number)
    SiteVersion.objects.filter(pk=version.pk).update(label=label.strip())
    version.label = label.strip()
    return version


def revoke_previews(*, owner_id: UUID, project_id: UUID) -> None:
    """End every preview link of the project that was given out; new ones are good. Raises ProjectNotFound."""
    project = selectors.owned_project(owner_id=owner_id, project_id=project_id)
    Project.objects.filter(pk=project.pk).update(preview_epoch=F("preview_epoch") + 1)


def preview_url_of_build(*, project_id: UUID, build_id: UUID) -> str | None:
    """Preview of the version that a build made, None if it made none. One query."""
    versions = SiteVersion.objects.select_related("project").only("pk", "project__preview_epoch")
    version = versions.filter(project_id=project_id, build_id=build_id).first()
    return links.preview_url(version) if version else None
