"""The pages: each parses, asks one service, and renders."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import services as account_services
from autowebiq.common.errors import DomainError, NotFound
from builds import services as build_services
from credits import selectors as credit_selectors
from projects import selectors as project_selectors
from web import presenters
from web.forms import PromptForm, SignInForm, SignUpForm

CARDS = 24
PROMPT_KEY = "prompt"
"""Session key of a prompt typed before signing in."""


@require_GET
def landing(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("web:projects")
    kept = request.session.get(PROMPT_KEY, "")
    return render(request, "web/landing.html", {"form": PromptForm(initial={"prompt": kept})})


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
            user_id=_user_id(request), prompt=form.cleaned_data["prompt"], now=timezone.now()
        )
    except DomainError as error:
        form.add_error(None, error.detail)
        return _projects_page(request, form, status=error.status)
    request.session.pop(PROMPT_KEY, None)
    return redirect("web:project", project_id=build.project_id)


@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account_services.guard_registration(address=account_services.client_address(request))
            user = account_services.register(**form.cleaned_data)
        except DomainError as error:
            _show(form, error)
        else:
            # login() keeps the session's data for a visitor without an account: the typed prompt survives.
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            return redirect(_next(request))
    return render(request, "web/sign_up.html", {"form": form}, status=400 if form.errors else 200)


def _show(form: SignUpForm, error: DomainError) -> None:
    """Put a service's refusal beside the field it is about."""
    rows = error.members.get("errors")
    for row in rows if isinstance(rows, list) else []:
        form.add_error(row["field"] if row["field"] in form.fields else None, row["detail"])
    if not form.errors:
        form.add_error(None, error.detail)


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request, data=request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        try:
            account_services.guard_sign_in(
                email=request.POST.get("username", ""), address=account_services.client_address(request)
            )
            if form.is_valid():
                account_services.sign_in_succeeded(
                    email=request.POST.get("username", ""), address=account_services.client_address(request)
                )
                login(request, form.get_user())
                return redirect(_next(request))
        except DomainError as error:
            form.add_error(None, error.detail)
            status = error.status
    context = {"form": form, "next": request.GET.get("next", "")}
    return render(request, "web/sign_in.html", context, status=status)


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if target and safe else reverse("web:projects")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("web:landing")


@login_required
@require_GET
def projects(request: HttpRequest) -> HttpResponse:
    kept = request.session.get(PROMPT_KEY, "")
    return _projects_page(request, PromptForm(initial={"prompt": kept}))


def _user_id(request: HttpRequest) -> UUID:
    """The id of who is signed in; only for pages that nobody else gets."""
    user_id: UUID = request.user.pk  # type: ignore[assignment]  # None for visitors only
    return user_id


def _projects_page(request: HttpRequest, form: PromptForm, status: int = 200) -> HttpResponse:
    recent = project_selectors.recent_projects(owner_id=_user_id(request), limit=CARDS)
    cards = [presenters.card(project) for project in recent]
    context = {
        "form": form,
        "cards": cards,
        "wallet": credit_selectors.wallet(user_id=_user_id(request)),
        "quote": build_services.full_quote(),
    }
    return render(request, "web/projects.html", context, status=status)


@require_GET
def workspace(request: HttpRequest, project_id: UUID) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.path, reverse("web:sign-in"))
    try:
        project = project_selectors.owned_project(owner_id=_user_id(request), project_id=project_id)
    except NotFound as error:
        raise Http404 from error
    build = build_services.latest_build(project_id=project.pk)
    context = {
        "project": project,
        "panel": presenters.panel(build),
        "preview_url": presenters.preview_url(project),
        "pages": presenters.pages(project),
        "messages_list": project_selectors.messages(project_id=project.pk, limit=50),
        "wallet": credit_selectors.wallet(user_id=_user_id(request)),
        "quote": build_services.full_quote(),
    }
    return render(request, "web/workspace.html", context)
