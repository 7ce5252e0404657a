from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from builds import leases
from builds.models import Build


def expire(build: Build) -> None:
    Build.objects.filter(pk=build.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_queued_build_is_taken(start: Callable[..., Build]) -> None:
    build = start()
    lease = leases.claim(build_id=build.pk, worker="w1")
    build.refresh_from_db()
    assert lease is not None
    assert (lease.attempt, build.status, build.lease_owner) == (1, "RUNNING", "w1")
    assert build.started_at is not None


def test_a_second_message_finds_nothing_to_do(claimed: Build) -> None:
    assert leases.claim(build_id=claimed.pk, worker="w2") is None


def test_a_build_whose_worker_fell_silent_is_taken_again(claimed: Build) -> None:
    expire(claimed)
    lease = leases.claim(build_id=claimed.pk, worker="w2")
    assert lease is not None
    assert lease.attempt == 2


def test_there_is_an_end_to_trying(claimed: Build, settings: Settings) -> None:
    settings.BUILD_MAX_ATTEMPTS = 1
    expire(claimed)
    assert leases.claim(build_id=claimed.pk, worker="w2") is None


def test_two_workers_one_claim(transactional_db: None, start: Callable[..., Build]) -> None:
    build, leases_taken = start(), []

    def one() -> None:
        leases_taken.append(leases.claim(build_id=build.pk, worker="w"))
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(lease is not None for lease in leases_taken) == 1
