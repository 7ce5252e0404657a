"""Addresses at the root (previews) and below /api/v2/ (downloads, quality)."""

from django.urls import include, path

from publishing import views

urlpatterns = [
    path("", include("publishing.form_urls")),
    path("preview/<str:token>", views.preview_root, name="preview-root"),
    path("preview/<str:token>/", views.preview, name="preview-home"),
    path("preview/<str:token>/forms/<slug:form_id>", views.preview_form, name="preview-form"),
    path("preview/<str:token>/<path:path>", views.preview, name="preview"),
    path("api/v2/projects/<uuid:project_id>/download", views.DownloadView.as_view(), name="download"),
    path("api/v2/validate/checks", views.ChecksView.as_view(), name="validate-checks"),
    path("api/v2/validate/website", views.ValidateView.as_view(), name="validate-website"),
]
