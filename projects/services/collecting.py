"""Throwing away what nobody needs: bytes without a reference and, only where asked for, old versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, F, ForeignKey, OuterRef, ProtectedError, QuerySet, RestrictedError
from django.db.models.functions import Now

from projects.models import Blob, Project, SiteVersion
from projects.services.keeping import BLOB_GRACE

BATCH = 200


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


def _remove(version: SiteVersion) -> bool:
    try:
        with transaction.atomic():
            version.delete()
    except (ProtectedError, RestrictedError):
        return False
    return True
