"""A worker is killed between any two stages: what was kept is not made again, and the build ends once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, combinations
from pathlib import Path

import pytest
from django.db import transaction

from accounts.models import User
from builds import events
from builds.models import Build, StageOutput
from credits.models import Entry, Hold
from projects.models import Project, SiteVersion
from tests.flows import processes
from tests.flows.conftest import ALL, Orders, order, status, until_ended, wallet

pytestmark = [pytest.mark.processes, pytest.mark.timeout(300), pytest.mark.django_db(transaction=True)]

SIDE_BY_SIDE = ("frontend", "backend", "image")
# Every way in which the three that run side by side can be finished; with all of them, testing is next.
FINISHED = list(chain.from_iterable(combinations(SIDE_BY_SIDE, count) for count in range(4)))


def kept(build: Build) -> set[str]:
    return set(StageOutput.objects.filter(build=build).values_list("stage", flat=True))


class Crew:
    """Two workers for all tests of this file: starting them takes longer than the rest."""

    def __init__(self, folder: Path) -> None:
        self.orders = Orders(folder / "orders")
        self.orders.folder.mkdir()
        self._folder = folder
        self._workers = {name: self._start(name) for name in ("first", "second")}

    def _start(self, name: str) -> processes.Running:
        return processes.new_worker(self._folder, name, **self.orders.environ)

    def complete(self) -> None:
        """Wait until both take builds; forget the orders and notes of the test before."""
        for path in self.orders.folder.iterdir():
            path.unlink()
        for worker in self._workers.values():
            worker.wait_for(worker.takes_builds)

    def lose_the_one_with(self, build: Build) -> None:
        """Kill the worker that runs the build; another one comes in its place, but later."""
        build.refresh_from_db()
        (name,) = [name for name in self._workers if f"{name}@flows" in build.lease_owner]
        self._workers[name].kill()
        self._workers[name] = self._start(name)

    def come_to_rest(self) -> None:
        """Wait until no task runs: what comes after a build must not meet the emptying of the tables."""
        processes.until(lambda: all(map(_is_idle, self._workers.values())), what="the workers to rest")

    def end(self) -> None:
        for worker in self._workers.values():
            worker.kill()


def assert_one_end(build: Build, user: User, orders: Orders) -> None:
    assert (status(build), build.attempt) == ("SUCCEEDED", 2)
    assert sorted(orders.did) == sorted(ALL)
    assert wallet(user) == (49, 0)
    assert SiteVersion.objects.filter(build_id=build.pk).count() == 1
    assert list(Entry.objects.filter(hold__reference=str(build.pk)).values_list("amount", flat=True)) == [-31]
    assert Hold.objects.get().state == "posted"
    frames = events.after(build_id=build.pk)
    assert [frame["seq"] for frame in frames] == list(range(1, len(frames) + 1))
    assert [frame["type"] for frame in frames if frame["type"] in events.TERMINAL] == ["build_complete"]
    overall = [frame["data"]["progress"] for frame in frames if frame["type"] == "build_progress"]
    assert overall == sorted(overall)


@pytest.fixture(scope="module")
def both(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    crew = Crew(tmp_path_factory.mktemp("crew"))
    yield crew
    crew.end()


@pytest.fixture
def crew(both: Crew, transactional_db: None) -> Iterator[Crew]:
    """Two workers that take builds, but get no further than the planner."""
    both.complete()
    both.orders.hold("planner")
    yield both
    both.come_to_rest()


def _is_idle(worker: processes.Running) -> bool:
    text = worker.text
    ended = re.findall(r"Task \S+\[\S+\] (?:succeeded|ignored|raised|retry)", text)
    return len(ended) == len(re.findall(r"Task \S+\[\S+\] received", text))


@pytest.fixture
def orders(crew: Crew) -> Orders:
    return crew.orders


@pytest.fixture
def build(crew: Crew, alice: User) -> Build:
    """A build that comes when the workers are there and the planner is held."""
    return order(alice)


def test_before_the_first_stage(crew: Crew, build: Build, orders: Orders, alice: User) -> None:
    processes.until(lambda: orders.ran == ["planner"], what="the planner")
    crew.lose_the_one_with(build)
    orders.release("planner")
    until_ended(build)
    assert sorted(orders.ran) == sorted([*ALL, "planner"])
    assert_one_end(build, alice, orders)


@pytest.mark.parametrize("finished", FINISHED, ids=lambda names: "+".join(names) or "none")
def test_after_the_planner_and_some_of_the_three(
    crew: Crew,
    build: Build,
    orders: Orders,
    alice: User,
    finished: tuple[str, ...],
) -> None:
    held = set(SIDE_BY_SIDE) - set(finished) or {"testing"}
    for agent in held:
        orders.hold(agent)
    orders.release("planner")
    processes.until(lambda: kept(build) == {"planner", *finished}, what="what is to be kept")
    processes.until(lambda: held <= set(orders.ran), what="those that are held")
    crew.lose_the_one_with(build)
    for agent in held:
        orders.release(agent)
    until_ended(build)
    assert sorted(orders.ran) == sorted([*ALL, *held])
    assert_one_end(build, alice, orders)


def test_between_the_last_stage_and_the_end(crew: Crew, build: Build, orders: Orders, alice: User) -> None:
    # The end needs the project's row, and whoever holds that row keeps it from coming.
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=build.project_id)
        orders.release("planner")
        processes.until(lambda: kept(build) == set(ALL), what="everything to be kept")
        crew.lose_the_one_with(build)
    until_ended(build)
    assert sorted(orders.ran) == sorted(ALL)
    assert_one_end(build, alice, orders)
