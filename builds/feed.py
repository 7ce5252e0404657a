"""A project's events in order, from any point: what a subscriber has not seen yet.

A cursor names a build and the last number seen of it. What follows is the rest of that build, then every
later build of the project from its first event, so a subscriber who comes back with the ``build_id`` and
``seq`` of the last event gets the next one, exactly once, whatever happened meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import close_old_connections
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from builds import events
from builds.bell import encoded
from builds.models import Build, BuildEvent
from credits import selectors as credit_selectors

P = ParamSpec("P")
T = TypeVar("T")

PAGE = 500
LATE = timedelta(minutes=5)
"""Far above the time between a build's dates and their commit."""

# A few threads that stay, so that their database connections can stay, too.
_threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="feed")


@dataclass(frozen=True, slots=True)
class LiveFrame:
    """A stored frame; ``text`` is its JSON, made once for all who get it."""

    build_id: str
    seq: int
    epoch: int
    type: str
    text: str


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

    frames: list[LiveFrame]
    cursor: Cursor
    more: bool


@dataclass(frozen=True, slots=True)
class Start:
    """Where a subscriber begins: the cursor, and the state of its build (None: no build yet).

    ``is_newest`` tells whether no later build of the project is known.
    """

    cursor: Cursor
    snapshot: dict[str, Any] | None
    is_newest: bool = True


@dataclass(frozen=True, slots=True)
class UserTip:
    """What changes whenever a user's wallet, notices or builds do."""

    balance: int
    held: int
    last_seq: int
    noticed_at: datetime | None
    builds: int
    ended: int


@dataclass(frozen=True, slots=True)
class BuildsCursor:
    """What of a user's builds was told: events as (build, type), and from when builds are looked at."""

    told: frozenset[tuple[str, str]]
    active: frozenset[UUID]
    since: datetime


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a function that asks the database on one of this module's threads."""

    def call() -> T:
        close_old_connections()
        try:
            return function(*args, **kwargs)
        finally:
            close_old_connections()

    return await asyncio.get_running_loop().run_in_executor(_threads, call)


class SharedReads:
    """Joins equal questions to the database that are asked at the same time.

    Whoever asks while an answer is under way gets the next one, asked once for all who came meanwhile: so an
    answer is never older than the question, and five hundred who ask at once cost two queries.
    """

    def __init__(self) -> None:
        self._running: dict[Hashable, asyncio.Task[Any]] = {}
        self._next: dict[Hashable, asyncio.Task[Any]] = {}

    async def ask(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """``function`` of hashable arguments, on one of this module's threads."""
        key = (function, args, tuple(sorted(kwargs.items())))
        answer = self._next.get(key)
        if answer is None:
            answer = self._next[key] = asyncio.create_task(self._answer(key, function, *args, **kwargs))
        # Whoever leaves must not take the answer from the others.
        result: T = await asyncio.shield(answer)
        return result

    async def _answer(self, key: Hashable, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if running := self._running.get(key):
            await asyncio.wait({running})
        mine = self._running[key] = self._next.pop(key)
        try:
            return await in_thread(function, *args, **kwargs)
        finally:
            if self._running.get(key) is mine:
                del self._running[key]


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
    is_newest = named is None
    known = 0 < after <= build.last_seq and (named is not None or build_id is None)
    cursor = Cursor(str(build.pk), build.queued_at, after if known else 0, build.attempt)
    return Start(cursor, events.snapshot(build), is_newest)


def read_on(*, project_id: UUID, cursor: Cursor) -> Page:
    """What follows the cursor: the rest of its build, or else the step to the next build. Two queries."""
    # A build begins after the one before has ended, so if there is a later one, the rest read
    # afterwards is complete.
    later = _next_build(project_id, cursor)
    frames = rest_of_build(UUID(cursor.build_id), cursor.seq) if cursor.build_id else []
    if frames:
        cursor = replace(cursor, seq=frames[-1].seq, epoch=frames[-1].epoch)
    if len(frames) == PAGE:
        return Page(frames, cursor, more=True)
    return Page(frames, later or cursor, more=later is not None)


def rest_of_build(build_id: UUID, seq: int) -> list[LiveFrame]:
    """Frames of a build with a number above ``seq``, in order, at most ``PAGE``. One query."""
    return [live(frame) for frame in events.after(build_id=build_id, seq=seq, limit=PAGE)]


def live(frame: dict[str, Any]) -> LiveFrame:
    """A stored frame as the relay hands it out."""
    return LiveFrame(frame["build_id"], frame["seq"], frame["epoch"], frame["type"], encoded(frame))


def tips(project_ids: Sequence[str]) -> dict[str, Tip]:
    """How far the newest build of each project has come; projects without builds are left out. One query."""
    rows = (
        Build.objects.filter(project_id__in=project_ids)
        .order_by("project_id", "-queued_at")
        .distinct("project_id")
        .values_list("project_id", "id", "last_seq")
    )
    return {str(project_id): Tip(str(build_id), last_seq) for project_id, build_id, last_seq in rows}


def user_tips(user_ids: Sequence[str]) -> dict[str, UserTip]:
    """How far the wallets and builds of users have come; users without a wallet are left out. One query."""
    of_owner = Build.objects.filter(owner_id=OuterRef("pk")).order_by().values("owner_id")
    rows = credit_selectors.wallet_tips(user_ids=[UUID(id) for id in user_ids]).annotate(
        builds=Coalesce(Subquery(of_owner.annotate(n=Count("pk")).values("n")), 0),
        ended=Coalesce(Subquery(of_owner.annotate(n=Count("finished_at")).values("n")), 0),
    )
    fields = ("pk", "balance", "held", "last_seq", "low_balance__noticed_at", "builds", "ended")
    return {str(user_id): UserTip(*tip) for user_id, *tip in rows.values_list(*fields)}


def active_builds(*, user_id: UUID, now: datetime) -> tuple[list[dict[str, Any]], BuildsCursor]:
    """A user's builds that have not ended, oldest first, and where to look on from. Two queries."""
    # What happens between the two queries is told once more afterwards: better than not at all.
    nothing = BuildsCursor(frozenset(), frozenset(), now - LATE)
    _, cursor = life_cycle(user_id=user_id, cursor=nothing, now=now)
    builds = list(Build.objects.filter(owner_id=user_id, status__in=Build.ACTIVE).order_by("queued_at"))
    shown = [{**events.snapshot(build), "project_id": str(build.project_id)} for build in builds]
    return shown, replace(cursor, active=cursor.active | {build.pk for build in builds})


def life_cycle(*, user_id: UUID, cursor: BuildsCursor, now: datetime) -> tuple[list[LiveFrame], BuildsCursor]:
    """Beginnings and ends of a user's builds that were not told yet, in order. One query."""
    rows = _life_cycle(user_id, cursor).values_list("build_id", "type", "data", "build__finished_at")
    found = [(build_id, type, data, ended) for build_id, type, data, ended in rows]
    told = frozenset((str(build_id), type) for build_id, type, _, _ in found)
    active = frozenset(build_id for build_id, _, _, ended in found if ended is None)
    frames = [live(data) for build_id, type, data, _ in found if (str(build_id), type) not in cursor.told]
    return frames, BuildsCursor(told, active, now - LATE)


def _life_cycle(user_id: UUID, cursor: BuildsCursor) -> QuerySet[BuildEvent]:
    recent = Q(build__queued_at__gt=cursor.since) | Q(build__finished_at__gt=cursor.since)
    looked_at = recent | Q(build__status__in=Build.ACTIVE) | Q(build_id__in=cursor.active)
    rows = BuildEvent.objects.filter(looked_at, build__owner_id=user_id, type__in=events.LIFE_CYCLE)
    return rows.order_by("created_at", "build_id", "seq")


def _next_build(project_id: UUID, cursor: Cursor) -> Cursor | None:
    builds = Build.objects.filter(project_id=project_id).order_by("queued_at")
    if cursor.queued_at is not None:
        builds = builds.filter(queued_at__gt=cursor.queued_at)
    row = builds.values_list("id", "queued_at", "attempt").first()
    return Cursor(str(row[0]), row[1], 0, row[2]) if row else None
