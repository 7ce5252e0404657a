"""Pages for people."""

from django.urls import path

from web.views import (
    dashboard,
    files,
    hosts,
    inbox,
    project_settings,
    quality,
    shares,
    versions,
    visitors,
    workspace,
)

app_name = "web"
urlpatterns = [
    path("", visitors.landing, name="landing"),
    path("start", dashboard.start, name="start"),
    path("sign-up", visitors.sign_up, name="sign-up"),
    path("sign-in", visitors.sign_in, name="sign-in"),
    path("sign-out", visitors.sign_out, name="sign-out"),
    path("projects", dashboard.projects, name="projects"),
    path("projects/<uuid:project_id>", workspace.workspace, name="project"),
    path("projects/<uuid:project_id>/versions", versions.versions, name="versions"),
    path("projects/<uuid:project_id>/versions/<int:number>/diff", versions.diff, name="version-diff"),
    path(
        "projects/<uuid:project_id>/versions/<int:number>/restore", versions.restore, name="version-restore"
    ),
    path("projects/<uuid:project_id>/versions/<int:number>/name", versions.name, name="version-name"),
    path("projects/<uuid:project_id>/versions/<int:number>/fork", versions.fork, name="version-fork"),
    path("projects/<uuid:project_id>/shares", shares.create, name="share-create"),
    path("projects/<uuid:project_id>/shares/<uuid:share_id>/revoke", shares.revoke, name="share-revoke"),
    path("projects/<uuid:project_id>/quality", quality.quality, name="quality"),
    path("projects/<uuid:project_id>/files", files.files, name="files"),
    path("projects/<uuid:project_id>/forms", inbox.inbox_page, name="inbox"),
    path("projects/<uuid:project_id>/forms/delete", inbox.delete_marked, name="submissions-delete"),
    path("projects/<uuid:project_id>/forms/<uuid:submission_id>", inbox.submission, name="submission"),
    path("projects/<uuid:project_id>/forms/<uuid:submission_id>/mark", inbox.mark, name="submission-mark"),
    path(
        "projects/<uuid:project_id>/forms/<uuid:submission_id>/delete", inbox.delete, name="submission-delete"
    ),
    path("projects/<uuid:project_id>/forms/<slug:slug>/settings", inbox.set_up, name="form-set-up"),
    path("projects/<uuid:project_id>/settings", project_settings.settings_page, name="settings"),
    path("projects/<uuid:project_id>/settings/name", project_settings.rename, name="project-rename"),
    path("projects/<uuid:project_id>/publish", project_settings.publish, name="publish"),
    path("projects/<uuid:project_id>/unpublish", project_settings.unpublish, name="unpublish"),
    path("projects/<uuid:project_id>/hosts", hosts.add, name="host-add"),
    path("projects/<uuid:project_id>/hosts/<uuid:host_id>/check", hosts.check, name="host-check"),
    path("projects/<uuid:project_id>/hosts/<uuid:host_id>/remove", hosts.remove, name="host-remove"),
    path("projects/<uuid:project_id>/preview-links", project_settings.end_previews, name="end-previews"),
    path("projects/<uuid:project_id>/delete", project_settings.delete, name="project-delete"),
]
