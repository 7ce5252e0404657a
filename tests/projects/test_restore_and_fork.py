"""Going back to a version, and beginning another project with one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from rest_framework.test import APIClient

from accounts.models import User
from credits import selectors as credit_selectors
from projects import selectors, services, specs
from projects.models import Blob, Project, SiteVersion


def url(project: Project, rest: str) -> str:
    return f"/api/v2/projects/{project.pk}{rest}"


def test_restoring_makes_a_new_version_with_the_same_bytes(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    first = store()
    second = store({"index.html": b"new"})
    blobs = Blob.objects.count()
    answer = alice_api.post(url(project, "/versions/1/restore"))
    assert answer.status_code == 201
    assert answer["Location"] == url(project, "/versions/3")
    body = answer.json()
    assert (body["number"], body["restored_from"], body["is_current"]) == (3, 1, True)
    third = SiteVersion.objects.get(project=project, number=3)
    assert selectors.version_files(third) == selectors.version_files(first)
    assert specs.read_spec(third) == specs.read_spec(first)
    assert selectors.version_files(second) == {"index.html": b"new"}
    assert Blob.objects.count() == blobs


def test_restoring_costs_nothing(
    alice: User, alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    alice_api.post(url(project, "/versions/1/restore"))
    alice_api.post(url(project, "/fork"), {}, format="json")
    wallet = credit_selectors.wallet(user_id=alice.pk)
    assert (wallet.balance, wallet.held) == (80, 0)


def test_restoring_twice_with_a_key_makes_one_version(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    key = {"Idempotency-Key": "again"}
    first = alice_api.post(url(project, "/versions/1/restore"), headers=key)
    again = alice_api.post(url(project, "/versions/1/restore"), headers=key)
    assert (first.json(), again["Idempotent-Replayed"]) == (again.json(), "true")
    assert project.versions.count() == 2


def test_a_try_that_died_unheard_is_not_repeated(
    alice: User, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    one = uuid4()
    made = [
        services.restore_version(owner_id=alice.pk, project_id=project.pk, number=1, new_id=one)
        for _ in range(2)
    ]
    assert [version.number for version in made] == [2, 2]
    forks = [services.fork_project(owner_id=alice.pk, project_id=project.pk, new_id=one).pk for _ in range(2)]
    assert forks == [one, one]


def test_nothing_is_restored_while_a_build_is_under_way(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    services.build_started(project, build_id=uuid4())
    answer = alice_api.post(url(project, "/versions/1/restore"))
    assert (answer.status_code, answer.json()["code"]) == (409, "build_active")
    assert project.versions.count() == 1


def test_a_fork_is_a_project_of_its_own_with_the_current_version(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    store({"index.html": b"new"})
    answer = alice_api.post(url(project, "/fork"), {}, format="json")
    assert answer.status_code == 201
    body = answer.json()
    assert answer["Location"] == f"/api/v2/projects/{body['id']}"
    assert (body["name"], body["status"], body["template_id"]) == ("Nishiki (copy)", "completed", "hearth")
    assert (body["current_version"]["number"], body["generated_code"]) == (1, {"index.html": "new"})
    # What becomes of one is nothing to the other.
    assert alice_api.delete(url(project, "")).status_code == 204
    assert alice_api.get(answer["Location"]).json()["generated_code"] == {"index.html": "new"}


def test_what_copies_say_is_in_the_readers_language(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    spanish = {"accept-language": "es"}
    alice_api.post(url(project, "/versions/1/restore"), headers=spanish)
    copy = alice_api.post(url(project, "/fork"), {}, format="json", headers=spanish).json()

    assert project.messages.get().text == "La versión 1 se ha restaurado como versión 2."
    assert copy["name"] == "Nishiki (copia)"
    said = alice_api.get(f"/api/v2/projects/{copy['id']}/messages").json()
    assert [row["text"] for row in said] == ["Una copia de la versión 2 de Nishiki."]


def test_a_fork_takes_the_version_and_name_that_are_asked_for(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store({"index.html": b"old"})
    store({"index.html": b"new"})
    body = alice_api.post(url(project, "/fork"), {"version": 1, "name": "Kojo"}, format="json").json()
    assert (body["name"], body["generated_code"]) == ("Kojo", {"index.html": "old"})


def test_there_is_nothing_to_fork_before_the_first_build(alice_api: APIClient, project: Project) -> None:
    answer = alice_api.post(url(project, "/fork"), {}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (404, "version_not_found")


def test_strangers_fork_and_restore_nothing(
    bob_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    assert bob_api.post(url(project, "/fork"), {}, format="json").status_code == 404
    assert bob_api.post(url(project, "/versions/1/restore")).status_code == 404
    assert Project.objects.count() == SiteVersion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_make_one_version_each(
    alice: User, project: Project, store: Callable[..., SiteVersion]
) -> None:
    files = selectors.version_files(store())

    def restore(_: int) -> int:
        made = services.restore_version(owner_id=alice.pk, project_id=project.pk, number=1)
        connection.close()
        return made.number

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(restore, range(4)))
    assert sorted(numbers) == [2, 3, 4, 5]
    assert all(selectors.version_files(version) == files for version in project.versions.all())
