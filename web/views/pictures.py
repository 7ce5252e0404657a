"""The owner's pictures, listed in the Files tab: described, given a place, thrown away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from projects import services as project_services
from web.forms import PictureForm, first_error
from web.owners import owners_action, owners_page
from web.people import person_id
from web.presenters import pictures as presenter
from web.presenters.shell import shell


@owners_page
def pictures(request: HttpRequest, project_id: UUID) -> HttpResponse:
    context = shell(user_id=person_id(request), project_id=project_id, tab="files")
    context |= presenter.pictures(context["project"])
    return render(request, "web/project/pictures.html", context)


@owners_action("web:pictures")
def save(request: HttpRequest, project_id: UUID, asset_id: UUID) -> None:
    """What a picture shows and what it is for, in the builds to come."""
    form = PictureForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return
    asset = project_services.describe_asset(
        owner_id=person_id(request), project_id=project_id, asset_id=asset_id, **form.cleaned_data
    )
    messages.success(
        request, _("“%(name)s” is saved. The next build takes it into account.") % {"name": asset.name}
    )


@owners_action("web:pictures")
def delete(request: HttpRequest, project_id: UUID, asset_id: UUID) -> None:
    project_services.delete_asset(owner_id=person_id(request), project_id=project_id, asset_id=asset_id)
    messages.success(request, _("The picture is deleted. Versions that show it keep it."))
