"""Pages for people."""

from django.urls import path

from web import views

app_name = "web"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("start", views.start, name="start"),
    path("sign-up", views.sign_up, name="sign-up"),
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("projects", views.projects, name="projects"),
    path("projects/<uuid:project_id>", views.workspace, name="project"),
]
