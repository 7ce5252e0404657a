"""Sends a project's events to one subscriber, in order and once, from the relay where possible."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError

from builds import bell, events, feed, relay
from builds.feed import Cursor, LiveFrame, Start, Tip
from builds.relay import ProjectTopic

logger = logging.getLogger(__name__)

RETRY_SECONDS = 1.0
NEVER = -1
SUPERSEDED = "build_progress"


def now_iso() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Follower:
    """Keeps the cursor of one subscriber. ``send`` takes the text of a frame and waits for the transport.

    With ``coalesce``, of progress frames that wait together only the newest is sent.
    """

    def __init__(
        self, *, project_id: UUID, send: Callable[[str], Awaitable[None]], coalesce: bool = False
    ) -> None:
        self._project_id = project_id
        self._send = send
        self._coalesce = coalesce
        self._cursor = Cursor()
        # Written with every event, so apart from the cursor that the table's pages give.
        self._seq = 0
        self._epoch = 0
        self._read_at = NEVER
        self._caught_up = False
        self.is_building = False
        """Whether the build at the cursor has not ended, as far as the subscriber knows."""

    def frame(self, type: str, **fields: Any) -> dict[str, Any]:
        """A frame that is no stored event: its ``seq`` is null, so nobody takes it for one."""
        build_id = self._cursor.build_id or None
        return {
            "type": type,
            "project_id": str(self._project_id),
            "build_id": build_id,
            "task_id": build_id,
            "seq": None,
            "epoch": self._epoch,
            "timestamp": now_iso(),
            **fields,
        }

    async def begin(self, start: Start, topic: ProjectTopic, *, version: int) -> None:
        """Send the snapshot of the build at the start, which was read at ``version`` of the topic."""
        self._move_to(start.cursor)
        build = start.snapshot
        last_seq = build["last_seq"] if build else 0
        self.is_building = build is not None and build["finished_at"] is None
        if build and start.is_newest and (topic.version == version or topic.tip is None):
            # No frame was heard meanwhile, so this is how far the project is.
            topic.learn(Tip(start.cursor.build_id, last_seq))
            if self._seq == last_seq:
                # Who is there needs no query. Anybody else has read the state only, not the events up to it.
                self._read_at = version
        await self._send(bell.encoded(self.frame("snapshot", build=build, last_seq=last_seq)))

    async def follow(self, topic: ProjectTopic) -> None:
        """Send what follows, for ever."""
        while True:
            version = topic.version
            build_id = self._cursor.build_id
            if frames := topic.after(build_id, self._seq):
                await self._send_all(frames)
            elif topic.is_ahead(build_id, self._seq, read_at=self._read_at):
                await self._catch_up(topic, version)
            else:
                self._read_at = version
                self._caught_up = True
                await topic.changed(version)

    async def _catch_up(self, topic: ProjectTopic, version: int) -> None:
        if self._caught_up and topic.has_forgotten(self._cursor.build_id, self._seq):
            await self._send(bell.encoded(self.frame("resync")))
        more = True
        while more:
            page = await self._page()
            topic.keep(page.frames)
            await self._send_all(page.frames)
            if page.cursor.build_id != self._cursor.build_id:
                self.is_building = True
            self._move_to(page.cursor)
            more = page.more
        self._read_at = version

    async def _page(self) -> feed.Page:
        cursor = Cursor(self._cursor.build_id, self._cursor.queued_at, self._seq, self._epoch)
        while True:
            try:
                return await relay.hub().reads.ask(feed.read_on, project_id=self._project_id, cursor=cursor)
            except (OperationalError, InterfaceError):
                logger.warning("The events of project %s cannot be read; trying again.", self._project_id)
                await asyncio.sleep(RETRY_SECONDS)

    async def _send_all(self, frames: Sequence[LiveFrame]) -> None:
        for frame in coalesced(frames) if self._coalesce and len(frames) > 1 else frames:
            await self._send(frame.text)
            self._seq, self._epoch = frame.seq, frame.epoch
            if frame.type in events.TERMINAL:
                self.is_building = False

    def _move_to(self, cursor: Cursor) -> None:
        self._cursor, self._seq, self._epoch = cursor, cursor.seq, cursor.epoch


def coalesced(frames: Sequence[LiveFrame]) -> list[LiveFrame]:
    """The frames without progress that a later one of them supersedes; all others are kept, in order."""
    newest = {frame.build_id: frame.seq for frame in frames if frame.type == SUPERSEDED}
    return [frame for frame in frames if frame.type != SUPERSEDED or newest[frame.build_id] == frame.seq]


class BuildReader:
    """Gives the events of one build after a number, as they come."""

    def __init__(self, topic: ProjectTopic, *, build_id: UUID, after: int) -> None:
        self._topic = topic
        self._build_id = build_id
        self._seq = after
        self._read_at = NEVER

    async def next(self, *, seconds: float) -> list[LiveFrame]:
        """The next events, in order and without a gap; none if there are none within ``seconds``.

        Raises what the database raises.
        """
        frames: list[LiveFrame] = []
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                frames = await self._next()
        if frames:
            self._seq = frames[-1].seq
        return frames

    async def _next(self) -> list[LiveFrame]:
        topic, build_id = self._topic, str(self._build_id)
        while True:
            version = topic.version
            if frames := topic.after(build_id, self._seq):
                return frames
            if self._read_at == NEVER or topic.is_ahead(build_id, self._seq, read_at=self._read_at):
                frames = await relay.hub().reads.ask(feed.rest_of_build, self._build_id, self._seq)
                topic.keep(frames)
            if frames:
                return frames
            self._read_at = version
            await topic.changed(version)
