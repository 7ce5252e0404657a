"""Who is looking at a page, and what their session keeps."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from credits import selectors as credit_selectors
from credits.selectors import Wallet

PROMPT_KEY = "prompt"
"""Session key of a prompt typed before signing in."""


def offer_undo(request: HttpRequest, told: str, address: str) -> None:
    """Tell what was done; the message has a button that posts to ``address``, which undoes it."""
    messages.success(request, told, extra_tags=address)


def person_id(request: HttpRequest) -> UUID:
    """The id of who is signed in; only for pages that nobody else gets."""
    user_id: UUID = request.user.pk  # type: ignore[assignment]  # None for visitors only
    return user_id


def way_on(request: HttpRequest, otherwise: str) -> str:
    """Where ``next`` leads, if that is on this host; ``otherwise`` is the name of a page."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if target and safe else reverse(otherwise)


def wallet_of(request: HttpRequest) -> Wallet | None:
    """The wallet of who is signed in, for the page's header; None for visitors."""
    signed_in = request.user.is_authenticated
    return credit_selectors.wallet(user_id=person_id(request)) if signed_in else None
