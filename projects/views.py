"""The API of projects."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from autowebiq.common.api import list_response
from autowebiq.common.idempotency import idempotent
from projects import selectors, serializers, services
from projects.models import Project

PAGING = [
    OpenApiParameter("limit", int, description="1–100, default 50"),
    OpenApiParameter("offset", int, description="0 or more"),
]


class ProjectsView(APIView):
    """The user's projects."""

    @extend_schema(
        operation_id="projects_list",
        parameters=[*PAGING, serializers.ProjectFilter],
        responses=serializers.ProjectRow(many=True),
    )
    def get(self, request: Request) -> Response:
        """Projects, newest first; or the deleted ones that can still be restored."""
        wanted = valid(serializers.ProjectFilter(data=request.query_params))
        rows = selectors.owned_projects(owner_id=user_id(request))
        if wanted["deleted"]:
            rows = selectors.deleted_projects(owner_id=user_id(request), now=timezone.now())
        if wanted["archived"] is not None:
            rows = rows.filter(archived=wanted["archived"])
        return list_response(request, rows.values(*selectors.LIST_FIELDS), serializers.project_row)

    @extend_schema(request=serializers.ProjectIn, responses={201: serializers.ProjectDetail})
    @idempotent
    def post(self, request: Request) -> Response:
        """Create a project."""
        data = valid(serializers.ProjectIn(data=request.data))
        project = services.create_project(owner_id=user_id(request), **data)
        location = reverse("project", args=[project.pk])
        return Response(detail(project), status=201, headers={"Location": location})


class ProjectView(APIView):
    """One project."""

    @extend_schema(responses=serializers.ProjectDetail)
    def get(self, request: Request, project_id: UUID) -> Response:
        """The project with the code of its current version."""
        return Response(detail(owned(request, project_id)))

    @extend_schema(request=serializers.ProjectChanges, responses=serializers.ProjectDetail)
    def patch(self, request: Request, project_id: UUID) -> Response:
        """Change name, description or archived."""
        data = valid(serializers.ProjectChanges(data=request.data))
        services.update_project(owner_id=user_id(request), project_id=project_id, changes=data)
        return Response(detail(owned(request, project_id)))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, project_id: UUID) -> Response:
        """Delete the project, which can be undone for a while; refused while it is being built."""
        services.delete_project(owner_id=user_id(request), project_id=project_id, now=timezone.now())
        return Response(status=204)


class RestoreProjectView(APIView):
    """Undoing the deletion of a project."""

    @extend_schema(request=None, responses=serializers.ProjectDetail)
    def post(self, request: Request, project_id: UUID) -> Response:
        """Restore a deleted project; one that is there stays as it is."""
        services.restore_project(owner_id=user_id(request), project_id=project_id, now=timezone.now())
        return Response(detail(owned(request, project_id)))


class ArchiveView(APIView):
    """Putting a project aside."""

    @extend_schema(request=None, responses=serializers.ProjectDetail)
    def post(self, request: Request, project_id: UUID) -> Response:
        """Archive the project."""
        services.archive_project(owner_id=user_id(request), project_id=project_id)
        return Response(detail(owned(request, project_id)))


class UnarchiveView(APIView):
    """Taking a project up again."""

    @extend_schema(request=None, responses=serializers.ProjectDetail)
    def post(self, request: Request, project_id: UUID) -> Response:
        """Take the project out of the archive."""
        services.unarchive_project(owner_id=user_id(request), project_id=project_id)
        return Response(detail(owned(request, project_id)))


class MessagesView(APIView):
    """The conversation of a project."""

    @extend_schema(
        operation_id="messages_list", parameters=PAGING, responses=serializers.MessageOut(many=True)
    )
    def get(self, request: Request, project_id: UUID) -> Response:
        """Messages, oldest first."""
        project = owned(request, project_id)
        rows = selectors.project_messages(project_id=project.pk)
        return list_response(request, rows, serializers.message_row)


def owned(request: Request, project_id: UUID) -> Project:
    return selectors.owned_project(owner_id=user_id(request), project_id=project_id)


def detail(project: Project) -> dict[str, Any]:
    version = project.current_version
    code = selectors.version_code(version) if version else None
    preview_url = services.preview_url(version) if version else None
    # Without a version there is nothing to publish.
    published_url = services.published_url(project.pk) if version else None
    return serializers.project_detail(
        project, code=code, preview_url=preview_url, published_url=published_url
    )


def valid(serializer: Any) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    data: dict[str, Any] = serializer.validated_data
    return data


def user_id(request: Request) -> UUID:
    return cast(UUID, request.user.pk)  # the default permission let only users in
