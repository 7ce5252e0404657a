"""The pictures of a project: taking them in, describing them, throwing them away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

from django.db import transaction

from autowebiq.common.errors import DomainError
from projects import pictures, selectors
from projects.errors import AssetNotFound, ProjectIsBuilding, TooManyAssets
from projects.models import Asset
from projects.pictures import KeptPicture
from projects.services import quotas
from projects.services.changing import lock_owned_project
from projects.services.keeping import keep_files

MOST_ASSETS = 60
MOST_AT_ONCE = 10
LONGEST_NAME = 120


@dataclass(frozen=True)
class Upload:
    """A file as it came."""

    name: str
    data: bytes
    alt: str = ""


def store_assets(
    *, owner_id: UUID, project_id: UUID, uploads: Sequence[Upload], new_id: UUID | None = None
) -> list[Asset]:
    """Keep all of these pictures, or none if one of them is refused; at most MOST_AT_ONCE.

    ``new_id`` as for ``restore_version``. Raises UnsupportedMedia, PictureTooLarge and DamagedPicture, which
    name the file in ``errors``, ProjectNotFound, TooManyAssets and QuotaExceeded. Locks the project, then the
    owner's quota.
    """
    # Asked before the work, and asked again under the lock.
    selectors.owned_project(owner_id=owner_id, project_id=project_id)
    ids = [uuid5(new_id, str(place)) if new_id else uuid4() for place in range(len(uploads))]
    read = [_read(upload, place) for place, upload in enumerate(uploads)]
    hashes = keep_files({str(place): picture.data for place, picture in enumerate(read)})
    with transaction.atomic(durable=True):
        project = lock_owned_project(owner_id=owner_id, project_id=project_id)
        if new_id and (earlier := list(project.assets.filter(pk__in=ids).order_by("created_at", "id"))):
            return earlier
        if project.assets.count() + len(uploads) > MOST_ASSETS:
            raise TooManyAssets(f"A project can have {MOST_ASSETS} pictures; delete one first.")
        stored = [
            Asset.objects.create(
                id=ids[place],
                project=project,
                blob_id=hashes[str(place)],
                name=clean_name(upload.name),
                media_type=read[place].media_type,
                width=read[place].width,
                height=read[place].height,
                bytes=len(read[place].data),
                alt=upload.alt.strip(),
            )
            for place, upload in enumerate(uploads)
        ]
        quotas.refuse_bytes_over_quota(owner_id=owner_id)
    return stored


def _read(upload: Upload, place: int) -> KeptPicture:
    try:
        return pictures.read_picture(upload.data)
    except DomainError as error:
        error.detail = f"{clean_name(upload.name)}: {error.detail}"
        error.members["errors"] = [{"field": f"file.{place}", "code": error.code, "detail": error.detail}]
        raise


def clean_name(name: str) -> str:
    """The last part of a file's name without what cannot be printed; “picture” if nothing is left."""
    base = re.split(r"[/\\]", name)[-1]
    plain = "".join(char if char.isprintable() else " " for char in base)
    return " ".join(plain.split())[:LONGEST_NAME].strip() or "picture"


def describe_asset(
    *, owner_id: UUID, project_id: UUID, asset_id: UUID, alt: str | None = None, role: str | None = None
) -> Asset:
    """Set the alternative text and what the picture is for, an ``Asset.Role``; an empty one is left to the
    generator, None stays as it is. Raises ProjectNotFound, AssetNotFound.
    """
    asset = selectors.owned_asset(owner_id=owner_id, project_id=project_id, asset_id=asset_id)
    changes = {"alt": None if alt is None else alt.strip(), "role": role}
    for field, value in changes.items():
        if value is not None:
            setattr(asset, field, value)
    Asset.objects.filter(pk=asset.pk).update(alt=asset.alt, role=asset.role)
    return asset


def delete_asset(*, owner_id: UUID, project_id: UUID, asset_id: UUID) -> None:
    """Throw a picture away; versions that show it keep their copy. Raises ProjectNotFound, AssetNotFound, and
    ProjectIsBuilding while a build may still need it. Locks the project.
    """
    with transaction.atomic(durable=True):
        project = lock_owned_project(owner_id=owner_id, project_id=project_id)
        if project.active_build:
            raise ProjectIsBuilding(
                "This project is being built; delete the picture when the build has ended."
            )
        removed, _ = project.assets.filter(pk=asset_id).delete()
        if not removed:
            raise AssetNotFound("This project has no such picture.")
