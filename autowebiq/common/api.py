"""What all API views share: pages of lists, idempotent POSTs, the problem handler."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from autowebiq.common.errors import InvalidInput
from autowebiq.common.problems import problem_handler

__all__ = ["add_page_headers", "list_response", "problem_handler", "window"]

DEFAULT_LIMIT = 50
MAX_LIMIT = 100
MAX_OFFSET = 1_000_000
M = TypeVar("M", bound=Model)


def window(request: Request) -> tuple[int, int]:
    """``(limit, offset)`` of a list request: limit 1–100, default 50; offset from 0. Raises InvalidInput."""
    limit = _number(request, "limit", default=DEFAULT_LIMIT, low=1, high=MAX_LIMIT)
    return limit, _number(request, "offset", default=0, low=0, high=MAX_OFFSET)


def _number(request: Request, name: str, *, default: int, low: int, high: int) -> int:
    text = request.query_params.get(name, "").strip()
    if not text:
        return default
    try:
        value = int(text)
    except ValueError:
        value = low - 1
    if not low <= value <= high:
        detail = f"{name} must be a whole number from {low} to {high}."
        raise InvalidInput.at(name, detail, code="out_of_range")
    return value


def list_response(
    request: Request,
    rows: QuerySet[M] | Sequence[Any],
    shape: Callable[[Any], Any],
) -> Response:
    """One page of ``rows`` as a JSON array, each row through ``shape``.

    ``X-Total-Count`` holds the number of all rows, ``Link`` the next and previous page (RFC 8288).
    """
    limit, offset = window(request)
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    response = Response([shape(row) for row in rows[offset : offset + limit]])
    add_page_headers(response, request, total=total)
    return response


def add_page_headers(response: Response, request: Request, *, total: int) -> None:
    """Tell on ``response`` how many rows there are in all, and where the next and previous page are."""
    limit, offset = window(request)
    response["X-Total-Count"] = str(total)
    if links := _links(request, limit=limit, offset=offset, total=total):
        response["Link"] = links


def _links(request: Request, *, limit: int, offset: int, total: int) -> str:
    targets = {}
    if offset + limit < total:
        targets["next"] = offset + limit
    if offset > 0:
        targets["prev"] = max(0, offset - limit)
    kept = {k: v for k, v in request.query_params.items() if k not in ("limit", "offset")}
    base = request.build_absolute_uri(request.path)
    pages = {rel: urlencode({**kept, "limit": limit, "offset": at}) for rel, at in targets.items()}
    return ", ".join(f'<{base}?{query}>; rel="{rel}"' for rel, query in pages.items())
