"""Addresses at the root (previews) and below /api/v2/ (downloads, quality)."""

from django.urls import include, path

from publishing import publish_views, views

urlpatterns = [
    path("", include("publishing.form_urls")),
    path("preview/<str:token>", views.preview_root, name="preview-root"),
    path("preview/<str:token>/", views.preview, name="preview-home"),
    path("preview/<str:token>/forms/<slug:form_id>", views.preview_form, name="preview-form"),
    path("preview/<str:token>/<path:path>", views.preview, name="preview"),
    path("api/v2/projects/<uuid:project_id>/download", publish_views.DownloadView.as_view(), name="download"),
    path("api/v2/projects/<uuid:project_id>/publish", publish_views.PublishView.as_view(), name="publish"),
    path("api/v2/projects/<uuid:project_id>/export/s3", publish_views.StoreView.as_view(), name="store"),
    path("api/v2/projects/<uuid:project_id>/hosts", publish_views.HostsView.as_view(), name="hosts"),
    path(
        "api/v2/projects/<uuid:project_id>/hosts/<uuid:host_id>",
        publish_views.HostView.as_view(),
        name="host",
    ),
    path(
        "api/v2/projects/<uuid:project_id>/hosts/<uuid:host_id>/check",
        publish_views.HostCheckView.as_view(),
        name="host-check",
    ),
    path("api/v2/projects/<uuid:project_id>/visits", publish_views.VisitsView.as_view(), name="visits"),
    path(
        "api/v2/projects/<uuid:project_id>/publications",
        publish_views.PublicationsView.as_view(),
        name="publications",
    ),
    path("api/v2/validate/checks", views.ChecksView.as_view(), name="validate-checks"),
    path("api/v2/validate/website", views.ValidateView.as_view(), name="validate-website"),
]
