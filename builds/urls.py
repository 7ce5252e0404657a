"""Addresses below /api/v2/."""

from django.urls import path

from builds import views

urlpatterns = [
    path("projects/<uuid:project_id>/build/quote", views.QuoteView.as_view(), name="build-quote"),
    path("projects/<uuid:project_id>/build", views.BuildView.as_view(), name="build"),
    path("projects/<uuid:project_id>/builds", views.BuildsView.as_view(), name="builds"),
    path(
        "projects/<uuid:project_id>/build/status/<uuid:task_id>",
        views.StatusView.as_view(),
        name="build-status",
    ),
    path(
        "projects/<uuid:project_id>/build/<uuid:task_id>/cancel",
        views.CancelView.as_view(),
        name="build-cancel",
    ),
    path(
        "projects/<uuid:project_id>/build/<uuid:task_id>/retry",
        views.RetryView.as_view(),
        name="build-retry",
    ),
    path(
        "projects/<uuid:project_id>/build/<uuid:task_id>/events",
        views.EventsView.as_view(),
        name="build-events",
    ),
]
