"""Settings of a project: its name, what the world sees of it, and its end."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from projects import services as project_services
from publishing import publication
from web import languages
from web.forms import LanguageForm, ProjectForm, PublishForm, first_error
from web.owners import owners_action, owners_page
from web.people import offer_undo, person_id
from web.presenters import world
from web.presenters.shell import shell


@owners_page
def settings_page(request: HttpRequest, project_id: UUID) -> HttpResponse:
    user_id = person_id(request)
    context = shell(user_id=user_id, project_id=project_id, tab="settings")
    context |= world.world(user_id=user_id, project=context["project"], now=context["now"])
    context |= {"languages": languages.choices(), "longest_description": settings.PROMPT_MAX_LENGTH}
    return render(request, "web/project/settings.html", context)


@owners_action("web:settings", "about")
def rename(request: HttpRequest, project_id: UUID) -> None:
    wrong = _("A project needs a name of 1 to 200 characters.")
    _change(request, project_id, ProjectForm(request.POST), wrong, _("Name and description are saved."))


@owners_action("web:settings", "language")
def language(request: HttpRequest, project_id: UUID) -> None:
    wrong = _("Sites cannot be written in that language.")
    saved = _("The next build is written in the language that you chose.")
    _change(request, project_id, LanguageForm(request.POST), wrong, saved)


def _change(request: HttpRequest, project_id: UUID, form: Form, wrong: str, saved: str) -> None:
    if not form.is_valid():
        messages.error(request, wrong)
        return
    project_services.update_project(
        owner_id=person_id(request), project_id=project_id, changes=form.cleaned_data
    )
    messages.success(request, saved)


@owners_action("web:settings", "publish")
def publish(request: HttpRequest, project_id: UUID) -> None:
    """Publish the current version, another one, or under another address."""
    form = PublishForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return
    state = publication.publish(
        user_id=person_id(request),
        project_id=project_id,
        slug=form.cleaned_data["slug"] or None,
        number=form.cleaned_data["version"],
        now=timezone.now(),
    )
    told = _("Version %(number)s is live at %(address)s")
    messages.success(request, told % {"number": state.version, "address": state.published_url})


@owners_action("web:settings", "publish")
def unpublish(request: HttpRequest, project_id: UUID) -> None:
    publication.unpublish(user_id=person_id(request), project_id=project_id, now=timezone.now())
    messages.success(request, _("The site is offline. Its address stays yours."))


@owners_action("web:settings", "danger")
def end_previews(request: HttpRequest, project_id: UUID) -> None:
    project_services.revoke_previews(owner_id=person_id(request), project_id=project_id)
    messages.success(request, _("All preview links that were given out have ended."))


@owners_action("web:settings", "danger")
def delete(request: HttpRequest, project_id: UUID) -> HttpResponse | None:
    """Delete the project, if its name was typed."""
    typed = request.POST.get("typed", "").strip()
    if typed != world.word_to_type(user_id=person_id(request), project_id=project_id):
        messages.error(request, _("That is not the name of the project, so nothing was deleted."))
        return None
    project_services.delete_project(owner_id=person_id(request), project_id=project_id, now=timezone.now())
    offer_undo(request, _("The project was deleted."), reverse("web:restore-project", args=[project_id]))
    return redirect("web:projects")
