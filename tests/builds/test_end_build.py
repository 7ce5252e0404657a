from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from builds import events, leases, services
from builds.errors import LeaseLost
from builds.models import Build, StageOutput
from builds.services.ending import Site
from credits import selectors as credit_selectors
from projects import selectors as project_selectors
from projects.models import Project


def wallet(user: User) -> tuple[int, int]:
    found = credit_selectors.wallet(user_id=user.pk)
    return found.credits, found.held


def types(build: Build) -> list[str]:
    return [frame["type"] for frame in events.after(build_id=build.pk)]


def test_a_finished_build_is_charged_and_shown(
    alice: User, alice_api: APIClient, project: Project, claimed: Build, site: Site
) -> None:
    services.finish_build(build_id=claimed.pk, attempt=1, site=site)
    assert wallet(alice) == (49, 0)
    body = alice_api.get(f"/api/v2/projects/{project.pk}").json()
    assert (body["status"], body["active_build"], body["current_version"]["number"]) == ("completed", None, 1)
    assert body["generated_code"]["index.html"] == "<h1>Nishiki</h1>"


def test_its_last_event_tells_everything(claimed: Build, site: Site) -> None:
    services.finish_build(build_id=claimed.pk, attempt=1, site=site)
    *_, update, last = events.after(build_id=claimed.pk)
    assert (update["type"], update["credits"], update["held"]) == ("credits_update", 49, 0)
    result = last["result"]
    assert last["type"] == "build_complete"
    assert result.pop("preview_url").startswith("/preview/")
    assert result.pop("build_time") >= 0
    assert result == {
        "status": "completed",
        "version": 1,
        "download_url": f"/api/v2/projects/{claimed.project_id}/download",
        "pages": [{"slug": "home", "label": "Home", "path": ""}],
        "template_used": "hearth",
        "credits_used": 31,
        "credits_refunded": 0,
        "quality": {"score": 98, "checks": {"html": 98}},
    }


def test_a_failed_build_costs_nothing(
    alice: User, alice_api: APIClient, project: Project, claimed: Build
) -> None:
    services.fail_build(build_id=claimed.pk, attempt=1, code="internal_error", error="It broke.")
    assert wallet(alice) == (80, 0)
    last = events.after(build_id=claimed.pk)[-1]
    assert (last["type"], last["code"], last["error"], last["refunded"]) == (
        "build_error", "internal_error", "It broke.", 31,
    )  # fmt: skip
    assert alice_api.get(f"/api/v2/projects/{project.pk}").json()["status"] == "failed"


def test_a_failed_rebuild_leaves_the_site_as_it_was(
    project: Project, claimed: Build, start: Callable[..., Build], site: Site
) -> None:
    services.finish_build(build_id=claimed.pk, attempt=1, site=site)
    services.fail_build(build_id=start().pk, code="internal_error", error="It broke.")
    project.refresh_from_db()
    assert project.current_version
    assert (project.status, project.current_version.number) == ("completed", 1)


def test_a_build_ends_once(alice: User, claimed: Build, site: Site) -> None:
    services.finish_build(build_id=claimed.pk, attempt=1, site=site)
    assert services.fail_build(build_id=claimed.pk, code="x", error="late") is None
    with pytest.raises(LeaseLost):
        services.finish_build(build_id=claimed.pk, attempt=1, site=site)
    assert wallet(alice) == (49, 0)
    assert types(claimed).count("build_complete") == 1


def test_an_overtaken_attempt_ends_nothing(alice: User, claimed: Build, site: Site) -> None:
    Build.objects.filter(pk=claimed.pk).update(attempt=2)
    with pytest.raises(LeaseLost):
        services.finish_build(build_id=claimed.pk, attempt=1, site=site)
    assert services.fail_build(build_id=claimed.pk, attempt=1, code="x", error="late") is None
    assert wallet(alice) == (49, 31)


def test_who_cancels_before_the_finish_pays_nothing(alice: User, claimed: Build, site: Site) -> None:
    services.cancel_build(user_id=alice.pk, project_id=claimed.project_id, build_id=claimed.pk)
    with pytest.raises(LeaseLost):
        services.finish_build(build_id=claimed.pk, attempt=1, site=site)
    assert not project_selectors.owned_project(
        owner_id=alice.pk, project_id=claimed.project_id
    ).current_version


def test_the_planner_names_a_project_that_has_only_a_working_title(alice: User, site: Site) -> None:
    build = services.start_site(user_id=alice.pk, prompt="A ramen restaurant", now=timezone.now())
    leases.claim(build_id=build.pk, worker="test")
    services.finish_build(build_id=build.pk, attempt=1, site=site)
    build.project.refresh_from_db()
    assert build.project.name == "Nishiki"


def test_what_the_stages_gave_is_not_kept_after_the_end(claimed: Build, site: Site) -> None:
    StageOutput.objects.create(build=claimed, stage="planner", output={"big": 1}, credits=5)
    services.finish_build(build_id=claimed.pk, attempt=1, site=site)
    assert StageOutput.objects.get().output is None
