"""Previews and downloads."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from publishing import services
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


class DownloadView(APIView):
    """The site to take away."""

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, project_id: UUID) -> HttpResponse:
        """The current version as a ZIP file."""
        archive = services.bundle_site(user_id=cast(UUID, request.user.pk), project_id=project_id)
        response = HttpResponse(archive.data, content_type="application/zip")
        response.headers["Content-Disposition"] = f'attachment; filename="{archive.name}"'
        return response
