"""Who is looking at a page, and what their session keeps."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

PROMPT_KEY = "prompt"
"""Session key of a prompt typed before signing in."""


def person_id(request: HttpRequest) -> UUID:
    """The id of who is signed in; only for pages that nobody else gets."""
    user_id: UUID = request.user.pk  # type: ignore[assignment]  # None for visitors only
    return user_id
