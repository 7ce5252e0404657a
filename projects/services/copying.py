"""Versions made from versions. They share all bytes, cost no credits and leave what there was as it was."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from projects.errors import ProjectIsBuilding, VersionNotFound
from projects.models import Asset, Project, ProjectMessage, SiteVersion, Thumbnail, VersionFile
from projects.services import quotas
from projects.services.changing import add_message, lock_owned_project
from projects.services.keeping import next_number


def restore_version(
    *, owner_id: UUID, project_id: UUID, number: int, new_id: UUID | None = None
) -> SiteVersion:
    """Make an earlier version the current one again, as a new version with the same files and spec.

    With a ``new_id`` that a version of the project bears already, that one is returned: an earlier try had
    succeeded unheard. Raises ProjectNotFound, VersionNotFound, ProjectIsBuilding, QuotaExceeded. Locks the
    project.
    """
    with transaction.atomic(durable=True):
        project = lock_owned_project(owner_id=owner_id, project_id=project_id)
        if new_id and (earlier := SiteVersion.objects.filter(pk=new_id, project=project).first()):
            return earlier
        if project.active_build:
            raise ProjectIsBuilding("This project is being built; restore when the build has ended.")
        source = _version(project, number)
        quotas.refuse_over_quota(owner_id=owner_id)
        version = _copy(source, project, new_id=new_id, restored_from=source.number)
        _show(project, version)
        add_message(
            project_id=project.pk,
            role=ProjectMessage.Role.ASSISTANT,
            text=_("Version %(old)s is restored as version %(new)s.")
            % {"old": source.number, "new": version.number},
        )
    return version


def fork_project(
    *,
    owner_id: UUID,
    project_id: UUID,
    number: int | None = None,
    name: str = "",
    new_id: UUID | None = None,
) -> Project:
    """A new project of the same owner whose version 1 is a version of this one, the current one by default,
    and which has the same pictures.

    ``name`` is that of the old project and “(copy)” in the active language if it is left out; ``new_id`` as
    for ``restore_version``. Raises ProjectNotFound, VersionNotFound, QuotaExceeded. Locks the old project.
    """
    with transaction.atomic(durable=True):
        old = lock_owned_project(owner_id=owner_id, project_id=project_id)
        if new_id and (earlier := Project.objects.filter(pk=new_id, owner_id=owner_id).first()):
            return earlier
        source = _version(old, number)
        quotas.refuse_over_quota(owner_id=owner_id)
        project = Project.objects.create(
            id=new_id or uuid4(),
            owner_id=owner_id,
            name=name.strip() or _("%(name)s (copy)") % {"name": old.name[:190]},
            description=old.description,
            template_id=old.template_id,
            language=old.language,
        )
        _show(project, _copy(source, project))
        _copy_assets(old, project)
        add_message(
            project_id=project.pk,
            role=ProjectMessage.Role.ASSISTANT,
            text=_("A copy of version %(number)s of %(name)s.") % {"number": source.number, "name": old.name},
        )
    return project


def _version(project: Project, number: int | None) -> SiteVersion:
    """A version of a locked project, which keeps it, and so its bytes, from being pruned meanwhile."""
    if number is None and project.current_version_id is None:
        raise VersionNotFound("This project has no site yet; build it first.")
    which = {"pk": project.current_version_id} if number is None else {"number": number}
    version = SiteVersion.objects.filter(project=project, **which).first()
    if version is None:
        raise VersionNotFound(f"This project has no version {number}.")
    return version


def _copy(
    source: SiteVersion, project: Project, *, new_id: UUID | None = None, restored_from: int | None = None
) -> SiteVersion:
    version = SiteVersion.objects.create(
        id=new_id or uuid4(),
        project=project,
        number=next_number(project),
        # As it is stored: pictures are files of the copy, too.
        spec=source.spec,
        quality=source.quality,
        pages=source.pages,
        restored_from=restored_from,
    )
    rows = VersionFile.objects.filter(version=source).order_by("path")
    VersionFile.objects.bulk_create(
        VersionFile(version=version, path=path, blob_id=sha256, content_type=content_type)
        for path, sha256, content_type in rows.values_list("path", "blob_id", "content_type")
    )
    # The same site looks the same.
    for taken in Thumbnail.objects.filter(version=source, blob__isnull=False):
        Thumbnail.objects.create(version=version, blob_id=taken.blob_id)
    return version


def _copy_assets(source: Project, project: Project) -> None:
    """The same pictures once more; their bytes are shared."""
    fields = ("blob_id", "name", "media_type", "width", "height", "bytes", "alt", "role")
    rows = Asset.objects.filter(project=source).order_by("created_at", "id").values(*fields)
    for row in rows:
        Asset.objects.create(project=project, **row)


def _show(project: Project, version: SiteVersion) -> None:
    project.current_version, project.status = version, Project.Status.COMPLETED
    project.save(update_fields=["current_version", "status", "updated_at"])
