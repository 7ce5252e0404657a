"""Events of a build over HTTP for clients who wait: a long poll (``?wait=``) and server-sent events.

HTTP runs on a fixed pool of threads, and whoever waits must not take one. So these requests are answered
here, on the event loop, by the relay that serves the sockets; all others go on to Django. Both ask the same
questions in the same order as ``EventsView`` and answer with the same errors. The stream is as the HTML
standard has it (§9.2): ``id`` is the ``seq``, ``event`` the type, ``data`` the frame. It ends after the last
event of the build; a client that comes back then gets 204, which ends its reconnecting.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.asgi import ASGIRequest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from rest_framework.exceptions import NotAuthenticated, Throttled
from rest_framework.request import Request
from rest_framework.utils.encoders import JSONEncoder
from rest_framework.views import APIView

from autowebiq.common import tickets
from autowebiq.common.problems import CONTENT_TYPE as PROBLEM
from autowebiq.common.problems import problem_handler
from builds import admission, events, feed, relay, selectors, serializers
from builds.admission import Visitor
from builds.feed import LiveFrame
from builds.following import BuildReader
from builds.models import Build

Application = Callable[[Any, Any, Any], Awaitable[None]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

PATH = re.compile(r"/api/v2/projects/(?P<project>[0-9a-f-]{36})/build/(?P<build>[0-9a-f-]{36})/events")
STREAM = "text/event-stream"
RETRY_MS = 2_000
HEADERS = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    # nginx would hold frames back to fill its buffers.
    (b"x-accel-buffering", b"no"),
]


@dataclass(frozen=True)
class Wanted:
    """What a request asks for; ``wait`` in seconds, None for a stream."""

    project_id: UUID
    build_id: UUID
    query: Mapping[str, str]
    headers: Mapping[str, str]

    @property
    def is_stream(self) -> bool:
        return STREAM in self.headers.get("accept", "")

    @property
    def waits(self) -> bool:
        return self.is_stream or "wait" in self.query


class WaitingForEvents:
    """ASGI: serves who waits for events; everything else goes to ``otherwise``."""

    def __init__(self, otherwise: Application) -> None:
        self._otherwise = otherwise
        self._waiting: Counter[UUID] = Counter()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        wanted = _wanted(scope)
        if wanted is None or not wanted.waits:
            return await self._otherwise(scope, receive, send)
        work = asyncio.create_task(self._answer(scope, wanted, send))
        leaving = asyncio.create_task(_left(receive))
        try:
            await asyncio.wait({work, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                # What went wrong is for the server to log.
                work.result()
        finally:
            work.cancel()
            leaving.cancel()
            await asyncio.gather(work, leaving, return_exceptions=True)

    async def _answer(self, scope: Any, wanted: Wanted, send: Send) -> None:
        try:
            visitor = await _visitor(scope, wanted)
            after = serializers.after_of(_cursor(wanted))
            seconds = serializers.wait_of(wanted.query.get("wait", "0"))
            build = await relay.hub().reads.ask(
                selectors.owned_build,
                user_id=visitor.user_id,
                project_id=wanted.project_id,
                build_id=wanted.build_id,
            )
            with self._place(visitor.user_id), relay.hub().project(str(wanted.project_id)) as topic:
                reader = BuildReader(topic, build_id=build.pk, after=after)
                if wanted.is_stream:
                    await _stream(reader, build, visitor, after, send)
                else:
                    await _long_poll(reader, build, after, seconds, send)
        except Exception as error:
            answer = problem_handler(error, {})
            if answer is None:
                raise
            headers = [(name.lower().encode(), value.encode()) for name, value in answer.headers.items()]
            await _send_json(send, answer.data, status=answer.status_code, type=PROBLEM, headers=headers)

    @contextlib.contextmanager
    def _place(self, user_id: UUID) -> Any:
        if self._waiting[user_id] >= settings.EVENTS_WAITING_PER_USER:
            raise Throttled(wait=5)
        self._waiting[user_id] += 1
        try:
            yield
        finally:
            self._waiting[user_id] -= 1
            if not self._waiting[user_id]:
                del self._waiting[user_id]


async def _long_poll(reader: BuildReader, build: Build, after: int, seconds: float, send: Send) -> None:
    # Of a build that has ended nothing more can come.
    frames = await reader.next(seconds=seconds if build.is_active else 5.0) if _has_more(build, after) else []
    last_seq = max(build.last_seq, frames[-1].seq if frames else 0)
    head = json.dumps({"task_id": str(build.pk), "last_seq": last_seq})[:-1]
    body = f'{head}, "events": [{",".join(frame.text for frame in frames)}]}}'
    await _send(send, 200, b"application/json", body.encode())


async def _stream(reader: BuildReader, build: Build, visitor: Visitor, after: int, send: Send) -> None:
    if not _has_more(build, after):
        return await _send(send, 204, STREAM.encode(), b"")
    await send(_start(200, STREAM.encode()))
    await _send_part(send, f"retry: {RETRY_MS}\n\n")
    while True:
        frames = await reader.next(seconds=settings.EVENTS_HEARTBEAT_SECONDS)
        if frames:
            await _send_part(send, "".join(map(_as_event, frames)))
        elif await _may_stay(visitor, build):
            await _send_part(send, ": still here\n\n")
        else:
            break
        if frames and frames[-1].type in events.TERMINAL:
            break
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def _has_more(build: Build, after: int) -> bool:
    return build.is_active or build.last_seq > after


def _as_event(frame: LiveFrame) -> str:
    # The text is JSON, so it has no line breaks.
    return f"id: {frame.seq}\nevent: {frame.type}\ndata: {frame.text}\n\n"


async def _may_stay(visitor: Visitor, build: Build) -> bool:
    # A database that is away for a moment is no reason to send everybody away.
    with contextlib.suppress(OperationalError, InterfaceError):
        reads = relay.hub().reads
        valid = await reads.ask(admission.is_still_valid, visitor)
        return valid and await reads.ask(admission.may_follow, visitor, build.project_id)
    return True


async def _visitor(scope: Any, wanted: Wanted) -> Visitor:
    """Who asks: by JWT or session as everywhere in the API, or by a ticket in the address."""
    if "ticket" not in wanted.query:
        return await feed.in_thread(_signed_in, scope)
    user_id = await tickets.redeem(wanted.query["ticket"])
    visitor = await feed.in_thread(admission.by_user_id, user_id) if user_id else None
    if visitor is None:
        raise _unknown()
    return visitor


def _signed_in(scope: Any) -> Visitor:
    plain = ASGIRequest({**scope, "method": "GET"}, io.BytesIO())
    SessionMiddleware(_no_response).process_request(plain)
    AuthenticationMiddleware(_no_response).process_request(plain)
    request = Request(plain, authenticators=APIView().get_authenticators())
    if not request.user.is_authenticated:
        raise _unknown()
    return admission.of_user(request.user)


def _unknown() -> NotAuthenticated:
    error = NotAuthenticated()
    error.auth_header = 'Bearer realm="api"'  # type: ignore[attr-defined]  # as DRF's views set it
    return error


def _no_response(request: Any) -> HttpResponse:
    return HttpResponse()


def _wanted(scope: Any) -> Wanted | None:
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    found = PATH.fullmatch(scope["path"])
    if found is None:
        return None
    with contextlib.suppress(ValueError):
        text = bytes(scope.get("query_string", b"")).decode("latin1")
        query = {key: values[-1] for key, values in parse_qs(text, keep_blank_values=True).items()}
        headers = {name.decode("latin1").lower(): value.decode("latin1") for name, value in scope["headers"]}
        return Wanted(UUID(found["project"]), UUID(found["build"]), query, headers)
    return None


def _cursor(wanted: Wanted) -> str:
    """Where a client comes back to: its browser says it in a header, which knows more than the address."""
    last = wanted.headers.get("last-event-id", "") if wanted.is_stream else ""
    return last if last.isascii() and last.isdigit() else wanted.query.get("after", "0")


async def _left(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _start(status: int, type: bytes, headers: list[tuple[bytes, bytes]] | None = None) -> dict[str, Any]:
    return {
        "type": "http.response.start",
        "status": status,
        "headers": [(b"content-type", type), *HEADERS, *(headers or [])],
    }


async def _send_part(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _send(
    send: Send, status: int, type: bytes, body: bytes, headers: list[tuple[bytes, bytes]] | None = None
) -> None:
    length = [] if status == 204 else [(b"content-length", str(len(body)).encode())]
    await send(_start(status, type, [*length, *(headers or [])]))
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def _send_json(
    send: Send, data: Any, *, status: int, type: str, headers: list[tuple[bytes, bytes]]
) -> None:
    body = json.dumps(data, cls=JSONEncoder, ensure_ascii=False).encode()
    others = [(name, value) for name, value in headers if name not in (b"content-type", b"allow", b"vary")]
    await _send(send, status, type.encode(), body, others)
