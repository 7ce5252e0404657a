"""The account page: name, password, and the places where one is signed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from accounts import personal
from accounts import selectors as account_selectors
from accounts import services as account_services
from accounts.errors import EmailVerified, InvalidCredentials
from autowebiq.common.errors import DomainError
from web import devices, refusals, sessions
from web.forms import CloseForm, NameForm, PasswordForm


def posts_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send who merely opens the address of a form to the page with the form: signing in leads here."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if request.method == "POST" else redirect("web:account")

    return answer


@login_required
@never_cache
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    return _page(request)


@posts_only
@login_required
def change_name(request: HttpRequest) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, name_form=form, status=400)
    account_services.change_name(user=sessions.signed_in(request), name=form.cleaned_data["name"])
    messages.success(request, _("Your name was saved."))
    return redirect("web:account")


@posts_only
@login_required
def send_link(request: HttpRequest) -> HttpResponse:
    """E-mail the link that confirms the address once more."""
    try:
        account_services.resend_verification(user=sessions.signed_in(request))
    except EmailVerified:
        messages.info(request, _("Your e-mail address is confirmed already."))
    else:
        messages.success(request, _("The e-mail with the link is on its way."))
    return redirect("web:account")


@posts_only
@sensitive_post_parameters("current", "new")
@login_required
@never_cache
def change_password(request: HttpRequest) -> HttpResponse:
    """Set a new password: every other sign-in ends, this one goes on."""
    form = PasswordForm(request.POST)
    user = sessions.signed_in(request)
    if not form.is_valid():
        return _page(request, password_form=form, status=400)
    try:
        account_services.replace_password(
            user=user, **form.cleaned_data, address=account_services.client_address(request)
        )
    except InvalidCredentials:
        form.add_error("current", _("This is not your current password."))
        return _page(request, password_form=form, status=400)
    except DomainError as error:
        refusals.show(form, error, {"password": "new"})
        return _page(request, password_form=form, status=error.status, wait=refusals.seconds_to_wait(error))
    sessions.stay(request, user)
    messages.success(request, _("Your password was changed. You are signed out everywhere else."))
    return redirect("web:account")


@posts_only
@login_required
def end_one(request: HttpRequest, login_id: UUID) -> HttpResponse:
    """End one sign-in; who ends their own is signed out."""
    account_services.revoke_login(user=sessions.signed_in(request), login_id=login_id)
    messages.success(request, _("That sign-in was ended."))
    return redirect("web:account")


@posts_only
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    ended = account_services.revoke_other_logins(
        user=sessions.signed_in(request), session_key=sessions.key(request)
    )
    told = ngettext("%(ended)d other sign-in was ended.", "%(ended)d other sign-ins were ended.", ended)
    messages.success(request, told % {"ended": ended})
    return redirect("web:account")


@sensitive_post_parameters("password")
@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Close the account for good, after the password was typed on a page of its own."""
    form = CloseForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            personal.close_account(
                user=sessions.signed_in(request),
                password=form.cleaned_data["password"],
                address=account_services.client_address(request),
                now=timezone.now(),
            )
        except InvalidCredentials:
            form.add_error("password", _("This is not your current password."))
        except DomainError as error:
            refusals.show(form, refusal := error)
        else:
            logout(request)
            messages.success(request, _("Your account is closed, and what belonged to it is gone."))
            return redirect("web:landing")
    status = refusal.status if refusal else 400 if form.errors else 200
    wait = refusals.seconds_to_wait(refusal) if refusal else 0
    return render(request, "web/close_account.html", {"form": form, "wait": wait}, status=status)


def _page(
    request: HttpRequest,
    *,
    name_form: NameForm | None = None,
    password_form: PasswordForm | None = None,
    status: int = 200,
    wait: int = 0,
) -> HttpResponse:
    user, here = sessions.signed_in(request), sessions.key(request)
    logins = account_selectors.open_logins(user_id=user.pk, now=timezone.now())
    rows: list[dict[str, Any]] = [
        {"login": login, "device": devices.device(login.device), "is_here": login.session_key == here}
        for login in logins
    ]
    context = {
        "name_form": name_form or NameForm(initial={"name": user.name}, auto_id="name-%s"),
        "password_form": password_form or PasswordForm(),
        "sign_ins": sorted(rows, key=lambda row: not row["is_here"]),
        "wait": wait,
    }
    return render(request, "web/account.html", context, status=status)
