from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from builds import events, services
from builds.models import Build, OutboxMessage
from credits import selectors as credit_selectors


@pytest.fixture
def silent(claimed: Build) -> Build:
    """A build whose worker is gone."""
    Build.objects.filter(pk=claimed.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    return claimed


def reap() -> int:
    return services.reap_stale_builds(now=timezone.now())


def test_a_living_run_is_left_alone(claimed: Build) -> None:
    assert reap() == 0


def test_a_silent_run_is_queued_again(silent: Build) -> None:
    assert reap() == 1
    silent.refresh_from_db()
    assert (silent.status, silent.attempt) == ("QUEUED", 1)
    assert OutboxMessage.objects.filter(task_id=str(silent.pk)).count() == 2
    assert events.after(build_id=silent.pk)[-1]["type"] == "build_queued"


def test_a_run_that_keeps_dying_fails_and_costs_nothing(alice: User, silent: Build) -> None:
    Build.objects.filter(pk=silent.pk).update(attempt=3, lost_count=2)
    assert reap() == 1
    silent.refresh_from_db()
    assert (silent.status, silent.error_code) == ("FAILED", "worker_lost")
    assert credit_selectors.wallet(user_id=alice.pk).credits == 80


def test_runs_that_were_handed_over_do_not_count_as_dying(silent: Build) -> None:
    Build.objects.filter(pk=silent.pk).update(attempt=7)
    assert reap() == 1
    silent.refresh_from_db()
    assert (silent.status, silent.lost_count) == ("QUEUED", 1)


def test_reaping_twice_changes_nothing(silent: Build) -> None:
    assert (reap(), reap()) == (1, 0)


def test_a_build_whose_message_was_lost_is_asked_for_again(
    transactional_db: None, start: Callable[..., Build]
) -> None:
    build = start()
    hour = timedelta(hours=1)
    Build.objects.filter(pk=build.pk).update(queued_at=timezone.now() - hour)
    messages = OutboxMessage.objects.filter(task_id=str(build.pk))
    messages.update(published_at=timezone.now() - hour, attempts=1)
    reap()
    assert messages.get().attempts == 2


def test_a_message_that_was_just_sent_is_not_sent_again(
    transactional_db: None, start: Callable[..., Build]
) -> None:
    build = start()
    Build.objects.filter(pk=build.pk).update(queued_at=timezone.now() - timedelta(hours=1))
    messages = OutboxMessage.objects.filter(task_id=str(build.pk))
    messages.update(published_at=timezone.now(), attempts=1)
    reap()
    assert messages.get().attempts == 1
