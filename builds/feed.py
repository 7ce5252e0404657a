"""A project's events in order, from any point: what a subscriber has not seen yet.

A cursor names a build and the last number seen of it. What follows is the rest of that build, then every
later build of the project from its first event, so a subscriber who comes back with the ``build_id`` and
``seq`` of the last event gets the next one, exactly once, whatever happened meanwhile.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import close_old_connections

from builds import events
from builds.models import Build

P = ParamSpec("P")
T = TypeVar("T")

PAGE = 500

# A few threads that stay, so that their database connections can stay, too.
_threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="feed")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last event seen: ``seq`` of the build; without a build, nothing of any build was seen."""

    build_id: str = ""
    queued_at: datetime | None = None
    seq: int = 0
    epoch: int = 0


@dataclass(frozen=True, slots=True)
class Tip:
    """How far a project's newest build has come."""

    build_id: str
    seq: int


@dataclass(frozen=True, slots=True)
class Page:
    """Events that follow a cursor, the cursor after them, and whether there may be more right now."""

    frames: list[dict[str, Any]]
    cursor: Cursor
    more: bool


@dataclass(frozen=True, slots=True)
class Start:
    """Where a subscriber begins: the cursor, and the state of its build (None: no build yet)."""

    cursor: Cursor
    snapshot: dict[str, Any] | None


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a function that asks the database on one of this module's threads."""

    def call() -> T:
        close_old_connections()
        try:
            return function(*args, **kwargs)
        finally:
            close_old_connections()

    return await asyncio.get_running_loop().run_in_executor(_threads, call)


def encoded(frame: dict[str, Any]) -> str:
    return json.dumps(frame, separators=(",", ":"), ensure_ascii=False)


def start(*, project_id: UUID, build_id: UUID | None, after: int) -> Start:
    """Find where to begin: at event ``after`` of that build, or of the newest one.

    A build that is not the project's, or a number that the build has not reached, belongs to something
    else: then everything of the (newest) build is new. One or two queries.
    """
    builds = Build.objects.filter(project_id=project_id)
    named = builds.filter(pk=build_id).first() if build_id else None
    build = named or events.latest_build(project_id=project_id)
    if build is None:
        return Start(Cursor(), None)
    known = 0 < after <= build.last_seq and (named is not None or build_id is None)
    cursor = Cursor(str(build.pk), build.queued_at, after if known else 0, build.attempt)
    return Start(cursor, events.snapshot(build))


def read_on(*, project_id: UUID, cursor: Cursor) -> Page:
    """What follows the cursor: the rest of its build, or else the step to the next build. Two queries."""
    # A build begins after the one before has ended, so if there is a later one, the rest read
    # afterwards is complete.
    later = _next_build(project_id, cursor)
    frames = (
        events.after(build_id=UUID(cursor.build_id), seq=cursor.seq, limit=PAGE) if cursor.build_id else []
    )
    if frames:
        cursor = replace(cursor, seq=frames[-1]["seq"], epoch=frames[-1]["epoch"])
    if len(frames) == PAGE:
        return Page(frames, cursor, more=True)
    return Page(frames, later or cursor, more=later is not None)


def tips(project_ids: Sequence[str]) -> dict[str, Tip]:
    """How far the newest build of each project has come; projects without builds are left out. One query."""
    rows = (
        Build.objects.filter(project_id__in=project_ids)
        .order_by("project_id", "-queued_at")
        .distinct("project_id")
        .values_list("project_id", "id", "last_seq")
    )
    return {str(project_id): Tip(str(build_id), last_seq) for project_id, build_id, last_seq in rows}


def _next_build(project_id: UUID, cursor: Cursor) -> Cursor | None:
    builds = Build.objects.filter(project_id=project_id).order_by("queued_at")
    if cursor.queued_at is not None:
        builds = builds.filter(queued_at__gt=cursor.queued_at)
    row = builds.values_list("id", "queued_at", "attempt").first()
    return Cursor(str(row[0]), row[1], 0, row[2]) if row else None
