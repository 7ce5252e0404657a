"""The bell: tells web processes over the channel layer what is new. It may be lost: the tables are true.

One event loop on one thread per process does all sending: ``async_to_sync`` would open a loop and a
connection for every message, which costs ten times as much.
"""

from __future__ import annotations

import asyncio
import atexit
import logging
import os
import threading
from typing import Any
from uuid import UUID

from channels.layers import get_channel_layer

logger = logging.getLogger(__name__)

GROUP = "awiq.live"
WALLET_MOVED = "wallet.moved"
MAX_WAITING = 2_000
SEND_SECONDS = 2.0


class Bell:
    """Sends messages in the order in which ``ring`` was called. Never blocks and never raises."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew, as a forked process must: neither thread nor lock came along in a useful state."""
        self._start_lock = threading.Lock()
        self._clear()

    def _clear(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._pid = 0
        self._waiting = 0
        self._failing = False

    def ring(self, message: dict[str, Any]) -> None:
        """Send ``message`` soon; dropped if too many wait, because a dead Redis must not fill the memory.

        It has a ``type``. Ring after the commit, never inside a transaction.
        """
        loop = self._running_loop()
        if self._waiting >= MAX_WAITING:
            return
        self._waiting += 1
        loop.call_soon_threadsafe(self._queue.put_nowait, message)

    def flush(self, *, seconds: float = SEND_SECONDS) -> None:
        """Wait until everything rung so far was sent or given up, at most ``seconds``."""
        if self._loop is None or self._pid != os.getpid():
            return
        waiting = asyncio.run_coroutine_threadsafe(self._queue.join(), self._loop)
        try:
            waiting.result(seconds)
        except TimeoutError:
            waiting.cancel()

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        # A forked worker inherits the object but not the thread.
        if self._loop is not None and self._pid == os.getpid():
            return self._loop
        with self._start_lock:
            if self._loop is None or self._pid != os.getpid():
                self._clear()
                self._pid = os.getpid()
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._run, args=(self._loop,), name="bell", daemon=True).start()
        return self._loop

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(self._send_for_ever())

    async def _send_for_ever(self) -> None:
        layer = get_channel_layer()
        while True:
            message = await self._queue.get()
            self._waiting -= 1
            try:
                async with asyncio.timeout(SEND_SECONDS):
                    await layer.group_send(GROUP, message)
                self._failing = False
            except Exception as error:
                self._complain(error)
            finally:
                self._queue.task_done()

    def _complain(self, error: Exception) -> None:
        # Once an outage, not once a message: the log would drown.
        if not self._failing:
            logger.warning(
                "Live events are not delivered at the moment (%s); they are kept and replayed.", error
            )
        self._failing = True


_bell = Bell()
os.register_at_fork(after_in_child=_bell.forget)
atexit.register(_bell.flush, seconds=1.0)

ring = _bell.ring
flush = _bell.flush


def ring_wallet(user_id: UUID) -> None:
    """Tell that a user's wallet moved."""
    ring({"type": WALLET_MOVED, "user_id": str(user_id)})
