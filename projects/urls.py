"""Addresses below /api/v2/."""

from django.urls import path

from projects import views

urlpatterns = [
    path("projects", views.ProjectsView.as_view(), name="projects"),
    path("projects/<uuid:project_id>", views.ProjectView.as_view(), name="project"),
    path("projects/<uuid:project_id>/messages", views.MessagesView.as_view(), name="messages"),
]
