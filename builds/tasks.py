"""Celery's doors. The names are part of messages in flight: they stay the same over releases."""

from __future__ import annotations

import os
from typing import Any

from celery import shared_task
from celery.exceptions import Ignore
from celery.signals import worker_ready, worker_shutdown, worker_shutting_down
from django.utils import timezone

from builds import handover, services
from builds.sweeper import Sweeper

_sweepers: list[Sweeper] = []


@shared_task(name="builds.run_build", bind=True, ignore_result=False)
def run_build(self: Any, *, build_id: str) -> dict[str, str]:
    """Run the build that is next; ``build_id`` is the one that asked, which may have to wait its turn.

    The result is for operators' eyes (django-celery-results); the state of a build is in its row.
    """
    build = services.run_next_build(worker=f"{self.request.hostname}:{self.request.id}")
    if build is None:
        # No result either: it would replace that of the message's first delivery.
        raise Ignore
    return {"build_id": str(build.pk), "status": build.status}


@shared_task(name="builds.publish_outbox")
def publish_outbox() -> int:
    return services.publish_outbox()


@shared_task(name="builds.reap_stale_builds")
def reap_stale_builds() -> int:
    return services.reap_stale_builds(now=timezone.now())


@worker_ready.connect
def _start_sweeping(sender: Any, **_: Any) -> None:
    sweeper = Sweeper(worker=f"{sender.hostname}:{os.getpid()}", slots=sender.pool.num_processes)
    _sweepers.append(sweeper)
    sweeper.start()


@worker_shutting_down.connect
def _hand_builds_over(**_: Any) -> None:
    handover.begin()


@worker_shutdown.connect
def _stop_sweeping(**_: Any) -> None:
    while _sweepers:
        _sweepers.pop().stop()
