"""The dashboard without a browser: who sees what, how lists narrow, and what stays one query."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds import services as build_services
from builds.models import Build
from projects import services as project_services
from projects.models import Project, SiteVersion
from publishing import publication
from tests.stored_sites import project as project
from tests.stored_sites import store as store

URL = "/projects"
PROMPT = "A bakery called Crumb & Co in Bristol"


@pytest.fixture
def alice_web(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def charlie_web(charlie: User) -> Client:
    client = Client()
    client.force_login(charlie)
    return client


def make(owner: User, *names: str, status: str = "draft") -> list[Project]:
    projects = [project_services.create_project(owner_id=owner.pk, name=name) for name in names]
    Project.objects.filter(pk__in=[project.pk for project in projects]).update(status=status)
    return projects


def names(page: str) -> list[str]:
    return re.findall(r'<span class="card__name">([^<]*)</span>', page)


def shown(client: Client, query: str = "") -> list[str]:
    return names(client.get(f"{URL}{query}").content.decode())


def test_a_card_tells_the_last_build_and_the_public_address(
    alice: User, alice_web: Client, store: Callable[..., SiteVersion]
) -> None:
    version = store()
    publication.publish(user_id=alice.pk, project_id=version.project_id, now=timezone.now())

    page = alice_web.get(URL).content.decode()

    assert f"/api/v2/projects/{version.project_id}/versions/1/thumbnail" in page
    assert "/s/nishiki/" in page
    assert "Ready" in page
    assert "<iframe" not in page


def test_others_do_not_see_it(charlie_web: Client, store: Callable[..., SiteVersion]) -> None:
    store()
    assert "Nishiki" not in charlie_web.get(URL).content.decode()


@pytest.mark.django_db
def test_a_visitor_sees_none_of_it() -> None:
    for path in (URL, "/projects/under-way"):
        assert Client().get(path)["Location"].startswith("/sign-in")


def test_it_searches_names_and_descriptions_word_by_word(alice: User, alice_web: Client) -> None:
    make(alice, "Bakery in Bath", "Bakery in York", "Museum")
    Project.objects.filter(name="Museum").update(description="about a bakery of 1820")

    assert sorted(shown(alice_web, "?q=BAKERY")) == ["Bakery in Bath", "Bakery in York", "Museum"]
    assert shown(alice_web, "?q=york+bakery") == ["Bakery in York"]
    assert shown(alice_web, "?q=%25") == []


def test_it_sorts(alice: User, alice_web: Client) -> None:
    make(alice, "beta", "Alpha", "gamma")
    project_services.update_project(
        owner_id=alice.pk, project_id=Project.objects.get(name="beta").pk, changes={"description": "x"}
    )

    assert shown(alice_web, "?sort=name") == ["Alpha", "beta", "gamma"]
    assert shown(alice_web, "?sort=created") == ["gamma", "Alpha", "beta"]
    assert shown(alice_web)[0] == "beta"


def test_it_filters_by_status_and_counts_each(alice: User, alice_web: Client) -> None:
    make(alice, "one", "two")
    make(alice, "three", status="failed")

    page = alice_web.get(f"{URL}?status=failed").content.decode()

    assert names(page) == ["three"]
    assert re.findall(r'chip__count">(\d+)', page) == ["3", "2", "1"]


def test_it_pages_and_forgives_a_page_beyond_the_end(alice: User, alice_web: Client) -> None:
    make(alice, *(f"Site {number:02}" for number in range(25)))

    assert len(shown(alice_web, "?sort=name")) == 24
    assert shown(alice_web, "?sort=name&page=2") == ["Site 24"]
    assert shown(alice_web, "?sort=name&page=99") == ["Site 24"]
    assert "?q=Site&amp;page=2" in alice_web.get(f"{URL}?q=Site").content.decode()


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=x", "?status=evil", "?sort=%00", "?q=%00", "?example=99"]
)
def test_a_mistyped_address_shows_the_list(alice: User, alice_web: Client, query: str) -> None:
    make(alice, "one")
    assert shown(alice_web, f"?{query}") == ["one"]


def test_five_hundred_projects_cost_as_many_queries_as_one(
    alice: User, alice_web: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make(alice, "first")
    # Session, user, wallet, counts, projects, builds, published addresses (and their hosts, if any).
    with django_assert_num_queries(7):
        alice_web.get(URL)
    Project.objects.bulk_create(Project(owner=alice, name=f"Site {number}") for number in range(499))
    with django_assert_num_queries(7):
        alice_web.get(URL)


def test_a_new_account_gets_examples_that_fill_the_box(alice_web: Client) -> None:
    page = alice_web.get(URL).content.decode()
    assert page.count("data-example=") == 4

    filled = alice_web.get(f"{URL}?example=1").content.decode()
    assert re.search(r"<textarea[^>]*>A portfolio for Jonas Vale", filled)


def test_credits_say_what_they_buy(alice_web: Client) -> None:
    assert "enough for 2 more websites of 31 credits each" in alice_web.get(URL).content.decode()


@pytest.mark.django_db(transaction=True)
def test_builds_under_way_tell_their_progress(alice: User, alice_web: Client, charlie_web: Client) -> None:
    build = build_services.start_site(user_id=alice.pk, prompt=PROMPT, now=timezone.now())
    Build.objects.filter(pk=build.pk).update(status="RUNNING", stage="image", progress=63)

    row = {"project_id": str(build.project_id), "progress": 63, "stage": "Drawing pictures"}
    assert alice_web.get("/projects/under-way").json() == {"builds": [row], "credits": 49}
    assert charlie_web.get("/projects/under-way").json()["builds"] == []
    assert 'value="63"' in alice_web.get(URL).content.decode()


@pytest.mark.django_db(transaction=True)
def test_pressing_build_twice_builds_once(alice: User, alice_web: Client) -> None:
    form = {"prompt": PROMPT, "key": str(uuid4())}
    first, second = (alice_web.post("/start", form) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Build.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_another_prompt_under_an_old_key_is_another_website(alice: User, alice_web: Client) -> None:
    key = str(uuid4())
    alice_web.post("/start", {"prompt": PROMPT, "key": key})
    alice_web.post("/start", {"prompt": "Something else", "key": key})

    assert set(Build.objects.values_list("prompt", flat=True)) == {PROMPT, "Something else"}


@pytest.mark.django_db(transaction=True)
def test_pictures_can_be_added_before_the_first_build(alice: User, alice_web: Client) -> None:
    form = {"prompt": PROMPT, "key": str(uuid4()), "template_id": "corner-cafe", "pictures": "first"}
    first, second = (alice_web.post("/start", form) for _ in range(2))
    project = Project.objects.get(owner=alice)
    assert first["Location"] == second["Location"] == f"/projects/{project.pk}"
    assert (project.description, project.status, Build.objects.count()) == (PROMPT, "draft", 0)
    page = alice_web.get(f"/projects/{project.pk}").content.decode()
    assert PROMPT.replace("&", "&amp;") in page
    assert '<option value="corner-cafe" selected>' in page


def test_copying_makes_one_project_for_each_press(
    alice_web: Client, store: Callable[..., SiteVersion]
) -> None:
    version = store()
    url = reverse("web:fork-project", args=[version.project_id])
    key = str(uuid4())
    for _ in range(2):
        assert alice_web.post(url, {"key": key})["Location"] == URL

    assert sorted(shown(alice_web)) == ["Nishiki", "Nishiki (copy)"]


@pytest.mark.parametrize("form", [{}, {"key": "no"}])
def test_copying_needs_a_key(alice: User, alice_web: Client, form: dict[str, str]) -> None:
    (project,) = make(alice, "one")
    assert alice_web.post(reverse("web:fork-project", args=[project.pk]), form).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_copied_is_said(alice: User, alice_web: Client) -> None:
    (project,) = make(alice, "one")

    page = alice_web.post(reverse("web:fork-project", args=[project.pk]), {"key": str(uuid4())}, follow=True)

    assert "This project has no site yet" in page.content.decode()


def test_deleting_asks_first(alice: User, alice_web: Client) -> None:
    (project,) = make(alice, "Old shop")
    url = reverse("web:delete-project", args=[project.pk])

    assert "Delete this project?" in alice_web.get(url).content.decode()
    assert shown(alice_web) == ["Old shop"]
    page = alice_web.post(url, follow=True).content.decode()
    assert "“Old shop” is deleted." in page
    assert names(page) == []


def test_deleting_can_be_undone_from_the_message_and_from_the_list(alice: User, alice_web: Client) -> None:
    (project,) = make(alice, "Old shop", status="completed")
    page = alice_web.post(reverse("web:delete-project", args=[project.pk]), follow=True).content.decode()
    undo = f'action="/projects/{project.pk}/restore"'
    assert undo in page
    assert (shown(alice_web), shown(alice_web, "?status=deleted")) == ([], ["Old shop"])
    assert undo in alice_web.get(f"{URL}?status=deleted").content.decode()

    page = alice_web.post(f"/projects/{project.pk}/restore", follow=True).content.decode()

    assert "The project is back, as it was." in page
    assert (shown(alice_web), shown(alice_web, "?status=deleted")) == (["Old shop"], [])
    assert undo not in alice_web.get(URL).content.decode()


def test_what_was_deleted_long_ago_cannot_be_restored(alice: User, alice_web: Client) -> None:
    (project,) = make(alice, "Old shop")
    Project.objects.filter(pk=project.pk).update(deleted_at=timezone.now() - timedelta(days=31))

    assert shown(alice_web, "?status=deleted") == []
    assert alice_web.post(f"/projects/{project.pk}/restore").status_code == 404


def test_archived_projects_have_a_list_of_their_own(alice: User, alice_web: Client) -> None:
    _kept, aside = make(alice, "kept", "aside")
    page = alice_web.post(f"/projects/{aside.pk}/archive", follow=True).content.decode()
    assert f'action="/projects/{aside.pk}/unarchive"' in page
    assert (shown(alice_web), shown(alice_web, "?status=archived")) == (["kept"], ["aside"])

    alice_web.post(f"/projects/{aside.pk}/unarchive")

    assert sorted(shown(alice_web)) == ["aside", "kept"]


def test_who_archived_everything_still_finds_it(alice: User, alice_web: Client) -> None:
    (project,) = make(alice, "only")
    alice_web.post(f"/projects/{project.pk}/archive")

    page = alice_web.get(URL).content.decode()

    assert "All your projects are in the archive or were deleted." in page
    assert "?status=archived" in page


@pytest.mark.django_db(transaction=True)
def test_what_is_being_built_is_not_deleted(alice: User, alice_web: Client) -> None:
    build = build_services.start_site(user_id=alice.pk, prompt=PROMPT, now=timezone.now())

    page = alice_web.post(reverse("web:delete-project", args=[build.project_id]), follow=True)

    assert "This project is being built; try again when the build has ended." in page.content.decode()
    assert Project.objects.get().deleted_at is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "name",
    ["fork-project", "delete-project", "restore-project", "archive-project", "unarchive-project"],
)
def test_a_stranger_can_do_nothing(alice: User, charlie_web: Client, name: str) -> None:
    (project,) = make(alice, "Private")
    url = reverse(f"web:{name}", args=[project.pk])

    assert charlie_web.post(url, {"key": str(uuid4())}).status_code == 404
    assert (Project.objects.get().deleted_at, Project.objects.get().archived) == (None, False)


def test_changes_are_never_made_by_a_link(alice: User, alice_web: Client) -> None:
    (project,) = make(alice, "one")
    for name in ("fork-project", "restore-project", "archive-project", "unarchive-project"):
        assert alice_web.get(reverse(f"web:{name}", args=[project.pk])).status_code == 405


def test_names_are_shown_as_text(alice: User, alice_web: Client) -> None:
    make(alice, "<script>alert(1)</script>")
    assert "<script>alert" not in alice_web.get(URL).content.decode()
