"""How good a version is, by nine checks."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from web.owners import number_of, owners_page
from web.people import person_id
from web.presenters import scores
from web.presenters.shell import shell


@owners_page
def quality(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Scores and findings of the current version, or of ``?version=``."""
    user_id = person_id(request)
    context = shell(user_id=user_id, project_id=project_id, tab="quality")
    if context["version"]:
        number = number_of(request.GET.get("version"))
        context |= scores.scores(user_id=user_id, project=context["project"], number=number)
    return render(request, "web/project/quality.html", context)
