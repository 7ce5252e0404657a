"""Pages for people."""

from django.urls import path

from web.views import dashboard, gallery, visitors, workspace

app_name = "web"
urlpatterns = [
    path("", visitors.landing, name="landing"),
    path("start", dashboard.start, name="start"),
    path("sign-up", visitors.sign_up, name="sign-up"),
    path("sign-in", visitors.sign_in, name="sign-in"),
    path("sign-out", visitors.sign_out, name="sign-out"),
    path("projects", dashboard.projects, name="projects"),
    path("projects/under-way", dashboard.builds_under_way, name="builds-under-way"),
    path("projects/<uuid:project_id>/fork", dashboard.fork_project, name="fork-project"),
    path("projects/<uuid:project_id>/delete", dashboard.delete_project, name="delete-project"),
    path("projects/<uuid:project_id>", workspace.workspace, name="project"),
    path("templates", gallery.templates, name="templates"),
    path("templates/<slug:template_id>", gallery.template, name="template"),
    path("components", gallery.components, name="components"),
    path("components/<slug:component_id>", gallery.component, name="component"),
]
