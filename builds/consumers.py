"""The sockets: ``WS /api/v2/ws/build/{project_id}?token=|ticket=&after=[&build_id=]``.

A socket is accepted first, since browsers see a close code only on an open one. The credential comes in the
address (an access token, or a one-time ticket) or in the first message, ``{"type": "auth", "token": …}`` or
``{"type": "auth", "ticket": …}``, within a few seconds. Until it is known to be good, nothing is read, joined
or sent.

``after`` is the ``seq`` of the last event seen and counts within a build, the one that ``build_id`` names or
else the newest. Come back with both and you get every event that you missed, later builds included, once.
Without ``after``, or with one that the build has not reached, the build is told from its first event.

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
from builds import admission, feed, relay
from builds.admission import Slot, Visitor
from builds.following import Follower

logger = logging.getLogger(__name__)

MAX_INPUT = 4_096
SEND_SECONDS = 10.0


class CloseCode(IntEnum):
    TOO_BIG = 1009
    FAILED = 1011
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
        await self.close(CloseCode.NOT_FOUND)


class BuildConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels has no types
    """One subscriber of one project. Leaving never cancels a build."""

    # The process has one membership for all its sockets: see relay.py.
    channel_layer_alias = None

    async def connect(self) -> None:
        self._query = {key: values[-1] for key, values in parse_qs(_query_string(self.scope)).items()}
        self._credential: asyncio.Future[Mapping[str, Any]] = asyncio.get_running_loop().create_future()
        self._follower: Follower | None = None
        self._slot: Slot | None = None
        self._closed = False
        await self.accept()
        if "token" in _raw_keys(self.scope) or "ticket" in _raw_keys(self.scope):
            self._credential.set_result(self._query)
        self._task = asyncio.create_task(self._ended_with_code(self._serve()))

    async def disconnect(self, code: int) -> None:
        self._closed = True
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        if self._slot:
            await feed.in_thread(self._slot.give_back)
        raise StopConsumer

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """``ping`` is answered, the first message may authenticate, everything else is ignored."""
        if len(text_data or bytes_data or "") > MAX_INPUT:
            return await self._close(CloseCode.TOO_BIG)
        if not self._credential.done():
            return self._credential.set_result(_message(text_data))
        if self._follower and (text_data == "ping" or _message(text_data).get("type") == "ping"):
            await self._ended_with_code(self._send_frame("pong"))

    async def _serve(self) -> None:
        project_id = _uuid(self.scope["url_route"]["kwargs"]["project_id"])
        visitor = await self._authenticate()
        if project_id is None or not await feed.in_thread(admission.may_follow, visitor, project_id):
            raise Refused(CloseCode.NOT_FOUND)
        slot = Slot(visitor.user_id)
        if not await feed.in_thread(slot.take):
            raise Refused(CloseCode.TOO_MANY)
        self._slot = slot
        self._follower = Follower(project_id=project_id, send=self._send_text)
        await self._send_frame("connection", status="connected", message="Connected; events follow.")
        await self._follow(project_id, visitor)

    async def _follow(self, project_id: UUID, visitor: Visitor) -> None:
        assert self._follower  # noqa: S101 - for the type checker
        with relay.hub().subscribed(str(project_id)) as subscription:
            start = await feed.in_thread(
                feed.start,
                project_id=project_id,
                build_id=_uuid(self._query.get("build_id", "")),
                after=_number(self._query.get("after", "")),
            )
            await self._follower.begin(start)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._follower.follow(subscription))
                tasks.create_task(self._beat(project_id, visitor))

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
            visitor = await feed.in_thread(admission.by_token, str(given.get("token") or ""))
        if visitor is None:
            raise Refused(CloseCode.NOT_AUTHENTICATED)
        return visitor

    async def _beat(self, project_id: UUID, visitor: Visitor) -> None:
        """Show that the connection lives, keep the place, and look whether the visitor may stay."""
        assert self._follower  # noqa: S101 - for the type checker
        assert self._slot  # noqa: S101 - for the type checker
        while True:
            await asyncio.sleep(settings.WS_HEARTBEAT_SECONDS)
            await feed.in_thread(self._slot.take)
            # A database that is away for a moment is no reason to send everybody away.
            with contextlib.suppress(OperationalError, InterfaceError):
                await self._check_authority(project_id, visitor)
            if time.time() >= visitor.expires_at and not self._follower.is_building:
                raise Refused(CloseCode.NOT_AUTHENTICATED)
            await self._send_frame("heartbeat")

    async def _check_authority(self, project_id: UUID, visitor: Visitor) -> None:
        if not await feed.in_thread(admission.is_still_valid, visitor):
            raise Refused(CloseCode.NOT_AUTHENTICATED)
        if not await feed.in_thread(admission.may_follow, visitor, project_id):
            raise Refused(CloseCode.NOT_FOUND)

    async def _send_frame(self, type: str, **fields: Any) -> None:
        assert self._follower  # noqa: S101 - for the type checker
        await self._send_text(feed.encoded(self._follower.frame(type, **fields)))

    async def _send_text(self, text: str) -> None:
        """Send, and wait for the transport, where the server has back-pressure; not for ever."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self.send(text_data=text)
        except TimeoutError:
            raise Refused(CloseCode.TOO_SLOW) from None

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
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SEND_SECONDS):
                # autobahn takes nothing but a plain int.
                await self.close(int(code))


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


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _number(text: str) -> int:
    """A number from 0; anything else counts as nothing seen: better an event twice than one lost."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
