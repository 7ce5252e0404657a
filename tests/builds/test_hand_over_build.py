"""A stopping worker puts its builds back into the queue after the stage that runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from accounts.models import User
from builds import events, handover, services
from builds.agents.base import Agent, Report
from builds.models import Build, OutboxMessage, StageOutput
from builds.pipeline import Agents
from credits import selectors as credit_selectors

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Interrupted:
    """A real agent during whose work the worker is told to stop."""

    inner: Agent[Any, Any]
    name: str

    def run(self, inputs: Any, report: Report) -> Any:
        handover.begin()
        return self.inner.run(inputs, report)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    handover.forget()


def interrupted_at(stage: str) -> Agents:
    agents = Agents()
    return replace(agents, **{stage: Interrupted(getattr(agents, stage), stage)})


@pytest.mark.parametrize(
    ("stage", "kept"),
    [("planner", ["planner"]), ("image", ["backend", "frontend", "image", "planner"])],
)
def test_it_waits_again_with_the_running_stage_kept(
    start: Callable[..., Build], stage: str, kept: list[str]
) -> None:
    build = start()
    services.run_next_build(worker="w1", agents=interrupted_at(stage))
    build.refresh_from_db()
    assert (build.status, build.attempt, build.lost_count, build.lease_until) == ("QUEUED", 1, 0, None)
    assert sorted(StageOutput.objects.values_list("stage", flat=True)) == kept
    last = events.after(build_id=build.pk)[-1]
    assert (last["type"], last["position"]) == ("build_queued", 1)
    assert OutboxMessage.objects.filter(task_id=str(build.pk)).count() == 2


def test_another_worker_ends_it(alice: User, start: Callable[..., Build]) -> None:
    build = start()
    services.run_next_build(worker="w1", agents=interrupted_at("planner"))
    handover.forget()
    services.run_next_build(worker="w2")
    build.refresh_from_db()
    assert (build.status, build.attempt) == ("SUCCEEDED", 2)
    assert credit_selectors.wallet(user_id=alice.pk).credits == 49


def test_what_is_nearly_done_is_finished(start: Callable[..., Build]) -> None:
    build = start()
    services.run_next_build(worker="w1", agents=interrupted_at("testing"))
    build.refresh_from_db()
    assert (build.status, build.attempt) == ("SUCCEEDED", 1)


def test_an_overtaken_run_hands_nothing_over(claimed: Build) -> None:
    from builds.services import starting

    Build.objects.filter(pk=claimed.pk).update(attempt=2)
    assert starting.hand_over(build_id=claimed.pk, attempt=1) is False
    claimed.refresh_from_db()
    assert claimed.status == "RUNNING"
