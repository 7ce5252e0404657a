"""The ASGI door of published sites, before the application: what is in memory is answered on the event
loop.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import DatabaseError, close_old_connections

from publishing import serving, shelf, visits
from publishing.serving import Answer, Asked

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
logger = logging.getLogger(__name__)
UNAVAILABLE = Answer(
    503,
    ((b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"5"), (b"content-length", b"29")),
    b"The site is away for a moment",
)
# Names are looked up once a second at most, so two threads with a connection each are plenty.
THREADS = 2


class PublishedSites:
    """Answers for published sites and passes everything else on to ``app``."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="published")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = asked_of(scope)
        try:
            answer = serving.respond(asked, serving.MEMORY)
        except shelf.NotKept:
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._threads, respond_with_database, asked)
        if answer is None:
            await self.app(scope, receive, send)
            return
        visits.note(asked, answer)
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": answer.body})


def asked_of(scope: Scope) -> Asked:
    """The request of an ASGI scope; of a header that comes twice the last one counts."""
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    return Asked(
        method=scope["method"],
        host=headers.get("host", ""),
        path=scope["path"],
        query=scope["query_string"].decode("latin-1"),
        headers=headers,
        remote=(scope.get("client") or ("",))[0],
    )


def respond_with_database(asked: Asked) -> Answer | None:
    """Like ``serving.respond`` in a thread that keeps its connection; 503 while the database is away."""
    close_old_connections()
    try:
        return serving.respond(asked, serving.DATABASE)
    except DatabaseError:
        logger.exception("A published site could not be read.")
        return UNAVAILABLE
    finally:
        close_old_connections()
