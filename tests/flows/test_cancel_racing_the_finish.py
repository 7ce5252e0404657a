"""The owner cancels at the moment when the build is done: it is charged or refunded, never both."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from builds import events, services
from builds.agents import testing
from builds.errors import BuildEnded
from builds.models import Build
from builds.pipeline import Agents
from credits.models import Entry, Hold
from projects.models import SiteVersion
from tests.flows.conftest import status, wallet

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Punctual:
    """A testing agent that finishes when somebody else is ready, too."""

    gate: Barrier
    name: str = "testing"
    inner: testing.Testing = field(default_factory=testing.Testing)

    def run(self, inputs: Any, report: Any) -> Any:
        made = self.inner.run(inputs, report)
        self.gate.wait(60)
        return made


def in_a_thread(work: Callable[[], Any]) -> Any:
    try:
        return work()
    finally:
        connection.close()


@pytest.mark.parametrize("later", [0, 0.002, 0.005, 0.01, 0.02, 0.05])
def test_one_of_them_wins(build: Build, alice: User, later: float) -> None:
    gate = Barrier(2)
    agents = replace(Agents(), testing=Punctual(gate))

    def run() -> Build | None:
        return services.run_next_build(worker="test", agents=agents)

    def cancel() -> bool:
        gate.wait(60)
        time.sleep(later)  # not to wait for something: to hit another moment of the finish
        try:
            services.cancel_build(user_id=alice.pk, project_id=build.project_id, build_id=build.pk)
        except BuildEnded:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        running, cancelling = pool.submit(in_a_thread, run), pool.submit(in_a_thread, cancel)
        assert running.result(90)
        cancelled = cancelling.result(90)

    assert status(build) == ("CANCELLED" if cancelled else "SUCCEEDED")
    assert wallet(alice) == ((80, 0) if cancelled else (49, 0))
    assert Hold.objects.get().state == ("voided" if cancelled else "posted")
    assert Entry.objects.filter(hold__reference=str(build.pk)).count() == SiteVersion.objects.count()
    assert SiteVersion.objects.count() == (0 if cancelled else 1)
    ends = [f["type"] for f in events.after(build_id=build.pk) if f["type"] in events.TERMINAL]
    assert ends == ["build_cancelled" if cancelled else "build_complete"]
