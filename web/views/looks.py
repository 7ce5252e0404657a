"""How the interface looks to whoever looks at it: kept in a cookie, so that the first paint is right."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from web.context import THEME_COOKIE, THEMES
from web.people import way_on

YEAR = 365 * 24 * 3600


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark; anything else is the device's own again."""
    chosen = request.POST.get("theme", "")
    response = redirect(way_on(request, "web:landing"))
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE,
            chosen,
            max_age=YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response
