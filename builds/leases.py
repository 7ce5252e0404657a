"""Who runs a build: claims, fencing tokens and leases. All times are PostgreSQL's, never a worker's clock."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import Error, connection

from builds.errors import CancelRequested, LeaseLost

logger = logging.getLogger(__name__)

# A duplicate of the message changes nothing: only one claim finds the row queued or its lease expired.
_CLAIM = """
UPDATE builds_build SET status = 'RUNNING', attempt = attempt + 1, lease_owner = %(worker)s,
       lease_until = now() + make_interval(secs => %(lease)s), started_at = COALESCE(started_at, now())
WHERE id = %(build)s AND attempt < %(attempts)s AND cancel_requested_at IS NULL
  AND (status = 'QUEUED' OR (status = 'RUNNING' AND lease_until < now()))
RETURNING attempt
"""
_RENEW = """
UPDATE builds_build SET lease_until = now() + make_interval(secs => %(lease)s)
WHERE id = %(build)s AND attempt = %(attempt)s AND status = 'RUNNING'
RETURNING cancel_requested_at
"""


@dataclass
class Lease:
    """The right of one attempt to write for a build, until it is lost or the owner wants the end."""

    build_id: UUID
    attempt: int
    _lost: threading.Event = field(default_factory=threading.Event)
    _cancelled: threading.Event = field(default_factory=threading.Event)

    def check(self) -> None:
        """Raise LeaseLost or CancelRequested if a renewal has found out."""
        if self._lost.is_set():
            raise LeaseLost(f"Attempt {self.attempt} of build {self.build_id} was overtaken.")
        if self._cancelled.is_set():
            raise CancelRequested

    def renew(self) -> None:
        """Lengthen the lease by settings.BUILD_LEASE_SECONDS from now. One statement."""
        parameters: dict[str, Any] = {
            "lease": settings.BUILD_LEASE_SECONDS, "build": self.build_id, "attempt": self.attempt,
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(_RENEW, parameters)
            row = cursor.fetchone()
        if row is None:
            self._lost.set()
        elif row[0] is not None:
            self._cancelled.set()


def claim(*, build_id: UUID, worker: str) -> Lease | None:
    """Take a queued build, or one whose worker fell silent; None if it needs nobody. One statement."""
    parameters: dict[str, Any] = {
        "build": build_id,
        "worker": worker[:100],
        "lease": settings.BUILD_LEASE_SECONDS,
        "attempts": settings.BUILD_MAX_ATTEMPTS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, parameters)
        row = cursor.fetchone()
    return Lease(build_id, row[0]) if row else None


@contextmanager
def kept_alive(lease: Lease) -> Iterator[None]:
    """Renew the lease from a thread, so that a silent agent keeps it and a cancelled one is noticed."""
    done = threading.Event()
    # A short beat: it is also what ends a silent build soon after it was cancelled.
    every = min(1.0, settings.BUILD_LEASE_SECONDS / 3)
    thread = threading.Thread(target=_renew_until, args=(lease, done, every), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(timeout=5)


def _renew_until(lease: Lease, done: threading.Event, every: float) -> None:
    try:
        while not done.wait(every):
            try:
                lease.renew()
            except Error:
                # PostgreSQL restarts: the next beat tries on a new connection; until then the lease runs on.
                logger.warning("The lease of build %s could not be renewed.", lease.build_id)
                connection.close()
    finally:
        connection.close()
