"""What a build may cost, and that it costs nothing without fault of its owner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from builds import events, services
from builds.errors import OverCap
from builds.models import Build
from builds.pipeline import Agents
from builds.services.ending import Site
from credits import pricing, tasks
from credits import selectors as credit_selectors
from credits.models import Hold
from projects.models import Project

# A lease is renewed on a connection of its own, so a build must be committed.
pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Broken:
    """An agent that fails."""

    name: str

    def run(self, inputs: Any, report: Any) -> Any:
        raise RuntimeError(f"{self.name} is out of order")


def wallet(user: User) -> tuple[int, int]:
    found = credit_selectors.wallet(user_id=user.pk)
    return found.credits, found.held


def test_a_build_above_the_cap_is_refused_and_holds_nothing(alice: User, start: Callable[..., Build]) -> None:
    with pytest.raises(OverCap) as refusal:
        start(options={"max_credits": 30})

    assert refusal.value.members == {"need": 31, "cap": 30}
    assert wallet(alice) == (80, 0)


def test_the_api_knows_the_cap(alice_api: APIClient, project: Project) -> None:
    url = f"/api/v2/projects/{project.pk}/build"
    body = {"prompt": "A bakery", "options": {"max_credits": 30}}

    refused = alice_api.post(url, body, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "over_cap")
    body["options"] = {"max_credits": 31}
    assert alice_api.post(url, body, format="json").status_code == 202


def test_hold_and_charge_stay_within_the_quote_by_the_database(start: Callable[..., Build]) -> None:
    build = start()
    assert build.hold_id
    hold = Hold.objects.get(pk=build.hold_id)
    assert (hold.amount, hold.quoted) == (31, 31)

    with pytest.raises(IntegrityError, match="build_charge_within_quote"), transaction.atomic():
        Build.objects.filter(pk=build.pk).update(credits_used=32)


@pytest.mark.parametrize(
    ("broken", "charged"),
    # planner 5 + frontend 8 + backend 6 + image 12 + testing 4 = 35, less 4: each part bears its share
    [("testing", 27), ("image", 20), ("backend", 25)],
)
def test_who_keeps_a_partial_site_pays_for_what_finished(
    alice: User, start: Callable[..., Build], broken: str, charged: int
) -> None:
    build = start(options={"keep_partial": True})
    agents = replace(Agents(), **{broken: Broken(broken)})

    assert services.run_next_build(worker="test", agents=agents)
    build.refresh_from_db()
    assert (build.status, build.error) == ("SUCCEEDED", "")
    assert (build.credits_used, build.credits_refunded) == (charged, 31 - charged)
    assert build.result
    assert build.result["unfinished"] == [broken]
    assert wallet(alice) == (80 - charged, 0)


def test_without_that_wish_a_failure_costs_nothing(alice: User, start: Callable[..., Build]) -> None:
    build = start()
    services.run_next_build(worker="test", agents=replace(Agents(), testing=Broken("testing")))

    build.refresh_from_db()
    assert build.status == "FAILED"
    assert wallet(alice) == (80, 0)


@pytest.mark.parametrize("broken", ["planner", "frontend"])
def test_without_plan_or_pages_there_is_nothing_to_keep(
    alice: User, start: Callable[..., Build], broken: str
) -> None:
    build = start(options={"keep_partial": True})
    services.run_next_build(worker="test", agents=replace(Agents(), **{broken: Broken(broken)}))

    build.refresh_from_db()
    assert build.status == "FAILED"
    assert wallet(alice) == (80, 0)


@pytest.mark.parametrize("count", range(6))
def test_parts_never_cost_more_than_the_whole(count: int) -> None:
    full = pricing.quote(pricing.FULL_BUILD)
    part = pricing.partial(full, pricing.FULL_BUILD[:count])

    assert part.total == sum(line.credits for line in part.breakdown) - part.discount
    assert 0 <= part.total <= full.total
    assert (part.total == full.total) == (count == 5)


def test_a_build_that_nobody_finishes_within_a_day_gives_its_credits_back(
    alice: User, start: Callable[..., Build]
) -> None:
    build = start(now=timezone.now() - timedelta(days=1, minutes=1))
    services.reap_stale_builds(now=timezone.now())

    build.refresh_from_db()
    assert (build.status, build.error_code) == ("FAILED", "hold_expired")
    assert wallet(alice) == (80, 0)


def test_a_build_whose_hold_was_released_fails_and_costs_nothing(
    alice: User, start: Callable[..., Build]
) -> None:
    build = start(now=timezone.now() - timedelta(days=1, minutes=20))
    assert tasks.release_expired_holds() == 1
    services.run_next_build(worker="test")

    build.refresh_from_db()
    assert build.status == "FAILED"
    assert wallet(alice) == (80, 0)


def test_the_build_that_brings_the_balance_low_says_so_once(alice: User, claimed: Build, site: Site) -> None:
    services.finish_build(build_id=claimed.pk, attempt=1, site=site)

    frames = [f for f in events.after(build_id=claimed.pk) if f["type"] == "credits_update"]
    assert [frame.get("low_balance") for frame in frames] == [None, 50]
    tasks.notice_low_balances()
    assert [message.subject for message in mail.outbox] == ["49 credits left"]
