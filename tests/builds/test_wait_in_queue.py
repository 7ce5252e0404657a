"""Who is next, who stands where, and when a build may begin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from builds import events, leases, queue, services
from builds.models import Build, Worker
from builds.queue import Pace
from credits import services as credit_services
from projects import services as project_services

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def order() -> Callable[..., Build]:
    """A build of a new project of somebody who has credits enough."""

    def order(user: User, *, minutes_ago: int = 0) -> Build:
        credit_services.grant(
            user_id=user.pk,
            credits=31,
            kind=credit_services.EntryKind.PURCHASE,
            key=f"more:{Build.objects.count()}",
        )
        project = project_services.create_project(owner_id=user.pk, name="Nishiki")
        when = timezone.now() - timedelta(minutes=minutes_ago)
        return services.start_build(user_id=user.pk, project_id=project.pk, prompt="A ramen bar", now=when)

    return order


def claimed_in_order() -> list[UUID]:
    """The builds that one worker after the other takes until nobody may run any more."""
    taken: list[UUID] = []
    while lease := leases.claim_next(worker="test"):
        taken.append(lease.build_id)
    return taken


def test_who_waited_longer_is_first(alice: User, bob: User, order: Callable[..., Build]) -> None:
    late, early = order(alice, minutes_ago=1), order(bob, minutes_ago=2)
    assert claimed_in_order() == [early.pk, late.pk]


def test_twenty_builds_of_one_user_do_not_starve_another(
    alice: User, bob: User, order: Callable[..., Build], settings: Settings
) -> None:
    settings.BUILDS_PER_USER = 100
    many = [order(alice, minutes_ago=60 - number) for number in range(20)]
    single = order(bob)
    assert claimed_in_order() == [many[0].pk, single.pk, *(build.pk for build in many[1:])]


def test_what_runs_counts_as_a_turn(
    alice: User, bob: User, order: Callable[..., Build], settings: Settings
) -> None:
    settings.BUILDS_PER_USER = 100
    running, second = order(alice, minutes_ago=9), order(alice, minutes_ago=8)
    assert leases.claim(build_id=running.pk, worker="test")
    single = order(bob)
    assert claimed_in_order() == [single.pk, second.pk]


def test_no_user_runs_more_builds_than_allowed(
    alice: User, bob: User, order: Callable[..., Build], settings: Settings
) -> None:
    settings.BUILDS_PER_USER = 2
    first, second, third = (order(alice, minutes_ago=9 - number) for number in range(3))
    single = order(bob)
    assert claimed_in_order() == [first.pk, single.pk, second.pk]
    services.fail_build(build_id=first.pk, code="x", error="An end.")
    assert claimed_in_order() == [third.pk]


def test_places_follow_the_turns(
    alice: User, bob: User, order: Callable[..., Build], alice_api: APIClient, bob_api: APIClient
) -> None:
    builds = [order(alice, minutes_ago=9), order(alice, minutes_ago=8), order(bob)]
    assert [queue.position(build) for build in builds] == [1, 3, 2]
    assert queue.places(limit=2) == [builds[0].pk, builds[2].pk]
    url = f"/api/v2/projects/{builds[2].project_id}/build/status/{builds[2].pk}"
    assert bob_api.get(url).json()["queue_position"] == 2


def test_a_build_that_does_not_wait_has_no_place(claimed: Build) -> None:
    assert queue.position(claimed) == 0


def test_the_first_event_tells_place_and_start(order: Callable[..., Build], alice: User) -> None:
    services.note_worker(name="w1", slots=2, is_stopping=False)
    build = order(alice)
    first = events.after(build_id=build.pk)[0]
    assert (first["type"], first["seq"], first["position"]) == ("build_queued", 1, 1)
    assert abs(datetime.fromisoformat(first["estimated_start_at"]) - timezone.now()) < timedelta(minutes=1)


def test_who_moves_up_hears_of_it_once(alice: User, bob: User, order: Callable[..., Build]) -> None:
    first, second = order(alice, minutes_ago=2), order(bob)
    assert services.tell_places() == 0
    leases.claim(build_id=first.pk, worker="test")
    assert (services.tell_places(), services.tell_places()) == (1, 0)
    last = events.after(build_id=second.pk)[-1]
    assert (last["type"], last["position"]) == ("build_queued", 1)


def test_the_pace_comes_from_recent_builds_and_living_workers(
    order: Callable[..., Build], alice: User
) -> None:
    now = timezone.now()
    for seconds in (10, 20, 90):
        build = order(alice)
        Build.objects.filter(pk=build.pk).update(
            status="SUCCEEDED", started_at=now - timedelta(seconds=seconds), finished_at=now
        )
    services.note_worker(name="w1", slots=2, is_stopping=False)
    services.note_worker(name="w2", slots=4, is_stopping=True)
    Worker.objects.create(name="gone", slots=8, seen_at=now - timedelta(minutes=1))
    pace = queue.pace()
    assert (pace.slots, pace.median, pace.running) == (2, 20.0, ())


@pytest.mark.parametrize(
    ("place", "pace", "seconds"),
    [
        (1, Pace(NOON, 0, 60.0, ()), None),  # no worker is up
        (0, Pace(NOON, 2, 60.0, ()), None),  # it does not wait
        (1, Pace(NOON, 2, None, ()), 0),  # a free worker: the length of builds does not matter
        (2, Pace(NOON, 2, None, (5.0,)), None),  # nobody knows how long builds take
        (2, Pace(NOON, 2, 60.0, ()), 0),
        (3, Pace(NOON, 2, 60.0, ()), 60),
        (5, Pace(NOON, 2, 60.0, ()), 120),
        (1, Pace(NOON, 2, 60.0, (10.0, 50.0)), 10),  # the older one ends first
        (2, Pace(NOON, 2, 60.0, (10.0, 50.0)), 50),
        (3, Pace(NOON, 2, 60.0, (10.0, 50.0)), 70),
        (1, Pace(NOON, 1, 60.0, (300.0,)), 0),  # overdue
    ],
)
def test_the_estimate_of_the_start(place: int, pace: Pace, seconds: int | None) -> None:
    expected = None if seconds is None else NOON + timedelta(seconds=seconds)
    assert queue.estimated_start(place, pace) == expected
