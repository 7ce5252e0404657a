"""Reading projects. Whatever takes an owner's id hides other people's projects: they get ProjectNotFound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Lower

from projects.errors import AssetNotFound, FileNotInVersion, ProjectNotFound, VersionNotFound
from projects.models import Asset, Blob, Project, ProjectMessage, ShareLink, SiteVersion, VersionFile

CODE_TYPES = ("text/html", "text/css", "text/javascript")
LIST_FIELDS = (
    "id", "name", "description", "status", "template_id", "language", "build_time", "archived", "created_at",
    "updated_at",
)  # fmt: skip


@dataclass(frozen=True)
class ServedFile:
    """A file of a version, or a picture, as it is sent; ``sha256`` serves as its ETag."""

    data: bytes
    content_type: str
    sha256: str


def owned_projects(*, owner_id: UUID) -> QuerySet[Project]:
    """The owner's projects, newest first; deleted ones are gone."""
    return Project.objects.filter(owner_id=owner_id, deleted_at=None).order_by("-created_at", "-id")


def deleted_projects(*, owner_id: UUID, now: datetime) -> QuerySet[Project]:
    """The owner's deleted projects that can still be restored, the last deleted first."""
    rows = Project.objects.filter(owner_id=owner_id, deleted_at__gte=restorable_since(now))
    return rows.order_by("-deleted_at", "-id")


def can_be_restored(project: Project, *, now: datetime) -> bool:
    """Whether the project is there, or was deleted a short while ago."""
    return project.deleted_at is None or project.deleted_at >= restorable_since(now)


def restorable_since(now: datetime) -> datetime:
    """What was deleted before it is gone for good."""
    return now - timedelta(days=settings.RESTORE_DAYS)


def owned_project(*, owner_id: UUID, project_id: UUID) -> Project:
    """One project with its current version, its spec left behind. One query; raises ProjectNotFound."""
    projects = owned_projects(owner_id=owner_id).select_related("current_version")
    try:
        return _known_to_its_version(projects.defer("current_version__spec").get(pk=project_id))
    except Project.DoesNotExist:
        raise ProjectNotFound("There is no such project, or it is not yours.") from None


def _known_to_its_version(project: Project) -> Project:
    # A link to the version needs the project, which need not be asked for again.
    if project.current_version:
        project.current_version.project = project
    return project


def owns_project(*, owner_id: UUID, project_id: UUID) -> bool:
    return owned_projects(owner_id=owner_id).filter(pk=project_id).exists()


SHELF_ORDERS: Mapping[str, tuple[str | Combinable, ...]] = {
    "recent": ("-updated_at", "-id"),
    "name": (Lower("name"), "id"),
    "created": ("-created_at", "-id"),
}


ARCHIVED, DELETED = "archived", "deleted"
"""States of projects that were put aside, beside the statuses of the others."""


@dataclass(frozen=True)
class Shelf:
    """One page of an owner's projects, each with its current version but without specs and pages.

    ``found`` is how many fit search and state, ``counts`` how many fit the search, by state.
    """

    projects: list[Project]
    found: int
    counts: dict[str, int]

    @property
    def in_use(self) -> int:
        """How many fit the search and were not put aside."""
        return sum(count for state, count in self.counts.items() if state not in (ARCHIVED, DELETED))


def shelf(
    *,
    owner_id: UUID,
    search: str = "",
    state: str = "",
    order: str = "recent",
    offset: int,
    limit: int,
    now: datetime,
) -> Shelf:
    """A page of the owner's projects; ``search`` is a part of a name or description, whatever the case.

    ``state`` is a status, ARCHIVED or DELETED (those that can still be restored); an empty one is any status.
    ``order`` is a key of SHELF_ORDERS. Two queries, however many projects.
    """
    there = Q(deleted_at=None) | Q(deleted_at__gte=restorable_since(now))
    put_aside = [
        When(deleted_at__isnull=False, then=Value(DELETED)), When(archived=True, then=Value(ARCHIVED)),
    ]  # fmt: skip
    fitting = Project.objects.filter(there, owner_id=owner_id).annotate(
        state=Case(*put_aside, default=F("status"))
    )
    for word in search.split():
        fitting = fitting.filter(Q(name__icontains=word) | Q(description__icontains=word))
    counts: dict[str, int] = dict(fitting.order_by().values_list("state").annotate(Count("pk")))
    rows = fitting.filter(state=state) if state else fitting.exclude(state__in=(ARCHIVED, DELETED))
    rows = rows.select_related("current_version").order_by(*SHELF_ORDERS[order])
    heavy = ("description", "current_version__spec", "current_version__quality", "current_version__pages")
    page = [_known_to_its_version(project) for project in rows.defer(*heavy)[offset : offset + limit]]
    found = Shelf(page, 0, counts)
    return replace(found, found=counts.get(state, 0) if state else found.in_use)


def projects_of(owner: str) -> Coalesce:
    """How many projects the owner named by a field of an outer query has, for lists of users."""
    rows = Project.objects.filter(owner=OuterRef(owner), deleted_at=None).order_by().values("owner")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def project_counts(user_id: UUID) -> tuple[int, int]:
    """``(all, completed)`` projects of a user. One query."""
    completed = Count("pk", filter=Q(status=Project.Status.COMPLETED))
    # Without an order, which an aggregate would have to group by.
    counts = owned_projects(owner_id=user_id).order_by().aggregate(total=Count("pk"), completed=completed)
    return counts["total"], counts["completed"]


def messages(*, project_id: UUID, limit: int) -> list[ProjectMessage]:
    """The last ``limit`` messages of a project, oldest first."""
    return list(project_messages(project_id=project_id).order_by("-id")[:limit])[::-1]


def project_messages(*, project_id: UUID) -> QuerySet[ProjectMessage]:
    """The conversation, oldest first."""
    return ProjectMessage.objects.filter(project_id=project_id).order_by("id")


def owned_version(*, owner_id: UUID, project_id: UUID, number: int | None = None) -> SiteVersion:
    """A version of the owner's project by its number, else the current one, without its spec. Two queries at
    most; raises ProjectNotFound, VersionNotFound.
    """
    project = owned_project(owner_id=owner_id, project_id=project_id)
    if number is None:
        if project.current_version is None:
            raise VersionNotFound("This project has no site yet; build it first.")
        return project.current_version
    try:
        version = SiteVersion.objects.defer("spec").get(project=project, number=number)
    except SiteVersion.DoesNotExist:
        raise VersionNotFound(f"This project has no version {number}.") from None
    version.project = project
    return version


def version_rows(*, project: Project) -> QuerySet[SiteVersion]:
    """The versions of a project, newest first, without specs; each with ``bytes`` and ``files_count``."""
    files = VersionFile.objects.filter(version=OuterRef("pk")).order_by().values("version")
    return (
        SiteVersion.objects.filter(project=project)
        .defer("spec")
        .annotate(
            bytes=Subquery(files.annotate(total=Sum("blob__size")).values("total")),
            files_count=Subquery(files.annotate(total=Count("pk")).values("total")),
        )
        .order_by("-number")
    )


def versions_by_build(*, project_id: UUID) -> dict[UUID, int]:
    """Numbers of a project's versions by the build that made each. One query."""
    rows = SiteVersion.objects.filter(project_id=project_id).values_list("build_id", "number")
    return {build_id: number for build_id, number in rows if build_id is not None}


def share_rows(*, project: Project) -> QuerySet[ShareLink]:
    """The share links of a project with their versions, newest first."""
    rows = ShareLink.objects.filter(project=project).select_related("version").defer("version__spec")
    return rows.order_by("-created_at", "-id")


@dataclass(frozen=True)
class FileRow:
    """A file of a version without its bytes; ``size`` in bytes."""

    path: str
    size: int
    sha256: str
    content_type: str


def file_rows(version: SiteVersion) -> list[FileRow]:
    """The files of a version by path. One query."""
    rows = VersionFile.objects.filter(version=version).order_by("path")
    return [FileRow(*row) for row in rows.values_list("path", "blob__size", "blob_id", "content_type")]


def asset_rows(*, project: Project) -> QuerySet[Asset]:
    """The pictures of a project, without their bytes, in the order in which they came."""
    return Asset.objects.filter(project=project).order_by("created_at", "id")


def owned_asset(*, owner_id: UUID, project_id: UUID, asset_id: UUID) -> Asset:
    """A picture of the owner's project. Two queries; raises ProjectNotFound, AssetNotFound."""
    project = owned_project(owner_id=owner_id, project_id=project_id)
    asset = asset_rows(project=project).filter(pk=asset_id).first()
    if asset is None:
        raise AssetNotFound("This project has no such picture.")
    return asset


def asset_file(asset: Asset) -> ServedFile:
    """The bytes of a picture. One query."""
    return ServedFile(bytes(asset.blob.data), asset.media_type, asset.blob_id)


def version_file(*, owner_id: UUID, project_id: UUID, number: int, path: str) -> ServedFile:
    """One file of a version of the owner's project. Three queries; raises ProjectNotFound, VersionNotFound,
    FileNotInVersion.
    """
    version = owned_version(owner_id=owner_id, project_id=project_id, number=number)
    # PostgreSQL has no text with a NUL.
    files = {} if "\0" in path else find_files(version_id=version.pk, paths=[path])
    if path not in files:
        raise FileNotInVersion(f"Version {number} has no file of that name.")
    return files[path]


def version_hashes(version: SiteVersion) -> dict[str, str]:
    """SHA-256 of each file of a version by path. One query."""
    return dict(VersionFile.objects.filter(version=version).order_by("path").values_list("path", "blob_id"))


def version_code(version: SiteVersion) -> dict[str, str]:
    """The text of the version's HTML, CSS and JavaScript files by path. One query."""
    files = VersionFile.objects.filter(version=version, content_type__in=CODE_TYPES).order_by("path")
    rows = files.values_list("path", "blob__data")
    return {path: bytes(data).decode() for path, data in rows}


def version_files(version: SiteVersion) -> dict[str, bytes]:
    """All files of a version by path. One query."""
    rows = VersionFile.objects.filter(version=version).order_by("path").values_list("path", "blob__data")
    return {path: bytes(data) for path, data in rows}


def find_files(*, version_id: UUID, paths: Sequence[str], epoch: int | None = None) -> dict[str, ServedFile]:
    """Those of ``paths`` that the version has, by path; none once its project is deleted or, with an
    ``epoch``, has left it: its preview links are revoked. One query.
    """
    files = VersionFile.objects.filter(
        version_id=version_id, path__in=paths, version__project__deleted_at=None
    )
    if epoch is not None:
        files = files.filter(version__project__preview_epoch=epoch)
    rows = files.values_list("path", "content_type", "blob_id", "blob__data")
    return {path: ServedFile(bytes(data), content_type, sha) for path, content_type, sha, data in rows}


def version_of(project: Project, *, number: int | None) -> SiteVersion:
    """A version of the project by its number, the current one without; its spec is left behind.

    One query; raises VersionNotFound.
    """
    rows = SiteVersion.objects.filter(project=project).defer("spec")
    if number is None:
        if project.current_version_id is None:
            raise VersionNotFound("This project has no site yet; build it first.")
        return rows.get(pk=project.current_version_id)
    version = rows.filter(number=number).first()
    if version is None:
        raise VersionNotFound(f"This project has no version {number}.")
    return version


def file_index(*, version_id: UUID) -> dict[str, tuple[str, str]]:
    """``path → (SHA-256, media type)`` of a version's files; empty once its project is deleted. One query."""
    files = VersionFile.objects.filter(version_id=version_id, version__project__deleted_at=None)
    rows = files.order_by("path").values_list("path", "blob_id", "content_type")
    return {path: (sha, content_type) for path, sha, content_type in rows}


@dataclass(frozen=True)
class Storage:
    """What all sites together take: ``bytes`` of ``blobs`` contents, kept once each, in ``versions``;
    ``database_bytes`` is the whole database on disk."""

    projects: int
    versions: int
    blobs: int
    bytes: int
    database_bytes: int


def storage() -> Storage:
    """What is stored, for operators. Four queries."""
    blobs = Blob.objects.aggregate(count=Count("pk"), bytes=Sum("size"))
    projects = Project.objects.filter(deleted_at=None).count()
    with connection.cursor() as cursor:
        cursor.execute("select pg_database_size(current_database())")
        on_disk = int(cursor.fetchone()[0])
    return Storage(projects, SiteVersion.objects.count(), blobs["count"], blobs["bytes"] or 0, on_disk)
