from __future__ import annotations

import threading

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from builds import events
from builds.errors import LeaseLost
from builds.events import Frame
from builds.models import Build, BuildEvent


def advance(build: Build, progress: int, attempt: int = 1) -> Frame:
    return events.append(
        build_id=build.pk, attempt=attempt, type="build_progress", overall=progress, stage="planner",
        data={"stage": "planner", "progress": progress},
    )  # fmt: skip


def test_a_frame_is_stored_as_it_is_returned(claimed: Build) -> None:
    frame = events.append(build_id=claimed.pk, attempt=1, type="agent_message", message="ü", progress=3)
    timestamp = frame["timestamp"]
    assert frame == {
        "type": "agent_message",
        "project_id": str(claimed.project_id),
        "build_id": str(claimed.pk),
        "task_id": str(claimed.pk),
        "seq": 3,
        "epoch": 1,
        "timestamp": timestamp,
        "message": "ü",
        "progress": 3,
    }
    assert events.after(build_id=claimed.pk, seq=2) == [frame]


def test_progress_never_falls(claimed: Build) -> None:
    assert [advance(claimed, n)["data"]["progress"] for n in (10, 5, 12, 11)] == [10, 10, 12, 12]
    claimed.refresh_from_db()
    assert claimed.progress == 12


def test_an_event_renews_the_lease(claimed: Build) -> None:
    Build.objects.filter(pk=claimed.pk).update(lease_until=claimed.queued_at)
    advance(claimed, 1)
    claimed.refresh_from_db()
    assert claimed.lease_until
    assert claimed.lease_until > claimed.queued_at


def test_an_overtaken_attempt_stores_nothing(claimed: Build) -> None:
    Build.objects.filter(pk=claimed.pk).update(attempt=2)
    with pytest.raises(LeaseLost):
        advance(claimed, 1, attempt=1)
    assert len(events.after(build_id=claimed.pk)) == 2


def test_numbers_have_no_gap_whoever_writes(transactional_db: None, claimed: Build) -> None:
    def write() -> None:
        for n in range(20):
            advance(claimed, n)
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seqs = list(BuildEvent.objects.filter(build=claimed).order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, 83))


def test_it_takes_one_query(claimed: Build, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        advance(claimed, 1)
