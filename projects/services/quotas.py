"""How much a user may keep. What counts are projects that are not deleted, each content once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Sum

from projects.errors import QuotaExceeded
from projects.models import Blob, SiteVersion, VersionFile


@dataclass(frozen=True)
class Quota:
    """What a user's versions take and may take; a limit of 0 is none."""

    bytes: int
    bytes_limit: int
    versions: int
    versions_limit: int


def quota(*, owner_id: UUID) -> Quota:
    """Two queries."""
    versions = SiteVersion.objects.filter(project__owner_id=owner_id, project__deleted_at=None)
    files = VersionFile.objects.filter(version__project__owner_id=owner_id, version__project__deleted_at=None)
    total = Blob.objects.filter(pk__in=files.values("blob_id")).aggregate(total=Sum("size"))["total"]
    return Quota(total or 0, settings.QUOTA_BYTES, versions.count(), settings.QUOTA_VERSIONS)


def refuse_over_quota(*, owner_id: UUID, coming: int = 0) -> None:
    """Raise QuotaExceeded unless there is room for one more version besides ``coming`` promised ones.

    Asked before anything is begun: what was accepted is kept. So the limit of bytes may be passed by what was
    under way, and both by what begins at the same moment.
    """
    found = quota(owner_id=owner_id)
    if found.bytes_limit and found.bytes >= found.bytes_limit:
        raise QuotaExceeded(
            f"Your sites take {found.bytes:,} of {found.bytes_limit:,} bytes; delete a project to make room.",
            resource="bytes",
            used=found.bytes,
            limit=found.bytes_limit,
        )
    used = found.versions + coming
    if found.versions_limit and used >= found.versions_limit:
        raise QuotaExceeded(
            f"You have {used:,} of {found.versions_limit:,} versions; delete a project to make room.",
            resource="versions",
            used=used,
            limit=found.versions_limit,
        )
