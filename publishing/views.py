"""Previews and quality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from publishing import serializers, services
from publishing.headers import protect
from publishing.views_forms import wants_json

TEXT = ("text/", "application/json", "application/xml", "application/manifest+json", "image/svg+xml")


@require_safe
def preview_root(request: HttpRequest, token: str) -> HttpResponse:
    """Relative links need the slash."""
    return protect(HttpResponseRedirect(f"/preview/{token}/"))


@require_safe
def preview(request: HttpRequest, token: str, path: str = "") -> HttpResponse:
    """A file of the version that the link was made for."""
    found = services.find_preview(token=token, path=path)
    if found is None:
        return protect(render(request, "publishing/link_ended.html", status=404))
    file = found.file
    content_type = (
        f"{file.content_type}; charset=utf-8" if file.content_type.startswith(TEXT) else file.content_type
    )
    response = HttpResponse(file.data, content_type=content_type, status=found.status)
    if found.status == 200:
        response.headers["ETag"] = f'"{file.sha256}"'
        response.headers["Cache-Control"] = "private, max-age=600"
    return protect(response, forms_at=request.build_absolute_uri(f"/preview/{token}/forms/"))


# The page has no cookie of ours to forge a request with, and nothing is stored.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def preview_form(request: HttpRequest, token: str, form_id: str) -> HttpResponse:
    """Forms deliver once the site is published; a preview only says so."""
    if services.find_preview(token=token, path="") is None:
        return protect(render(request, "publishing/link_ended.html", status=404))
    if wants_json(request):
        told = (
            "This is a preview: nothing was sent or stored. Once published, the form delivers to your inbox."
        )
        return protect(JsonResponse({"status": "preview", "message": told, "token": "preview", "wait": 0}))
    return protect(render(request, "publishing/preview_form.html", {"home": f"/preview/{token}/"}))


class ChecksView(APIView):
    """What is measured. Public: the rules are no secret."""

    permission_classes: Sequence[type[BasePermission]] = [AllowAny]
    authentication_classes: Sequence[type[BaseAuthentication]] = []

    @extend_schema(responses=serializers.ChecksOut)
    def get(self, request: Request) -> Response:
        """The nine checks with their rules and sources, and the formula of the scores."""
        return Response(serializers.all_checks())


class ValidateView(APIView):
    """Measuring a site."""

    @extend_schema(request=serializers.WebsiteIn, responses=serializers.WebsiteOut)
    def post(self, request: Request) -> Response:
        """Measure a version of one's project by the nine checks; each finding carries its evidence."""
        data = serializers.WebsiteIn(data=request.data)
        data.is_valid(raise_exception=True)
        project_id, number = data.validated_data["project_id"], data.validated_data.get("version")
        version, report = services.measure_site(
            user_id=cast(UUID, request.user.pk), project_id=project_id, number=number
        )
        answer = {"project_id": project_id, "version": version, **serializers.measured(report)}
        return Response(answer)
