"""Cancelling: a build ends at once, whatever its worker does, which finds its writes refused and stops."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from autowebiq.common.errors import NotFound
from builds.errors import BuildEnded
from builds.models import Build
from builds.services import ending
from projects import services as project_services
from projects.models import Project


def cancel_build(*, user_id: UUID, project_id: UUID, build_id: UUID) -> Build:
    """End a build and return its credits, in one transaction; asking again changes nothing.

    Raises NotFound for what is not the user's, BuildEnded when it succeeded or failed before.
    """
    with transaction.atomic(durable=True):
        project = project_services.lock_owned_project(owner_id=user_id, project_id=project_id)
        build, _ = end_early(project, build_id=build_id)
    return build


def end_early(project: Project, *, build_id: UUID) -> tuple[Build, bool]:
    """``cancel_build`` in the caller's transaction, which holds the project; and whether this ended it."""
    build = Build.objects.select_for_update(no_key=True).filter(pk=build_id, project=project).first()
    if build is None:
        raise NotFound("This project has no such build.")
    if build.status in (Build.Status.SUCCEEDED, Build.Status.FAILED):
        raise BuildEnded(f"The build has {build.status.lower()} already.")
    if not build.is_active:
        return build, False
    ending.end_cancelled(project, build)
    return build, True
