"""How much a user may keep. What counts are projects that are not deleted, each content once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Sum

from projects.errors import QuotaExceeded
from projects.models import Asset, Blob, Project, SiteVersion, VersionFile


@dataclass(frozen=True)
class Quota:
    """What a user's versions and pictures take and may take; a limit of 0 is none."""

    bytes: int
    bytes_limit: int
    versions: int
    versions_limit: int


def quota(*, owner_id: UUID) -> Quota:
    """Two queries."""
    versions = SiteVersion.objects.filter(project__owner_id=owner_id, project__deleted_at=None)
    files = VersionFile.objects.filter(version__project__owner_id=owner_id, version__project__deleted_at=None)
    assets = Asset.objects.filter(project__owner_id=owner_id, project__deleted_at=None)
    # A union and no “or”: that would look at every content there is.
    kept = files.order_by().values("blob_id").union(assets.order_by().values("blob_id"))
    total = Blob.objects.filter(pk__in=kept).aggregate(total=Sum("size"))["total"]
    return Quota(total or 0, settings.QUOTA_BYTES, versions.count(), settings.QUOTA_VERSIONS)


def refuse_over_quota(*, owner_id: UUID, coming: int = 0) -> None:
    """Raise QuotaExceeded unless there is room for one more version besides those of builds under way and
    ``coming`` further ones.

    Asked before anything is begun, in the same transaction: what was accepted is kept. Holds the owner's
    quota, so the versions of two that begin at the same moment cannot pass the limits together. Nobody knows
    how large a site gets, so one under way is promised settings.SITE_ROOM_BYTES.
    """
    hold_quota(owner_id=owner_id)
    found = _claimed(owner_id, coming)
    if found.bytes_limit and found.bytes >= found.bytes_limit:
        raise _no_bytes(found)
    if found.versions_limit and found.versions >= found.versions_limit:
        raise _no_versions(found)


def refuse_bytes_over_quota(*, owner_id: UUID) -> None:
    """Raise QuotaExceeded if the bytes are more than may be, what this transaction stored counted in.

    Holds the owner's quota, so two that bring something at the same moment cannot pass the limit together.
    """
    hold_quota(owner_id=owner_id)
    found = _claimed(owner_id)
    if found.bytes_limit and found.bytes > found.bytes_limit:
        raise _no_bytes(found)


def refuse_above_quota(*, owner_id: UUID) -> None:
    """Raise QuotaExceeded if there is more than may be, as seen in this transaction."""
    found = _claimed(owner_id)
    if found.bytes_limit and found.bytes > found.bytes_limit:
        raise _no_bytes(found)
    if found.versions_limit and found.versions > found.versions_limit:
        raise _no_versions(found)


def hold_quota(*, owner_id: UUID) -> None:
    """Let nobody else use the owner's room until this transaction ends; again by the same is free.

    No row lock: whoever deletes an account locks the user before the projects, and we come the other way.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"quota {owner_id}"])


def _claimed(owner_id: UUID, coming: int = 0) -> Quota:
    """What there is, and the room of builds that were accepted and of ``coming`` further versions."""
    projects = Project.objects.filter(owner_id=owner_id, deleted_at=None)
    promised = projects.filter(active_build__isnull=False).count() + coming
    found = quota(owner_id=owner_id)
    return replace(
        found,
        bytes=found.bytes + promised * settings.SITE_ROOM_BYTES,
        versions=found.versions + promised,
    )


def _no_bytes(found: Quota) -> QuotaExceeded:
    return QuotaExceeded(
        f"Your sites and pictures take {found.bytes:,} of {found.bytes_limit:,} bytes; delete some.",
        resource="bytes",
        used=found.bytes,
        limit=found.bytes_limit,
    )


def _no_versions(found: Quota) -> QuotaExceeded:
    return QuotaExceeded(
        f"You have {found.versions:,} of {found.versions_limit:,} versions; delete a project to make room.",
        resource="versions",
        used=found.versions,
        limit=found.versions_limit,
    )
