"""Links to previews: signed, so that nobody can guess one, and good for a few hours."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.module_loading import import_string

from projects.models import SiteVersion

_SALT = "projects.preview"


def preview_url(version: SiteVersion) -> str:
    """Path of the version's preview, good for settings.PREVIEW_LINK_SECONDS; needs no other credentials."""
    return f"/preview/{preview_token(version_id=version.pk)}/"


def published_url(project_id: UUID) -> str | None:
    """Where the project's site is published, None if it is not. An app above this one knows."""
    url: str | None = import_string(settings.PUBLISHED_URL)(project_id)
    return url


def preview_token(*, version_id: UUID) -> str:
    return signing.TimestampSigner(salt=_SALT).sign(version_id.hex)


def version_of_token(token: str) -> UUID | None:
    """The version that a token was made for; None if it is forged, damaged or too old."""
    try:
        text = signing.TimestampSigner(salt=_SALT).unsign(token, max_age=settings.PREVIEW_LINK_SECONDS)
        return UUID(hex=text)
    except (signing.BadSignature, ValueError):
        return None
