"""Beat runs twice, and workers sweep as well: a killed worker's build is queued once more, not thrice."""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts.models import User
from builds.models import Build
from tests.flows import processes
from tests.flows.conftest import ALL, Orders, status, wallet

pytestmark = [pytest.mark.processes, pytest.mark.timeout(300), pytest.mark.django_db(transaction=True)]


def lose_the_first_worker(orders: Orders, folder: Path) -> None:
    orders.hold("testing")
    with processes.worker(folder, **orders.environ):
        processes.until(lambda: "testing" in orders.ran, what="the last agent")
    orders.release("testing")


def assert_it_goes_on_once(build: Build, user: User, orders: Orders) -> None:
    processes.until(lambda: status(build) not in Build.ACTIVE, what="the end of the build")
    assert (status(build), build.attempt) == ("SUCCEEDED", 2)
    assert sorted(orders.did) == sorted(ALL)
    assert wallet(user) == (49, 0)
    assert build.lost_count == 1


def test_two_beats_queue_it_once(build: Build, alice: User, orders: Orders, tmp_path: Path) -> None:
    with (
        processes.beat(tmp_path, "one", **orders.environ),
        processes.beat(tmp_path, "two", **orders.environ),
    ):
        lose_the_first_worker(orders, tmp_path)
        with processes.workers(tmp_path, "second", **orders.environ):
            assert_it_goes_on_once(build, alice, orders)
