from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from rest_framework.test import APIClient

from accounts.models import User
from projects import services
from projects.models import Project, SiteVersion


def url(project: Project) -> str:
    return f"/api/v2/projects/{project.pk}"


def test_it_changes_what_is_given(alice_api: APIClient, project: Project) -> None:
    answer = alice_api.patch(url(project), {"description": "Ramen", "archived": True}, format="json")
    body = answer.json()
    assert (body["name"], body["description"], body["archived"]) == ("Nishiki", "Ramen", True)


def test_its_language_is_one_that_sites_are_written_in(alice_api: APIClient, project: Project) -> None:
    assert alice_api.get(url(project)).json()["language"] == ""
    assert alice_api.patch(url(project), {"language": "de"}, format="json").json()["language"] == "de"
    for unknown in ("tlh", "DE", "de-AT", None, 3):
        answer = alice_api.patch(url(project), {"language": unknown}, format="json")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "language")
    assert alice_api.patch(url(project), {"language": ""}, format="json").json()["language"] == ""
    born = alice_api.post("/api/v2/projects", {"name": "Kafka", "language": "cs"}, format="json")
    assert born.status_code == 400


def test_a_status_cannot_be_written(alice_api: APIClient, project: Project) -> None:
    alice_api.patch(url(project), {"status": "completed"}, format="json")
    assert alice_api.get(url(project)).json()["status"] == "draft"


def test_a_name_that_was_given_outlives_builds(alice: User, store: Callable[..., SiteVersion]) -> None:
    provisional = services.create_project(owner_id=alice.pk, name="A ramen…", name_is_provisional=True)
    services.update_project(owner_id=alice.pk, project_id=provisional.pk, changes={"name": "Noodles"})
    provisional.refresh_from_db()
    version = services.store_version(project=provisional, spec={}, files={}, quality={}, pages=[])
    services.build_succeeded(provisional, version=version, template_id="t", seconds=1.0, name="Nishiki")
    assert Project.objects.get(pk=provisional.pk).name == "Noodles"


def test_a_deleted_project_is_gone(alice_api: APIClient, project: Project) -> None:
    assert alice_api.delete(url(project)).status_code == 204
    assert alice_api.get(url(project)).status_code == 404
    assert alice_api.delete(url(project)).status_code == 404
    assert alice_api.get("/api/v2/projects").json() == []


def test_a_project_under_construction_is_not_deleted(alice_api: APIClient, project: Project) -> None:
    services.build_started(project, build_id=uuid4())
    answer = alice_api.delete(url(project))
    assert (answer.status_code, answer.json()["code"]) == (409, "build_active")
