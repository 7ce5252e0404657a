"""Workers die, messages come twice, agents fail: each build ends once and is charged or refunded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts.models import User
from builds import events, outbox, services
from builds.models import Build
from tests.flows import processes
from tests.flows.conftest import ALL, Orders, status, until_ended, wallet

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


def test_a_killed_workers_build_resumes_and_is_charged_once(
    build: Build, alice: User, orders: Orders, tmp_path: Path
) -> None:
    orders.hold("testing")
    with processes.worker(tmp_path, **orders.environ) as worker:
        processes.until(lambda: "testing" in orders.ran, what="the last agent")
        worker.kill()
    orders.release("testing")
    with processes.worker(tmp_path, **orders.environ):
        until_ended(build)
    assert (build.status, build.attempt) == ("SUCCEEDED", 2)
    assert sorted(orders.ran) == sorted([*ALL, "testing"])
    assert wallet(alice) == (49, 0)
    frames = events.after(build_id=build.pk)
    assert [frame["seq"] for frame in frames] == list(range(1, len(frames) + 1))
    overall = [frame["data"]["progress"] for frame in frames if frame["type"] == "build_progress"]
    assert overall == sorted(overall)


def test_a_message_that_comes_twice_to_two_workers_runs_once(
    build: Build, alice: User, orders: Orders, tmp_path: Path
) -> None:
    for _ in range(2):
        outbox.enqueue(task="builds.run_build", task_id=str(build.pk), payload={"build_id": str(build.pk)})
    services.publish_outbox()
    with processes.workers(tmp_path, "first", "second", **orders.environ):
        until_ended(build)
    assert build.attempt == 1
    assert sorted(orders.ran) == sorted(ALL)
    assert wallet(alice) == (49, 0)


def test_a_failing_agent_costs_nothing(build: Build, alice: User, orders: Orders, tmp_path: Path) -> None:
    orders.fail("image")
    with processes.worker(tmp_path, **orders.environ):
        until_ended(build)
    assert (build.status, build.error_code) == ("FAILED", "internal_error")
    assert wallet(alice) == (80, 0)
    last = events.after(build_id=build.pk)[-1]
    assert (last["type"], last["refunded"]) == ("build_error", 31)
    assert "told to fail" not in last["error"]


def test_a_cancelled_build_ends_while_its_agents_are_silent(
    build: Build, alice: User, orders: Orders, tmp_path: Path
) -> None:
    orders.hold("image")
    with processes.worker(tmp_path, **orders.environ) as worker:
        processes.until(lambda: "image" in orders.ran, what="a silent agent")
        services.cancel_build(user_id=alice.pk, project_id=build.project_id, build_id=build.pk)
        processes.until(lambda: "has no right to write" in worker.text, what="the worker to notice")
        orders.release("image")
    assert status(build) == "CANCELLED"
    assert wallet(alice) == (80, 0)
    assert events.after(build_id=build.pk)[-1]["type"] == "build_cancelled"
