"""The dashboard: a person's projects, and the prompt that begins one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from autowebiq.common.errors import DomainError
from builds import services as build_services
from credits import selectors as credit_selectors
from projects import selectors as project_selectors
from web import presenters
from web.forms import PromptForm
from web.people import PROMPT_KEY, person_id

CARDS = 24


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a website from a prompt; who is not signed in signs up first and keeps what was typed."""
    form = PromptForm(request.POST)
    if not request.user.is_authenticated:
        if not form.is_valid():
            return render(request, "web/landing.html", {"form": form}, status=400)
        request.session[PROMPT_KEY] = form.cleaned_data["prompt"]
        return redirect("web:sign-up")
    if not form.is_valid():
        return _projects_page(request, form, status=400)
    try:
        build = build_services.start_site(
            user_id=person_id(request), prompt=form.cleaned_data["prompt"], now=timezone.now()
        )
    except DomainError as error:
        form.add_error(None, error.detail)
        return _projects_page(request, form, status=error.status)
    request.session.pop(PROMPT_KEY, None)
    return redirect("web:project", project_id=build.project_id)


@login_required
@require_GET
def projects(request: HttpRequest) -> HttpResponse:
    kept = request.session.get(PROMPT_KEY, "")
    return _projects_page(request, PromptForm(initial={"prompt": kept}))


def _projects_page(request: HttpRequest, form: PromptForm, status: int = 200) -> HttpResponse:
    recent = project_selectors.recent_projects(owner_id=person_id(request), limit=CARDS)
    cards = [presenters.card(project) for project in recent]
    context = {
        "form": form,
        "cards": cards,
        "wallet": credit_selectors.wallet(user_id=person_id(request)),
        "quote": build_services.full_quote(),
    }
    return render(request, "web/projects.html", context, status=status)
