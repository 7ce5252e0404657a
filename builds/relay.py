"""The relay: one subscription to Redis per web process, fanned out in the process to its subscribers.

The carrier is the channel layer: one channel of this process in the one group that the bell rings. (A group
membership per socket costs 8–18 times as much and drops bursts.) What is heard is kept per topic, once for
all who follow it, and they are woken; each takes what comes after its own cursor. Whatever the relay holds is
a hint; the table is the truth. So it may forget as long as it says, in time, that somebody has to look: after
Redis was away, when frames had to make room, and, every few seconds, how far each topic has come.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import weakref
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from channels.layers import get_channel_layer
from django.conf import settings
from django.db import DatabaseError, InterfaceError

from autowebiq.common import bell as common_bell
from builds import bell, events, feed
from builds.feed import LiveFrame, SharedReads, Tip, UserTip

logger = logging.getLogger(__name__)

KEPT_BYTES = 1_000_000
"""Text of recent frames kept for each project that is followed here; far more than a build tells."""
PROBE = "relay.probe"
PROBE_SECONDS = 1.0
ECHO_SECONDS = 10.0
"""Longer than a burst to a thousand sockets takes: a busy process is not deaf."""
CLOSE_SECONDS = 2.0
FIRST_DELAY = 0.1
MAX_DELAY = 5.0

OF_USERS = events.LIFE_CYCLE | {events.OF_WALLET}


class Topic:
    """Something that subscribers of this process follow. Its ``version`` counts what was heard of it."""

    def __init__(self) -> None:
        self.version = 0
        self.doubt = 0
        """Whoever has not read the table since this version may have missed anything."""
        self.followers = 0
        self._waiting: set[asyncio.Future[None]] = set()

    async def changed(self, since: int) -> None:
        """Wait until ``version`` is another one than ``since``."""
        if self.version != since:
            return
        woken = asyncio.get_running_loop().create_future()
        self._waiting.add(woken)
        try:
            await woken
        finally:
            self._waiting.discard(woken)

    def touch(self) -> None:
        """Something is new: wake everybody who waits."""
        self.version += 1
        waiting, self._waiting = self._waiting, set()
        for woken in waiting:
            if not woken.done():
                woken.set_result(None)

    def doubted(self) -> None:
        """Something may have been missed: everybody must look."""
        self.doubt = self.version + 1
        self.touch()


class ProjectTopic(Topic):
    """A project's newest build: how far it is known to have come, and its recent frames."""

    def __init__(self) -> None:
        super().__init__()
        self.tip: Tip | None = None
        self._build_id = ""
        self._frames: dict[int, LiveFrame] = {}
        self._bytes = 0
        self._forgotten = 0

    def hear(self, frame: LiveFrame) -> None:
        """A frame was announced; bells may come twice, late and in any order."""
        if not self._is_known(Tip(frame.build_id, frame.seq)):
            self.tip = Tip(frame.build_id, frame.seq)
            self.keep((frame,))
            self.touch()
        else:
            self.keep((frame,))

    def learn(self, tip: Tip) -> None:
        """The table says how far the newest build is."""
        if not self._is_known(tip):
            self.tip = tip
            self.touch()

    def _is_known(self, tip: Tip) -> bool:
        known = self.tip
        return known is not None and known.build_id == tip.build_id and tip.seq <= known.seq

    def is_ahead(self, build_id: str, seq: int, *, read_at: int) -> bool:
        """Whether the table may have more for one at this cursor who read it at version ``read_at``."""
        if read_at >= self.version:
            return False
        tip = self.tip
        return read_at < self.doubt or (tip is not None and (tip.build_id != build_id or tip.seq > seq))

    def keep(self, frames: Iterable[LiveFrame]) -> None:
        """Remember frames of the newest build for whoever comes to need them."""
        for frame in frames:
            if frame.build_id != self._build_id:
                if self.tip is not None and self.tip.build_id != frame.build_id:
                    continue
                self._frames, self._build_id, self._bytes, self._forgotten = {}, frame.build_id, 0, 0
            if frame.seq not in self._frames and frame.seq > self._forgotten:
                self._frames[frame.seq] = frame
                self._bytes += len(frame.text)
        if self._bytes > KEPT_BYTES:
            self._make_room()

    def _make_room(self) -> None:
        # Half at once, so that sorting is rare.
        seqs = sorted(self._frames)
        for seq in seqs[: (len(seqs) + 1) // 2]:
            self._bytes -= len(self._frames.pop(seq).text)
            self._forgotten = seq

    def after(self, build_id: str, seq: int) -> list[LiveFrame]:
        """The kept frames that follow number ``seq`` of the build without a gap."""
        found: list[LiveFrame] = []
        if build_id == self._build_id:
            while frame := self._frames.get(seq + 1):
                found.append(frame)
                seq += 1
        return found

    def has_forgotten(self, build_id: str, seq: int) -> bool:
        """Whether the frame after ``seq`` was kept and had to make room."""
        return build_id == self._build_id and seq < self._forgotten


class UserTopic(Topic):
    """A user's wallet and builds: only that something moved."""

    def __init__(self) -> None:
        super().__init__()
        self.tip: UserTip | None = None

    def learn(self, tip: UserTip) -> None:
        if tip != self.tip:
            self.tip = tip
            self.touch()


T = TypeVar("T", bound=Topic)


class Topics(Generic[T]):
    """The topics of one kind that are followed here, by id."""

    def __init__(self, make: type[T]) -> None:
        self._make = make
        self.by_id: dict[str, T] = {}

    @contextlib.contextmanager
    def followed(self, id: str) -> Iterator[T]:
        topic = self.by_id.get(id)
        if topic is None:
            topic = self.by_id[id] = self._make()
        topic.followers += 1
        try:
            yield topic
        finally:
            topic.followers -= 1
            if not topic.followers:
                del self.by_id[id]


class Hub:
    """Listens while anybody follows. Belongs to one event loop, and so does its layer's connection."""

    def __init__(self) -> None:
        self.reads = SharedReads()
        self._projects = Topics(ProjectTopic)
        self._users = Topics(UserTopic)
        self._tasks: list[asyncio.Task[None]] = []
        self._ended: list[asyncio.Task[None]] = []
        self._failing = False

    @contextlib.contextmanager
    def project(self, project_id: str) -> Iterator[ProjectTopic]:
        """A project's topic, followed for the length of the block."""
        with self._listening(), self._projects.followed(project_id) as topic:
            yield topic

    @contextlib.contextmanager
    def user(self, user_id: str) -> Iterator[UserTopic]:
        """A user's topic, followed for the length of the block."""
        with self._listening(), self._users.followed(user_id) as topic:
            yield topic

    @contextlib.contextmanager
    def _listening(self) -> Iterator[None]:
        if not self._tasks:
            self._start()
        try:
            yield
        finally:
            if not (self._projects.by_id or self._users.by_id):
                self._stop()

    def _start(self) -> None:
        ended, self._ended = self._ended, []
        listening = asyncio.create_task(self._listen_for_ever(after=ended))
        self._tasks = [listening, asyncio.create_task(self._poll_for_ever())]

    def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._ended, self._tasks = self._tasks, []

    def _doubt_all(self) -> None:
        for topic in (*self._projects.by_id.values(), *self._users.by_id.values()):
            topic.doubted()

    async def _listen_for_ever(self, *, after: Sequence[asyncio.Task[None]]) -> None:
        # They close the connection that this one is about to open.
        await asyncio.gather(*after, return_exceptions=True)
        delay = FIRST_DELAY
        layer = get_channel_layer()
        while not _is_cancelled():
            try:
                async with asyncio.timeout(ECHO_SECONDS):
                    channel = await layer.new_channel()
                    await layer.group_add(common_bell.GROUP, channel)
                # What came before this moment was heard by nobody.
                self._doubt_all()
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
            elif message["type"] == bell.BUILD_EVENT:
                self._hand_out(message)
            elif message["type"] == common_bell.WALLET_MOVED:
                self._touch_user(message["user_id"])

    def _hand_out(self, message: dict[str, Any]) -> None:
        topic = self._projects.by_id.get(message["project_id"])
        if topic:
            topic.hear(
                LiveFrame(
                    message["build_id"], message["seq"], message["epoch"], message["event"], message["text"]
                )
            )
        if message["event"] in OF_USERS:
            self._touch_user(message["owner_id"])

    def _touch_user(self, user_id: str) -> None:
        if topic := self._users.by_id.get(user_id):
            topic.touch()

    async def _poll_for_ever(self) -> None:
        """One query for all projects and one for all users followed here heals what no bell told."""
        while True:
            await asyncio.sleep(settings.WS_POLL_SECONDS)
            try:
                await self._poll()
            except (DatabaseError, InterfaceError) as error:
                logger.warning("How far builds have come cannot be read at the moment: %s", error)

    async def _poll(self) -> None:
        projects = {id: topic.version for id, topic in self._projects.by_id.items()}
        if projects:
            for id, tip in (await feed.in_thread(feed.tips, list(projects))).items():
                topic = self._projects.by_id.get(id)
                # What was heard meanwhile may be newer than the answer.
                if topic and topic.version == projects[id]:
                    topic.learn(tip)
        if users := list(self._users.by_id):
            for id, user_tip in (await feed.in_thread(feed.user_tips, users)).items():
                if user := self._users.by_id.get(id):
                    user.learn(user_tip)

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
