"""The queue: whose build is next, where each one stands, and when it may begin.

Users take turns. A build's turn is the number of its owner's builds that run, plus its place among those of
the owner that wait; lower turns go first, and within a turn who has waited longer. So twenty builds of one
user hold the single build of another up by one build at most. An owner's turns above
``settings.BUILDS_PER_USER`` wait until one of the owner's builds has ended.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from builds.models import Build

RECENT_BUILDS = 50
WORKER_SEEN_SECONDS = 20
"""A worker that has not written for so long does not count."""

_TURNS = """
WITH running AS (
  SELECT owner_id, count(*) AS number FROM builds_build WHERE status = 'RUNNING' GROUP BY owner_id
), turns AS (
  SELECT b.id, b.queued_at, COALESCE(r.number, 0) + row_number() OVER own AS turn
  FROM builds_build b LEFT JOIN running r ON r.owner_id = b.owner_id
  WHERE b.status = 'QUEUED'
  WINDOW own AS (PARTITION BY b.owner_id ORDER BY b.queued_at, b.id)
)
"""
_ORDER = "turn, queued_at, id"
# All parts are constants.
_NEXT = f"{_TURNS} SELECT id FROM turns WHERE turn <= %(per_user)s ORDER BY {_ORDER} LIMIT 1"  # noqa: S608
_PLACES = f"{_TURNS} SELECT id FROM turns ORDER BY {_ORDER} LIMIT %(limit)s"  # noqa: S608
_POSITION = f"""{_TURNS}
SELECT place FROM (SELECT id, row_number() OVER (ORDER BY {_ORDER}) AS place FROM turns) placed
WHERE id = %(build)s
"""  # noqa: S608
# The median, because a few builds that hung for minutes say nothing about the usual one.
_PACE = """
SELECT now(),
  (SELECT COALESCE(sum(slots), 0) FROM builds_worker
   WHERE seen_at > now() - make_interval(secs => %(seen)s) AND NOT is_stopping),
  (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FROM (
     SELECT extract(epoch FROM finished_at - started_at)::float8 AS seconds FROM builds_build
     WHERE status = 'SUCCEEDED' AND finished_at > now() - interval '7 days'
     ORDER BY finished_at DESC LIMIT %(recent)s) recent),
  (SELECT array_agg(extract(epoch FROM now() - COALESCE(claimed_at, started_at))::float8)
   FROM builds_build WHERE status = 'RUNNING')
"""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the queue moves: workers' ``slots``, the ``median`` seconds of recent builds (None: there are
    none yet), and for how many seconds each running build has run."""

    now: datetime
    slots: int
    median: float | None
    running: tuple[float, ...]


def next_build() -> UUID | None:
    """The build to be run next; None if nobody waits who may run. One query; hold ``CLAIM_LOCK`` for it."""
    row = _one(_NEXT, {"per_user": settings.BUILDS_PER_USER})
    return row[0] if row else None


def position(build: Build) -> int:
    """Place of a queued build, 1 is next; 0 if it is not queued. One query."""
    row = _one(_POSITION, {"build": build.pk})
    return row[0] if row else 0


def places(*, limit: int) -> list[UUID]:
    """The first ``limit`` queued builds in the order in which they stand. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, {"limit": limit})
        return [row[0] for row in cursor.fetchall()]


def pace() -> Pace:
    """How fast the queue moves at the moment. One query."""
    row = _one(_PACE, {"seen": WORKER_SEEN_SECONDS, "recent": RECENT_BUILDS})
    assert row  # noqa: S101 - a SELECT of constants has a row
    now, slots, median, running = row
    return Pace(now, int(slots), median, tuple(running or ()))


def estimated_start(place: int, pace: Pace) -> datetime | None:
    """When the build at ``place`` (from 1) may begin, if each build takes as long as the recent ones.

    None while no worker is up, or when it depends on the length of builds and none has ended lately.
    """
    if place < 1 or pace.slots < 1:
        return None
    if pace.median is None:
        return pace.now if place + len(pace.running) <= pace.slots else None
    longest = sorted((max(0.0, pace.median - seconds) for seconds in pace.running), reverse=True)
    free_in = longest[: pace.slots] + [0.0] * max(0, pace.slots - len(longest))
    heapq.heapify(free_in)
    for _ in range(place - 1):
        heapq.heapreplace(free_in, free_in[0] + pace.median)
    return pace.now + timedelta(seconds=free_in[0])


def _one(statement: str, parameters: dict[str, Any]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row
