"""Status, list and events over HTTP."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from builds import events, services
from builds.models import Build
from builds.services.ending import Site
from projects import services as project_services


def url(build: Build) -> str:
    return f"/api/v2/projects/{build.project_id}/build/status/{build.pk}"


def say(build: Build, message: str, progress: int) -> None:
    events.append(
        build_id=build.pk, attempt=1, type="agent_message", agent_type="planner",
        status="working", message=message, progress=progress,
    )  # fmt: skip


def test_a_queued_build_has_a_place(alice_api: APIClient, start: Callable[..., Build]) -> None:
    build = start()
    assert alice_api.get(url(build)).json() == {
        "task_id": str(build.pk),
        "project_id": str(build.project_id),
        "status": "PENDING",
        "progress": {"stage": "queued", "progress": 0, "message": ""},
        "queue_position": 1,
        "estimated_start_at": None,
        "credits": {"held": 31, "used": 0, "refunded": 0},
    }


def test_a_running_build_says_what_it_does(alice_api: APIClient, claimed: Build) -> None:
    say(claimed, "Chose Hearth", 60)
    events.append(
        build_id=claimed.pk, attempt=1, type="build_progress", overall=15, stage="planner",
        data={"stage": "planner", "progress": 15},
    )  # fmt: skip
    body = alice_api.get(url(claimed)).json()
    assert body["status"] == "PROGRESS"
    assert body["progress"] == {"stage": "planner", "progress": 15, "message": "Chose Hearth"}


def test_a_finished_build_has_a_result(alice_api: APIClient, claimed: Build, site: Site) -> None:
    services.finish_build(build_id=claimed.pk, attempt=1, site=site)
    body = alice_api.get(url(claimed)).json()
    assert (body["status"], body["result"]["version"]) == ("SUCCESS", 1)
    assert body["result"]["preview_url"].startswith("/preview/")
    assert body["credits"] == {"held": 0, "used": 31, "refunded": 0}


def test_a_failed_build_has_an_error(alice_api: APIClient, claimed: Build) -> None:
    services.fail_build(build_id=claimed.pk, code="time_limit", error="Too slow.")
    body = alice_api.get(url(claimed)).json()
    assert (body["status"], body["error"]) == ("FAILURE", {"code": "time_limit", "message": "Too slow."})


def test_builds_are_listed_newest_first(alice_api: APIClient, start: Callable[..., Build]) -> None:
    first = start()
    services.fail_build(build_id=first.pk, code="x", error="It broke.")
    second = start()
    rows = alice_api.get(f"/api/v2/projects/{first.project_id}/builds").json()
    assert [(row["task_id"], row["status"]) for row in rows] == [
        (str(second.pk), "PENDING"),
        (str(first.pk), "FAILURE"),
    ]


def test_events_after_a_number_are_given_in_order(alice_api: APIClient, claimed: Build) -> None:
    for number in range(5):
        say(claimed, f"step {number}", number)
    address = f"/api/v2/projects/{claimed.project_id}/build/{claimed.pk}/events"
    body = alice_api.get(address, {"after": 4}).json()
    assert (body["last_seq"], [frame["seq"] for frame in body["events"]]) == (7, [5, 6, 7])


@pytest.mark.parametrize("after", ["-1", "x", "9" * 30, "1.5", "٣"])
def test_a_bad_number_is_refused(alice_api: APIClient, start: Callable[..., Build], after: str) -> None:
    build = start()
    address = f"/api/v2/projects/{build.project_id}/build/{build.pk}/events"
    assert alice_api.get(address, {"after": after}).status_code == 400


def test_a_stranger_sees_nothing(bob_api: APIClient, start: Callable[..., Build]) -> None:
    build = start()
    for address in (
        url(build),
        f"/api/v2/projects/{build.project_id}/builds",
        f"/api/v2/projects/{build.project_id}/build/{build.pk}/events",
    ):
        assert bob_api.get(address).status_code == 404


def test_a_build_is_found_below_its_own_project_only(
    alice_api: APIClient, alice: User, start: Callable[..., Build]
) -> None:
    other = project_services.create_project(owner_id=alice.pk, name="Other")
    build = start()
    assert alice_api.get(f"/api/v2/projects/{other.pk}/build/status/{build.pk}").status_code == 404
