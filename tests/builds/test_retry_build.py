"""A failed or cancelled build can be ordered again by one call."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from builds import services
from builds.models import Build, StageOutput
from builds.services.ending import Site
from credits import selectors as credit_selectors
from projects.models import Project


def url(build: Build) -> str:
    return f"/api/v2/projects/{build.project_id}/build/{build.pk}/retry"


def failed(build: Build, code: str = "worker_lost") -> Build:
    StageOutput.objects.create(build=build, stage="planner", output={"plan": 1}, credits=5)
    assert services.fail_build(build_id=build.pk, code=code, error="It did not work.")
    return build


def kept(build: Build) -> list[str]:
    return list(StageOutput.objects.filter(build=build, output__isnull=False).values_list("stage", flat=True))


def test_it_is_a_new_build_of_the_same_order(
    alice: User, alice_api: APIClient, start: Callable[..., Build]
) -> None:
    old = failed(start(options={"seed": 7}))
    answer = alice_api.post(url(old))
    assert answer.status_code == 202
    new = Build.objects.get(pk=answer.json()["task_id"])
    assert (new.status, new.retry_of, new.prompt, new.seed) == ("QUEUED", old, old.prompt, 7)
    wallet = credit_selectors.wallet(user_id=alice.pk)
    assert (wallet.credits, wallet.held) == (49, 31)


def test_it_goes_on_after_the_stages_that_were_finished(
    alice_api: APIClient, start: Callable[..., Build]
) -> None:
    old = failed(start())
    new = Build.objects.get(pk=alice_api.post(url(old)).json()["task_id"])
    assert (kept(new), kept(old)) == (["planner"], [])


def test_it_begins_anew_where_a_stage_may_be_to_blame(
    alice_api: APIClient, start: Callable[..., Build]
) -> None:
    old = failed(start(), code="render_failed")
    new = Build.objects.get(pk=alice_api.post(url(old)).json()["task_id"])
    assert kept(new) == []


def test_a_cancelled_build_can_be_retried(
    alice: User, alice_api: APIClient, start: Callable[..., Build]
) -> None:
    old = start()
    services.cancel_build(user_id=alice.pk, project_id=old.project_id, build_id=old.pk)
    assert alice_api.post(url(old)).status_code == 202


def test_a_second_retry_names_the_first(alice_api: APIClient, start: Callable[..., Build]) -> None:
    old = failed(start())
    first = alice_api.post(url(old)).json()["task_id"]
    again = alice_api.post(url(old))
    assert (again.status_code, again.json()["code"], again.json()["task_id"]) == (409, "build_active", first)


def test_the_same_key_orders_once(alice_api: APIClient, start: Callable[..., Build]) -> None:
    old = failed(start())
    answers = [alice_api.post(url(old), headers={"Idempotency-Key": "once"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()


@pytest.mark.parametrize("state", ["queued", "running", "succeeded"])
def test_there_must_be_something_to_retry(
    alice_api: APIClient, start: Callable[..., Build], site: Site, state: str
) -> None:
    build = start()
    if state != "queued":
        Build.objects.filter(pk=build.pk).update(status="RUNNING", attempt=1)
    if state == "succeeded":
        services.finish_build(build_id=build.pk, attempt=1, site=site)
    answer = alice_api.post(url(build))
    assert (answer.status_code, answer.json()["code"]) == (409, "build_not_retryable")


def test_it_needs_credits_like_any_build(
    alice: User, alice_api: APIClient, start: Callable[..., Build], spend: Callable[[User, int], None]
) -> None:
    old = failed(start())
    spend(alice, 60)
    answer = alice_api.post(url(old))
    assert (answer.status_code, answer.json()["need"], answer.json()["have"]) == (402, 31, 20)
    assert kept(old) == ["planner"]


def test_a_stranger_retries_nothing(bob_api: APIClient, start: Callable[..., Build]) -> None:
    assert bob_api.post(url(failed(start()))).status_code == 404


def test_an_unknown_build_is_not_found(alice_api: APIClient, project: Project) -> None:
    assert alice_api.post(f"/api/v2/projects/{project.pk}/build/{uuid4()}/retry").status_code == 404
