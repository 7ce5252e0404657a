"""``Idempotency-Key``: the same POST sent twice acts once and gets the same answer.

The draft is draft-ietf-httpapi-idempotency-key-header; keys are kept per user for a day.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from autowebiq.common.errors import Conflict, DomainError, InvalidInput
from autowebiq.common.models import IdempotentRequest

P = ParamSpec("P")
KEEP = timedelta(days=1)
ABANDONED = timedelta(seconds=20)
"""A request that has run for so long has died with its process. It is much longer than any takes, and yet a
client that asks again after a crash should not be put off for minutes; ``id_of_try`` guards what costs."""
KEPT_HEADERS = ("Location",)
_ROW = "autowebiq.idempotent_request"


class KeyReused(DomainError):
    code = "idempotency_key_reused"
    status = 422
    title = "The idempotency key belongs to another request"


class StillRunning(Conflict):
    code = "idempotency_in_progress"
    title = "The first request with this key is still under way"
    permanent = False


def idempotent(
    view: Callable[Concatenate[Any, Request, P], Response],
) -> Callable[Concatenate[Any, Request, P], Response]:
    """Wrap a view method: with the header, a repeated request answers what the first one answered.

    Refusals (4xx, 5xx) are not kept, so the same key may be used again once the reason is mended.
    The same key with another body or address is 422; a twin that comes while the first runs is 409.
    """

    @wraps(view)
    def wrapper(self: Any, request: Request, /, *args: P.args, **kwargs: P.kwargs) -> Response:
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            return view(self, request, *args, **kwargs)
        if len(key) > 255 or not key.isprintable():
            raise InvalidInput("Idempotency-Key must be at most 255 printable characters.")
        row, mine = _claim(request, key)
        if not mine:
            return _kept_answer(row)
        request.META[_ROW] = row.pk
        try:
            response = view(self, request, *args, **kwargs)
        except BaseException:
            row.delete()
            raise
        _keep(row, response)
        return response

    return wrapper


def id_of_try(request: Request) -> UUID | None:
    """An id that all tries of a request with a key share; None without a key.

    What the request creates should bear it: a try that takes over from one that died cannot know whether
    that one had created it already.
    """
    row = request.META.get(_ROW)
    return None if row is None else uuid5(NAMESPACE_OID, f"{_ROW}:{row}")


def _fingerprint(request: Request) -> str:
    body = json.dumps(request.data, sort_keys=True, default=_comparable)
    return hashlib.sha256(f"{request.method} {request.path}\n{body}".encode()).hexdigest()


def _comparable(value: object) -> str:
    if not isinstance(value, UploadedFile):
        return str(value)
    # By its bytes: a camera gives many pictures the same name.
    digest = hashlib.sha256()
    for chunk in value.chunks():
        digest.update(chunk)
    value.seek(0)
    return f"{value.name} {digest.hexdigest()}"


def _claim(request: Request, key: str) -> tuple[IdempotentRequest, bool]:
    """The row of this key and whether this request is the one that acts."""
    fingerprint, now = _fingerprint(request), timezone.now()
    if request.user.pk is None:
        raise NotAuthenticated
    rows = IdempotentRequest.objects.filter(user_id=request.user.pk, key=key)
    rows.filter(created_at__lt=now - KEEP).delete()
    row, created = IdempotentRequest.objects.get_or_create(
        user_id=request.user.pk, key=key, defaults={"fingerprint": fingerprint}
    )
    if created:
        return row, True
    if row.fingerprint != fingerprint:
        raise KeyReused("This Idempotency-Key was used with another request; take a new one.")
    # The process that held the key may have died; conditional, so that only one successor takes over.
    taken = rows.filter(status=None, created_at__lt=now - ABANDONED).update(created_at=now)
    return row, bool(taken)


def _kept_answer(row: IdempotentRequest) -> Response:
    if row.status is None:
        raise StillRunning("A request with this Idempotency-Key is still under way; ask again in a moment.")
    return Response(row.body, status=row.status, headers={**row.headers, "Idempotent-Replayed": "true"})


def _keep(row: IdempotentRequest, response: Response) -> None:
    if response.status_code >= 400:
        row.delete()
        return
    row.status, row.body = response.status_code, json.loads(json.dumps(response.data, cls=JSONEncoder))
    row.headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    row.save(update_fields=["status", "body", "headers"])
