"""What every page shows around its own content."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from credits import selectors as credit_selectors
from web.people import person_id

THEMES = ("light", "dark")
THEME_COOKIE = "theme"


def page(request: HttpRequest) -> dict[str, Any]:
    """``theme`` is light, dark or empty for the device's own; ``wallet`` is read where it is shown;
    ``here`` is where to come back to after switching the language or the theme.
    """
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    found: dict[str, Any] = {
        "theme": chosen if chosen in THEMES else "",
        "here": request.get_full_path() if request.method in ("GET", "HEAD") else "/",
    }
    # A request that is refused early, for an unknown host, has met nobody who would know its user.
    if hasattr(request, "user") and request.user.is_authenticated:
        found["wallet"] = SimpleLazyObject(lambda: credit_selectors.wallet(user_id=person_id(request)))
    return found
