"""One run in a worker, with agents that do as the test wants; the real ones are tested in tests/flows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from builds import events, pipeline, services
from builds.agents.base import AgentReport, Report
from builds.models import Build, OutboxMessage
from credits import selectors as credit_selectors
from sitegen.errors import RenderError

# The lease is renewed on a connection of its own, so the build must be committed.
pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Acting:
    """A planner that does what it is given instead of planning."""

    act: Callable[[Report], Any]
    name: str = "planner"

    def run(self, inputs: Any, report: Report) -> Any:
        report(AgentReport(self.name, "thinking", "Reading", 5))
        return self.act(report)


def run(build: Build, act: Callable[[Report], Any]) -> bool:
    agents = replace(pipeline.Agents(), planner=Acting(act))
    ran = services.run_next_build(worker="test", agents=agents)
    build.refresh_from_db()
    return ran is not None


def cancel_elsewhere(user: User, build: Build) -> None:
    services.cancel_build(user_id=user.pk, project_id=build.project_id, build_id=build.pk)


def failing(error: Exception) -> Callable[[Report], Any]:
    def act(report: Report) -> Any:
        raise error

    return act


def free_credits(user: User) -> int:
    return credit_selectors.wallet(user_id=user.pk).credits


def test_an_unforeseen_error_fails_the_build_and_tells_nobody_its_text(
    alice: User, start: Callable[..., Build]
) -> None:
    build = start()
    assert run(build, failing(RuntimeError("secret")))
    assert (build.status, build.error_code) == ("FAILED", "internal_error")
    assert "secret" not in build.error
    assert free_credits(alice) == 80


def test_an_error_of_the_generator_has_a_code_and_a_sentence_without_particulars(
    start: Callable[..., Build],
) -> None:
    build = start()
    run(build, failing(RenderError("hero-split/markup.html.j2:12: no filter named “shout”")))
    assert (build.error_code, build.error) == (
        "render_failed",
        "A part of the site could not be drawn; it was logged, and nothing was charged.",
    )


def test_a_database_that_went_away_leaves_the_build_to_another_attempt(
    alice: User, start: Callable[..., Build]
) -> None:
    build = start()
    run(build, failing(OperationalError("server closed the connection")))
    assert (build.status, free_credits(alice)) == ("RUNNING", 49)


def test_a_cancelled_run_ends_at_its_next_word(alice: User, start: Callable[..., Build]) -> None:
    build = start()

    def cancel(report: Report) -> None:
        cancel_elsewhere(alice, build)
        report(AgentReport("planner", "working", "Still here", 50))

    run(build, cancel)
    assert (build.status, free_credits(alice)) == ("CANCELLED", 80)


def test_an_overtaken_run_leaves_everything_to_the_other(start: Callable[..., Build]) -> None:
    build = start()

    def be_overtaken(report: Report) -> None:
        Build.objects.filter(pk=build.pk).update(attempt=2)
        report(AgentReport("planner", "working", "Too late", 50))

    run(build, be_overtaken)
    assert (build.status, build.attempt) == ("RUNNING", 2)
    assert "Too late" not in str(events.after(build_id=build.pk))


def test_a_run_that_takes_too_long_is_stopped(
    alice: User, start: Callable[..., Build], settings: Settings
) -> None:
    settings.BUILD_TIME_LIMIT_SECONDS = -1
    build = start()
    run(build, failing(RuntimeError("never reached")))
    assert (build.status, build.error_code) == ("FAILED", "time_limit")
    assert free_credits(alice) == 80


def test_a_second_call_does_nothing(start: Callable[..., Build]) -> None:
    build = start()
    run(build, failing(RuntimeError("no")))
    assert run(build, failing(RuntimeError("no"))) is False


def test_an_ended_build_leaves_no_message_behind(start: Callable[..., Build]) -> None:
    run(start(), failing(RuntimeError("no")))
    assert not OutboxMessage.objects.exists()


def test_progress_of_an_agent_does_not_fall_when_another_attempt_begins(
    start: Callable[..., Build], settings: Settings
) -> None:
    build = start()

    def get_far(report: Report) -> None:
        report(AgentReport("planner", "working", "Nearly", 90))
        raise OperationalError("gone")

    run(build, get_far)
    Build.objects.filter(pk=build.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    services.reap_stale_builds(now=timezone.now())
    run(build, failing(RuntimeError("no")))
    said = [frame for frame in events.after(build_id=build.pk) if frame["type"] == "agent_message"]
    assert [(frame["epoch"], frame["progress"]) for frame in said] == [(1, 5), (1, 90), (2, 90)]


def test_a_restart_of_postgresql_is_waited_for(start: Callable[..., Build]) -> None:
    build = start()

    def lose_the_connection(report: Report) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
        connection.close()
        report(AgentReport("planner", "working", "Back again", 50))
        raise RuntimeError("heard")

    run(build, lose_the_connection)
    assert (build.status, build.error_code, build.attempt) == ("FAILED", "internal_error", 1)
    assert "Back again" in str(events.after(build_id=build.pk))
