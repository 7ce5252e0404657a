"""A worker's clock is hours ahead or behind: leases are measured by PostgreSQL's alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from builds import leases, services
from builds.models import Build
from tests.flows.conftest import status

pytestmark = pytest.mark.django_db(transaction=True)

# Less than the day after which a build that nobody finished is given up.
WRONG = [timedelta(hours=-10), timedelta(hours=10)]


@pytest.fixture
def running(build: Build) -> Build:
    assert leases.claim_next(worker="test")
    return build


@pytest.mark.parametrize("wrong", WRONG, ids=["behind", "ahead"])
def test_a_living_run_is_left_alone(running: Build, wrong: timedelta) -> None:
    assert services.reap_stale_builds(now=timezone.now() + wrong) == 0
    assert status(running) == "RUNNING"


@pytest.mark.parametrize("wrong", WRONG, ids=["behind", "ahead"])
def test_a_silent_run_is_queued_again(running: Build, wrong: timedelta) -> None:
    Build.objects.filter(pk=running.pk).update(lease_until=Now() - timedelta(seconds=1))
    assert services.reap_stale_builds(now=timezone.now() + wrong) == 1
    assert status(running) == "QUEUED"


@pytest.mark.parametrize("wrong", WRONG, ids=["behind", "ahead"])
def test_a_claim_lasts_as_long_as_everywhere(
    build: Build, monkeypatch: pytest.MonkeyPatch, wrong: timedelta
) -> None:
    true_now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: true_now() + wrong)
    lease = leases.claim_next(worker="test")
    assert lease
    lease.renew()
    assert Build.objects.filter(pk=build.pk, lease_until__gt=Now()).exists()
    assert not Build.objects.filter(pk=build.pk, lease_until__gt=Now() + timedelta(hours=1)).exists()
