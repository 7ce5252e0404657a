"""Throwing away what nobody needs: bytes without a reference and, only where asked for, old versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, F, ForeignKey, OuterRef, ProtectedError, QuerySet, RestrictedError
from django.db.models.functions import Now

from projects import selectors
from projects.models import Asset, Blob, Project, ShareLink, SiteVersion, Thumbnail, VersionFile
from projects.services.keeping import BLOB_GRACE

BATCH = 200
FREE_LATER = timedelta(hours=1)
"""After nobody may restore any more: clocks of hosts differ."""


@dataclass(frozen=True)
class Collected:
    """How many contents were thrown away, and their bytes."""

    count: int
    bytes: int


def collect_blobs() -> Collected:
    """Delete contents that nothing refers to and that nobody has kept for BLOB_GRACE.

    Safe beside everything that keeps bytes: ``keep_files`` renews what it finds, and copies of versions hold
    their project locked. References are the foreign keys to Blob of all apps, so a new kind needs no word
    here. Locks a batch of blobs at a time, and skips those that somebody else has locked.
    """
    count = size = 0
    while found := _collect_batch():
        count, size = count + len(found), size + sum(found.values())
    return Collected(count, size)


def _collect_batch() -> dict[str, int]:
    with transaction.atomic(durable=True):
        old = _unreferenced().filter(kept_at__lt=Now() - BLOB_GRACE).order_by("kept_at")
        locked = old.select_for_update(skip_locked=True)[:BATCH].values_list("pk", "size")
        sizes: dict[str, int] = dict(locked)
        # Asked again now that they are locked: a version may have been committed between look and lock.
        gone = _unreferenced().filter(pk__in=sizes)
        found = {pk: sizes[pk] for pk in gone.values_list("pk", flat=True)}
        Blob.objects.only("pk").filter(pk__in=found).delete()
    return found


def _unreferenced() -> QuerySet[Blob]:
    blobs = Blob.objects.all()
    for model, name in _references(Blob):
        blobs = blobs.exclude(Exists(model._base_manager.filter(**{name: OuterRef("pk")})))
    return blobs


def _references(target: type[Any]) -> list[tuple[type[Any], str]]:
    """``(model, field)`` of every foreign key to ``target``, whichever app it is in."""
    relations = target._meta.get_fields(include_hidden=True)
    fields = [relation.field for relation in relations if relation.auto_created and relation.is_relation]
    return [(field.model, field.name) for field in fields if isinstance(field, ForeignKey)]


def prune_versions() -> int:
    """Remove the oldest versions above settings.PRUNE_VERSIONS_ABOVE in each project; return how many.

    Versions with a name, the current one, and what is shared or otherwise referred to are kept and not
    counted. Does nothing while the setting is 0. Locks a project at a time.
    """
    keep = settings.PRUNE_VERSIONS_ABOVE
    if not keep:
        return 0
    crowded = SiteVersion.objects.filter(label="").values("project").annotate(total=Count("pk"))
    projects = list(crowded.filter(total__gt=keep).values_list("project", flat=True))
    return sum(_prune(project_id, keep) for project_id in projects)


def _prune(project_id: Any, keep: int) -> int:
    with transaction.atomic(durable=True):
        project = Project.objects.select_for_update(no_key=True).get(pk=project_id)
        versions = SiteVersion.objects.filter(project=project, label="").exclude(
            project__current_version=F("pk")
        )
        return sum(_remove(version) for version in versions.only("pk").order_by("-number")[keep:])


def free_deleted(*, now: datetime) -> int:
    """Let go of the files, pictures, links and versions of projects that can no more be restored; return how
    many had some. Their bytes go with the next ``collect_blobs``.

    The project itself stays, for builds and the books point at it, and so does a version that something
    outside this app still refers to. Locks a project at a time.
    """
    late = Project.objects.filter(deleted_at__lt=selectors.restorable_since(now) - FREE_LATER)
    has_versions = Exists(SiteVersion.objects.filter(project=OuterRef("pk")))
    crowded = late.filter(has_versions | Exists(Asset.objects.filter(project=OuterRef("pk"))))
    return sum(_free(project_id) for project_id in list(crowded.values_list("pk", flat=True)))


def _free(project_id: Any) -> bool:
    with transaction.atomic(durable=True):
        project = Project.objects.select_for_update(no_key=True).get(pk=project_id)
        if project.deleted_at is None:
            return False
        ShareLink.objects.filter(project=project).delete()
        Thumbnail.objects.filter(version__project=project).delete()
        freed, _ = VersionFile.objects.filter(version__project=project).delete()
        pictures, _ = Asset.objects.filter(project=project).delete()
        removed = [_remove(version) for version in SiteVersion.objects.only("pk").filter(project=project)]
        return bool(freed or pictures) or any(removed)


def _remove(version: SiteVersion) -> bool:
    try:
        with transaction.atomic():
            version.delete()
    except (ProtectedError, RestrictedError):
        return False
    return True
