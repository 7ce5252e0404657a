from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from builds import events, leases, services
from builds.errors import LeaseLost
from builds.models import Build
from builds.services.ending import Site
from credits import selectors as credit_selectors
from projects.models import Project


def url(build: Build) -> str:
    return f"/api/v2/projects/{build.project_id}/build/{build.pk}/cancel"


def test_a_queued_build_ends_at_once(alice: User, alice_api: APIClient, start: Callable[..., Build]) -> None:
    build = start()
    answer = alice_api.post(url(build))
    assert (answer.status_code, answer.json()["status"]) == (202, "REVOKED")
    assert answer.json()["credits"] == {"held": 0, "used": 0, "refunded": 31}
    assert credit_selectors.wallet(user_id=alice.pk).credits == 80
    assert events.after(build_id=build.pk)[-1]["type"] == "build_cancelled"
    assert alice_api.get(f"/api/v2/projects/{build.project_id}").json()["status"] == "draft"


def test_asking_twice_changes_nothing(alice_api: APIClient, start: Callable[..., Build]) -> None:
    build = start()
    first, again = alice_api.post(url(build)), alice_api.post(url(build))
    assert (again.status_code, again.json()) == (202, first.json())
    assert [f["type"] for f in events.after(build_id=build.pk)].count("build_cancelled") == 1


def test_a_cancelled_build_finds_no_worker(alice_api: APIClient, start: Callable[..., Build]) -> None:
    build = start()
    alice_api.post(url(build))
    assert leases.claim_next(worker="test") is None


def test_a_running_build_ends_at_once_too(alice: User, alice_api: APIClient, claimed: Build) -> None:
    answer = alice_api.post(url(claimed))
    assert (answer.status_code, answer.json()["status"]) == (202, "REVOKED")
    assert credit_selectors.wallet(user_id=alice.pk).credits == 80


def test_its_worker_cannot_write_any_more(alice_api: APIClient, claimed: Build) -> None:
    alice_api.post(url(claimed))
    with pytest.raises(LeaseLost):
        events.append(build_id=claimed.pk, attempt=1, type="agent_message", message="still here")
    assert events.after(build_id=claimed.pk)[-1]["type"] == "build_cancelled"


def test_its_worker_hears_of_it_with_the_next_renewal(alice_api: APIClient, claimed: Build) -> None:
    alice_api.post(url(claimed))
    lease = leases.Lease(claimed.pk, 1)
    lease.renew()
    with pytest.raises(LeaseLost):
        lease.check()


def test_a_finished_build_cannot_be_cancelled(alice_api: APIClient, claimed: Build, site: Site) -> None:
    services.finish_build(build_id=claimed.pk, attempt=1, site=site)
    answer = alice_api.post(url(claimed))
    assert (answer.status_code, answer.json()["code"]) == (409, "build_ended")


def test_a_project_can_be_built_again_afterwards(alice_api: APIClient, start: Callable[..., Build]) -> None:
    alice_api.post(url(start()))
    assert start().status == Build.Status.QUEUED


def test_a_stranger_cancels_nothing(bob_api: APIClient, start: Callable[..., Build]) -> None:
    build = start()
    assert bob_api.post(url(build)).status_code == 404
    build.refresh_from_db()
    assert build.status == Build.Status.QUEUED


def test_an_unknown_build_is_not_found(alice_api: APIClient, project: Project) -> None:
    assert alice_api.post(f"/api/v2/projects/{project.pk}/build/{uuid4()}/cancel").status_code == 404
