"""What a project has been: its versions, what differs between them, and going back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from projects import services as project_services
from web.owners import id_of_press, number_of, owners_action, owners_page
from web.people import person_id
from web.presenters import history
from web.presenters.shell import shell


@owners_page
def versions(request: HttpRequest, project_id: UUID) -> HttpResponse:
    context = shell(user_id=person_id(request), project_id=project_id, tab="versions")
    page = number_of(request.GET.get("page")) or 1
    context |= history.history(context["project"], context["published"], page=page, now=context["now"])
    return render(request, "web/project/versions.html", context)


@owners_page
def diff(request: HttpRequest, project_id: UUID, number: int) -> HttpResponse:
    """What differs in a version from another, by default the one before."""
    context = shell(user_id=person_id(request), project_id=project_id, tab="versions")
    against = number_of(request.GET.get("against")) or max(1, number - 1)
    context |= history.difference(context["project"], number=number, against=against)
    return render(request, "web/project/diff.html", context)


@owners_action("web:versions")
def restore(request: HttpRequest, project_id: UUID, number: int) -> None:
    made = project_services.restore_version(
        owner_id=person_id(request), project_id=project_id, number=number, new_id=id_of_press(request)
    )
    told = _("Version %(old)s is back as version %(new)s. Nothing was lost, and it cost nothing.")
    messages.success(request, told % {"old": number, "new": made.number})


@owners_action("web:versions")
def name(request: HttpRequest, project_id: UUID, number: int) -> None:
    label = request.POST.get("label", "")[:200].replace("\0", "")
    project_services.label_version(
        owner_id=person_id(request), project_id=project_id, number=number, label=label
    )
    messages.success(request, _("The name of version %(number)s is saved.") % {"number": number})


@owners_action("web:versions")
def fork(request: HttpRequest, project_id: UUID, number: int) -> HttpResponse:
    """A new project, which is opened."""
    project = project_services.fork_project(
        owner_id=person_id(request), project_id=project_id, number=number, new_id=id_of_press(request)
    )
    messages.success(request, _("This is a project of its own now; the other one stays as it was."))
    return redirect("web:project", project_id=project.pk)
