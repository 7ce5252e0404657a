"""Addresses below /api/v2/."""

from django.urls import path

from projects import asset_views, share_views, version_views, views

urlpatterns = [
    path("projects", views.ProjectsView.as_view(), name="projects"),
    path("projects/<uuid:project_id>", views.ProjectView.as_view(), name="project"),
    path("projects/<uuid:project_id>/restore", views.RestoreProjectView.as_view(), name="project-restore"),
    path("projects/<uuid:project_id>/archive", views.ArchiveView.as_view(), name="project-archive"),
    path("projects/<uuid:project_id>/unarchive", views.UnarchiveView.as_view(), name="project-unarchive"),
    path("projects/<uuid:project_id>/messages", views.MessagesView.as_view(), name="messages"),
    path("projects/<uuid:project_id>/fork", version_views.ForkView.as_view(), name="fork"),
    path(
        "projects/<uuid:project_id>/preview-links",
        version_views.PreviewLinksView.as_view(),
        name="preview-links",
    ),
    path("projects/<uuid:project_id>/assets", asset_views.AssetsView.as_view(), name="assets"),
    path("projects/<uuid:project_id>/assets/<uuid:asset_id>", asset_views.AssetView.as_view(), name="asset"),
    path(
        "projects/<uuid:project_id>/assets/<uuid:asset_id>/content",
        asset_views.AssetContentView.as_view(),
        name="asset-content",
    ),
    path("projects/<uuid:project_id>/shares", share_views.SharesView.as_view(), name="shares"),
    path(
        "projects/<uuid:project_id>/shares/<uuid:share_id>",
        share_views.ShareView.as_view(),
        name="share-link",
    ),
    path("projects/<uuid:project_id>/versions", version_views.VersionsView.as_view(), name="versions"),
    path(
        "projects/<uuid:project_id>/versions/<int:number>",
        version_views.VersionView.as_view(),
        name="version",
    ),
    path(
        "projects/<uuid:project_id>/versions/<int:number>/files/<path:path>",
        version_views.VersionFileView.as_view(),
        name="version-file",
    ),
    path(
        "projects/<uuid:project_id>/versions/<int:number>/restore",
        version_views.RestoreView.as_view(),
        name="version-restore",
    ),
    path(
        "projects/<uuid:project_id>/versions/<int:number>/thumbnail",
        version_views.ThumbnailView.as_view(),
        name="version-thumbnail",
    ),
    path(
        "projects/<uuid:project_id>/versions/<int:number>/diff",
        version_views.DiffView.as_view(),
        name="version-diff",
    ),
]
