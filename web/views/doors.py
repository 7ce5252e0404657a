"""The ways in and out: sign-up, sign-in, sign-out, and a password that was forgotten."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import services as account_services
from accounts.errors import VerifyLinkInvalid
from autowebiq.common.errors import DomainError
from web import refusals, sessions
from web.forms import ForgotForm, ResetForm, SignInForm, SignUpForm
from web.people import way_on


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    form = SignUpForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            account_services.guard_registration(address=account_services.client_address(request))
            user = account_services.register(**form.cleaned_data)
        except DomainError as error:
            refusals.show(form, refusal := error)
        else:
            sessions.enter(request, user)
            return redirect(way_on(request, "web:projects"))
    return _door(request, "web/doors/sign_up.html", form, refusal, {"next": request.GET.get("next", "")})


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request, data=request.POST or None)
    refusal = None
    if request.method == "POST":
        who = {
            "email": request.POST.get("username", ""),
            "address": account_services.client_address(request),
        }
        try:
            account_services.guard_sign_in(**who)
        except DomainError as error:
            form = SignInForm(request, initial={"username": who["email"]})
            refusal = error
        else:
            if form.is_valid():
                account_services.sign_in_succeeded(**who)
                sessions.enter(request, form.get_user())
                return redirect(way_on(request, "web:projects"))
    where = request.POST.get("next") or request.GET.get("next", "")
    return _door(request, "web/doors/sign_in.html", form, refusal, {"next": where})


@never_cache
@require_http_methods(["GET", "POST"])
def forgot(request: HttpRequest) -> HttpResponse:
    """Ask for the e-mail with the link; what is answered is the same for every address."""
    form = ForgotForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            account_services.guard_reset_request(address=account_services.client_address(request))
            account_services.request_password_reset(**form.cleaned_data)
        except DomainError as error:
            refusals.show(form, refusal := error)
        else:
            return redirect("web:password-sent")
    return _door(request, "web/doors/forgot.html", form, refusal)


@require_http_methods(["GET"])
def forgot_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "web/doors/forgot_sent.html")


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Choose a new password with the link of the e-mail. Every sign-in ends, so one signs in anew."""
    form = ResetForm(request.POST or None)
    refusal = None
    if not account_services.reset_link_works(uid=uid, token=token):
        return render(request, "web/doors/reset_over.html", status=410)
    if request.method == "POST" and form.is_valid():
        try:
            account_services.guard_reset(address=account_services.client_address(request))
            account_services.reset_password(uid=uid, token=token, **form.cleaned_data)
        except DomainError as error:
            refusals.show(form, refusal := error)
        else:
            messages.success(request, _("Your password was changed. Sign in with the new one."))
            return redirect("web:sign-in")
    return _door(request, "web/doors/reset.html", form, refusal)


@never_cache
@require_http_methods(["GET", "POST"])
def email_verify(request: HttpRequest) -> HttpResponse:
    """Confirm an e-mail address with the link of the e-mail.

    A press of the button does it and not the opening: mail programs open links to look what is behind them.
    """
    token = request.POST.get("token") or request.GET.get("token", "")
    if request.method == "GET":
        return render(request, "web/doors/verify.html", {"token": token})
    try:
        account_services.guard_verification(address=account_services.client_address(request))
        account_services.verify_email(token=token)
    except VerifyLinkInvalid as error:
        return render(request, "web/doors/verify_over.html", status=error.status)
    messages.success(request, _("Thank you: your e-mail address is confirmed."))
    return redirect("web:account" if request.user.is_authenticated else "web:sign-in")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    sessions.leave(request)
    return redirect("web:landing")


def _door(
    request: HttpRequest,
    template: str,
    form: BaseForm,
    refusal: DomainError | None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of a door; a refusal gives its status, and how long to wait."""
    status = refusal.status if refusal else 400 if form.errors else 200
    wait = refusals.seconds_to_wait(refusal) if refusal else 0
    said = refusals.sentence(refusal) if refusal and not form.errors else ""
    context = {"form": form, "wait": wait, "said": said, **(more or {})}
    response = render(request, template, context, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response
