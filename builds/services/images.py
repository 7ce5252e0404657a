"""``uploaded_images`` of a build: pictures of its project, or addresses of other hosts, which stay unused.

Addresses of others are not fetched: what stands there when a build runs is not what stood there when it was
ordered, so the same order would not give the same site. They are taken all the same, for clients that send
them, and the image agent says that they were left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from autowebiq.common.errors import InvalidInput
from builds.models import Build
from projects import selectors as project_selectors
from projects.models import Asset, Project
from sitegen.uploads import Upload

MAX_IMAGES = 10
MAX_URL_LENGTH = 2048
_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ONLY_ID = re.compile(f"^{_ID}$", re.IGNORECASE)
_ADDRESS = re.compile(f"^/api/v2/projects/({_ID})/assets/({_ID})(?:/content)?$", re.IGNORECASE)


def checked(images: Sequence[str]) -> list[str]:
    """What was given, each once, as far as it can be told without the project; raises InvalidInput."""
    if len(images) > MAX_IMAGES:
        raise InvalidInput.at(
            "uploaded_images", f"At most {MAX_IMAGES} images can be given.", code="max_length"
        )
    for position, image in enumerate(images):
        if not (_ONLY_ID.match(image) or _own_path(image) or _is_web_address(image)):
            detail = "An image must be the id or the address of a picture of this project."
            raise InvalidInput.at(f"uploaded_images.{position}", detail, code="invalid_url")
    return list(dict.fromkeys(images))


def found(images: Sequence[str], project: Project) -> list[str]:
    """``checked`` images with pictures of the project as their ids; raises InvalidInput for one that is not
    there. Locks nothing: the caller holds the project, and only under its lock are pictures deleted.
    """
    there = {str(pk) for pk in project_selectors.asset_rows(project=project).values_list("pk", flat=True)}
    ids = []
    for position, image in enumerate(images):
        asset_id = _asset_id(image, project)
        if asset_id is not None and asset_id not in there:
            detail = "This project has no such picture; upload it first."
            raise InvalidInput.at(f"uploaded_images.{position}", detail, code="asset_not_found")
        ids.append(asset_id or image)
    return list(dict.fromkeys(ids))


def still_there(build: Build) -> list[str]:
    """The images of an earlier build without pictures that were deleted since."""
    rows = project_selectors.asset_rows(project=build.project)
    there = {str(pk) for pk in rows.values_list("pk", flat=True)}
    return [image for image in build.uploaded_images if image in there or not _ONLY_ID.match(image)]


def elsewhere(build: Build) -> list[str]:
    """Addresses of other hosts among the images of a build."""
    return [image for image in build.uploaded_images if not _ONLY_ID.match(image)]


def uploads(build: Build) -> tuple[Upload, ...]:
    """The pictures of a build with their bytes, in the order given. One query."""
    ids = [UUID(image) for image in build.uploaded_images if _ONLY_ID.match(image)]
    if not ids:
        return ()
    rows = project_selectors.asset_rows(project=build.project).filter(pk__in=ids).select_related("blob")
    assets = {asset.pk: asset for asset in rows}
    return tuple(_upload(asset) for asset in (assets[pk] for pk in ids if pk in assets))


def _upload(asset: Asset) -> Upload:
    return Upload(
        asset.name,
        asset.media_type,
        asset.width,
        asset.height,
        bytes(asset.blob.data),
        asset.alt,
        asset.role,
    )


def _asset_id(image: str, project: Project) -> str | None:
    """The id of a picture of ours; one of another project gives an id that is not there."""
    if _ONLY_ID.match(image):
        return image.lower()
    path = _own_path(image)
    if path is None:
        return None
    return path[2].lower() if path[1].lower() == str(project.pk) else "of another project"


def _own_path(image: str) -> re.Match[str] | None:
    try:
        parts = urlsplit(image)
    except ValueError:
        return None
    if parts.netloc and parts.netloc != urlsplit(settings.PUBLIC_URL).netloc:
        return None
    return _ADDRESS.match(parts.path)


def _is_web_address(address: str) -> bool:
    if len(address) > MAX_URL_LENGTH or not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
        # Reading the port is what checks it.
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False
