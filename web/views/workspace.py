"""The workspace: one project, its conversation, its builds at work and its site."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from web.owners import number_of, owners_page
from web.people import person_id
from web.presenters import bench
from web.presenters.shell import shell


@owners_page
def workspace(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Preview and conversation; ``?version=`` shows an earlier version, ``?page=`` opens one of its pages, at
    the element whose id is ``?at=``.
    """
    context = shell(user_id=person_id(request), project_id=project_id, tab="project")
    number = number_of(request.GET.get("version"))
    place = bench.Place(request.GET.get("page", ""), request.GET.get("at", ""))
    context |= bench.bench(context["project"], context["build"], number=number, place=place)
    return render(request, "web/project/preview.html", context)
