"""Django sessions of the web, each listed among its user's sign-ins."""

from __future__ import annotations

from typing import cast

from django.contrib.auth import login, logout
from django.http import HttpRequest

from accounts import services as account_services
from accounts.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"


def enter(request: HttpRequest, user: User) -> None:
    """Sign in. A visitor's session keeps its data: a prompt that was typed before survives."""
    left = request.session.session_key or ""
    login(request, user, backend=BACKEND)
    if request.session.session_key in (None, left):
        # Without one after a new password, and the same one when somebody signs in a second time.
        request.session.cycle_key()
    account_services.end_web_session(session_key=left)
    account_services.note_web_session(
        user=user,
        session_key=request.session.session_key or "",
        device=request.headers.get("User-Agent", ""),
    )


def leave(request: HttpRequest) -> None:
    """Sign out."""
    account_services.end_web_session(session_key=request.session.session_key or "")
    logout(request)


def key(request: HttpRequest) -> str:
    """The key of this session, which is listed from now on if it was not: operators enter by another door."""
    session_key = request.session.session_key or ""
    account_services.list_web_session(
        user=signed_in(request), session_key=session_key, device=request.headers.get("User-Agent", "")
    )
    return session_key


def stay(request: HttpRequest, user: User) -> None:
    """Go on after a new password, which ended every session, this one too."""
    enter(request, user)


def signed_in(request: HttpRequest) -> User:
    """Who is signed in; only for pages that nobody else gets."""
    return cast(User, request.user)
