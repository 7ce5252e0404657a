from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connection

from builds import leases
from builds.models import Build


def test_a_queued_build_is_taken(start: Callable[..., Build]) -> None:
    build = start()
    lease = leases.claim_next(worker="w1")
    build.refresh_from_db()
    assert lease is not None
    assert (lease.attempt, build.status, build.lease_owner) == (1, "RUNNING", "w1")
    assert build.started_at is not None


def test_a_second_message_finds_nothing_to_do(claimed: Build) -> None:
    assert leases.claim_next(worker="w2") is None
    assert leases.claim(build_id=claimed.pk, worker="w2") is None


def test_two_workers_one_claim(transactional_db: None, start: Callable[..., Build]) -> None:
    start()
    leases_taken: list[leases.Lease | None] = []

    def one() -> None:
        leases_taken.append(leases.claim_next(worker="w"))
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(lease is not None for lease in leases_taken) == 1
