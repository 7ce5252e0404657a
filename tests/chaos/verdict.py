"""What must be true after the storm, and what of it is not: every function returns sentences about faults."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

from builds.events import TERMINAL
from builds.models import Build, BuildEvent, OutboxMessage, StageOutput
from credits.models import Entry, Hold
from projects.models import ProjectMessage, SiteVersion
from tests.chaos.agents import tag_of
from tests.chaos.customers import Project
from tests.chaos.subscribers import Subscriber

ROOT = Path(__file__).resolve().parents[2]


def all_faults(
    *, projects: list[Project], subscribers: list[Subscriber], notes: Path, failing: set[str]
) -> list[str]:
    """Every fault, by the tables, the subscribers, the books and the agents' notes."""
    builds = list(Build.objects.order_by("queued_at"))
    return [
        *_orders(projects, builds),
        *(fault for build in builds for fault in [*_end(build), *_events(build)]),
        *_failed_for_a_reason(builds, failing),
        *(fault for one in subscribers for fault in _seen(one)),
        *_work_done_again(builds, read_notes(notes)),
        *_left_over(),
        *_books(),
    ]


def _orders(projects: list[Project], builds: list[Build]) -> Iterator[str]:
    """One build an order, whatever happened to the answers."""
    ordered = sorted(task for project in projects for task in project.tasks)
    if ordered != sorted(str(build.pk) for build in builds):
        yield f"{len(ordered)} builds were ordered and {len(builds)} exist"


def _end(build: Build) -> Iterator[str]:
    """Succeeded with one version and charged once, or ended without a version and without a charge."""
    hold = Hold.objects.get(key=f"build:{build.pk}")
    charges = list(Entry.objects.filter(hold=hold).values_list("amount", flat=True))
    versions = SiteVersion.objects.filter(build_id=build.pk).count()
    quoted = build.quote["total"]
    got = (versions, hold.state, charges, build.credits_used, build.credits_refunded)
    succeeded = build.status == Build.Status.SUCCEEDED
    used = build.credits_used
    wanted = (1, "posted", [-used], used, quoted - used) if succeeded else (0, "voided", [], 0, quoted)
    if build.is_active:
        yield f"{build} has not ended"
    elif got != wanted or not used <= quoted:
        yield f"{build}: versions, hold, charges, used, refunded are {got}, not {wanted}"
    said = ProjectMessage.objects.filter(build_id=build.pk, role=ProjectMessage.Role.ASSISTANT).count()
    if said != 1:
        yield f"{build}: its end was told {said} times in the project's messages"


def _events(build: Build) -> Iterator[str]:
    """Numbers without gaps, one end and that the last, progress and attempt never falling."""
    frames = list(BuildEvent.objects.filter(build=build).order_by("seq").values_list("data", flat=True))
    if [frame["seq"] for frame in frames] != list(range(1, build.last_seq + 1)):
        yield f"{build}: its events have gaps"
    ends = [frame["seq"] for frame in frames if frame["type"] in TERMINAL]
    if ends != [build.last_seq]:
        yield f"{build}: it ends with events {ends} of {build.last_seq}"
    if _falls(frame["data"]["progress"] for frame in frames if frame["type"] == "build_progress"):
        yield f"{build}: its progress fell"
    if _falls(frame["epoch"] for frame in frames):
        yield f"{build}: an overtaken attempt wrote an event"


def _failed_for_a_reason(builds: list[Build], failing: set[str]) -> Iterator[str]:
    """A build fails because its agent fails, or because its workers died too often; else it is our fault."""
    for build in builds:
        excused = tag_of(build.prompt) in failing or build.error_code == "worker_lost"
        if build.status == Build.Status.FAILED and not excused:
            yield f"{build}: it failed with {build.error_code} ({build.error})"


def _seen(one: Subscriber) -> Iterator[str]:
    """Every number of every build once and in order, however often the connection was cut."""
    lengths = dict(Build.objects.filter(project_id=one.project.id).values_list("pk", "last_seq"))
    wanted = [(task, seq) for task in one.project.tasks for seq in range(1, lengths[UUID(task)] + 1)]
    if one.seen != wanted:
        at = next((n for n, pair in enumerate(zip(one.seen, wanted, strict=False)) if pair[0] != pair[1]), -1)
        yield (
            f"A subscriber of {one.project.id} saw {len(one.seen)} of {len(wanted)} events;"
            f" the first that is wrong is number {at}: {one.seen[at : at + 3]}, not {wanted[at : at + 3]}"
        )
    for task in one.project.tasks:
        if _falls(progress for build_id, progress in one.progress if build_id == task):
            yield f"A subscriber of {one.project.id} saw the progress of {task} fall"


def _work_done_again(builds: list[Build], notes: list[dict[str, Any]]) -> Iterator[str]:
    """No run that began after a stage was kept may have begun that stage.

    A run that began before and was overtaken may: it does not know yet, and nothing of it is kept.
    """
    begun = defaultdict(list)
    for note in notes:
        if note["what"] == "begin":
            begun[note["tag"], note["stage"]].append(note["since"])
    for build in builds:
        for stage, kept_at in StageOutput.objects.filter(build=build).values_list("stage", "created_at"):
            late = [since for since in begun[tag_of(build.prompt), stage] if since > kept_at.timestamp()]
            if late:
                yield f"{build}: {stage} was kept and begun again by {len(late)} later runs"


def _left_over() -> Iterator[str]:
    active = Build.objects.filter(status__in=Build.ACTIVE).count()
    pending = Hold.objects.filter(state="pending").count()
    outputs = StageOutput.objects.filter(output__isnull=False, build__status="SUCCEEDED").count()
    messages = OutboxMessage.objects.filter(published_at=None).count()
    left = {"active builds": active, "pending holds": pending, "stage outputs": outputs, "messages": messages}
    yield from (f"{count} {what} are left" for what, count in left.items() if count)


def _books() -> Iterator[str]:
    words = [sys.executable, "manage.py", "check_ledger"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        yield f"check_ledger ended with {done.returncode}:\n{done.stdout}{done.stderr}"


def read_notes(path: Path) -> list[dict[str, Any]]:
    """What the agents wrote down, in order."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def _falls(values: Iterable[int]) -> bool:
    return any(later < earlier for earlier, later in pairwise(values))
