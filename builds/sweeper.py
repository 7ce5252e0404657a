"""A thread of every worker's parent process: sweeps the queue, so that no build depends on beat.

It also writes down that the worker is there, and hands its builds over when it is told to stop.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable

from django.db import Error, close_old_connections, connection
from django.utils import timezone

from builds import handover, services

logger = logging.getLogger(__name__)

EVERY_SECONDS = 3.0


class Sweeper:
    """Begins with ``start``; ends with ``stop``, or with the process."""

    def __init__(self, *, worker: str, slots: int) -> None:
        self._worker = worker
        self._slots = slots
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sweep_for_ever, name="sweeper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End it and say that this worker takes no more builds; waits a few seconds at most."""
        self._stop.set()
        self._thread.join(timeout=5)

    def _sweep_for_ever(self) -> None:
        while not self._stop.is_set():
            self._try(self._sweep)
            # Spread, so that workers that began together do not ask together.
            self._stop.wait(EVERY_SECONDS * random.uniform(0.7, 1.3))  # noqa: S311
        self._try(self._note)
        connection.close()

    def _try(self, work: Callable[[], None]) -> None:
        try:
            close_old_connections()
            work()
        except Error as error:
            logger.warning("The queue cannot be swept at the moment: %s", error)
            connection.close()
        except Exception:
            # Nobody else would start it again.
            logger.exception("Sweeping failed")

    def _sweep(self) -> None:
        self._note()
        services.sweep(now=timezone.now())

    def _note(self) -> None:
        stopping = self._stop.is_set() or handover.is_wanted()
        services.note_worker(name=self._worker, slots=self._slots, is_stopping=stopping)
