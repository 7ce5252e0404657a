"""Put exports into an S3-compatible store of the operator's, through django-storages, when one is
configured.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import ContentFile
from storages.backends.s3 import S3Storage

from autowebiq.common.errors import Unavailable
from projects.services import content_type
from publishing import export
from publishing.errors import NoStore

CONNECT_SECONDS, READ_SECONDS = 3, 20


@dataclass(frozen=True)
class Stored:
    """What was put where: ``prefix`` is the folder in ``bucket``; ``archive_sha256`` is the ZIP file's
    hash.
    """

    bucket: str
    prefix: str
    archive: str
    archive_sha256: str
    files: int
    size: int


def store_export(
    *, user_id: UUID, project_id: UUID, number: int | None = None, base_url: str | None = None
) -> Stored:
    """Put the export of a version, as single files and as a ZIP, below ``{project_id}/v{number}/``.

    The same version gives the same objects, so doing it again is harmless; the archive is put last, so
    that it is there only when everything is. Raises ProjectNotFound, VersionNotFound, InvalidInput, NoStore,
    Unavailable.
    """
    storage = _storage()
    made = export.export_site(user_id=user_id, project_id=project_id, number=number, base_url=base_url)
    archive, prefix = made.archive, f"{project_id}/v{made.number}"
    try:
        for path, data in made.files.items():
            _put(storage, f"{prefix}/site/{path}", data)
        _put(storage, f"{prefix}/{made.name}", archive)
    except (BotoCoreError, ClientError) as error:
        raise Unavailable(
            f"The store did not take the export ({type(error).__name__}); try again."
        ) from error
    return Stored(
        bucket=settings.EXPORT_S3["bucket"],
        prefix=f"{storage.location}{prefix}/",
        archive=f"{storage.location}{prefix}/{made.name}",
        archive_sha256=sha256(archive).hexdigest(),
        files=len(made.files),
        size=sum(len(data) for data in made.files.values()),
    )


def _storage() -> S3Storage:
    """The configured store. It is a setting of the operator's alone, so no user can name an address to
    connect to.
    """
    options = settings.EXPORT_S3
    if not options["bucket"]:
        raise NoStore("No store for exports is configured; set EXPORT_S3_BUCKET.")
    return S3Storage(
        bucket_name=options["bucket"],
        endpoint_url=options["endpoint"] or None,
        region_name=options["region"] or None,
        access_key=options["key"] or None,
        secret_key=options["secret"] or None,
        location=options["prefix"],
        file_overwrite=True,
        default_acl=None,
        querystring_auth=False,
        client_config=Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"max_attempts": 2},
            s3={"addressing_style": "path"} if options["endpoint"] else {},
        ),
    )


def _put(storage: S3Storage, name: str, data: bytes) -> None:
    content = ContentFile(data)
    content.content_type = content_type(name)  # type: ignore[attr-defined]  # the storage asks for it
    storage.save(name, content)
