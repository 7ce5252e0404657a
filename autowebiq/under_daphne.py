"""What daphne leaves out for sockets: back-pressure, protocol close codes, and a farewell at its end.

daphne takes every frame at once and keeps it for a reader who does not read; it refuses to send the close
codes 1001–2999; and at SIGTERM it cuts all sockets (code 1006), so browsers think of a broken network. Stock
``python -m daphne autowebiq.asgi:application`` does better with this around the application of the sockets.
Other servers do all three by themselves.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Any, Any, Send], Awaitable[None]]

SENDABLE = {1000, *range(3000, 5000)}
FAREWELL_SECONDS = 3.0


def is_serving() -> bool:
    """Whether daphne has loaded us."""
    return "daphne.server" in sys.modules


class Valve:
    """A Twisted producer (IPushProducer): shut while the transport has more than enough to send."""

    def __init__(self) -> None:
        self.is_open = asyncio.Event()
        self.is_open.set()

    def pauseProducing(self) -> None:
        self.is_open.clear()

    def resumeProducing(self) -> None:
        self.is_open.set()

    def stopProducing(self) -> None:
        # The connection is gone; nobody must wait for it.
        self.is_open.set()


class Sockets:
    """The application of the sockets, as daphne should serve it."""

    def __init__(self, application: Application) -> None:
        from twisted.internet import reactor

        running: Any = reactor  # its stubs want a function where it takes "shutdown"
        self._application = application
        self._open: set[asyncio.Task[Any]] = set()
        # In the order of registration, so before daphne kills what is still open.
        running.addSystemEventTrigger("before", "shutdown", self._say_goodbye)

    async def __call__(self, scope: Any, receive: Any, send: Send) -> None:
        task = asyncio.current_task()
        assert task  # noqa: S101 - for the type checker
        self._open.add(task)
        try:
            await self._application(scope, receive, _adapted(send))
        finally:
            self._open.discard(task)

    def _say_goodbye(self) -> Any:
        """Cancel what serves the sockets, which then close with 1012; daphne waits for what is returned."""
        from twisted.internet.defer import Deferred

        for task in self._open:
            task.cancel()
        return Deferred.fromFuture(asyncio.ensure_future(_ended(set(self._open))))


async def _ended(tasks: set[asyncio.Task[Any]]) -> None:
    if tasks:
        await asyncio.wait(tasks, timeout=FAREWELL_SECONDS)


def _adapted(send: Send) -> Send:
    from daphne.ws_protocol import WebSocketProtocol

    # daphne gives a partial of Server.handle_reply with the protocol.
    protocol = next(iter(getattr(send, "args", ())), None)
    if not isinstance(protocol, WebSocketProtocol):
        return send
    valve = Valve()
    # The producer until now is the HTTP channel that the socket came from and has no use for it any more.
    protocol.unregisterProducer()
    protocol.registerProducer(valve, True)

    async def adapted(message: Message) -> None:
        if message["type"] == "websocket.close" and message.get("code", 1000) not in SENDABLE:
            protocol.sendCloseFrame(code=message["code"])
            return
        await send(message)
        await valve.is_open.wait()

    return adapted
