"""Keeping the files of versions: each content once, under its hash."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now

from projects import specs
from projects.models import Blob, Project, SiteVersion, VersionFile
from projects.services.changing import lock_project

BLOB_GRACE = timedelta(days=1)
"""Bytes that nobody refers to stay so long after they were last kept. Whoever kept some has half of it to
store the version that they belong to; a build has minutes."""

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


def keep_files(files: Mapping[str, bytes]) -> dict[str, str]:
    """Keep the bytes of ``files`` (path → bytes), each content once; return path → SHA-256.

    To be called before the transaction that stores the version, so that no lock is held meanwhile. The
    collector leaves the bytes alone for BLOB_GRACE / 2 at least.
    """
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    contents = {hashes[path]: data for path, data in files.items()}
    known = _still_needed(contents)
    new = [
        Blob(sha256=sha, data=contents[sha], size=len(contents[sha]))
        for sha in sorted(contents.keys() - known)
    ]
    # Two builds may bring the same file at the same moment.
    Blob.objects.bulk_create(new, ignore_conflicts=True, batch_size=50)
    return hashes


def _still_needed(hashes: Iterable[str]) -> set[str]:
    """Those of ``hashes`` that are kept and that the collector will not take now.

    An update of a row that the collector is deleting waits for it and then finds none; so what this returns
    is there, and what it leaves out can be inserted.
    """
    stale = Now() - BLOB_GRACE / 2
    blobs = Blob.objects.filter(pk__in=list(hashes))
    with transaction.atomic():
        # In one order, or two builds with the same files could wait for each other.
        old = blobs.filter(kept_at__lt=stale).order_by("pk").select_for_update(no_key=True)
        Blob.objects.filter(pk__in=list(old.values_list("pk", flat=True))).update(kept_at=Now())
    return set(blobs.filter(kept_at__gte=stale).values_list("pk", flat=True))


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
        version = SiteVersion.objects.create(
            project=project,
            number=next_number(project),
            spec=specs.to_store(spec, hashes),
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


def next_number(project: Project) -> int:
    """The number of the next version of a locked project."""
    last = SiteVersion.objects.filter(project=project).aggregate(number=Max("number"))["number"]
    return (last or 0) + 1


def content_type(path: str) -> str:
    """The media type of a site's file by its name, without a charset."""
    suffix = path[path.rfind(".") :].lower() if "." in path else ""
    return CONTENT_TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
