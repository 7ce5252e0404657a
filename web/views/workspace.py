"""The workspace: one project, its builds and its site."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from autowebiq.common.errors import NotFound
from builds import services as build_services
from credits import selectors as credit_selectors
from projects import selectors as project_selectors
from web import presenters
from web.people import person_id


@require_GET
def workspace(request: HttpRequest, project_id: UUID) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.path, reverse("web:sign-in"))
    try:
        project = project_selectors.owned_project(owner_id=person_id(request), project_id=project_id)
    except NotFound as error:
        raise Http404 from error
    build = build_services.latest_build(project_id=project.pk)
    context = {
        "project": project,
        "panel": presenters.panel(build),
        "preview_url": presenters.preview_url(project),
        "pages": presenters.pages(project),
        "messages_list": project_selectors.messages(project_id=project.pk, limit=50),
        "wallet": credit_selectors.wallet(user_id=person_id(request)),
        "quote": build_services.full_quote(),
    }
    return render(request, "web/workspace.html", context)
