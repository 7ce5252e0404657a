"""Pages for who is not signed in: landing, sign-up, sign-in."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import services as account_services
from autowebiq.common.errors import DomainError
from web.forms import PromptForm, SignInForm, SignUpForm
from web.people import PROMPT_KEY


@require_GET
def landing(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("web:projects")
    kept = request.session.get(PROMPT_KEY, "")
    return render(request, "web/landing.html", {"form": PromptForm(initial={"prompt": kept})})


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
