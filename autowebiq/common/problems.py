"""Errors as ``application/problem+json`` (RFC 9457), the same shape whatever went wrong."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from autowebiq.common.errors import DomainError, NotFound, Unavailable

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"
RETRY_SECONDS = 5


def problem(*, status: int, code: str, title: str, detail: str, **members: object) -> dict[str, object]:
    """The body of a problem; ``detail`` is a sentence, ``members`` are extensions (RFC 9457 §3.2)."""
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        **members,
    }


def problem_handler(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler: errors of API views become problems; unknown ones return None (500)."""
    if isinstance(exc, OperationalError | InterfaceError):
        logger.exception("The database did not answer")
        exc = Unavailable("The database does not answer at the moment; try again in a few seconds.")
    if isinstance(exc, Http404):
        exc = NotFound("There is nothing here, or it is not yours.")
    if isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    if isinstance(exc, DomainError):
        body = problem(
            status=exc.status, code=exc.code, title=exc.title, detail=exc.detail, **_members(exc.members)
        )
        headers = {} if exc.permanent else {"Retry-After": str(exc.members.get("retry_after", RETRY_SECONDS))}
    elif isinstance(exc, exceptions.APIException):
        body, headers = _from_drf(exc)
    else:
        return None
    set_rollback()
    return Response(body, status=exc.status if isinstance(exc, DomainError) else exc.status_code,
                    headers=headers, content_type=CONTENT_TYPE)  # fmt: skip


def _members(members: Mapping[str, object]) -> dict[str, object]:
    return {
        key: value if isinstance(value, int | list | dict) else str(value) for key, value in members.items()
    }


def _from_drf(exc: exceptions.APIException) -> tuple[dict[str, object], dict[str, str]]:
    headers: dict[str, str] = {}
    if challenge := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = str(challenge)
    if isinstance(exc, exceptions.Throttled):
        headers["Retry-After"] = str(int(getattr(exc, "wait", None) or 1))
    if isinstance(exc, exceptions.ValidationError):
        errors = list(_field_errors(exc.get_full_details()))
        first = errors[0] if errors else {"field": "", "detail": "The input is not valid."}
        where = f"{first['field']}: " if first["field"] else ""
        body = problem(status=400, code="invalid", title="The input is not valid",
                       detail=f"{where}{first['detail']}", errors=errors)  # fmt: skip
        return body, headers
    codes = exc.get_codes()
    code = codes if isinstance(codes, str) else str(exc.default_code)
    if isinstance(exc.detail, dict):  # simplejwt nests its message and its code
        detail = str(exc.detail.get("detail", exc.default_detail))
        code = str(exc.detail.get("code", exc.default_code))
    else:
        detail = str(exc.detail)
    title = str(exc.default_detail).rstrip(".")
    return problem(status=exc.status_code, code=code, title=title, detail=_sentence(detail)), headers


def _field_errors(details: Any, field: str = "") -> Iterator[dict[str, str]]:
    """Flatten DRF's nested details to rows; list positions become part of the field: ``images.2``."""
    if isinstance(details, dict) and set(details) == {"message", "code"}:
        yield {"field": field, "code": str(details["code"]), "detail": _sentence(str(details["message"]))}
    elif isinstance(details, dict):
        for name, inner in details.items():
            key = "" if name == "non_field_errors" else str(name)
            yield from _field_errors(inner, ".".join(filter(None, (field, key))))
    elif isinstance(details, list):
        for position, inner in enumerate(details):
            leaf = isinstance(inner, dict) and set(inner) == {"message", "code"}
            yield from _field_errors(inner, field if leaf else f"{field}.{position}")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def problem_response(*, status: int, code: str, title: str, detail: str) -> HttpResponse:
    """A problem from outside DRF: error handlers of the URLconf and plain views."""
    body = problem(status=status, code=code, title=title, detail=detail)
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE)


def wants_problem(request: HttpRequest) -> bool:
    """Whether the path belongs to machines, so that errors must be JSON."""
    return request.path.startswith(("/api/", "/livez", "/readyz", "/metrics"))
