"""Every address of the site. The API's contract is in docs; the pages are in ``web``."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny

from autowebiq import health, metrics
from autowebiq.common.problems import problem_response, wants_problem
from web.views import errors

# Before the first request: the page that the administration opens with.
admin.site.index_template = "web/admin/overview.html"

urlpatterns = [
    path("", include("web.urls")),
    path("", include("publishing.urls")),
    path("api/auth/", include("accounts.urls.auth")),
    path("api/v2/", include("accounts.urls.api")),
    path("api/v2/", include("credits.urls")),
    path("api/v2/", include("projects.urls")),
    path("api/v2/", include("builds.urls")),
    path("api/v2/", include("templates_catalog.urls")),
    path("api/v2/schema", SpectacularJSONAPIView.as_view(permission_classes=[AllowAny]), name="schema"),
    path("api/v2/docs", SpectacularSwaggerSplitView.as_view(permission_classes=[AllowAny]), name="docs"),
    path("api/health", health.health),
    path("livez", health.livez),
    path("readyz", health.readyz),
    path("metrics", metrics.metrics),
    path("admin/catalog/", include("web.operator_urls")),
    path("admin/", admin.site.urls),
]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if wants_problem(request):
        return problem_response(
            status=404, code="not_found", title="Not found", detail="There is nothing at this address."
        )
    return errors.not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    if wants_problem(request):
        return problem_response(
            status=500,
            code="server_error",
            title="Something failed on our side",
            detail="The request failed on our side and was logged; nothing was charged.",
        )
    return errors.server_error(request)


handler400 = "web.views.errors.bad_request"
handler403 = "web.views.errors.forbidden"
handler404 = "autowebiq.urls.not_found"
handler500 = "autowebiq.urls.server_error"
