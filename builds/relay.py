"""The relay: one subscription to Redis per web process, fanned out in the process to its sockets.

The carrier is the channel layer: one channel of this process in the one group that the bell rings. (A group
membership per socket costs 8–18 times as much and drops bursts.) Whatever the relay hands out is a hint;
the table is the truth. So it may lose frames as long as it says, in time, that somebody has to look:
after an overflow, after Redis was away, and, every few seconds, how far each build has come.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import weakref
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from channels.layers import get_channel_layer
from django.conf import settings
from django.db import DatabaseError, InterfaceError

from builds import bell, feed
from builds.feed import Tip

logger = logging.getLogger(__name__)

MAX_WAITING = 256
PROBE = "relay.probe"
PROBE_SECONDS = 1.0
ECHO_SECONDS = 5.0
CLOSE_SECONDS = 2.0
FIRST_DELAY = 0.1
MAX_DELAY = 5.0


@dataclass(frozen=True, slots=True)
class LiveFrame:
    """A frame that was just stored; ``text`` is its JSON, made once for all sockets of the process."""

    build_id: str
    seq: int
    epoch: int
    type: str
    text: str


class Subscription:
    """What one socket has still to look at; bounded, and never the only record of anything."""

    def __init__(self) -> None:
        self._waiting: deque[LiveFrame | Tip] = deque()
        self._wake = asyncio.Event()
        self._must_read = True
        self.overflowed = False

    def put(self, item: LiveFrame | Tip) -> None:
        if len(self._waiting) >= MAX_WAITING:
            self.overflowed = True
            return self.read_again()
        self._waiting.append(item)
        self._wake.set()

    def read_again(self) -> None:
        """Forget what waits: the table has it."""
        self._waiting.clear()
        self._must_read = True
        self._wake.set()

    async def next(self) -> LiveFrame | Tip | None:
        """The next thing to look at; None means that the table must be read (as at the beginning)."""
        while True:
            if self._must_read:
                self._must_read = False
                return None
            if self._waiting:
                return self._waiting.popleft()
            self._wake.clear()
            await self._wake.wait()


class Hub:
    """Listens while anybody subscribes. Belongs to one event loop, and so does its layer's connection."""

    def __init__(self) -> None:
        self._by_project: dict[str, set[Subscription]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._ended: list[asyncio.Task[None]] = []
        self._failing = False

    @contextlib.contextmanager
    def subscribed(self, project_id: str) -> Iterator[Subscription]:
        """A subscription to a project's frames for the length of the block."""
        subscription = Subscription()
        self._by_project.setdefault(project_id, set()).add(subscription)
        if not self._tasks:
            self._start()
        try:
            yield subscription
        finally:
            self._leave(project_id, subscription)

    def _start(self) -> None:
        ended, self._ended = self._ended, []
        listening = asyncio.create_task(self._listen_for_ever(after=ended))
        self._tasks = [listening, asyncio.create_task(self._poll_for_ever())]

    def _leave(self, project_id: str, subscription: Subscription) -> None:
        sockets = self._by_project[project_id]
        sockets.discard(subscription)
        if not sockets:
            del self._by_project[project_id]
        if not self._by_project:
            for task in self._tasks:
                task.cancel()
            self._ended, self._tasks = self._tasks, []

    def _read_all_again(self) -> None:
        for sockets in self._by_project.values():
            for subscription in sockets:
                subscription.read_again()

    async def _listen_for_ever(self, *, after: Sequence[asyncio.Task[None]]) -> None:
        # They close the connection that this one is about to open.
        await asyncio.gather(*after, return_exceptions=True)
        delay = FIRST_DELAY
        layer = get_channel_layer()
        while not _is_cancelled():
            try:
                async with asyncio.timeout(ECHO_SECONDS):
                    channel = await layer.new_channel()
                    await layer.group_add(bell.GROUP, channel)
                # What came before this moment was heard by nobody.
                self._read_all_again()
                delay = FIRST_DELAY
                await self._listen(layer, channel)
            except Exception as error:
                self._complain(error)
            finally:
                # Also when cancelled: a new start needs new connections, and an idle process none.
                await _closed(layer)
            await asyncio.sleep(delay * random.uniform(0.5, 1.5))  # noqa: S311 - spreads reconnects
            delay = min(delay * 2, MAX_DELAY)

    async def _listen(self, layer: Any, channel: str) -> None:
        """Fan out until the connection is lost, which the layer does not tell: so it must echo."""
        echo = asyncio.Event()
        receiver = asyncio.create_task(self._fan_out(layer, channel, echo))
        try:
            while not (receiver.done() or _is_cancelled()):
                echo.clear()
                async with asyncio.timeout(ECHO_SECONDS):
                    await layer.send(channel, {"type": PROBE})
                    await echo.wait()
                self._recovered()
                await asyncio.wait({receiver}, timeout=PROBE_SECONDS)
            if receiver.done():
                receiver.result()
        finally:
            receiver.cancel()
            # Not for ever: to unsubscribe it asks a server that may be hanging.
            await asyncio.wait({receiver}, timeout=CLOSE_SECONDS)

    async def _fan_out(self, layer: Any, channel: str, echo: asyncio.Event) -> None:
        while True:
            message = await layer.receive(channel)
            if message["type"] == PROBE:
                echo.set()
            elif message["type"] == bell.MESSAGE_TYPE:
                self._hand_out(message["frame"])

    def _hand_out(self, frame: dict[str, Any]) -> None:
        sockets = self._by_project.get(frame["project_id"])
        if not sockets:
            return
        live = LiveFrame(
            build_id=frame["build_id"],
            seq=frame["seq"],
            epoch=frame["epoch"],
            type=frame["type"],
            text=feed.encoded(frame),
        )
        for subscription in sockets:
            subscription.put(live)

    async def _poll_for_ever(self) -> None:
        """One query for all projects watched here heals the loss of a build's last frame."""
        while True:
            await asyncio.sleep(settings.WS_POLL_SECONDS)
            try:
                tips = await feed.in_thread(feed.tips, list(self._by_project))
            except (DatabaseError, InterfaceError) as error:
                logger.warning("How far builds have come cannot be read at the moment: %s", error)
                continue
            for project_id, tip in tips.items():
                for subscription in self._by_project.get(project_id, ()):
                    subscription.put(tip)

    def _complain(self, error: Exception) -> None:
        # Once an outage.
        if not self._failing:
            logger.warning(
                "Live frames are delayed (%s: %s); sockets read the table.", type(error).__name__, error
            )
        self._failing = True

    def _recovered(self) -> None:
        if self._failing:
            logger.info("Live frames arrive again.")
        self._failing = False


def _is_cancelled() -> bool:
    """Whether this task should end: the Redis client, cancelled while it connects, may swallow that."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def _closed(layer: Any) -> None:
    with contextlib.suppress(Exception):
        async with asyncio.timeout(CLOSE_SECONDS):
            await layer.flush()


_hubs: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = weakref.WeakKeyDictionary()


def hub() -> Hub:
    """The hub of the running event loop; a web process has one."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())
