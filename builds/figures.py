"""What operators see of the work: how much, how well, how fast. Reads only; each figure is one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from builds import queue, words
from builds.models import Build, BuildEvent, Worker

RECENT_FOR_STAGES = 300
"""So many of the newest finished builds tell how long stages take: enough for a 95th percentile."""
MOST_EVENTS = 1000

_HOURS = """
SELECT date_trunc('hour', queued_at, 'UTC') AS hour,
  count(*) FILTER (WHERE status = 'SUCCEEDED'), count(*) FILTER (WHERE status = 'FAILED'),
  count(*) FILTER (WHERE status = 'CANCELLED'), count(*) FILTER (WHERE status IN ('QUEUED', 'RUNNING')),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM started_at - queued_at)),
  percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM started_at - queued_at))
FROM builds_build WHERE queued_at >= %(since)s AND queued_at < %(until)s GROUP BY 1 ORDER BY 1
"""
_REASONS = """
SELECT error_code, count(*) FROM builds_build
WHERE queued_at >= %(since)s AND status = 'FAILED' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 8
"""
# From an agent's first word to its last; builds of one attempt only, because others slept in between.
_STAGES = """
WITH recent AS (
  SELECT id FROM builds_build WHERE status = 'SUCCEEDED' AND attempt = 1
  ORDER BY finished_at DESC LIMIT %(recent)s
), stages AS (
  SELECT e.data ->> 'agent_type' AS agent,
         extract(epoch FROM max(e.created_at) - min(e.created_at))::float8 AS seconds
  FROM builds_buildevent e JOIN recent ON recent.id = e.build_id
  WHERE e.type = 'agent_message' GROUP BY e.build_id, 1
)
SELECT agent, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds),
       percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds)
FROM stages GROUP BY agent ORDER BY 3 DESC
"""
_QUEUE = """
SELECT count(*) FILTER (WHERE status = 'QUEUED'), count(*) FILTER (WHERE status = 'RUNNING'),
       min(queued_at) FILTER (WHERE status = 'QUEUED')
FROM builds_build WHERE status IN ('QUEUED', 'RUNNING')
"""


@dataclass(frozen=True)
class Hour:
    """Builds that were ordered within an hour, by how they stand now, and how many seconds they waited for a
    worker: the median and the 95th percentile, None if none was taken."""

    begin: datetime
    succeeded: int
    failed: int
    cancelled: int
    active: int
    wait_median: float | None
    wait_p95: float | None


@dataclass(frozen=True)
class Stage:
    """How many seconds an agent took in ``count`` builds."""

    agent: str
    count: int
    median: float
    p95: float


@dataclass(frozen=True)
class QueueNow:
    """What waits and runs; ``oldest`` is when the longest waiting build was ordered."""

    queued: int
    running: int
    oldest: datetime | None


@dataclass(frozen=True)
class WorkerRow:
    """A process that takes builds; one that has not written for a while is not alive."""

    name: str
    slots: int
    is_stopping: bool
    seen_at: datetime
    is_alive: bool


def hours(*, now: datetime, count: int) -> list[Hour]:
    """The last ``count`` hours, the present one included, without gaps."""
    last = now.replace(minute=0, second=0, microsecond=0)
    begins = [last - timedelta(hours=back) for back in reversed(range(count))]
    rows = _rows(_HOURS, {"since": begins[0], "until": last + timedelta(hours=1)})
    found = {row[0]: Hour(*row) for row in rows}
    return [found.get(begin) or Hour(begin, 0, 0, 0, 0, None, None) for begin in begins]


def failure_reasons(*, since: datetime) -> list[tuple[str, int]]:
    """``(error code, how many)`` of builds that failed since then, the most frequent first."""
    return [(code, count) for code, count in _rows(_REASONS, {"since": since})]


def stages() -> list[Stage]:
    """How long each agent took lately, the slowest first."""
    return [Stage(*row) for row in _rows(_STAGES, {"recent": RECENT_FOR_STAGES})]


def queue_now() -> QueueNow:
    return QueueNow(*_rows(_QUEUE, {})[0])


def workers(*, now: datetime) -> list[WorkerRow]:
    """The workers of the last day, those that live first."""
    alive_since = now - timedelta(seconds=queue.WORKER_SEEN_SECONDS)
    rows = [
        WorkerRow(row.name, row.slots, row.is_stopping, row.seen_at, row.seen_at > alive_since)
        for row in Worker.objects.order_by("name")
    ]
    return sorted(rows, key=lambda row: not row.is_alive)


@dataclass(frozen=True)
class Moment:
    """An event of a build, ``seconds`` after it was ordered; ``said`` is what it tells people."""

    seq: int
    seconds: float
    at: datetime
    epoch: int
    type: str
    agent: str
    status: str
    said: str

    @property
    def agent_word(self) -> str:
        return words.agent(self.agent)

    @property
    def status_word(self) -> str:
        return words.state(self.status)


@dataclass(frozen=True)
class AgentSpan:
    """From an agent's first word to its last, in seconds after the build was ordered."""

    agent: str
    begin: float
    end: float
    status: str


def timeline(build: Build) -> list[Moment]:
    """The events of a build in order, at most ``MOST_EVENTS``. One query."""
    rows = BuildEvent.objects.filter(build=build).order_by("seq")[:MOST_EVENTS]
    return [_moment(build, row) for row in rows]


def agent_spans(moments: Sequence[Moment]) -> list[AgentSpan]:
    """How long each agent worked, in the order in which they began."""
    first: dict[str, Moment] = {}
    last: dict[str, Moment] = {}
    for moment in moments:
        if moment.agent:
            first.setdefault(moment.agent, moment)
            last[moment.agent] = moment
    return [
        AgentSpan(agent, begin.seconds, last[agent].seconds, last[agent].status)
        for agent, begin in first.items()
    ]


def _moment(build: Build, row: BuildEvent) -> Moment:
    data: dict[str, Any] = row.data
    return Moment(
        seq=row.seq,
        seconds=(row.created_at - build.queued_at).total_seconds(),
        at=row.created_at,
        epoch=data.get("epoch", 0),
        type=row.type,
        agent=data.get("agent_type", ""),
        status=data.get("status", ""),
        said=_said(row.type, data),
    )


def _said(type: str, data: dict[str, Any]) -> str:
    if type == "build_queued":
        return _("place %(position)s in the queue") % {"position": data.get("position")}
    if type == "build_progress":
        return f"{words.stage(data['data']['stage'])}: {data['data']['progress']} %"
    if type == "build_error":
        return f"{data.get('code')}: {data.get('error')}"
    if type == "credits_update":
        told = _("%(credits)s credits can be spent, %(held)s are held")
        return told % {"credits": data.get("credits"), "held": data.get("held")}
    if type == "build_complete":
        told = _("version %(version)s, %(credits)s credits")
        return told % {"version": data["result"]["version"], "credits": data["result"]["credits_used"]}
    return str(data.get("message", ""))


def retries_of(build_id: UUID) -> list[Build]:
    """Builds that repeat this one, oldest first. One query."""
    return list(Build.objects.filter(retry_of=build_id).order_by("queued_at").defer("prompt", "result"))


def _rows(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
