"""The files of a version: a tree, and the source with its lines."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from web.owners import number_of, owners_page
from web.people import person_id
from web.presenters import source
from web.presenters.shell import shell


@owners_page
def files(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The file ``?path=`` of the current version or of ``?version=``; the start page without it."""
    user_id = person_id(request)
    context = shell(user_id=user_id, project_id=project_id, tab="files")
    if context["version"]:
        number, path = number_of(request.GET.get("version")), request.GET.get("path", "")
        context |= source.source(user_id=user_id, project=context["project"], number=number, path=path)
    return render(request, "web/project/files.html", context)
