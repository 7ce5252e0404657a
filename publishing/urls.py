"""Addresses at the root (previews, shares) and below /api/v2/ (downloads, quality)."""

from django.urls import include, path

from publishing import preview_views, publish_views, showcase_views, views, views_forms

urlpatterns = [
    path("", include("publishing.form_urls")),
    path("preview/<str:token>", preview_views.preview_root, name="preview-root"),
    path("preview/<str:token>/", preview_views.preview, name="preview-home"),
    path("preview/<str:token>/forms/<slug:form_id>", preview_views.preview_form, name="preview-form"),
    path("preview/<str:token>/<path:path>", preview_views.preview, name="preview"),
    path("templates/<slug:template_id>/picture", showcase_views.picture, name="template-picture"),
    path("templates/<slug:template_id>/site/", showcase_views.site, name="template-site"),
    path("templates/<slug:template_id>/site/forms/<slug:form_id>", showcase_views.site_form),
    path("templates/<slug:template_id>/site/<path:path>", showcase_views.site, name="template-site-file"),
    path("components/<slug:component_id>/shown/<path:path>", showcase_views.stage, name="component-stage"),
    path("share/<str:token>", preview_views.share_root, name="share-root"),
    path("share/<str:token>/", preview_views.share_door, name="share-home"),
    path("share/<str:token>/~<str:opened>/", preview_views.share, name="share-opened-home"),
    path("share/<str:token>/~<str:opened>/forms/<slug:form_id>", views_forms.share_form),
    path("share/<str:token>/~<str:opened>/forms/<slug:form_id>/confirm", views_forms.share_confirm),
    path("share/<str:token>/~<str:opened>/forms/<slug:form_id>/sent", views_forms.share_sent),
    path("share/<str:token>/~<str:opened>/<path:path>", preview_views.share, name="share-opened"),
    path("share/<str:token>/forms/<slug:form_id>", views_forms.share_form),
    path("share/<str:token>/forms/<slug:form_id>/confirm", views_forms.share_confirm),
    path("share/<str:token>/forms/<slug:form_id>/sent", views_forms.share_sent),
    path("share/<str:token>/<path:path>", preview_views.share, name="share"),
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
