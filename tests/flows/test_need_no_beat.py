"""A worker alone is enough: its thread does what beat asks for, and it hands builds over when it stops."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from django_celery_results.models import TaskResult

from accounts.models import User
from builds.models import Build, OutboxMessage, Worker
from credits import selectors as credit_selectors
from tests.flows import processes
from tests.flows.conftest import Orders, status

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


def test_a_message_that_was_never_sent_is_found(build: Build, tmp_path: Path) -> None:
    OutboxMessage.objects.update(published_at=None, locked_until=None)
    with processes.worker(tmp_path):
        processes.until(lambda: status(build) == "SUCCEEDED", what="the build")


def test_a_build_whose_worker_was_killed_is_found(build: Build, orders: Orders, tmp_path: Path) -> None:
    orders.hold("image")
    with processes.worker(tmp_path, **orders.environ) as first:
        processes.until(lambda: "image" in orders.ran, what="the agent")
        first.kill()
        orders.release("image")
        with processes.worker(tmp_path, **orders.environ):
            processes.until(lambda: status(build) == "SUCCEEDED", what="the build")
    assert (build.attempt, build.lost_count) == (2, 1)


def test_a_worker_says_that_it_is_there(db: None, tmp_path: Path) -> None:
    with processes.worker(tmp_path) as worker:
        processes.until(lambda: Worker.objects.filter(slots=2, is_stopping=False).exists(), what="its row")
        worker.process.send_signal(signal.SIGTERM)
        processes.until(lambda: worker.process.poll() is not None, what="its end")
    assert Worker.objects.get().is_stopping


def test_a_stopping_worker_hands_its_build_to_another(
    build: Build, alice: User, orders: Orders, tmp_path: Path
) -> None:
    orders.hold("image")
    with processes.worker(tmp_path, **orders.environ) as first:
        processes.until(lambda: "image" in orders.ran, what="the agent")
        first.process.send_signal(signal.SIGTERM)
        processes.until(lambda: "Warm shutdown" in first.text, what="the worker to hear")
        with processes.worker(tmp_path, **orders.environ):
            orders.release("image")
            processes.until(lambda: status(build) == "SUCCEEDED", what="the build")
            processes.until(lambda: first.process.poll() is not None, what="the end of the first worker")
    assert (build.attempt, build.lost_count) == (2, 0)
    assert sorted(orders.ran) == ["backend", "frontend", "image", "planner", "testing"]
    assert credit_selectors.wallet(user_id=alice.pk).credits == 49


def test_operators_find_the_result_of_a_build(build: Build, tmp_path: Path) -> None:
    with processes.worker(tmp_path):
        processes.until(lambda: TaskResult.objects.exists(), what="the result")
    row = TaskResult.objects.get()
    assert (row.task_id, row.task_name, row.status) == (str(build.pk), "builds.run_build", "SUCCESS")
    assert str(build.pk) in row.result
