"""Reading builds; other people's look as if they were not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from autowebiq.common.errors import NotFound
from builds import queue
from builds.models import Build, BuildEvent

LIST_FIELDS = (
    "id", "project_id", "kind", "status", "stage", "progress", "quote", "credits_used", "credits_refunded",
    "error_code", "error", "queued_at", "started_at", "finished_at",
)  # fmt: skip


def owned_build(*, user_id: UUID, project_id: UUID, build_id: UUID) -> Build:
    """One build with its project; raises NotFound. One query."""
    rows = Build.objects.select_related("project").defer("prompt")
    build = rows.filter(
        pk=build_id, project_id=project_id, owner_id=user_id, project__deleted_at=None
    ).first()
    if build is None:
        raise NotFound("This project has no such build, or it is not yours.")
    return build


def project_builds(*, project_id: UUID) -> QuerySet[Build]:
    """A project's builds, newest first."""
    return Build.objects.filter(project_id=project_id).order_by("-queued_at", "-id")


def prompts(*, project_id: UUID) -> dict[UUID, str]:
    """What each build of a project was asked for, by its id. One query."""
    return dict(Build.objects.filter(project_id=project_id).values_list("pk", "prompt"))


def pictured(*, project_id: UUID) -> dict[UUID, list[str]]:
    """Which pictures each finished build of a project was given, ids or addresses, by its id. One query."""
    rows = Build.objects.filter(project_id=project_id, status=Build.Status.SUCCEEDED)
    return dict(rows.exclude(uploaded_images=[]).values_list("pk", "uploaded_images"))


def locales(*, project_id: UUID) -> dict[UUID, str]:
    """The language that each build of a project speaks, by its id. One query."""
    return dict(Build.objects.filter(project_id=project_id).values_list("pk", "locale"))


def typical_seconds() -> float | None:
    """How long builds take these days: the median of recent ones, None without any. One query."""
    return queue.pace().median


def latest_builds(*, project_ids: Sequence[UUID]) -> dict[UUID, Build]:
    """The newest build of each project that has one, without its prompt and result. One query."""
    rows = Build.objects.filter(project_id__in=project_ids).order_by("project_id", "-queued_at", "-id")
    fields = (*LIST_FIELDS, "template_id")
    return {build.project_id: build for build in rows.distinct("project_id").only(*fields)}


def active_builds(*, user_id: UUID) -> list[Build]:
    """The user's builds that wait or run, oldest first, without their prompts. One query."""
    rows = Build.objects.filter(owner_id=user_id, status__in=Build.ACTIVE, project__deleted_at=None)
    return list(rows.only(*LIST_FIELDS).order_by("queued_at", "id"))


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """Where a queued build stands (1 is next) and when it may begin; None if that cannot be told."""

    position: int
    estimated_start_at: datetime | None


def queue_place(build: Build) -> QueuePlace | None:
    """The place of a build that waits; None for others. Two queries."""
    position = queue.position(build) if build.status == Build.Status.QUEUED else 0
    if not position:
        return None
    return QueuePlace(position, queue.estimated_start(position, queue.pace()))


def last_message(build: Build) -> str:
    """What an agent of the build said last; empty before the first word. One query."""
    said = BuildEvent.objects.filter(build=build, type="agent_message").order_by("-seq")
    message = said.values_list("data__message", flat=True).first()
    return message or ""
