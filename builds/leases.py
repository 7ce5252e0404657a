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
from django.db import Error, connection, transaction

from builds import queue
from builds.errors import LeaseLost

logger = logging.getLogger(__name__)

CLAIM_LOCK = "select pg_advisory_xact_lock(hashtext('builds.claim'))"
"""One claim at a time: who is next depends on everybody who runs."""
CLAIM_TRIES = 5
_CLAIM = """
UPDATE builds_build SET status = 'RUNNING', attempt = attempt + 1, lease_owner = %(worker)s,
       lease_until = now() + make_interval(secs => %(lease)s), started_at = COALESCE(started_at, now()),
       claimed_at = now()
WHERE id = %(build)s AND status = 'QUEUED'
RETURNING attempt
"""
_RENEW = """
UPDATE builds_build SET lease_until = now() + make_interval(secs => %(lease)s)
WHERE id = %(build)s AND attempt = %(attempt)s AND status = 'RUNNING'
RETURNING id
"""


@dataclass
class Lease:
    """The right of one attempt to write for a build, until another has it or the build has ended."""

    build_id: UUID
    attempt: int
    _lost: threading.Event = field(default_factory=threading.Event)

    def check(self) -> None:
        """Raise LeaseLost if a renewal has found out."""
        if self._lost.is_set():
            raise LeaseLost(self.build_id, self.attempt)

    def renew(self) -> None:
        """Lengthen the lease by settings.BUILD_LEASE_SECONDS from now. One statement."""
        parameters: dict[str, Any] = {
            "lease": settings.BUILD_LEASE_SECONDS, "build": self.build_id, "attempt": self.attempt,
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(_RENEW, parameters)
            if cursor.fetchone() is None:
                self._lost.set()


def claim_next(*, worker: str) -> Lease | None:
    """Take the build that is next in the queue; None if nobody waits who may run. One transaction."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(CLAIM_LOCK)
        for _ in range(CLAIM_TRIES):
            build_id = queue.next_build()
            if build_id is None:
                return None
            # Its owner may cancel it at this very moment: then the next one.
            if lease := claim(build_id=build_id, worker=worker):
                return lease
    return None


def claim(*, build_id: UUID, worker: str) -> Lease | None:
    """Take this build if it is queued, whoever is next; None if it is not. One statement."""
    parameters: dict[str, Any] = {
        "build": build_id, "worker": worker[:100], "lease": settings.BUILD_LEASE_SECONDS,
    }  # fmt: skip
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
