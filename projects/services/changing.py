"""Changing projects: what their owners do to them, and what builds do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from projects import selectors
from projects.errors import ProjectIsBuilding, ProjectNotFound
from projects.models import Project, ProjectMessage, SiteVersion
from projects.services import quotas

CHANGEABLE = frozenset({"name", "description", "archived", "language"})


def create_project(
    *,
    owner_id: UUID,
    name: str,
    description: str = "",
    template_id: str = "",
    language: str = "",
    name_is_provisional: bool = False,
    new_id: UUID | None = None,
) -> Project:
    """A new draft. ``name`` has 1–200 characters after stripping; views check it. ``new_id`` must be new."""
    return Project.objects.create(
        id=new_id or uuid4(),
        owner_id=owner_id,
        name=name.strip(),
        description=description,
        template_id=template_id,
        language=language,
        name_is_provisional=name_is_provisional,
    )


def update_project(*, owner_id: UUID, project_id: UUID, changes: Mapping[str, Any]) -> None:
    """Set the fields of ``changes`` (name, description, archived, language); a given name stays for good."""
    values = {field: value for field, value in changes.items() if field in CHANGEABLE}
    if "name" in values:
        values["name_is_provisional"] = False
    rows = Project.objects.filter(pk=project_id, owner_id=owner_id, deleted_at=None)
    if not rows.update(**values, updated_at=timezone.now()):
        raise ProjectNotFound("There is no such project, or it is not yours.")


def delete_project(*, owner_id: UUID, project_id: UUID, now: datetime) -> None:
    """Hide a project, and take its site and links offline; ``restore_project`` undoes it for a while.

    Raises ProjectNotFound, or ProjectIsBuilding while a build is under way.
    """
    rows = Project.objects.filter(pk=project_id, owner_id=owner_id, deleted_at=None)
    if rows.filter(active_build=None).update(deleted_at=now, updated_at=now):
        _forget_sites()
        return
    if not rows.exists():
        raise ProjectNotFound("There is no such project, or it is not yours.")
    raise ProjectIsBuilding("This project is being built; cancel the build first, then delete it.")


def restore_project(*, owner_id: UUID, project_id: UUID, now: datetime) -> None:
    """Undo deleting: the project is as it was, also published if it was. One that is not deleted stays so.

    Raises ProjectNotFound, also once settings.RESTORE_DAYS are over, and QuotaExceeded if there is no more
    room for its versions. Locks the project, then the owner's quota.
    """
    with transaction.atomic(durable=True):
        rows = Project.objects.select_for_update(no_key=True).filter(owner_id=owner_id, pk=project_id)
        project = rows.first()
        if project is None or not selectors.can_be_restored(project, now=now):
            raise ProjectNotFound("There is no such project, or it is not yours, or it is too late.")
        if project.deleted_at is None:
            return
        quotas.hold_quota(owner_id=owner_id)
        rows.update(deleted_at=None, updated_at=now)
        quotas.refuse_above_quota(owner_id=owner_id)
    _forget_sites()


def archive_project(*, owner_id: UUID, project_id: UUID) -> None:
    """Put a project aside; nothing else changes. Raises ProjectNotFound."""
    update_project(owner_id=owner_id, project_id=project_id, changes={"archived": True})


def unarchive_project(*, owner_id: UUID, project_id: UUID) -> None:
    """Take a project out of the archive. Raises ProjectNotFound."""
    update_project(owner_id=owner_id, project_id=project_id, changes={"archived": False})


def _forget_sites() -> None:
    """Let this process look published sites up again once the change can be seen."""
    transaction.on_commit(lambda: import_string(settings.SITES_CHANGED)())


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
