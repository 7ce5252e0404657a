from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from projects import services as project_services
from projects.models import Project, SiteVersion
from publishing import publication, shelf, slugs
from publishing.models import Form, Publication, PublishedSite, SiteAddress
from sitegen.catalog import default_catalog
from sitegen.engine import generate

Store = Callable[..., SiteVersion]


def url(project: Project) -> str:
    return f"/api/v2/projects/{project.pk}/publish"


def page(text: str) -> dict[str, bytes]:
    return {"index.html": f"<!doctype html><title>x</title><h1>{text}</h1>".encode()}


def shown(client: Client, path: str = "/s/nishiki/") -> tuple[int, str]:
    answer = client.get(path)
    return answer.status_code, answer.content.decode()


def post(api: APIClient, project: Project, **body: Any) -> Any:
    return api.post(url(project), body, format="json")


def test_it_shows_the_current_version_to_the_world(
    alice_api: APIClient, client: Client, project: Project, store: Store
) -> None:
    store()
    answer = post(alice_api, project)
    assert answer.status_code == 201
    body = answer.json()
    assert body.pop("published_at")
    assert body == {
        "project_id": str(project.pk),
        "slug": "nishiki",
        "former_slugs": [],
        "published_url": "http://localhost:8001/s/nishiki/",
        "version": 1,
    }
    assert answer["Location"] == body["published_url"]
    assert "<h1>Home</h1>" in shown(client)[1]


def test_the_project_tells_its_address(alice_api: APIClient, project: Project, store: Store) -> None:
    store()
    detail = f"/api/v2/projects/{project.pk}"
    assert alice_api.get(detail).json()["published_url"] is None
    post(alice_api, project)
    assert alice_api.get(detail).json()["published_url"] == "http://localhost:8001/s/nishiki/"
    alice_api.delete(url(project))
    assert alice_api.get(detail).json()["published_url"] is None


def test_a_new_version_is_shown_only_when_it_is_published(
    alice_api: APIClient, client: Client, project: Project, store: Store
) -> None:
    store(page("First"))
    post(alice_api, project)
    store(page("Second"))
    assert "First" in shown(client)[1]
    post(alice_api, project)
    assert "Second" in shown(client)[1]


def test_publishing_an_earlier_version_rolls_back(
    alice_api: APIClient, client: Client, project: Project, store: Store
) -> None:
    store(page("First"))
    store(page("Second"))
    post(alice_api, project)
    assert post(alice_api, project, version=1).json()["version"] == 1
    assert "First" in shown(client)[1]


def test_it_can_be_taken_down(alice_api: APIClient, client: Client, project: Project, store: Store) -> None:
    store()
    post(alice_api, project)
    assert alice_api.delete(url(project)).status_code == 204
    assert shown(client)[0] == 404
    again = alice_api.delete(url(project))
    assert (again.status_code, again.json()["code"]) == (409, "not_published")
    assert alice_api.get(url(project)).json()["slug"] == "nishiki"


def test_the_history_says_who_published_what(
    alice_api: APIClient, alice: User, project: Project, store: Store
) -> None:
    store()
    post(alice_api, project)
    post(alice_api, project, slug="ramen")
    alice_api.delete(url(project))
    rows = alice_api.get(f"/api/v2/projects/{project.pk}/publications").json()
    told = [(row["version"], row["slug"], row["by"]) for row in rows]
    assert told == [(None, "ramen", alice.email), (1, "ramen", alice.email), (1, "nishiki", alice.email)]


def test_the_history_cannot_be_rewritten(alice_api: APIClient, project: Project, store: Store) -> None:
    store()
    post(alice_api, project)
    with pytest.raises(Exception, match="Cannot update rows"), transaction.atomic():
        Publication.objects.update(slug="other")


def test_a_former_address_redirects(
    alice_api: APIClient, client: Client, project: Project, store: Store
) -> None:
    store()
    post(alice_api, project)
    assert post(alice_api, project, slug="ramen").json()["former_slugs"] == ["nishiki"]
    answer = client.get("/s/nishiki/menu.html?a=1")
    assert (answer.status_code, answer["Location"]) == (301, "/s/ramen/menu.html?a=1")
    assert post(alice_api, project, slug="nishiki").json()["former_slugs"] == ["ramen"]
    assert client.get("/s/ramen/")["Location"] == "/s/nishiki/"


def test_the_last_five_former_addresses_are_kept(
    alice_api: APIClient, client: Client, project: Project, store: Store
) -> None:
    store()
    for number in range(8):
        body = post(alice_api, project, slug=f"name-{number}").json()
    assert body["former_slugs"] == ["name-6", "name-5", "name-4", "name-3", "name-2"]
    assert shown(client, "/s/name-1/")[0] == 404


@pytest.mark.parametrize("taken", ["nishiki", "ramen"])
def test_an_address_of_somebody_else_is_refused_with_a_suggestion(
    alice_api: APIClient, bob_api: APIClient, bob: User, project: Project, store: Store, taken: str
) -> None:
    version = store()
    post(alice_api, project)
    post(alice_api, project, slug="ramen")
    other = bobs_project(bob, version)
    answer = post(bob_api, other, slug=taken)
    assert answer.status_code == 409
    assert (answer.json()["code"], answer.json()["suggestion"]) == ("slug_taken", f"{taken}-2")
    assert not PublishedSite.objects.filter(project=other).exists()


def bobs_project(bob: User, like: SiteVersion) -> Project:
    other = project_services.create_project(owner_id=bob.pk, name=like.project.name)
    version = project_services.store_version(project=other, spec={}, files=page("Bob"), quality={}, pages=[])
    project_services.build_succeeded(other, version=version, template_id="x", seconds=1, name="")
    return other


def test_without_a_wish_a_free_address_is_found(
    alice_api: APIClient, bob_api: APIClient, bob: User, project: Project, store: Store
) -> None:
    version = store()
    post(alice_api, project)
    assert post(bob_api, bobs_project(bob, version)).json()["slug"] == "nishiki-2"


@pytest.mark.parametrize(
    "slug", ["www", "-a", "a-", "1a", "a.b", "a_b", "xn--abc", "ä", "a/b", "..", "a" * 64, "a b"]
)
def test_names_that_cannot_be_an_address_are_refused(
    alice_api: APIClient, project: Project, store: Store, slug: str
) -> None:
    store()
    answer = post(alice_api, project, slug=slug)
    assert (answer.status_code, answer.json()["code"]) == (400, "slug_not_allowed")
    assert not SiteAddress.objects.exists()


def test_the_database_refuses_them_too(alice_api: APIClient, project: Project, store: Store) -> None:
    store()
    post(alice_api, project)
    with pytest.raises(IntegrityError, match="slug_is_a_host_label"), transaction.atomic():
        SiteAddress.objects.update(slug="Not.A.Label")


def test_the_database_refuses_versions_of_other_projects(
    alice_api: APIClient, bob: User, project: Project, store: Store
) -> None:
    version = store()
    post(alice_api, project)
    other = bobs_project(bob, version).current_version
    with pytest.raises(IntegrityError, match="its own versions only"), transaction.atomic():
        PublishedSite.objects.update(version=other)


def test_addresses_made_from_names_are_always_allowed() -> None:
    for name in ("www", "", "***", "123 Go", "ab--cd", "x" * 300, "Ünïcode Café", "S", "日本"):
        slug = next(slugs.candidates(name))
        assert slugs.checked(slug) == slug


def test_there_is_nothing_to_publish_before_the_first_build(alice_api: APIClient, project: Project) -> None:
    answer = post(alice_api, project)
    assert (answer.status_code, answer.json()["code"]) == (404, "version_not_found")
    assert post(alice_api, project, version=7).json()["code"] == "version_not_found"


def test_a_deleted_project_is_gone_and_frees_its_address_after_a_month(
    alice: User,
    alice_api: APIClient,
    bob_api: APIClient,
    bob: User,
    client: Client,
    project: Project,
    store: Store,
) -> None:
    other = bobs_project(bob, store())
    post(alice_api, project)
    project_services.delete_project(owner_id=alice.pk, project_id=project.pk, now=timezone.now())
    shelf.forget_names()
    assert shown(client)[0] == 404
    assert post(bob_api, other, slug="nishiki").status_code == 409
    Project.objects.filter(pk=project.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    assert post(bob_api, other, slug="nishiki").status_code == 201
    assert "Bob" in shown(client)[1]


def test_a_project_can_be_removed_with_all_that_was_published(
    alice_api: APIClient, project: Project, store: Store
) -> None:
    store()
    post(alice_api, project)
    alice_api.delete(url(project))
    post(alice_api, project)
    project.delete()
    assert not Publication.objects.exists()
    assert not SiteAddress.objects.exists()


def test_strangers_publish_nothing(bob_api: APIClient, project: Project, store: Store) -> None:
    store()
    assert post(bob_api, project).status_code == 404
    assert bob_api.get(url(project)).status_code == 404
    assert bob_api.delete(url(project)).status_code == 404
    assert bob_api.get(f"/api/v2/projects/{project.pk}/publications").status_code == 404


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """The results of the acts, begun at the same moment in threads of their own."""
    barrier = Barrier(len(acts))

    def act(one: Callable[[], Any]) -> Any:
        barrier.wait(10)
        try:
            return one()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


@pytest.mark.django_db(transaction=True)
def test_two_publishes_at_once_leave_one_pointer(alice: User, project: Project, store: Store) -> None:
    store(page("First"))
    store(page("Second"))

    def publish(number: int) -> Callable[[], Any]:
        return lambda: publication.publish(
            user_id=alice.pk, project_id=project.pk, number=number, now=timezone.now()
        )

    results = at_once(*(publish(1 + number % 2) for number in range(6)))
    assert {type(result) for result in results} == {publication.Published}
    site = PublishedSite.objects.select_related("version").get()
    last = Publication.objects.order_by("-id").select_related("version").first()
    assert last
    assert site.version == last.version
    assert Publication.objects.count() == 6
    assert SiteAddress.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_sites_that_want_an_address_at_once_one_gets_it(
    alice: User, bob: User, project: Project, store: Store
) -> None:
    other = bobs_project(bob, store())

    def publish(user: User, one: Project) -> Callable[[], Any]:
        return lambda: publication.publish(
            user_id=user.pk, project_id=one.pk, slug="ramen", now=timezone.now()
        )

    results = at_once(publish(alice, project), publish(bob, other))
    assert sorted(type(result).__name__ for result in results) == ["Published", "SlugTaken"]
    assert SiteAddress.objects.get().slug == "ramen"


def test_the_forms_of_what_is_published_take_posts(
    alice_api: APIClient, client: Client, project: Project
) -> None:
    prompt = "A ramen shop called Nishiki with reservations"
    site = generate(prompt, default_catalog(), today=date(2026, 11, 25))
    spec = site.spec.model_dump(mode="json")
    version = project_services.store_version(
        project=project, spec=spec, files=site.files, quality={}, pages=[]
    )
    project_services.build_succeeded(project, version=version, template_id="x", seconds=1, name="")
    post(alice_api, project)
    pages = [shown(client, f"/s/nishiki/{path}")[1] for path in site.files if path.endswith(".html")]
    actions = set(re.findall(r'<form[^>]* action="([^"]*)"', "".join(pages)))
    assert actions
    assert actions <= {f"/f/{form.pk}" for form in Form.objects.filter(project=project)}
    assert set(Form.objects.values_list("site_url", flat=True)) == {"http://localhost:8001/s/nishiki/"}
