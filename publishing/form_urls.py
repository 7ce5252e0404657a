"""Addresses of forms, at the root, and of the inbox below /api/v2/."""

from django.urls import path

from publishing import views_forms, views_inbox

urlpatterns = [
    path("f/<uuid:form_id>", views_forms.form, name="form"),
    path("f/<uuid:form_id>/confirm", views_forms.confirm, name="form-confirm"),
    path("f/<uuid:form_id>/sent", views_forms.sent, name="form-sent"),
    path("api/v2/projects/<uuid:project_id>/forms", views_inbox.FormsView.as_view(), name="forms"),
    path(
        "api/v2/projects/<uuid:project_id>/forms/<slug:slug>",
        views_inbox.FormView.as_view(),
        name="form-settings",
    ),
    path(
        "api/v2/projects/<uuid:project_id>/forms/<slug:slug>/deliveries",
        views_inbox.DeliveriesView.as_view(),
        name="form-deliveries",
    ),
    path(
        "api/v2/projects/<uuid:project_id>/submissions",
        views_inbox.SubmissionsView.as_view(),
        name="submissions",
    ),
    path(
        "api/v2/projects/<uuid:project_id>/submissions/delete",
        views_inbox.DeleteManyView.as_view(),
        name="submissions-delete",
    ),
    path(
        "api/v2/projects/<uuid:project_id>/submissions/<uuid:submission_id>",
        views_inbox.SubmissionView.as_view(),
        name="submission",
    ),
    path(
        "api/v2/projects/<uuid:project_id>/submissions/<uuid:submission_id>/files/<uuid:file_id>",
        views_inbox.FileView.as_view(),
        name="submission-file",
    ),
]
