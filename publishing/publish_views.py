"""The API of published sites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from autowebiq.common.api import list_response
from autowebiq.common.idempotency import idempotent
from autowebiq.common.throttle import UserThrottle
from publishing import export, export_store, hosts, publication, publish_serializers, visits

PAGING = [
    OpenApiParameter("limit", int, description="1–100, default 50"),
    OpenApiParameter("offset", int, description="0 or more"),
]


class PublishView(APIView):
    """What the world sees of a project."""

    @extend_schema(responses=publish_serializers.PublishedOut)
    def get(self, request: Request, project_id: UUID) -> Response:
        """The address and the version that are published."""
        state = publication.published_state(user_id=_user_id(request), project_id=project_id)
        return Response(publish_serializers.published(state))

    @extend_schema(request=publish_serializers.PublishIn, responses={201: publish_serializers.PublishedOut})
    @idempotent
    def post(self, request: Request, project_id: UUID) -> Response:
        """Publish a version, another address, or an earlier version again."""
        data = _valid(publish_serializers.PublishIn(data=request.data))
        state = publication.publish(
            user_id=_user_id(request),
            project_id=project_id,
            slug=data.get("slug"),
            number=data.get("version"),
            now=timezone.now(),
        )
        headers = {"Location": state.published_url or ""}
        return Response(publish_serializers.published(state), status=201, headers=headers)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, project_id: UUID) -> Response:
        """Take the site down."""
        publication.unpublish(user_id=_user_id(request), project_id=project_id, now=timezone.now())
        return Response(status=204)


class PublicationsView(APIView):
    """The history of a published site."""

    @extend_schema(
        operation_id="publications_list",
        parameters=PAGING,
        responses=publish_serializers.PublicationOut(many=True),
    )
    def get(self, request: Request, project_id: UUID) -> Response:
        """What was published and taken down, by whom, newest first."""
        rows = publication.history(user_id=_user_id(request), project_id=project_id)
        return list_response(request, rows, publish_serializers.publication_row)


class HostsView(APIView):
    """Hosts of the customer's own."""

    @extend_schema(operation_id="hosts_list", responses=publish_serializers.HostOut(many=True))
    def get(self, request: Request, project_id: UUID) -> Response:
        """The project's hosts with the records that prove them, oldest first."""
        claims = hosts.hosts_of(user_id=_user_id(request), project_id=project_id)
        return Response([publish_serializers.host_row(claim) for claim in claims])

    @extend_schema(request=publish_serializers.HostIn, responses={201: publish_serializers.HostOut})
    @idempotent
    def post(self, request: Request, project_id: UUID) -> Response:
        """Claim a host; it shows the site once the TXT record ``record`` is found."""
        data = _valid(publish_serializers.HostIn(data=request.data))
        claim = hosts.add_host(user_id=_user_id(request), project_id=project_id, host=data["host"])
        location = reverse("host", args=[project_id, claim.pk])
        return Response(publish_serializers.host_row(claim), status=201, headers={"Location": location})


class HostView(APIView):
    """One host."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, project_id: UUID, host_id: UUID) -> Response:
        """Give the host up."""
        hosts.remove_host(user_id=_user_id(request), project_id=project_id, host_id=host_id)
        return Response(status=204)


class HostCheckThrottle(UserThrottle):
    limit = "host-check-user"


class HostCheckView(APIView):
    """Proving a host."""

    throttle_classes: Sequence[type[BaseThrottle]] = [HostCheckThrottle]

    @extend_schema(request=None, responses=publish_serializers.HostOut)
    def post(self, request: Request, project_id: UUID, host_id: UUID) -> Response:
        """Look for the TXT record now; ``verified_at`` or ``problem`` tells what was found."""
        claim = hosts.check_host(
            user_id=_user_id(request), project_id=project_id, host_id=host_id, now=timezone.now()
        )
        return Response(publish_serializers.host_row(claim))


class VisitsView(APIView):
    """Visits of a published site."""

    @extend_schema(parameters=[publish_serializers.VisitsIn], responses=publish_serializers.VisitsOut)
    def get(self, request: Request, project_id: UUID) -> Response:
        """Page views and visitors by day, and the pages and sites that they came to and from."""
        data = _valid(publish_serializers.VisitsIn(data=request.query_params))
        figures = visits.figures(
            user_id=_user_id(request), project_id=project_id, days=data["days"], today=timezone.now().date()
        )
        return Response(figures)


class DownloadView(APIView):
    """The site to take away."""

    @extend_schema(
        parameters=[publish_serializers.DownloadIn], responses={(200, "application/zip"): OpenApiTypes.BINARY}
    )
    def get(self, request: Request, project_id: UUID) -> HttpResponse:
        """A version as a ZIP file that works on any host and from a disk."""
        data = _valid(publish_serializers.DownloadIn(data=request.query_params))
        made = export.export_site(
            user_id=_user_id(request),
            project_id=project_id,
            number=data.get("version"),
            base_url=data.get("base_url"),
        )
        response = HttpResponse(made.archive, content_type="application/zip")
        response.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
        return response


class StoreView(APIView):
    """Exports in the operator's store."""

    @extend_schema(request=publish_serializers.StoreIn, responses={201: publish_serializers.StoredOut})
    @idempotent
    def post(self, request: Request, project_id: UUID) -> Response:
        """Put a version's export into the S3-compatible store, as files and as a ZIP."""
        data = _valid(publish_serializers.StoreIn(data=request.data))
        stored = export_store.store_export(
            user_id=_user_id(request),
            project_id=project_id,
            number=data.get("version"),
            base_url=data.get("base_url"),
        )
        return Response(asdict(stored), status=201)


def _valid(serializer: Any) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    data: dict[str, Any] = serializer.validated_data
    return data


def _user_id(request: Request) -> UUID:
    return cast(UUID, request.user.pk)  # the default permission let only users in
