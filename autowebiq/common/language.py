"""The language of the interface follows the visitor; that of users' sites does not."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware

Answer = TypeVar("Answer", bound=HttpResponseBase)
_MARK = "speaks_for_itself"


def speaks_for_itself(response: Answer) -> Answer:
    """Say that a response is the same whatever language the visitor prefers."""
    setattr(response, _MARK, True)
    return response


class InterfaceLanguageMiddleware(LocaleMiddleware):
    """Django's, but files of users' sites get neither the interface's Content-Language nor a Vary by it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if hasattr(response, _MARK):
            return response
        return super().process_response(request, response)
