"""Links to previews: signed, so that nobody can guess one, and good for a few hours.

All links of a project end when its owner revokes them: each is good for one epoch of the project.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.module_loading import import_string

from projects.models import SiteVersion

_SALT = "projects.preview"
_VALUE = re.compile(r"([0-9a-f]{32})(?:\.([1-9][0-9]{0,8}))?")
STEP_SECONDS = 600
"""Links are dated to the beginning of such a span, so that a version keeps its address, and a list its ETag,
for a while; they last that much shorter."""


@dataclass(frozen=True)
class PreviewLink:
    """What a link names; it is good while its project is in this epoch."""

    version_id: UUID
    epoch: int


class _Signer(signing.TimestampSigner):
    def timestamp(self) -> str:
        return signing.b62_encode(int(time.time()) // STEP_SECONDS * STEP_SECONDS)


def preview_url(version: SiteVersion) -> str:
    """Path of the version's preview, good for settings.PREVIEW_LINK_SECONDS; needs no other credentials.

    Asks a query unless the version knows its project.
    """
    return f"/preview/{preview_token(version_id=version.pk, epoch=version.project.preview_epoch)}/"


def published_url(project_id: UUID) -> str | None:
    """Where the project's site is published, None if it is not. An app above this one knows."""
    url: str | None = import_string(settings.PUBLISHED_URL)(project_id)
    return url


def preview_token(*, version_id: UUID, epoch: int = 0) -> str:
    return _Signer(salt=_SALT).sign(f"{version_id.hex}.{epoch}" if epoch else version_id.hex)


def read_preview_token(token: str) -> PreviewLink | None:
    """What a token was made for; None if it is forged, damaged or too old. It may be revoked."""
    try:
        text = _Signer(salt=_SALT).unsign(token, max_age=settings.PREVIEW_LINK_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    found = _VALUE.fullmatch(text)
    return PreviewLink(UUID(hex=found[1]), int(found[2] or 0)) if found else None
