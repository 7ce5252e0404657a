"""Pages for what went wrong: each says what happened and what helps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from autowebiq.common.errors import DomainError
from web import refusals

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

RETRY_SECONDS = 5


@dataclass(frozen=True)
class Trouble:
    """What a page of an error says; ``detail`` tells what to do."""

    icon: str
    title: _StrPromise
    detail: _StrPromise


TROUBLES = {
    400: Trouble(
        "circle-alert",
        _("This request makes no sense to us"),
        _("Something in the address or the form was not as expected. Go back and try it again."),
    ),
    403: Trouble(
        "lock",
        _("This is not for you to open"),
        _("You are signed in, but this page belongs to others. An operator can give you the right to it."),
    ),
    404: Trouble(
        "search-x",
        _("There is nothing here"),
        _("The address is wrong, or the page belongs to somebody else, or it was deleted."),
    ),
    429: Trouble(
        "hourglass",
        _("That was a little too often"),
        _("Wait a moment; nothing was lost, and nothing was charged."),
    ),
    500: Trouble(
        "rotate-ccw",
        _("Something failed on our side"),
        _("It was logged, and nothing was charged. Trying again in a moment often helps."),
    ),
    503: Trouble(
        "database",
        _("A part of the site is away"),
        _("It usually comes back within seconds. Builds that are under way go on by themselves."),
    ),
}
CSRF = Trouble(
    "shield-check",
    _("This form is no longer valid"),
    _(
        "It was open for a long time, or you signed in or out in another tab. "
        "Open it again and send it once more."
    ),
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(None, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's answer to a form without a valid token (``CSRF_FAILURE_VIEW``)."""
    return _page(request, 403, CSRF, again=_page_before(request))


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page for a refusal that no view has shown in a page of its own."""
    known = TROUBLES.get(error.status)
    detail = None if error.status in (404, 429, 503) else refusals.sentence(error)
    wait = refusals.seconds_to_wait(error)
    # Without the database nobody can be asked who is looking.
    asked = None if error.status == 503 else request
    again = _page_before(request)
    response = _page(asked, error.status, known or TROUBLES[400], detail=detail, wait=wait, again=again)
    if not error.permanent:
        response.headers["Retry-After"] = str(wait or RETRY_SECONDS)
    return response


def _page_before(request: HttpRequest) -> str:
    """The page to open again: this one, or the one with the form; empty if neither is known."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.get_host():
        return ""
    return urlunsplit(("", "", before.path, before.query, ""))


def _page(
    request: HttpRequest | None,
    status: int,
    trouble: Trouble | None = None,
    *,
    detail: str | None = None,
    wait: int = 0,
    again: str = "",
) -> HttpResponse:
    """``request`` is None where reading the session may fail again: the page is then a visitor's."""
    trouble = trouble or TROUBLES[status]
    context = {"status": status, "trouble": trouble, "detail": detail, "wait": wait, "again": again}
    return HttpResponse(render_to_string("web/error.html", context, request), status=status)
