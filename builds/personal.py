"""What builds keep about a user; part of ``settings.USER_DATA``."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from autowebiq.common.personal import Files, Part, as_json
from builds.models import Build, BuildEvent, StageOutput
from builds.services import cancelling
from projects import services as project_services
from projects.models import Project

EXPORTED = (
    "id", "project_id", "kind", "status", "prompt", "uploaded_images", "template_id", "options", "locale",
    "quote", "credits_used", "credits_refunded", "error_code", "error", "queued_at", "started_at",
    "finished_at",
)  # fmt: skip


def export(user_id: UUID) -> Files:
    rows = Build.objects.filter(owner_id=user_id).order_by("queued_at", "id")
    yield "builds.json", as_json(list(rows.values(*EXPORTED)))


def erase(user_id: UUID, now: datetime) -> None:
    """Cancel builds under way, which returns their credits, hide the projects, and forget prompts and events.

    The rows stay: holds and entries of the books point at them.
    """
    for project_id in Project.objects.filter(owner_id=user_id, deleted_at=None).values_list("pk", flat=True):
        _end(user_id, project_id, now)
    builds = Build.objects.filter(owner_id=user_id)
    StageOutput.objects.filter(build__in=builds).delete()
    BuildEvent.objects.filter(build__in=builds).delete()
    builds.update(prompt="", uploaded_images=[], options={}, result=None, error="")


def _end(user_id: UUID, project_id: UUID, now: datetime) -> None:
    """In one transaction, so that no build begins between the two: it would need the project's lock."""
    with transaction.atomic(durable=True):
        project = project_services.lock_project(project_id=project_id)
        if project.deleted_at:
            return
        if project.active_build:
            cancelling.end_early(project, build_id=project.active_build)
        project_services.delete_project(owner_id=user_id, project_id=project_id, now=now)


PART = Part("builds", export, erase)
