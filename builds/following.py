"""Sends a project's events to one subscriber, in order and once, from the relay where possible."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError

from builds import events, feed
from builds.feed import Cursor, Start, Tip
from builds.relay import LiveFrame, Subscription

logger = logging.getLogger(__name__)

RETRY_SECONDS = 1.0


class Follower:
    """Keeps the cursor of one subscriber. ``send`` takes the text of a frame and waits for the transport."""

    def __init__(self, *, project_id: UUID, send: Callable[[str], Awaitable[None]]) -> None:
        self._project_id = project_id
        self._send = send
        self._cursor = Cursor()
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
            "epoch": self._cursor.epoch,
            "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            **fields,
        }

    async def begin(self, start: Start) -> None:
        """Send the snapshot of the build at the start."""
        self._cursor = start.cursor
        build = start.snapshot
        last_seq = build["last_seq"] if build else 0
        self.is_building = build is not None and build["finished_at"] is None
        await self._send(feed.encoded(self.frame("snapshot", build=build, last_seq=last_seq)))

    async def follow(self, subscription: Subscription) -> None:
        """Send what follows, for ever."""
        while True:
            item = await subscription.next()
            if subscription.overflowed:
                subscription.overflowed = False
                await self._send(feed.encoded(self.frame("resync")))
            if isinstance(item, LiveFrame) and self._is_old(item):
                continue
            if isinstance(item, LiveFrame) and self._is_next(item):
                await self._send_event(item.text, seq=item.seq, type=item.type, epoch=item.epoch)
            elif not (isinstance(item, Tip) and self._is_seen(item)):
                await self._catch_up(subscription)

    def _is_old(self, item: LiveFrame) -> bool:
        return item.build_id == self._cursor.build_id and item.seq <= self._cursor.seq

    def _is_next(self, item: LiveFrame) -> bool:
        return item.build_id == self._cursor.build_id and item.seq == self._cursor.seq + 1

    def _is_seen(self, tip: Tip) -> bool:
        return tip.build_id == self._cursor.build_id and tip.seq <= self._cursor.seq

    async def _catch_up(self, subscription: Subscription) -> None:
        more = True
        while more:
            try:
                page = await feed.in_thread(feed.read_on, project_id=self._project_id, cursor=self._cursor)
            except (OperationalError, InterfaceError):
                logger.warning("The events of project %s cannot be read; trying again.", self._project_id)
                await asyncio.sleep(RETRY_SECONDS)
                continue
            for frame in page.frames:
                await self._send_event(
                    feed.encoded(frame), seq=frame["seq"], type=frame["type"], epoch=frame["epoch"]
                )
            if page.cursor.build_id != self._cursor.build_id:
                self.is_building = True
            self._cursor = page.cursor
            more = page.more

    async def _send_event(self, text: str, *, seq: int, type: str, epoch: int) -> None:
        await self._send(text)
        self._cursor = replace(self._cursor, seq=seq, epoch=epoch)
        if type in events.TERMINAL:
            self.is_building = False
