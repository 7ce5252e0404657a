"""Operators' figures, from rows whose times are known."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from builds import figures, services
from builds.models import Build
from projects.models import Project

NOW = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(alice: User) -> Callable[..., Build]:
    """An ended build of Alice's that was ordered some minutes before NOW."""

    def make(*, minutes: int, wait: float = 1, took: float = 10, **fields: Any) -> Build:
        queued = NOW - timedelta(minutes=minutes)
        started = queued + timedelta(seconds=wait)
        values = {"status": "SUCCEEDED", "attempt": 1, "finished_at": started + timedelta(seconds=took)}
        return Build.objects.create(
            project=Project.objects.create(owner=alice, name="Shop"),
            owner=alice,
            prompt="A shop",
            queued_at=queued,
            started_at=started,
            **{**values, **fields},
        )

    return make


def say(build: Build, agent: str, *seconds: float) -> None:
    """Let an agent speak so many seconds after the order."""
    for second in seconds:
        build.last_seq += 1
        frame = {
            "type": "agent_message",
            "agent_type": agent,
            "status": "working",
            "message": agent,
            "epoch": 1,
        }
        at = build.queued_at + timedelta(seconds=second)
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into builds_buildevent (build_id, seq, type, data, created_at)"
                " values (%s, %s, 'agent_message', %s, %s)",
                [build.pk, build.last_seq, json.dumps(frame), at],
            )


def test_hours_have_no_gaps_and_count_by_outcome(done: Callable[..., Build]) -> None:
    done(minutes=10)
    done(minutes=20, status="FAILED")
    done(minutes=100, status="CANCELLED")
    done(minutes=60 * 30)

    hours = figures.hours(now=NOW, count=4)

    assert [hour.begin.hour for hour in hours] == [9, 10, 11, 12]
    assert [(h.succeeded, h.failed, h.cancelled) for h in hours] == [
        (0, 0, 0),
        (0, 0, 1),
        (0, 0, 0),
        (1, 1, 0),
    ]


def test_waits_are_the_median_and_the_95th_percentile(done: Callable[..., Build]) -> None:
    for wait in (1, 2, 9):
        done(minutes=10, wait=wait)

    (hour,) = figures.hours(now=NOW, count=1)

    assert hour.wait_median == pytest.approx(2.0)
    assert hour.wait_p95 == pytest.approx(8.3)


def test_stages_are_told_the_slowest_first(done: Callable[..., Build]) -> None:
    for length in (1, 2, 3):
        build = done(minutes=10)
        say(build, "planner", 1, 1 + length)
        say(build, "image", 4, 4 + 2 * length)
    retried = done(minutes=5, attempt=2)
    say(retried, "planner", 1, 500)

    stages = figures.stages()

    assert [(stage.agent, stage.count, stage.median) for stage in stages] == [
        ("image", 3, 4.0),
        ("planner", 3, 2.0),
    ]
    assert stages[0].p95 == pytest.approx(5.8)


def test_reasons_of_failures_are_counted(done: Callable[..., Build]) -> None:
    for code in ("time_limit", "worker_lost", "time_limit"):
        done(minutes=10, status="FAILED", error_code=code)

    assert figures.failure_reasons(since=NOW - timedelta(hours=1)) == [("time_limit", 2), ("worker_lost", 1)]


@pytest.mark.django_db(transaction=True)
def test_the_queue_knows_its_oldest(start: Callable[..., Build]) -> None:
    build = start()
    assert figures.queue_now() == figures.QueueNow(1, 0, build.queued_at)


def test_a_worker_that_fell_silent_is_not_alive() -> None:
    services.note_worker(name="w1", slots=2, is_stopping=False)

    assert [row.is_alive for row in figures.workers(now=timezone.now())] == [True]
    assert [row.is_alive for row in figures.workers(now=timezone.now() + timedelta(minutes=1))] == [False]


def test_a_timeline_counts_from_the_order(done: Callable[..., Build]) -> None:
    build = done(minutes=10)
    say(build, "planner", 1, 3)
    say(build, "image", 3.5)

    moments = figures.timeline(build)

    assert [(m.seq, m.seconds, m.agent, m.said) for m in moments] == [
        (1, 1.0, "planner", "planner"), (2, 3.0, "planner", "planner"), (3, 3.5, "image", "image"),
    ]  # fmt: skip
    assert figures.agent_spans(moments) == [
        figures.AgentSpan("planner", 1.0, 3.0, "working"),
        figures.AgentSpan("image", 3.5, 3.5, "working"),
    ]


@pytest.mark.django_db(transaction=True)
def test_every_event_of_a_real_build_can_be_told(start: Callable[..., Build]) -> None:
    build = start()
    services.run_next_build(worker="test")
    build.refresh_from_db()

    moments = figures.timeline(build)

    assert {m.type for m in moments} >= {"build_queued", "agent_message", "build_progress", "build_complete"}
    assert all(moment.said for moment in moments)
    assert next(row.agent for row in figures.agent_spans(moments)) == "planner"
