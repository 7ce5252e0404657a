"""Pages for what services refuse and views do not handle themselves."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from autowebiq.common.errors import DomainError, Unavailable
from autowebiq.common.problems import wants_problem
from web.views import errors

logger = logging.getLogger(__name__)


class RefusalsMiddleware:
    """Answers a DomainError of a page with a page of its status; the API has its own handler."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if wants_problem(request):
            return None
        if isinstance(exception, OperationalError | InterfaceError):
            logger.exception("The database did not answer")
            return errors.refused(request, Unavailable("The database does not answer at the moment."))
        return errors.refused(request, exception) if isinstance(exception, DomainError) else None
