"""The API of the inbox and of the settings of forms."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from autowebiq.common.api import list_response
from autowebiq.common.errors import InvalidInput
from publishing import form_serializers as shapes
from publishing import forms, inbox

PAGING = [
    OpenApiParameter("limit", int, description="1–100, default 50"),
    OpenApiParameter("offset", int, description="0 or more"),
]
SEARCH = [
    OpenApiParameter("form", str, description="slug of a form"),
    OpenApiParameter(
        "spam", str, enum=["true", "false", "any"], description="the spam folder; default false"
    ),
    OpenApiParameter("unread", bool),
    OpenApiParameter("search", str, description="text in any field"),
    OpenApiParameter("format", str, enum=["json", "csv"], description="or by Accept; CSV has all rows"),
]
MAX_SEARCH = 200


class CsvRenderer(BaseRenderer):
    """Sends text as it is; what is no text (a problem) as JSON, whatever was asked for."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> str | bytes:
        return data if isinstance(data, str) else bytes(JSONRenderer().render(data))


class SubmissionsView(APIView):
    """The inbox."""

    renderer_classes = [JSONRenderer, CsvRenderer]

    @extend_schema(
        operation_id="submissions_list",
        parameters=[*PAGING, *SEARCH],
        responses={
            (200, "application/json"): shapes.SubmissionOut(many=True),
            (200, "text/csv"): OpenApiTypes.STR,
        },
    )
    def get(self, request: Request, project_id: UUID) -> Response | StreamingHttpResponse:
        """What visitors sent, newest first."""
        rows = inbox.submissions(user_id=_user_id(request), project_id=project_id, search=_search(request))
        if isinstance(request.accepted_renderer, CsvRenderer):
            headers = {"Content-Disposition": 'attachment; filename="submissions.csv"'}
            lines = inbox.csv_lines(rows)
            return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)
        return list_response(request, rows, shapes.submission_row)


class DeleteManyView(APIView):
    """Many submissions at once."""

    @extend_schema(request=shapes.DeleteMany, responses=shapes.Deleted)
    def post(self, request: Request, project_id: UUID) -> Response:
        """Delete submissions for good; ids that are not in this inbox count for nothing."""
        data = _valid(shapes.DeleteMany(data=request.data))
        count = inbox.delete(user_id=_user_id(request), project_id=project_id, submission_ids=data["ids"])
        return Response({"deleted": count})


class SubmissionView(APIView):
    """One submission."""

    @extend_schema(responses=shapes.SubmissionOut)
    def get(self, request: Request, project_id: UUID, submission_id: UUID) -> Response:
        """A submission; reading it here sets no mark."""
        row = inbox.submission(user_id=_user_id(request), project_id=project_id, submission_id=submission_id)
        return Response(shapes.submission_row(row))

    @extend_schema(request=shapes.Marks, responses=shapes.SubmissionOut)
    def patch(self, request: Request, project_id: UUID, submission_id: UUID) -> Response:
        """Mark it as read or unread, move it into the spam folder or out of it."""
        row = inbox.mark(
            user_id=_user_id(request),
            project_id=project_id,
            submission_id=submission_id,
            now=timezone.now(),
            **_valid(shapes.Marks(data=request.data)),
        )
        return Response(shapes.submission_row(row))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, project_id: UUID, submission_id: UUID) -> Response:
        """Delete it with its files for good."""
        user_id = _user_id(request)
        row = inbox.submission(user_id=user_id, project_id=project_id, submission_id=submission_id)
        inbox.delete(user_id=user_id, project_id=project_id, submission_ids=[row.pk])
        return Response(status=204)


class FileView(APIView):
    """A file that a visitor sent."""

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, project_id: UUID, submission_id: UUID, file_id: UUID) -> HttpResponse:
        """The file, to be saved: it is a stranger's, so no browser shall show it here."""
        item = inbox.file(
            user_id=_user_id(request), project_id=project_id, submission_id=submission_id, file_id=file_id
        )
        response = HttpResponse(bytes(item.data), content_type=item.content_type)
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response["Cache-Control"] = "private, no-store"
        # Django quotes and encodes the name (RFC 6266).
        response.headers["Content-Disposition"] = _attachment(item.name)
        return response


class FormsView(APIView):
    """Forms of a project."""

    @extend_schema(operation_id="forms_list", parameters=PAGING, responses=shapes.FormOut(many=True))
    def get(self, request: Request, project_id: UUID) -> Response:
        """Forms of the published or exported site, with their settings and counts."""
        rows = forms.owned_forms(user_id=_user_id(request), project_id=project_id)
        return list_response(request, rows, shapes.form_row)


class FormView(APIView):
    """One form."""

    @extend_schema(responses=shapes.FormOut)
    def get(self, request: Request, project_id: UUID, slug: str) -> Response:
        """The form with its settings."""
        form = forms.owned_form(user_id=_user_id(request), project_id=project_id, slug=slug)
        return Response(shapes.form_row(form))

    @extend_schema(request=shapes.FormChanges, responses=shapes.FormOut)
    def patch(self, request: Request, project_id: UUID, slug: str) -> Response:
        """Change e-mail notices, webhook and how long submissions are kept."""
        data = _valid(shapes.FormChanges(data=request.data))
        form = forms.set_up_form(
            user_id=_user_id(request),
            project_id=project_id,
            slug=slug,
            new_key=data.pop("new_secret"),
            changes=data,
        )
        return Response(shapes.form_row(form))


class DeliveriesView(APIView):
    """What became of notices."""

    @extend_schema(
        operation_id="form_deliveries_list", parameters=PAGING, responses=shapes.DeliveryOut(many=True)
    )
    def get(self, request: Request, project_id: UUID, slug: str) -> Response:
        """E-mails and webhook calls of a form, newest first."""
        rows = forms.deliveries(user_id=_user_id(request), project_id=project_id, slug=slug)
        return list_response(request, rows, shapes.delivery_row)


def _search(request: Request) -> inbox.Search:
    wanted = request.query_params
    return inbox.Search(
        form=wanted.get("form", "")[:60].replace("\0", ""),
        text=wanted.get("search", "").strip()[:MAX_SEARCH],
        spam=_choice(request, "spam", default=False),
        unread=_choice(request, "unread", default=None),
    )


def _choice(request: Request, name: str, *, default: bool | None) -> bool | None:
    """true, false, or any (None)."""
    text = request.query_params.get(name, "").lower()
    known: dict[str, bool | None] = {
        "": default,
        "true": True,
        "1": True,
        "false": False,
        "0": False,
        "any": None,
    }
    if text not in known:
        detail = f"{name} must be true, false or any."
        raise InvalidInput.at(name, detail, code="invalid_choice")
    return known[text]


def _attachment(name: str) -> str:
    header = content_disposition_header(as_attachment=True, filename=name)
    return header or "attachment"


def _valid(serializer: Any) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    data: dict[str, Any] = serializer.validated_data
    return data


def _user_id(request: Request) -> UUID:
    return cast(UUID, request.user.pk)  # the default permission let only users in
