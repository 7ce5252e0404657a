"""The dashboard: a person's projects, and the prompt that begins one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from autowebiq.common.errors import DomainError
from builds import selectors as build_selectors
from builds import services as build_services
from credits import selectors as credit_selectors
from projects import selectors as project_selectors
from projects import services as project_services
from projects.errors import VersionNotFound
from publishing import publication
from web import cards, chosen, refusals
from web.forms import KeyForm, PromptForm
from web.owners import owners_action, owners_page
from web.people import PROMPT_KEY, offer_undo, person_id
from web.queries import ProjectsQuery

CARDS = 24


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a website from a prompt; who is not signed in signs up first and keeps what was typed."""
    form = PromptForm(request.POST)
    if not request.user.is_authenticated:
        if not form.is_valid():
            context = {"form": form, **chosen.context(form["template_id"].value())}
            return render(request, "web/landing.html", context, status=400)
        request.session[PROMPT_KEY] = form.cleaned_data["prompt"]
        chosen.keep(request, form.cleaned_data["template_id"])
        return redirect("web:sign-up")
    if not form.is_valid():
        return _projects_page(request, form, status=400)
    order = {
        "user_id": person_id(request),
        "prompt": form.cleaned_data["prompt"],
        "template_id": form.cleaned_data["template_id"],
        "new_id": form.cleaned_data["key"],
    }
    try:
        if "pictures" in request.POST:
            project_id = build_services.prepare_site(**order).pk
        else:
            project_id = build_services.start_site(**order, now=timezone.now()).project_id
    except DomainError as error:
        form.add_error(None, refusals.sentence(error))
        return _projects_page(request, form, status=error.status)
    request.session.pop(PROMPT_KEY, None)
    chosen.forget(request)
    return redirect("web:project", project_id=project_id)


@login_required
@never_cache
@require_GET
def projects(request: HttpRequest) -> HttpResponse:
    """The person's projects; ``?template=`` and ``?example=`` prepare the prompt for a new one."""
    chosen.choose(request)
    example = request.GET.get("example", "")
    prompt = request.session.get(PROMPT_KEY, "")
    if example.isdecimal() and int(example[:3]) < len(cards.EXAMPLES):
        prompt = str(cards.EXAMPLES[int(example[:3])].prompt)
    form = PromptForm(initial={"prompt": prompt, "template_id": chosen.kept(request)})
    return _projects_page(request, form)


def _projects_page(request: HttpRequest, form: PromptForm, status: int = 200) -> HttpResponse:
    owner_id = person_id(request)
    quote = build_services.full_quote()
    wallet = credit_selectors.wallet(user_id=owner_id)
    context = {
        "form": form,
        "wallet": wallet,
        "quote": quote,
        "purse": cards.purse(wallet, quote),
        "examples": cards.EXAMPLES,
        "restore_days": settings.RESTORE_DAYS,
        **chosen.context(form["template_id"].value()),
        **_shelf(request, owner_id),
    }
    return render(request, "web/projects.html", context, status=status)


def _shelf(request: HttpRequest, owner_id: UUID) -> dict[str, Any]:
    """The page of projects that the address asks for, or the last one if it asks for more than there are."""
    asked = ProjectsQuery(request.GET).known()
    number = asked["page"] or 1
    shelf = _page_of_shelf(owner_id, asked, number)
    if not shelf.projects and shelf.found:
        number = -(-shelf.found // CARDS)
        shelf = _page_of_shelf(owner_id, asked, number)
    ids = [project.pk for project in shelf.projects]
    builds = build_selectors.latest_builds(project_ids=ids)
    return {
        "asked": asked,
        "has_any": bool(asked["q"] or asked["status"] or shelf.counts),
        "found": shelf.found,
        "cards": cards.cards(shelf.projects, builds, publication.published_urls(ids)),
        "statuses": cards.status_choices(shelf, asked),
        "orders": cards.order_choices(asked),
        "pages": cards.pages(found=shelf.found, size=CARDS, number=number, asked=asked),
    }


def _page_of_shelf(owner_id: UUID, asked: dict[str, Any], number: int) -> project_selectors.Shelf:
    return project_selectors.shelf(
        owner_id=owner_id,
        search=asked["q"],
        state=asked["status"],
        order=asked["sort"] or "recent",
        offset=(number - 1) * CARDS,
        limit=CARDS,
        now=timezone.now(),
    )


@login_required
@never_cache
@require_GET
def builds_under_way(request: HttpRequest) -> JsonResponse:
    """How far the person's builds have come: ``{builds: [{project_id, progress, stage}], credits}``."""
    rows = build_selectors.active_builds(user_id=person_id(request))
    shown = [
        {
            "project_id": str(build.project_id),
            "progress": build.progress,
            "stage": str(cards.stage_words(build)),
        }
        for build in rows
    ]
    wallet = credit_selectors.wallet(user_id=person_id(request))
    return JsonResponse({"builds": shown, "credits": wallet.credits})


on_a_card = owners_action("web:projects", of_project=False)


@on_a_card
def fork_project(request: HttpRequest, project_id: UUID) -> HttpResponse | None:
    """Copy a project's site into a new one, once for each form."""
    form = KeyForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    try:
        made = project_services.fork_project(
            owner_id=person_id(request), project_id=project_id, new_id=form.cleaned_data["key"]
        )
    except VersionNotFound:
        # The list may be older than the project: no reason for a page that says there is nothing.
        messages.error(request, _("This project has no site yet, so there is nothing to copy."))
        return None
    messages.success(request, _("“%(name)s” is ready. It is a site of its own now.") % {"name": made.name})
    return None


def delete_project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Ask whether a project shall be deleted, and delete it."""
    return (_delete if request.method == "POST" else _ask_to_delete)(request, project_id)


@owners_page
def _ask_to_delete(request: HttpRequest, project_id: UUID) -> HttpResponse:
    project = project_selectors.owned_project(owner_id=person_id(request), project_id=project_id)
    context = {
        "project": project,
        "published_url": project_services.published_url(project_id),
        "restore_days": settings.RESTORE_DAYS,
    }
    return render(request, "web/delete_project.html", context)


@on_a_card
def _delete(request: HttpRequest, project_id: UUID) -> None:
    project = project_selectors.owned_project(owner_id=person_id(request), project_id=project_id)
    project_services.delete_project(owner_id=person_id(request), project_id=project_id, now=timezone.now())
    told = _("“%(name)s” is deleted.") % {"name": project.name}
    offer_undo(request, told, reverse("web:restore-project", args=[project_id]))


@on_a_card
def restore_project(request: HttpRequest, project_id: UUID) -> None:
    project_services.restore_project(owner_id=person_id(request), project_id=project_id, now=timezone.now())
    messages.success(request, _("The project is back, as it was."))


@on_a_card
def archive_project(request: HttpRequest, project_id: UUID) -> None:
    project_services.archive_project(owner_id=person_id(request), project_id=project_id)
    told = _("The project is in the archive. Its site stays as it is.")
    offer_undo(request, told, reverse("web:unarchive-project", args=[project_id]))


@on_a_card
def unarchive_project(request: HttpRequest, project_id: UUID) -> None:
    project_services.unarchive_project(owner_id=person_id(request), project_id=project_id)
    messages.success(request, _("The project is out of the archive."))
