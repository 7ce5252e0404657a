"""Subscribers over real WebSockets, who come back with ``build_id`` and ``after`` when they are cut off."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from tests.chaos.customers import Project

Wait = Callable[[Callable[[], bool], str], None]
"""Waits for something to become true; told what it is, for the case that it does not."""
PAUSE_SECONDS = 0.2
SILENCE_SECONDS = 40
"""Longer than the heartbeat's 25 s: who hears nothing for so long takes the connection for dead."""


@dataclass
class Subscriber:
    """What one subscriber of a project has seen: build and number, and build and progress, in order."""

    project: Project
    chance: random.Random
    seen: list[tuple[str, int]] = field(default_factory=list)
    progress: list[tuple[str, int]] = field(default_factory=list)
    connections: int = 0

    def address(self, base: str) -> str:
        build_id, seq = self.seen[-1] if self.seen else (self.project.tasks[0], 0)
        query = f"token={self.project.token}&build_id={build_id}&after={seq}"
        return f"{base.replace('http', 'ws')}/api/v2/ws/build/{self.project.id}?{query}"

    def note(self, frame: dict[str, Any]) -> None:
        if frame["seq"] is None:
            return
        self.seen.append((frame["build_id"], frame["seq"]))
        if frame["type"] == "build_progress":
            self.progress.append((frame["build_id"], frame["data"]["progress"]))

    async def follow(self, base: str) -> None:
        """Listen until cancelled; leaves now and then of its own accord, too."""
        while not self.project.tasks:
            await asyncio.sleep(PAUSE_SECONDS)
        while True:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError):
                async with connect(self.address(base), open_timeout=10, close_timeout=2) as socket:
                    self.connections += 1
                    async with asyncio.timeout(self.chance.uniform(2, 20)):
                        while True:
                            async with asyncio.timeout(SILENCE_SECONDS):
                                self.note(json.loads(await socket.recv()))
            await asyncio.sleep(PAUSE_SECONDS)


class Audience:
    """All subscribers, on a thread of their own."""

    def __init__(self, *, base: str, subscribers: list[Subscriber]) -> None:
        self.subscribers = subscribers
        self._base = base
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="audience", daemon=True)
        self._tasks: list[asyncio.Task[None]] = []
        self._over = asyncio.Event()

    def begin(self) -> None:
        self._thread.start()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._follow_all())

    async def _follow_all(self) -> None:
        self._tasks = [asyncio.create_task(one.follow(self._base)) for one in self.subscribers]
        await self._over.wait()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def failures(self) -> list[str]:
        """Errors that ended a subscriber; a cut connection is none."""
        done = [task for task in self._tasks if task.done() and not task.cancelled()]
        return [repr(task.exception()) for task in done]

    def leave(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    def until_all_have(self, lengths: dict[str, int], wait: Wait) -> None:
        """Wait until everybody has as many events as the builds of their project have, by build id."""

        def complete() -> bool:
            return bool(self.failures()) or all(
                len(one.seen) >= sum(lengths[task] for task in one.project.tasks) for one in self.subscribers
            )

        wait(complete, "the last events to reach everybody")
