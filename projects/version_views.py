"""The API of versions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from autowebiq.common.api import list_response
from autowebiq.common.errors import InvalidInput
from autowebiq.common.idempotency import id_of_try, idempotent
from projects import diffs, selectors, services
from projects import version_serializers as serializers
from projects.models import SiteVersion
from projects.serializers import ProjectDetail
from projects.views import PAGING, detail, owned, user_id, valid

# A stranger's page, shown as text or taken away: it must not act in our name either.
SOURCE_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}

THUMBNAIL_HEADERS = {
    **SOURCE_HEADERS,
    "Content-Security-Policy": "sandbox; default-src 'none'; img-src data:",
}


class VersionsView(APIView):
    """The versions of a project."""

    @extend_schema(
        operation_id="versions_list", parameters=PAGING, responses=serializers.VersionRowOut(many=True)
    )
    def get(self, request: Request, project_id: UUID) -> Response:
        """Versions, newest first."""
        project = owned(request, project_id)

        def shape(version: Any) -> dict[str, Any]:
            version.project = project
            return serializers.version_row(
                version, bytes_total=version.bytes or 0, files_count=version.files_count or 0
            )

        return list_response(request, selectors.version_rows(project=project), shape)


class VersionView(APIView):
    """One version."""

    @extend_schema(responses=serializers.VersionDetailOut)
    def get(self, request: Request, project_id: UUID, number: int) -> Response:
        """The version with its files."""
        return Response(_detail(_owned_version(request, project_id, number)))

    @extend_schema(request=serializers.LabelIn, responses=serializers.VersionDetailOut)
    def patch(self, request: Request, project_id: UUID, number: int) -> Response:
        """Name the version; nothing else about it ever changes."""
        data = valid(serializers.LabelIn(data=request.data))
        version = services.label_version(
            owner_id=user_id(request), project_id=project_id, number=number, **data
        )
        return Response(_detail(version))


class VersionFileView(APIView):
    """A file of a version."""

    @extend_schema(responses={(200, "text/plain"): OpenApiTypes.STR})
    def get(self, request: Request, project_id: UUID, number: int, path: str) -> HttpResponse:
        """The source: text as plain text, everything else to be saved."""
        file = selectors.version_file(
            owner_id=user_id(request), project_id=project_id, number=number, path=path
        )
        text = _is_text(file.content_type)
        kind = "text/plain; charset=utf-8" if text else "application/octet-stream"
        headers = {**SOURCE_HEADERS, "ETag": f'"{file.sha256}"', "Cache-Control": "private, no-cache"}
        if not text:
            headers["Content-Disposition"] = "attachment"
        return HttpResponse(file.data, content_type=kind, headers=headers)


class ThumbnailView(APIView):
    """How a version looks."""

    @extend_schema(
        responses={
            (200, "image/webp"): OpenApiTypes.BINARY,
            (200, "image/svg+xml"): OpenApiTypes.BINARY,
        }
    )
    def get(self, request: Request, project_id: UUID, number: int) -> HttpResponse:
        """A small picture: a WebP that a browser took, or a drawing while there is none."""
        file = services.thumbnail(_owned_version(request, project_id, number))
        headers = {**THUMBNAIL_HEADERS, "ETag": f'"{file.sha256}"', "Cache-Control": "private, no-cache"}
        return HttpResponse(file.data, content_type=file.content_type, headers=headers)


class RestoreView(APIView):
    """Going back."""

    @extend_schema(request=None, responses={201: serializers.VersionDetailOut})
    @idempotent
    def post(self, request: Request, project_id: UUID, number: int) -> Response:
        """Make the version the current one again, as a new version; costs nothing and loses nothing."""
        made = services.restore_version(
            owner_id=user_id(request), project_id=project_id, number=number, new_id=id_of_try(request)
        )
        location = reverse("version", args=[project_id, made.number])
        version = _owned_version(request, project_id, made.number)
        return Response(_detail(version), status=201, headers={"Location": location})


class DiffView(APIView):
    """What has changed."""

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "against", int, description="the version to compare with; default is the one before"
            )
        ],
        responses=serializers.DiffOut,
    )
    def get(self, request: Request, project_id: UUID, number: int) -> Response:
        """The difference by page, section and word, in settings and in files."""
        after = _owned_version(request, project_id, number)
        before = _owned_version(request, project_id, _against(request, number))
        found = diffs.compare(
            before.spec,
            after.spec,
            selectors.file_rows(before),
            selectors.file_rows(after),
        )
        return Response({"number": after.number, "against": before.number, **found})


class ForkView(APIView):
    """Beginning with what there is."""

    @extend_schema(request=serializers.ForkIn, responses={201: ProjectDetail})
    @idempotent
    def post(self, request: Request, project_id: UUID) -> Response:
        """A new project with a version of this one as its version 1; costs nothing."""
        data = valid(serializers.ForkIn(data=request.data))
        project = services.fork_project(
            owner_id=user_id(request),
            project_id=project_id,
            number=data.get("version"),
            name=data["name"],
            new_id=id_of_try(request),
        )
        location = reverse("project", args=[project.pk])
        return Response(detail(owned(request, project.pk)), status=201, headers={"Location": location})


class PreviewLinksView(APIView):
    """The preview links that were given out."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, project_id: UUID) -> Response:
        """End them all; new ones are good."""
        services.revoke_previews(owner_id=user_id(request), project_id=project_id)
        return Response(status=204)


def _against(request: Request, number: int) -> int:
    text = request.query_params.get("against", "") or str(max(1, number - 1))
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:12]) <= serializers.HIGHEST):
        detail = "against must be the number of a version."
        raise InvalidInput.at("against", detail)
    return int(text)


def _owned_version(request: Request, project_id: UUID, number: int) -> SiteVersion:
    return selectors.owned_version(owner_id=user_id(request), project_id=project_id, number=number)


def _detail(version: SiteVersion) -> dict[str, Any]:
    return serializers.version_detail(version, selectors.file_rows(version))


def _is_text(content_type: str) -> bool:
    return content_type.startswith(("text/", "image/svg+xml", "application/json", "application/xml")) or (
        content_type == "application/manifest+json"
    )
