"""Pages for people."""

from django.urls import path
from django.views.i18n import set_language

from web.views import account, credits, dashboard, doors, gallery, looks, visitors, workspace

app_name = "web"
urlpatterns = [
    path("", visitors.landing, name="landing"),
    path("examples/<slug:name>", visitors.example_root, name="example-root"),
    path("examples/<slug:name>/", visitors.example, name="example"),
    path("examples/<slug:name>/<path:path>", visitors.example, name="example-file"),
    path("robots.txt", visitors.robots, name="robots"),
    path("language", set_language, name="language"),
    path("theme", looks.theme, name="theme"),
    path("start", dashboard.start, name="start"),
    path("sign-up", doors.sign_up, name="sign-up"),
    path("sign-in", doors.sign_in, name="sign-in"),
    path("sign-out", doors.sign_out, name="sign-out"),
    path("forgot-password", doors.forgot, name="password-forgot"),
    path("forgot-password/sent", doors.forgot_sent, name="password-sent"),
    path("reset-password/<str:uid>/<str:token>", doors.reset, name="password-reset"),
    path("projects", dashboard.projects, name="projects"),
    path("projects/under-way", dashboard.builds_under_way, name="builds-under-way"),
    path("projects/<uuid:project_id>/fork", dashboard.fork_project, name="fork-project"),
    path("projects/<uuid:project_id>/delete", dashboard.delete_project, name="delete-project"),
    path("projects/<uuid:project_id>", workspace.workspace, name="project"),
    path("credits", credits.credits, name="credits"),
    path("account", account.account, name="account"),
    path("account/name", account.change_name, name="account-name"),
    path("account/password", account.change_password, name="account-password"),
    path("account/sessions/end-others", account.end_others, name="account-end-others"),
    path("account/sessions/<uuid:login_id>/end", account.end_one, name="account-end"),
    path("templates", gallery.templates, name="templates"),
    path("templates/<slug:template_id>", gallery.template, name="template"),
    path("components", gallery.components, name="components"),
    path("components/<slug:component_id>", gallery.component, name="component"),
]
