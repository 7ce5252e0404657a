"""What the periodic jobs do: send what the broker missed, and pick up builds whose worker fell silent.

Both are safe to run twice at once and harmless to skip.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from builds import events, outbox
from builds.models import Build
from builds.services import ending
from builds.services.starting import enqueue_run
from projects import services as project_services

logger = logging.getLogger(__name__)

UNHEARD_SECONDS = 30
BATCH = 100


def publish_outbox() -> int:
    """Send waiting messages; return how many."""
    return outbox.publish()


def reap_stale_builds(*, now: datetime) -> int:
    """Queue again, fail or cancel runs whose lease has expired; ask again for queued builds that nobody took.

    Returns how many runs were given up. ``now`` only selects queued builds; leases use PostgreSQL's clock.
    """
    unheard = Build.objects.filter(
        status=Build.Status.QUEUED, queued_at__lt=now - timedelta(seconds=UNHEARD_SECONDS)
    ).order_by("queued_at")[:BATCH]
    waiting = [str(pk) for pk in unheard.values_list("pk", flat=True)]
    if waiting and outbox.send_again(task_ids=waiting, after_seconds=UNHEARD_SECONDS):
        outbox.publish()
    too_old = now - timedelta(seconds=settings.BUILD_HOLD_SECONDS)
    expired = Build.objects.filter(status__in=Build.ACTIVE, queued_at__lt=too_old).order_by("queued_at")
    for build_id in expired.values_list("pk", flat=True)[:BATCH]:
        ending.fail_build(
            build_id=build_id,
            code="hold_expired",
            error="The build was not finished within a day and was given up; nothing was charged.",
        )
    silent = Build.objects.filter(status=Build.Status.RUNNING, lease_until__lt=Now()).order_by("lease_until")
    return sum(_give_up(build_id) for build_id in silent.values_list("pk", flat=True)[:BATCH])


def _give_up(build_id: UUID) -> bool:
    """End one silent run, unless its worker spoke again meanwhile."""
    with transaction.atomic(durable=True):
        project_id = Build.objects.values_list("project_id", flat=True).get(pk=build_id)
        project = project_services.lock_project(project_id=project_id)
        rows = Build.objects.select_for_update(no_key=True)
        build = rows.filter(pk=build_id, status=Build.Status.RUNNING, lease_until__lt=Now()).first()
        if build is None:
            return False
        if build.cancel_requested_at is not None:
            ending.end_cancelled(project, build)
            return True
        if build.attempt < settings.BUILD_MAX_ATTEMPTS:
            _queue_again(build)
            return True
        attempt = build.attempt
    # Its own transaction: the row is still RUNNING under the same attempt, or somebody has ended it.
    return (
        ending.fail_build(
            build_id=build_id,
            attempt=attempt,
            code="worker_lost",
            error=f"The build stopped without a word {attempt} times and was given up; nothing was charged.",
        )
        is not None
    )


def _queue_again(build: Build) -> None:
    logger.warning("Build %s lost its worker %s; queued again.", build.pk, build.lease_owner)
    build.status, build.lease_until = Build.Status.QUEUED, None
    build.save(update_fields=["status", "lease_until"])
    message = enqueue_run(build)
    events.record(build=build, type="build_queued", position=1)
    transaction.on_commit(lambda: outbox.publish_soon(message.pk))
