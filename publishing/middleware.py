"""The WSGI door of published sites: the same answers where the application runs without
``publishing.front``.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from publishing import serving, visits
from publishing.serving import Asked


class PublishedSitesMiddleware:
    """Stands before all other middleware: no session, no cookie and no ALLOWED_HOSTS for published sites."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = _asked(request)
        answer = serving.respond(asked, serving.DATABASE)
        if answer is None:
            return self.get_response(request)
        visits.note(asked, answer)
        response = HttpResponse(answer.body, status=answer.status)
        del response.headers["Content-Type"]
        for name, value in answer.headers:
            response.headers[name.decode().title()] = value.decode()
        return response


def _asked(request: HttpRequest) -> Asked:
    # request.get_host() would refuse the hosts of sites.
    return Asked(
        method=request.method or "GET",
        host=request.META.get("HTTP_HOST", request.META.get("SERVER_NAME", "")),
        path=request.path_info,
        query=request.META.get("QUERY_STRING", ""),
        headers={name.lower(): value for name, value in request.headers.items()},
        remote=request.META.get("REMOTE_ADDR", ""),
    )
