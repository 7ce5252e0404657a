"""What projects keep about a user; part of ``settings.USER_DATA``."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from autowebiq.common.personal import Files, Part, as_json
from projects.models import Asset, Project, ProjectMessage, ShareLink, SiteVersion

EXPORTED = (
    "id", "name", "description", "status", "template_id", "language", "archived", "deleted_at", "created_at",
    "updated_at",
)  # fmt: skip


def export(user_id: UUID) -> Files:
    projects = Project.objects.filter(owner_id=user_id).order_by("created_at", "id")
    yield "projects.json", as_json([_exported(row) for row in projects.values(*EXPORTED)])
    for asset in Asset.objects.filter(project__owner_id=user_id).select_related("blob").iterator(4):
        ending = "svg" if asset.media_type == "image/svg+xml" else "webp"
        yield f"pictures/{asset.project_id}/{asset.pk}.{ending}", bytes(asset.blob.data)


def _exported(row: dict[str, Any]) -> dict[str, Any]:
    versions = SiteVersion.objects.filter(project_id=row["id"]).order_by("number")
    shares = ShareLink.objects.filter(project_id=row["id"]).order_by("created_at")
    messages = ProjectMessage.objects.filter(project_id=row["id"]).order_by("id")
    pictures = Asset.objects.filter(project_id=row["id"]).order_by("created_at", "id")
    shown = ("id", "name", "media_type", "width", "height", "alt", "role", "created_at")
    named = ("number", "label", "restored_from", "build_id", "pages", "quality", "created_at")
    linked = ("id", "label", "version__number", "expires_at", "last_used_at", "created_at")
    return {
        **row,
        "versions": list(versions.values(*named)),
        "shares": list(shares.values(*linked)),
        "pictures": list(pictures.values(*shown)),
        "messages": list(messages.values("role", "text", "build_id", "created_at")),
    }


def erase(user_id: UUID, now: datetime) -> None:
    """Delete versions, pictures, share links and conversations, and forget what the projects were called.

    The rows stay for the books' sake; builds' part, which comes before, hid them. The bytes go when blobs are
    collected.
    """
    of_user = {"project__owner_id": user_id}
    with transaction.atomic(durable=True):
        ShareLink.objects.filter(**of_user).delete()
        ProjectMessage.objects.filter(**of_user).delete()
        Asset.objects.filter(**of_user).delete()
        Project.objects.filter(owner_id=user_id).update(name="Deleted", description="", current_version=None)
        SiteVersion.objects.filter(**of_user).delete()


PART = Part("projects", export, erase)
