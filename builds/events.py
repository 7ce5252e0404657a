"""The events of a build: numbered rows that are the truth, and a bell that only says they are there.

A frame is ``{type, project_id, build_id, task_id, seq, epoch, timestamp, …}``; ``seq`` counts from 1 within
a build without gaps, ``epoch`` is the attempt. The number is taken under the lock of the Build row in the
statement that stores the event, so numbers have the order in which events are committed.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from builds import bell
from builds.errors import LeaseLost
from builds.models import Build, BuildEvent

Frame = dict[str, Any]

TERMINAL = frozenset({"build_complete", "build_error", "build_cancelled"})
LIFE_CYCLE = TERMINAL | {"build_queued"}
"""What the user's own socket tells of each build."""
OF_WALLET = "credits_update"

# One statement, one round trip. A run's overall progress never falls, also over attempts, so a frame
# that carries it takes it from the row.
_INSERT = """
, e AS (
  INSERT INTO builds_buildevent (build_id, seq, type, data, created_at)
  SELECT b.id, b.last_seq, %(type)s,
         CASE WHEN %(overall)s::int IS NULL THEN %(data)s
              ELSE jsonb_set(%(data)s, '{data,progress}', to_jsonb(b.progress)) END
           || jsonb_build_object('seq', b.last_seq, 'project_id', b.project_id),
         now()
  FROM b RETURNING data
)
SELECT e.data, b.owner_id FROM b, e
"""
_APPEND = f"""
WITH b AS (
  UPDATE builds_build SET last_seq = last_seq + 1,
         progress = GREATEST(progress, COALESCE(%(overall)s::int, 0)),
         stage = COALESCE(%(stage)s, stage),
         lease_until = now() + make_interval(secs => %(lease)s)
  WHERE id = %(build)s AND attempt = %(attempt)s AND status = 'RUNNING'
  RETURNING id, project_id, owner_id, last_seq, progress
){_INSERT}"""  # noqa: S608 - both parts are constants
_RECORD = f"""
WITH b AS (
  UPDATE builds_build SET last_seq = last_seq + 1
  WHERE id = %(build)s
  RETURNING id, project_id, owner_id, last_seq, progress
){_INSERT}"""  # noqa: S608 - both parts are constants


def append(
    *,
    build_id: UUID,
    attempt: int,
    type: str,
    overall: int | None = None,
    stage: str | None = None,
    **fields: Any,
) -> Frame:
    """Store and announce an event of a running attempt, and renew its lease; return the frame.

    ``overall`` (0–100) is the whole build's progress; such a frame has a ``data`` field, which gets it.
    Raises LeaseLost when the attempt is no longer the running one; then nothing is stored. One statement;
    locks the Build row.
    """
    values = {"attempt": attempt, "lease": settings.BUILD_LEASE_SECONDS, "stage": stage}
    frame = _execute(_APPEND, _frame(build_id, attempt, type, fields), overall, values)
    if frame is None:
        raise LeaseLost(build_id, attempt)
    return frame


def record(*, build: Build, type: str, **fields: Any) -> Frame:
    """Store an event in the caller's transaction, which holds the Build row; announced after its commit."""
    frame = _execute(_RECORD, _frame(build.pk, build.attempt, type, fields), None, {})
    if frame is None:
        raise Build.DoesNotExist(build.pk)
    return frame


def _frame(build_id: UUID, attempt: int, type: str, fields: dict[str, Any]) -> Frame:
    return {
        "type": type,
        "build_id": str(build_id),
        "task_id": str(build_id),
        "epoch": attempt,
        "timestamp": timezone.now().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        **fields,
    }


def _execute(statement: str, frame: Frame, overall: int | None, values: dict[str, Any]) -> Frame | None:
    parameters = {"build": frame["build_id"], "type": frame["type"], "data": Jsonb(frame), "overall": overall}
    with connection.cursor() as cursor:
        cursor.execute(statement, {**parameters, **values})
        row = cursor.fetchone()
    if row is None:
        return None
    stored: Frame = _decoded(row[0])
    owner_id = str(row[1])
    transaction.on_commit(lambda: bell.ring(stored, owner_id=owner_id))
    return stored


def _decoded(value: Any) -> Frame:
    # Django's connections hand jsonb out as text, so that JSONField can decode it.
    frame: Frame = json.loads(value) if isinstance(value, str) else value
    return frame


def after(*, build_id: UUID, seq: int = 0, limit: int = 500) -> list[Frame]:
    """Frames of a build with a number above ``seq``, in order, at most ``limit``. One query."""
    rows = BuildEvent.objects.filter(build_id=build_id, seq__gt=seq).order_by("seq")
    return list(rows.values_list("data", flat=True)[:limit])


def latest_build(*, project_id: UUID) -> Build | None:
    """The project's newest build, or None. One query."""
    return Build.objects.filter(project_id=project_id).order_by("-queued_at").first()


def snapshot(build: Build) -> dict[str, Any]:
    """The state of a build as the ``snapshot`` frame carries it."""
    return {
        "id": str(build.pk),
        "task_id": str(build.pk),
        "kind": build.kind,
        "status": build.status,
        "attempt": build.attempt,
        "stage": build.stage,
        "progress": build.progress,
        "last_seq": build.last_seq,
        "quote": build.quote,
        "queued_at": _iso(build.queued_at),
        "started_at": _iso(build.started_at),
        "finished_at": _iso(build.finished_at),
    }


def _iso(moment: Any) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None
