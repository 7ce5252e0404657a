"""Who is looking at a page, and what their session keeps."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from credits import selectors as credit_selectors
from credits.selectors import Wallet

PROMPT_KEY = "prompt"
"""Session key of a prompt typed before signing in."""


def person_id(request: HttpRequest) -> UUID:
    """The id of who is signed in; only for pages that nobody else gets."""
    user_id: UUID = request.user.pk  # type: ignore[assignment]  # None for visitors only
    return user_id


def wallet_of(request: HttpRequest) -> Wallet | None:
    """The wallet of who is signed in, for the page's header; None for visitors."""
    signed_in = request.user.is_authenticated
    return credit_selectors.wallet(user_id=person_id(request)) if signed_in else None
