"""Addresses at the root (previews, shares) and below /api/v2/ (downloads, quality)."""

from django.urls import path

from publishing import preview_views, views

urlpatterns = [
    path("preview/<str:token>", preview_views.preview_root, name="preview-root"),
    path("preview/<str:token>/", preview_views.preview, name="preview-home"),
    path("preview/<str:token>/forms/<slug:form_id>", preview_views.preview_form, name="preview-form"),
    path("preview/<str:token>/<path:path>", preview_views.preview, name="preview"),
    path("share/<str:token>", preview_views.share_root, name="share-root"),
    path("share/<str:token>/", preview_views.share_door, name="share-home"),
    path("share/<str:token>/~<str:opened>/", preview_views.share, name="share-opened-home"),
    path(
        "share/<str:token>/~<str:opened>/forms/<slug:form_id>",
        preview_views.share_form,
        name="share-opened-form",
    ),
    path("share/<str:token>/~<str:opened>/<path:path>", preview_views.share, name="share-opened"),
    path("share/<str:token>/forms/<slug:form_id>", preview_views.share_form, name="share-form"),
    path("share/<str:token>/<path:path>", preview_views.share, name="share"),
    path("api/v2/projects/<uuid:project_id>/download", views.DownloadView.as_view(), name="download"),
    path("api/v2/validate/checks", views.ChecksView.as_view(), name="validate-checks"),
    path("api/v2/validate/website", views.ValidateView.as_view(), name="validate-website"),
]
