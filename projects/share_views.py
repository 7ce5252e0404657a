"""The API of share links."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from autowebiq.common.api import list_response
from autowebiq.common.idempotency import id_of_try, idempotent
from projects import selectors, services
from projects.models import ShareLink
from projects.version_serializers import HIGHEST
from projects.views import PAGING, owned, user_id, valid


class ShareIn(serializers.Serializer[Any]):
    """A link to one version, or without one always to the current one; it ends after 30 days by default."""

    version = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=HIGHEST)
    label = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")  # type: ignore[assignment]  # a field may be called label
    password = serializers.CharField(
        min_length=4, max_length=128, required=False, write_only=True, trim_whitespace=False
    )
    expires_at = serializers.DateTimeField(required=False, help_text="at most 366 days from now")


class ShareOut(serializers.Serializer[Any]):
    """A share link; ``version`` is null if it shows the current one."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    version = serializers.IntegerField(allow_null=True)
    label = serializers.CharField()  # type: ignore[assignment]  # a field may be called label
    has_password = serializers.BooleanField()
    expires_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


def share_row(share: ShareLink) -> dict[str, Any]:
    return {
        "id": share.pk,
        "url": services.share_url(share),
        "version": share.version and share.version.number,
        "label": share.label,
        "has_password": bool(share.password),
        "expires_at": share.expires_at,
        "last_used_at": share.last_used_at,
        "created_at": share.created_at,
    }


class SharesView(APIView):
    """The share links of a project."""

    @extend_schema(operation_id="shares_list", parameters=PAGING, responses=ShareOut(many=True))
    def get(self, request: Request, project_id: UUID) -> Response:
        """Links, newest first; those that are over have their time in the past."""
        shares = selectors.share_rows(project=owned(request, project_id))
        return list_response(request, shares, share_row)

    @extend_schema(request=ShareIn, responses={201: ShareOut})
    @idempotent
    def post(self, request: Request, project_id: UUID) -> Response:
        """Make a link."""
        data = valid(ShareIn(data=request.data))
        share = services.create_share(
            owner_id=user_id(request),
            project_id=project_id,
            number=data.pop("version", None),
            new_id=id_of_try(request),
            now=timezone.now(),
            **data,
        )
        location = f"/api/v2/projects/{project_id}/shares/{share.pk}"
        return Response(share_row(share), status=201, headers={"Location": location})


class ShareView(APIView):
    """One share link."""

    @extend_schema(responses=ShareOut)
    def get(self, request: Request, project_id: UUID, share_id: UUID) -> Response:
        """The link."""
        project = owned(request, project_id)
        return Response(share_row(services.owned_share(project=project, share_id=share_id)))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, project_id: UUID, share_id: UUID) -> Response:
        """Revoke the link; it ends at once."""
        services.revoke_share(owner_id=user_id(request), project_id=project_id, share_id=share_id)
        return Response(status=204)
