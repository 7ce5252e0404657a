"""A worker sleeps past its lease and wakes up: another one has its build, and it may write nothing."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from accounts.models import User
from builds import events
from builds.models import Build
from projects.models import SiteVersion
from tests.flows import processes
from tests.flows.conftest import Orders, status, until_ended, until_overtaken, wallet

pytestmark = [pytest.mark.processes, pytest.mark.timeout(300), pytest.mark.django_db(transaction=True)]


def epochs(build: Build) -> list[int]:
    return [frame["epoch"] for frame in events.after(build_id=build.pk)]


@pytest.mark.parametrize("agent", ["planner", "image", "testing"])
def test_it_stops_when_it_wakes_while_another_attempt_runs(
    build: Build, alice: User, orders: Orders, tmp_path: Path, agent: str
) -> None:
    orders.hold(agent)
    with processes.worker(tmp_path, **orders.environ) as sleeper:
        processes.until(lambda: agent in orders.ran, what=f"the {agent} agent")
        sleeper.send(signal.SIGSTOP)
        with processes.workers(tmp_path, "other", **orders.environ):
            until_overtaken(build, attempt=2)
            processes.until(lambda: orders.ran.count(agent) == 2, what="the second attempt")
            sleeper.send(signal.SIGCONT)
            orders.release(agent)
            until_ended(build)
            processes.until(lambda: "has no right to write" in sleeper.text, what="the sleeper to notice")
    assert (status(build), build.attempt) == ("SUCCEEDED", 2)
    assert epochs(build) == sorted(epochs(build))
    assert SiteVersion.objects.filter(build_id=build.pk).count() == 1
    assert wallet(alice) == (49, 0)


def test_it_adds_nothing_when_it_wakes_after_the_end(
    build: Build, alice: User, orders: Orders, tmp_path: Path
) -> None:
    orders.hold("testing")
    with processes.worker(tmp_path, **orders.environ) as sleeper:
        processes.until(lambda: "testing" in orders.ran, what="the last agent")
        sleeper.send(signal.SIGSTOP)
        orders.release("testing")
        with processes.workers(tmp_path, "other", **orders.environ):
            until_ended(build)
        told = events.after(build_id=build.pk)
        sleeper.send(signal.SIGCONT)
        processes.until(lambda: "has no right to write" in sleeper.text, what="the sleeper to notice")
    assert (status(build), build.attempt) == ("SUCCEEDED", 2)
    assert events.after(build_id=build.pk) == told
    assert SiteVersion.objects.filter(build_id=build.pk).count() == 1
    assert wallet(alice) == (49, 0)
