"""Deleting a project can be undone for a while; archiving puts it aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from projects import services
from projects.models import Blob, Project, ShareLink, SiteVersion, VersionFile

LIST = "/api/v2/projects"


def url(project: Project, rest: str = "") -> str:
    return f"{LIST}/{project.pk}{rest}"


def names(answer: Any) -> list[str]:
    return [row["name"] for row in answer.json()]


def delete_long_ago(project: Project, **ago: int) -> None:
    Project.objects.filter(pk=project.pk).update(deleted_at=timezone.now() - timedelta(**ago))


def test_a_deleted_project_comes_back_as_it_was(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    before = alice_api.get(url(project)).json()
    alice_api.delete(url(project))
    assert names(alice_api.get(LIST, {"deleted": "true"})) == ["Nishiki"]
    answer = alice_api.post(url(project, "/restore"))
    assert answer.status_code == 200
    assert {**answer.json(), "updated_at": None} == {**before, "updated_at": None}
    assert names(alice_api.get(LIST)) == ["Nishiki"]
    assert names(alice_api.get(LIST, {"deleted": "true"})) == []


def test_restoring_what_is_there_changes_nothing(alice_api: APIClient, project: Project) -> None:
    before = alice_api.get(url(project)).json()
    assert alice_api.post(url(project, "/restore")).json() == before


def test_after_a_month_it_is_too_late(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    delete_long_ago(project, days=30, minutes=1)
    assert alice_api.post(url(project, "/restore")).json()["code"] == "project_not_found"
    assert names(alice_api.get(LIST, {"deleted": "true"})) == []


def test_files_are_let_go_once_nobody_can_restore_them(
    alice: User, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    services.create_share(owner_id=alice.pk, project_id=project.pk, number=1, now=timezone.now())
    now = timezone.now()
    delete_long_ago(project, days=29)
    assert services.free_deleted(now=now) == 0
    delete_long_ago(project, days=31)
    assert services.free_deleted(now=now) == 1
    assert services.free_deleted(now=now) == 0
    assert not VersionFile.objects.exists()
    assert not SiteVersion.objects.exists()
    assert not ShareLink.objects.exists()
    Blob.objects.update(kept_at=now - timedelta(days=2))
    assert services.collect_blobs().count == 6
    assert Project.objects.get().current_version is None


def test_a_restored_project_must_have_room(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion], settings: Settings
) -> None:
    store()
    store()
    alice_api.delete(url(project))
    settings.QUOTA_VERSIONS = 1
    answer = alice_api.post(url(project, "/restore"))
    told = answer.json()
    assert (answer.status_code, told["code"], told["used"]) == (409, "quota_exceeded", 2)
    assert alice_api.get(url(project)).status_code == 404
    settings.QUOTA_VERSIONS = 2
    assert alice_api.post(url(project, "/restore")).status_code == 200


def test_a_project_can_be_put_aside(alice: User, alice_api: APIClient, project: Project) -> None:
    services.create_project(owner_id=alice.pk, name="Other")
    assert alice_api.post(url(project, "/archive")).json()["archived"] is True
    assert names(alice_api.get(LIST)) == ["Other", "Nishiki"]
    assert names(alice_api.get(LIST, {"archived": "true"})) == ["Nishiki"]
    assert names(alice_api.get(LIST, {"archived": "false"})) == ["Other"]
    assert alice_api.post(url(project, "/unarchive")).json()["archived"] is False
    assert alice_api.get(LIST, {"archived": "perhaps"}).json()["errors"][0]["field"] == "archived"


def test_strangers_find_nothing(alice_api: APIClient, charlie_api: APIClient, project: Project) -> None:
    alice_api.delete(url(project))
    assert names(charlie_api.get(LIST, {"deleted": "true"})) == []
    for rest in ("/restore", "/archive", "/unarchive"):
        assert charlie_api.post(url(project, rest)).status_code == 404
    assert Project.objects.get().deleted_at is not None
