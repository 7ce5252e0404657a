"""What all sockets share: coming in, keeping a place, heartbeat, close codes, and leaving.

A socket is accepted first, since browsers see a close code only on an open one. The credential comes in the
address (an access token, or a one-time ticket) or in the first message, ``{"type": "auth", "token": …}`` or
``{"type": "auth", "ticket": …}``, within a few seconds. Until it is known to be good, nothing is read, joined
or sent.

A token that expires ends the socket at the next heartbeat at which no build is under way (4401). A changed
password, a switched-off user or a deleted project end it at the next heartbeat in any case.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import Coroutine, Mapping
from enum import IntEnum
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.db import InterfaceError, OperationalError

from autowebiq.common import tickets
from autowebiq.common.errors import Unavailable
from builds import admission, bell, feed, relay
from builds.admission import Slot, Visitor

logger = logging.getLogger(__name__)

MAX_INPUT = 4_096
RESTART_SECONDS = 2.0


class CloseCode(IntEnum):
    TOO_BIG = 1009
    FAILED = 1011
    RESTARTING = 1012
    TRY_LATER = 1013
    NOT_AUTHENTICATED = 4401
    NOT_FOUND = 4404
    TOO_LATE = 4408
    TOO_MANY = 4429
    TOO_SLOW = 4440


class Refused(Exception):
    """The socket must be closed with ``code``."""

    def __init__(self, code: CloseCode) -> None:
        super().__init__(code)
        self.code = code


class NowhereConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels has no types
    """Answers at addresses that do not exist."""

    channel_layer_alias = None

    async def connect(self) -> None:
        await self.accept()
        await self.close(int(CloseCode.NOT_FOUND))


class Socket(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels has no types
    """A subscriber. What it may see and follows is said by ``may_stay``, ``follow`` and ``frame``."""

    # The process has one membership for all its sockets: see relay.py.
    channel_layer_alias = None

    async def may_stay(self, visitor: Visitor) -> bool:
        """Whether what is followed is there for this visitor; asked at the beginning and at heartbeats."""
        raise NotImplementedError

    async def follow(self, visitor: Visitor) -> None:
        """Send what happens, for ever."""
        raise NotImplementedError

    def frame(self, type: str, **fields: Any) -> dict[str, Any]:
        """A frame of this socket that is no stored event."""
        raise NotImplementedError

    def is_building(self) -> bool:
        """Whether a build is under way, as far as the subscriber knows: then the socket is not cut."""
        raise NotImplementedError

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self._closed = self._left = False
        self._task: asyncio.Task[None] | None = None
        self._slot: Slot | None = None
        try:
            await super().__call__(scope, receive, send)
        except asyncio.CancelledError:
            # Not the visitor has ended it but a server that goes down.
            await asyncio.shield(asyncio.create_task(self._restart(receive)))
            raise

    async def connect(self) -> None:
        self.query = {key: values[-1] for key, values in parse_qs(_query_string(self.scope)).items()}
        self._credential: asyncio.Future[Mapping[str, Any]] = asyncio.get_running_loop().create_future()
        self._is_in = False
        self._sending_since = 0.0
        await self.accept()
        if "token" in _raw_keys(self.scope) or "ticket" in _raw_keys(self.scope):
            self._credential.set_result(self.query)
        self._task = asyncio.create_task(self._ended_with_code(self._serve()))

    async def disconnect(self, code: int) -> None:
        self._closed = self._left = True
        await self._leave()
        raise StopConsumer

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """``ping`` is answered, the first message may authenticate, everything else is ignored."""
        if len(text_data or bytes_data or "") > MAX_INPUT:
            return await self._close(CloseCode.TOO_BIG)
        if not self._credential.done():
            return self._credential.set_result(_message(text_data))
        if self._is_in and (text_data == "ping" or _message(text_data).get("type") == "ping"):
            await self._ended_with_code(self.send_frame("pong"))

    async def send_event(self, text: str) -> None:
        """Send a frame of which there are many: how long it takes is watched by ``_keep``."""
        self._sending_since = time.monotonic()
        await self.base_send({"type": "websocket.send", "text": text})
        self._sending_since = 0.0

    async def send_frame(self, type: str, **fields: Any) -> None:
        """Send a frame about the connection, and wait for the transport; not for ever."""
        try:
            async with asyncio.timeout(settings.WS_SEND_SECONDS):
                await self.send(text_data=bell.encoded(self.frame(type, **fields)))
        except TimeoutError:
            raise Refused(CloseCode.TOO_SLOW) from None

    async def _serve(self) -> None:
        visitor = await self._authenticate()
        if not await self.may_stay(visitor):
            raise Refused(CloseCode.NOT_FOUND)
        slot = Slot(visitor.user_id)
        # Given back also if the visitor leaves while it is taken.
        self._slot = slot
        if not await feed.in_thread(slot.take):
            raise Refused(CloseCode.TOO_MANY)
        self._is_in = True
        await self.send_frame("connection", status="connected", message="Connected; events follow.")
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.follow(visitor))
            tasks.create_task(self._keep(visitor, slot))

    async def _authenticate(self) -> Visitor:
        try:
            async with asyncio.timeout(settings.WS_AUTH_SECONDS):
                given = await self._credential
        except TimeoutError:
            raise Refused(CloseCode.TOO_LATE) from None
        if ticket := given.get("ticket"):
            user_id = await tickets.redeem(str(ticket))
            visitor = await feed.in_thread(admission.by_user_id, user_id) if user_id else None
        else:
            token = str(given.get("token") or "")
            visitor = await relay.hub().reads.ask(admission.by_token, token)
        if visitor is None:
            raise Refused(CloseCode.NOT_AUTHENTICATED)
        return visitor

    async def _keep(self, visitor: Visitor, slot: Slot) -> None:
        """Show that the connection lives, keep the place, see that it is read and that who reads may stay."""
        beat_at = time.monotonic() + settings.WS_HEARTBEAT_SECONDS
        while True:
            await asyncio.sleep(min(settings.WS_HEARTBEAT_SECONDS, settings.WS_SEND_SECONDS / 2))
            now = time.monotonic()
            if self._sending_since and now - self._sending_since > settings.WS_SEND_SECONDS:
                raise Refused(CloseCode.TOO_SLOW)
            if now < beat_at or self._sending_since:
                continue
            beat_at = now + settings.WS_HEARTBEAT_SECONDS
            await feed.in_thread(slot.take)
            # A database that is away for a moment is no reason to send everybody away.
            with contextlib.suppress(OperationalError, InterfaceError):
                await self._check_authority(visitor)
            if time.time() >= visitor.expires_at and not self.is_building():
                raise Refused(CloseCode.NOT_AUTHENTICATED)
            await self.send_frame("heartbeat")

    async def _check_authority(self, visitor: Visitor) -> None:
        if not await relay.hub().reads.ask(admission.is_still_valid, visitor):
            raise Refused(CloseCode.NOT_AUTHENTICATED)
        if not await self.may_stay(visitor):
            raise Refused(CloseCode.NOT_FOUND)

    async def _ended_with_code(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except* Refused as refused:
            await self._close(_first(refused).code)
        except* (Unavailable, OperationalError, InterfaceError):
            await self._close(CloseCode.TRY_LATER)
        except* Exception:
            if not self._closed:
                logger.exception("A socket failed")
            await self._close(CloseCode.FAILED)

    async def _close(self, code: CloseCode) -> None:
        if self._closed:
            return
        self._closed = True
        # Who reads nothing is waited for, until the server finds them gone: there is nothing else to keep.
        with contextlib.suppress(OSError):
            # autobahn takes nothing but a plain int.
            await self.close(int(code))

    async def _leave(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        slot, self._slot = self._slot, None
        if slot:
            await feed.in_thread(slot.give_back)

    async def _restart(self, receive: Any) -> None:
        """Send the visitor away, to come back at once, and give the place back for then."""
        with contextlib.suppress(Exception):
            async with asyncio.timeout(RESTART_SECONDS):
                await self._close(CloseCode.RESTARTING)
                await self._leave()
                while not self._left and (await receive())["type"] != "websocket.disconnect":
                    pass


def _first(group: BaseExceptionGroup[Refused]) -> Refused:
    inner = group.exceptions[0]
    return inner if isinstance(inner, Refused) else _first(inner)


def _query_string(scope: Mapping[str, Any]) -> str:
    return bytes(scope.get("query_string", b"")).decode("latin1")


def _raw_keys(scope: Mapping[str, Any]) -> set[str]:
    # With blank values: an empty token is a wrong one, not none.
    return set(parse_qs(_query_string(scope), keep_blank_values=True))


def _message(text: str | None) -> dict[str, Any]:
    try:
        value = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def as_number(text: str) -> int:
    """A number from 0; anything else counts as nothing seen: better an event twice than one lost."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
