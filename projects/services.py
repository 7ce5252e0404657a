"""Changing projects and keeping versions."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from projects import links
from projects.errors import ProjectIsBuilding, ProjectNotFound
from projects.models import Blob, Project, ProjectMessage, SiteVersion, VersionFile

preview_url = links.preview_url
version_of_token = links.version_of_token
published_url = links.published_url

# What mimetypes knows depends on the machine; sites have these.
CONTENT_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
}
CHANGEABLE = frozenset({"name", "description", "archived"})


def create_project(
    *,
    owner_id: UUID,
    name: str,
    description: str = "",
    template_id: str = "",
    name_is_provisional: bool = False,
) -> Project:
    """A new draft. ``name`` has 1–200 characters after stripping; views check it."""
    return Project.objects.create(
        owner_id=owner_id,
        name=name.strip(),
        description=description,
        template_id=template_id,
        name_is_provisional=name_is_provisional,
    )


def update_project(*, owner_id: UUID, project_id: UUID, changes: Mapping[str, Any]) -> None:
    """Set the fields of ``changes`` (name, description, archived); a name that was given stays for good."""
    values = {field: value for field, value in changes.items() if field in CHANGEABLE}
    if "name" in values:
        values["name_is_provisional"] = False
    rows = Project.objects.filter(pk=project_id, owner_id=owner_id, deleted_at=None)
    if not rows.update(**values, updated_at=timezone.now()):
        raise ProjectNotFound("There is no such project, or it is not yours.")


def delete_project(*, owner_id: UUID, project_id: UUID, now: datetime) -> None:
    """Hide a project for good. Raises ProjectNotFound, or ProjectIsBuilding while a build is under way."""
    rows = Project.objects.filter(pk=project_id, owner_id=owner_id, deleted_at=None)
    if rows.filter(active_build=None).update(deleted_at=now, updated_at=now):
        return
    if not rows.exists():
        raise ProjectNotFound("There is no such project, or it is not yours.")
    raise ProjectIsBuilding("This project is being built; cancel the build first, then delete it.")


def add_message(
    *, project_id: UUID, role: ProjectMessage.Role, text: str, build_id: UUID | None = None
) -> None:
    ProjectMessage.objects.create(project_id=project_id, role=role, text=text, build_id=build_id)


def lock_owned_project(*, owner_id: UUID, project_id: UUID) -> Project:
    """The project under its row lock, for the rest of the caller's transaction. Raises ProjectNotFound."""
    rows = Project.objects.select_for_update(no_key=True).filter(deleted_at=None)
    try:
        return rows.get(pk=project_id, owner_id=owner_id)
    except Project.DoesNotExist:
        raise ProjectNotFound("There is no such project, or it is not yours.") from None


def lock_project(*, project_id: UUID) -> Project:
    """Like ``lock_owned_project`` for code that acts for the owner; a deleted project is found, too."""
    return Project.objects.select_for_update(no_key=True).get(pk=project_id)


def build_started(project: Project, *, build_id: UUID) -> None:
    """Mark a locked project as being built."""
    project.status, project.active_build = Project.Status.BUILDING, build_id
    project.save(update_fields=["status", "active_build", "updated_at"])


def build_succeeded(
    project: Project, *, version: SiteVersion, template_id: str, seconds: float, name: str
) -> None:
    """Make ``version`` the current one of a locked project; ``name`` replaces a provisional name."""
    project.status, project.active_build = Project.Status.COMPLETED, None
    project.current_version, project.template_id, project.build_time = version, template_id, seconds
    if project.name_is_provisional and name:
        project.name, project.name_is_provisional = name[:200], False
    project.save()


def build_ended_without_result(project: Project, *, failed: bool) -> None:
    """A failed or cancelled build leaves an earlier version as it was."""
    project.active_build = None
    if project.current_version_id:
        project.status = Project.Status.COMPLETED
    else:
        project.status = Project.Status.FAILED if failed else Project.Status.DRAFT
    project.save(update_fields=["status", "active_build", "updated_at"])


def preview_url_of_build(*, project_id: UUID, build_id: UUID) -> str | None:
    """Preview of the version that a build made, None if it made none. One query."""
    version = SiteVersion.objects.only("pk").filter(project_id=project_id, build_id=build_id).first()
    return links.preview_url(version) if version else None


def keep_files(files: Mapping[str, bytes]) -> dict[str, str]:
    """Keep the bytes of ``files`` (path → bytes), each content once; return path → SHA-256.

    To be called before the transaction that stores the version, so that no lock is held meanwhile.
    """
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    contents = {hashes[path]: data for path, data in files.items()}
    known = set(Blob.objects.filter(pk__in=contents).values_list("pk", flat=True))
    new = [
        Blob(sha256=sha, data=contents[sha], size=len(contents[sha]))
        for sha in sorted(contents.keys() - known)
    ]
    # Two builds may bring the same file at the same moment.
    Blob.objects.bulk_create(new, ignore_conflicts=True, batch_size=50)
    return hashes


def store_version(
    *,
    project: Project,
    spec: Mapping[str, Any],
    files: Mapping[str, bytes],
    hashes: Mapping[str, str] | None = None,
    quality: Mapping[str, Any],
    pages: Sequence[Mapping[str, str]],
    build_id: UUID | None = None,
    label: str = "",
) -> SiteVersion:
    """The next version of ``project`` with its files; it does not become the current one by itself.

    ``hashes`` is what ``keep_files`` returned, if it was called before. Locks the project's row.
    """
    hashes = hashes if hashes is not None else keep_files(files)
    with transaction.atomic():
        lock_project(project_id=project.pk)
        last = SiteVersion.objects.filter(project=project).aggregate(number=Max("number"))["number"]
        version = SiteVersion.objects.create(
            project=project,
            number=(last or 0) + 1,
            spec=spec,
            quality=quality,
            pages=pages,
            build_id=build_id,
            label=label,
        )
        VersionFile.objects.bulk_create(
            VersionFile(version=version, path=path, blob_id=hashes[path], content_type=content_type(path))
            for path in sorted(files)
        )
    return version


def content_type(path: str) -> str:
    """The media type of a site's file by its name, without a charset."""
    suffix = path[path.rfind(".") :].lower() if "." in path else ""
    return CONTENT_TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
