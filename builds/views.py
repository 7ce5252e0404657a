"""The API of builds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from autowebiq.common.api import list_response
from autowebiq.common.idempotency import id_of_try, idempotent
from builds import events, selectors, serializers, services
from builds.models import Build
from projects import selectors as project_selectors
from projects import services as project_services

QUOTE_VALID = timedelta(minutes=15)
MAX_EVENTS = 500


class QuoteView(APIView):
    """The price before the build."""

    @extend_schema(request=None, responses=serializers.QuoteOut)
    def post(self, request: Request, project_id: UUID) -> Response:
        """What a build of this project costs; holds nothing."""
        quote = services.quote_build(user_id=_user_id(request), project_id=project_id)
        return Response(serializers.quote_body(quote, expires_at=timezone.now() + QUOTE_VALID))


class BuildView(APIView):
    """Starting builds."""

    @extend_schema(request=serializers.BuildIn, responses={202: serializers.BuildStarted})
    @idempotent
    def post(self, request: Request, project_id: UUID) -> Response:
        """Build the website; credits are held now and charged when it is finished."""
        data = serializers.BuildIn(data=request.data)
        data.is_valid(raise_exception=True)
        build = services.start_build(
            user_id=_user_id(request),
            project_id=project_id,
            new_id=id_of_try(request),
            now=timezone.now(),
            **data.validated_data,
        )
        return _started(build)


class StatusView(APIView):
    """Where a build stands."""

    @extend_schema(responses=serializers.BuildStatus)
    def get(self, request: Request, project_id: UUID, task_id: UUID) -> Response:
        """State, progress and result of a build."""
        build = selectors.owned_build(user_id=_user_id(request), project_id=project_id, build_id=task_id)
        return Response(_status(build))


class CancelView(APIView):
    """Ending a build early."""

    @extend_schema(request=None, responses={202: serializers.BuildStatus})
    def post(self, request: Request, project_id: UUID, task_id: UUID) -> Response:
        """Cancel the build: it ends at once, and all credits come back. Repeating it changes nothing."""
        services.cancel_build(user_id=_user_id(request), project_id=project_id, build_id=task_id)
        build = selectors.owned_build(user_id=_user_id(request), project_id=project_id, build_id=task_id)
        return Response(_status(build), status=202)


class RetryView(APIView):
    """Ordering a failed build again."""

    @extend_schema(request=None, responses={202: serializers.BuildStarted})
    @idempotent
    def post(self, request: Request, project_id: UUID, task_id: UUID) -> Response:
        """Build once more what failed or was cancelled, going on after the stages that were finished."""
        build = services.retry_build(
            user_id=_user_id(request),
            project_id=project_id,
            build_id=task_id,
            new_id=id_of_try(request),
            now=timezone.now(),
        )
        return _started(build)


class BuildsView(APIView):
    """The builds of a project."""

    @extend_schema(
        operation_id="builds_list",
        parameters=[OpenApiParameter("limit", int), OpenApiParameter("offset", int)],
        responses=serializers.BuildRow(many=True),
    )
    def get(self, request: Request, project_id: UUID) -> Response:
        """Builds, newest first."""
        project = project_selectors.owned_project(owner_id=_user_id(request), project_id=project_id)
        rows = selectors.project_builds(project_id=project.pk).values(*selectors.LIST_FIELDS)
        return list_response(request, rows, serializers.build_row)


class EventsView(APIView):
    """The events of a build, as its WebSocket sends them.

    Only who does not wait comes here; ``builds.streaming`` answers the others.
    """

    @extend_schema(
        operation_id="build_events",
        parameters=[
            OpenApiParameter("after", int, description="only events with a higher seq"),
            OpenApiParameter(
                "wait",
                int,
                description=f"0–{serializers.MAX_WAIT} seconds: answer as soon as there is an event",
            ),
            OpenApiParameter("ticket", str, description="instead of a token, for an EventSource"),
            OpenApiParameter(
                "Last-Event-ID", int, OpenApiParameter.HEADER, description="of a stream; goes before after"
            ),
        ],
        responses={
            (200, "application/json"): serializers.EventsOut,
            (200, "text/event-stream"): OpenApiTypes.STR,
            204: OpenApiResponse(description="A stream has nothing more: the build has ended."),
        },
    )
    def get(self, request: Request, project_id: UUID, task_id: UUID) -> Response:
        """Up to 500 events with ``seq`` above ``after``, in order.

        With ``wait`` it answers as soon as there is one, or with an empty list. With ``Accept:
        text/event-stream`` it is a stream (``id`` is the seq, ``event`` the type, ``data`` the frame) that
        ends after the last event of the build.
        """
        after = serializers.after_of(request.query_params.get("after", "0"))
        build = selectors.owned_build(user_id=_user_id(request), project_id=project_id, build_id=task_id)
        frames = events.after(build_id=build.pk, seq=after, limit=MAX_EVENTS)
        return Response({"task_id": build.pk, "last_seq": build.last_seq, "events": frames})


def _started(build: Build) -> Response:
    body = serializers.started_body(build, websocket_url=_websocket_url(build.project_id))
    location = reverse("build-status", args=[build.project_id, build.pk])
    return Response(body, status=202, headers={"Location": location})


def _status(build: Build) -> dict[str, Any]:
    preview_url = None
    if build.result is not None:
        preview_url = project_services.preview_url_of_build(project_id=build.project_id, build_id=build.pk)
    return serializers.status_body(
        build,
        message=selectors.last_message(build),
        place=selectors.queue_place(build),
        preview_url=preview_url,
    )


def _websocket_url(project_id: UUID) -> str:
    """Absolute, from PUBLIC_URL: a Host header must not decide where tokens are sent."""
    public = urlsplit(settings.PUBLIC_URL)
    scheme = "wss" if public.scheme == "https" else "ws"
    return f"{scheme}://{public.netloc}/api/v2/ws/build/{project_id}"


def _user_id(request: Request) -> UUID:
    return cast(UUID, request.user.pk)  # the default permission let only users in
