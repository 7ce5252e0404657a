"""What must happen again and again: send what the broker missed, pick up builds whose worker fell silent.

Every worker does it from a thread (``builds.sweeper``) and beat asks for it as well. All of it is safe to run
many times at once and harmless to skip.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now

from builds import outbox, queue
from builds.models import Build, StageOutput, Worker
from builds.services import ending, reasons, starting
from projects import services as project_services

logger = logging.getLogger(__name__)

UNHEARD_SECONDS = 10
BATCH = 100
TOLD_PLACES = 50
"""How many builds at the head of the queue hear of it when their place changes."""
KEEP_STAGES = timedelta(days=1)
KEEP_WORKERS = timedelta(days=1)

_SEEN = """
INSERT INTO builds_worker (name, slots, is_stopping, seen_at)
VALUES (%(name)s, %(slots)s, %(stopping)s, now())
ON CONFLICT (name) DO UPDATE SET slots = excluded.slots, is_stopping = excluded.is_stopping, seen_at = now()
"""


def publish_outbox() -> int:
    """Send waiting messages; return how many."""
    return outbox.publish()


def note_worker(*, name: str, slots: int, is_stopping: bool) -> None:
    """A worker is there and runs ``slots`` builds at a time. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, {"name": name[:100], "slots": slots, "stopping": is_stopping})


def sweep(*, now: datetime) -> None:
    """One round of everything above and below."""
    publish_outbox()
    reap_stale_builds(now=now)
    tell_places()


def reap_stale_builds(*, now: datetime) -> int:
    """Queue again or fail runs whose lease has expired; ask again for queued builds that nobody took.

    Returns how many runs were given up. ``now`` only selects old rows; leases use PostgreSQL's clock.
    """
    _ask_again(now)
    _fail_expired(now)
    _tidy(now)
    silent = Build.objects.filter(status=Build.Status.RUNNING, lease_until__lt=Now()).order_by("lease_until")
    return sum(_give_up(build_id) for build_id in silent.values_list("pk", flat=True)[:BATCH])


def tell_places() -> int:
    """Tell the builds at the head of the queue their places, where those have changed; return how many."""
    places = {build_id: place for place, build_id in enumerate(queue.places(limit=TOLD_PLACES), start=1)}
    told = Build.objects.filter(pk__in=places).values_list("pk", "told_position")
    changed = [(places[build_id], build_id) for build_id, position in told if position != places[build_id]]
    pace = queue.pace() if changed else None
    return sum(_tell_place(build_id, place, pace) for place, build_id in sorted(changed) if pace)


def _tell_place(build_id: UUID, place: int, pace: queue.Pace) -> bool:
    with transaction.atomic(durable=True):
        # Skipped when locked: it is being taken or ended, and another process may tell it the same.
        rows = Build.objects.select_for_update(no_key=True, skip_locked=True)
        build = rows.filter(pk=build_id, status=Build.Status.QUEUED).exclude(told_position=place).first()
        if build is None:
            return False
        starting.tell_position(build, position=place, pace=pace)
    return True


def _ask_again(now: datetime) -> None:
    unheard = Build.objects.filter(
        status=Build.Status.QUEUED, queued_at__lt=now - timedelta(seconds=UNHEARD_SECONDS)
    ).order_by("queued_at")[:BATCH]
    waiting = [str(pk) for pk in unheard.values_list("pk", flat=True)]
    if waiting and outbox.send_again(task_ids=waiting, after_seconds=UNHEARD_SECONDS):
        outbox.publish()


def _fail_expired(now: datetime) -> None:
    too_old = now - timedelta(seconds=settings.BUILD_HOLD_SECONDS)
    expired = Build.objects.filter(status__in=Build.ACTIVE, queued_at__lt=too_old).order_by("queued_at")
    for build_id in expired.values_list("pk", flat=True)[:BATCH]:
        ending.fail_build(build_id=build_id, code="hold_expired", error=reasons.REASONS["hold_expired"])


def _tidy(now: datetime) -> None:
    """Drop what only a retry or an estimate could still want."""
    StageOutput.objects.filter(output__isnull=False, build__finished_at__lt=now - KEEP_STAGES).update(
        output=None
    )
    Worker.objects.filter(seen_at__lt=now - KEEP_WORKERS).delete()


def _give_up(build_id: UUID) -> bool:
    """End one silent run, unless its worker spoke again meanwhile."""
    with transaction.atomic(durable=True):
        project_id = Build.objects.values_list("project_id", flat=True).get(pk=build_id)
        project_services.lock_project(project_id=project_id)
        rows = Build.objects.select_for_update(no_key=True)
        build = rows.filter(pk=build_id, status=Build.Status.RUNNING, lease_until__lt=Now()).first()
        if build is None:
            return False
        build.lost_count += 1
        if build.lost_count < settings.BUILD_MAX_ATTEMPTS:
            logger.warning("Build %s lost its worker %s; queued again.", build.pk, build.lease_owner)
            starting.queue_again(build)
            return True
    # Its own transaction: the row is still RUNNING under the same attempt, or somebody has ended it.
    failed = ending.fail_build(
        build_id=build_id,
        attempt=build.attempt,
        code="worker_lost",
        error=reasons.stopped(build.lost_count),
    )
    starting.wake_owner(build.owner_id)
    return failed is not None
