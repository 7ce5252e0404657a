from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from projects.models import Project, SiteVersion


def url(project: Project) -> str:
    return f"/api/v2/projects/{project.pk}"


def test_it_shows_the_code_of_the_current_version(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    version = store()
    body = alice_api.get(url(project)).json()
    assert sorted(body["generated_code"]) == ["404.html", "assets/site.css", "index.html", "menu.html"]
    assert body["generated_code"]["assets/site.css"] == "body { color: #222 }"
    assert body["preview_url"].startswith("/preview/")
    assert body["pages"][1] == {"slug": "menu", "label": "Menu", "path": "menu.html"}
    assert (body["status"], body["build_time"], body["template_id"]) == ("completed", 1.5, "hearth")
    assert (body["current_version"]["id"], body["current_version"]["number"]) == (str(version.pk), 1)


def test_it_asks_four_queries_however_many_files_there_are(
    alice_api: APIClient,
    project: Project,
    store: Callable[..., SiteVersion],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    store({f"page-{n}.html": b"<h1>x</h1>" for n in range(30)})
    with django_assert_num_queries(4):
        alice_api.get(url(project))


def test_an_unchanged_project_is_not_sent_again(alice_api: APIClient, project: Project) -> None:
    first = alice_api.get(url(project))
    again = alice_api.get(url(project), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_a_stranger_cannot_tell_it_from_nothing(bob_api: APIClient, project: Project) -> None:
    theirs = bob_api.get(url(project))
    nothing = bob_api.get(f"/api/v2/projects/{uuid4()}")
    assert (theirs.status_code, theirs.json()) == (404, nothing.json())
    assert bob_api.patch(url(project), {"name": "Mine"}, format="json").status_code == 404
    assert bob_api.delete(url(project)).status_code == 404
    assert bob_api.get(f"{url(project)}/messages").status_code == 404


def test_a_malformed_id_is_a_problem_too(alice_api: APIClient) -> None:
    answer = alice_api.get("/api/v2/projects/42")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
