"""A build that kills its worker each time, as one that eats all memory: it is given up and costs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import User
from builds import events
from builds.models import Build
from projects.models import SiteVersion
from tests.flows import processes
from tests.flows.conftest import Orders, order, status, until_ended, wallet

pytestmark = [pytest.mark.processes, pytest.mark.timeout(300), pytest.mark.django_db(transaction=True)]


def test_it_fails_after_so_many_attempts_and_is_refunded(
    build: Build, alice: User, orders: Orders, tmp_path: Path
) -> None:
    orders.kill("image")
    with processes.worker(tmp_path, **orders.environ):
        until_ended(build)
    assert (status(build), build.error_code) == ("FAILED", "worker_lost")
    assert build.attempt == orders.ran.count("image") == settings.BUILD_MAX_ATTEMPTS
    assert orders.ran.count("planner") == 1
    assert wallet(alice) == (80, 0)
    assert not SiteVersion.objects.exists()
    last = events.after(build_id=build.pk)[-1]
    assert (last["type"], last["refunded"]) == ("build_error", 31)


def test_the_worker_lives_on_and_takes_the_next_build(
    build: Build, alice: User, orders: Orders, tmp_path: Path
) -> None:
    orders.kill("planner")
    with processes.worker(tmp_path, **orders.environ):
        until_ended(build)
        orders.spare("planner")
        following = order(alice)
        until_ended(following)
    assert (status(build), status(following)) == ("FAILED", "SUCCEEDED")
    assert wallet(alice) == (49, 0)
