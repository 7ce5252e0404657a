"""Thumbnails of versions: taken by a browser afterwards where there is one, else drawn when asked for."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection
from django.db.models.functions import Now

from projects import camera, selectors, thumbnails
from projects.models import SiteVersion, Thumbnail, VersionFile
from projects.selectors import ServedFile
from projects.services.keeping import content_type, keep_files

logger = logging.getLogger(__name__)

TRY_FOR = timedelta(days=1)
"""A version that has no picture by then keeps its drawing: the browser came later than it."""
AT_ONCE = 3
SECONDS = 30.0
_LOCK = 0x7468756D


def thumbnail(version: SiteVersion) -> ServedFile:
    """The picture of a version, or a drawing while there is none. Three queries at most."""
    taken = Thumbnail.objects.select_related("blob").filter(version=version, blob__isnull=False).first()
    if taken and taken.blob:
        return ServedFile(bytes(taken.blob.data), "image/webp", taken.blob.sha256)
    picture = _first_picture(version)
    data = thumbnails.draw(version.spec, name=version.project.name, picture=picture)
    return ServedFile(data, "image/svg+xml", hashlib.sha256(data).hexdigest())


def drawing(spec: Mapping[str, Any], files: Mapping[str, bytes], *, name: str) -> bytes:
    """The SVG that stands for a site that is not stored; ``spec`` as for ``store_version``."""
    path = thumbnails.first_picture(spec)
    found = path is not None and path in files
    picture = thumbnails.Picture(files[str(path)], content_type(str(path))) if found else None
    return thumbnails.draw(spec, name=name, picture=picture)


def photograph(files: Mapping[str, bytes]) -> bytes | None:
    """The first screen of a site that is not stored, as a WebP of 640 × 400; None if the browser fails."""
    chromium = camera.find_chromium(settings.CHROMIUM)
    typed = {path: (data, content_type(path)) for path, data in files.items()}
    try:
        return camera.take_picture(typed, chromium=chromium, seconds=SECONDS) if chromium else None
    except camera.NoPicture as error:
        logger.warning("A site keeps its drawing. %s", error)
        return None


def has_camera() -> bool:
    """Whether there is a browser to take photographs with."""
    return camera.find_chromium(settings.CHROMIUM) is not None


def _first_picture(version: SiteVersion) -> thumbnails.Picture | None:
    path = thumbnails.first_picture(version.spec)
    files = selectors.find_files(version_id=version.pk, paths=[path]) if path else {}
    return next((thumbnails.Picture(file.data, file.content_type) for file in files.values()), None)


def make_thumbnails() -> int:
    """Photograph the newest versions that have no picture, a few at a time; return how many succeeded.

    Does nothing without a browser, or while another worker does the same: browsers are heavy. What fails once
    keeps its drawing.
    """
    chromium = camera.find_chromium(settings.CHROMIUM)
    if chromium is None:
        return 0
    with _alone() as alone:
        return sum(_make(version, chromium) for version in _waiting()) if alone else 0


def _waiting() -> list[SiteVersion]:
    versions = SiteVersion.objects.filter(thumbnail=None, project__deleted_at=None).defer("spec")
    return list(versions.filter(created_at__gt=Now() - TRY_FOR).order_by("-created_at")[:AT_ONCE])


def _make(version: SiteVersion, chromium: str) -> bool:
    rows = VersionFile.objects.filter(version=version).values_list("path", "blob__data", "content_type")
    files = {path: (bytes(data), content_type) for path, data, content_type in rows}
    sha256 = None
    try:
        data = camera.take_picture(files, chromium=chromium, seconds=SECONDS)
        sha256 = keep_files({"": data})[""]
    except camera.NoPicture as error:
        logger.warning("Version %s keeps its drawn thumbnail. %s", version.pk, error)
    try:
        Thumbnail.objects.create(version=version, blob_id=sha256)
    except IntegrityError:
        return False  # the version was removed meanwhile
    return sha256 is not None


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else is in here. The lock belongs to the session, so a dead worker leaves it."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [_LOCK])
        alone = bool(cursor.fetchone()[0])
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(%s)", [_LOCK])
