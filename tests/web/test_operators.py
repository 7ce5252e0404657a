"""The administration's pages about the work: who sees them, and what pressing their buttons does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds import services as build_services
from builds.models import Build
from credits import selectors as credit_selectors
from credits.models import OperatorAction
from projects import services as project_services
from projects.models import Project

PROMPT = "A ramen restaurant called Nishiki in Portland"
PAGES = (
    "/admin/builds/build/",
    "/admin/projects/project/",
    "/admin/catalog/",
    "/admin/builds/build/{build}/change/",
    "/admin/projects/project/{project}/change/",
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff(make_user: Callable[[str], User]) -> Callable[..., Client]:
    """A client of somebody who may open the administration and has these rights."""

    def make(*rights: str, name: str = "olga") -> Client:
        user = make_user(name)
        User.objects.filter(pk=user.pk).update(is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=rights))
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture
def operator(staff: Callable[..., Client]) -> Client:
    rights = ("view_build", "change_build", "view_project", "view_entry", "view_account", "adjust_account")
    return staff(*rights)


@pytest.fixture
def failed(alice: User) -> Build:
    build = build_services.start_site(user_id=alice.pk, prompt=PROMPT, now=timezone.now())
    build_services.fail_build(build_id=build.pk, code="time_limit", error="It took too long.")
    return build


@pytest.fixture
def succeeded(alice: User) -> Build:
    build = build_services.start_site(user_id=alice.pk, prompt=PROMPT, now=timezone.now())
    build_services.run_next_build(worker="test")
    build.refresh_from_db()
    return build


def addresses(build: Build) -> list[str]:
    return [page.format(build=build.pk, project=build.project_id) for page in PAGES]


def act(client: Client, build: Build, name: str, **changes: Any) -> Any:
    url = f"/admin/builds/build/{build.pk}/{name}/"
    page = client.get(url).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key, page
    return client.post(url, {"reason": "Ticket 12", "key": key[1], **changes})


def test_the_overview_shows_the_work_and_the_credits(operator: Client, failed: Build) -> None:
    page = operator.get("/admin/").content.decode()

    for title in ("Builds per hour", "Wait for a worker", "Credits issued and spent", "Workers alive"):
        assert title in page
    assert 'aria-label="Builds by the hour over 48 hours: 1 in all, 0 succeeded, 1 failed' in page
    assert "time_limit" in page


def test_the_slowest_stages_are_shown_with_their_numbers(operator: Client, succeeded: Build) -> None:
    page = operator.get("/admin/").content.decode()
    assert "Slowest stages" in page
    assert re.search(r'<th scope="row">planner</th><td class="is-number">1</td>', page)


def test_staff_without_rights_see_nothing_of_it(staff: Callable[..., Client], failed: Build) -> None:
    client = staff()
    overview = client.get("/admin/").content.decode()

    assert "has no right to look" in overview
    assert "Builds per hour" not in overview
    assert "/admin/builds/build/" not in overview
    assert [client.get(url).status_code for url in addresses(failed)] == [403] * len(PAGES)


def test_who_may_see_credits_only_sees_no_builds(staff: Callable[..., Client], failed: Build) -> None:
    overview = staff("view_entry").get("/admin/").content.decode()
    assert "Credits issued and spent" in overview
    assert "Builds per hour" not in overview


def test_others_are_led_to_the_sign_in(alice: User, failed: Build) -> None:
    client = Client()
    client.force_login(alice)
    for url in ("/admin/", *addresses(failed)):
        assert client.get(url)["Location"].startswith("/admin/login/")


def test_support_may_look_and_operators_may_act(operator_groups: None) -> None:
    def rights(name: str) -> set[str]:
        return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))

    assert rights("Support") >= {"view_build", "view_project", "view_worker"}
    assert "change_build" not in rights("Support")
    assert "change_build" in rights("Operators")


@pytest.fixture
def operator_groups(db: None) -> None:
    """The groups as the migrations make them; tests with real transactions take them away."""
    import importlib

    from django.apps import apps

    importlib.import_module("credits.migrations.0005_operator_groups").make_groups(apps, None)
    importlib.import_module("builds.migrations.0006_operator_groups").add_rights(apps, None)


def test_a_build_shows_its_timeline_and_what_can_be_done(operator: Client, failed: Build) -> None:
    page = operator.get(f"/admin/builds/build/{failed.pk}/change/").content.decode()

    assert "It took too long." in page
    assert PROMPT in page
    assert "place 1 in the queue" in page
    assert f"/admin/builds/build/{failed.pk}/retry/" in page
    assert f"/admin/builds/build/{failed.pk}/cancel/" not in page


def test_a_finished_build_shows_how_long_its_agents_worked(operator: Client, succeeded: Build) -> None:
    page = operator.get(f"/admin/builds/build/{succeeded.pk}/change/").content.decode()
    assert 'aria-label="How long the agents worked: planner' in page


def test_the_list_narrows_by_state_reason_and_words(operator: Client, failed: Build, bob: User) -> None:
    other = build_services.start_site(user_id=bob.pk, prompt="Another", now=timezone.now())

    def shown(query: str) -> bool:
        return str(failed.pk) in operator.get(f"/admin/builds/build/?{query}").content.decode()

    for query in ("status__exact=FAILED", "error_code=time_limit", "q=alice@example.com", f"q={failed.pk}"):
        assert shown(query), query
    for query in ("status__exact=QUEUED", "q=bob@example.com", f"project__id__exact={other.project_id}"):
        assert not shown(query), query


def test_an_operator_retries_a_failed_build(operator: Client, failed: Build, alice: User) -> None:
    answer = act(operator, failed, "retry")

    retried = Build.objects.get(retry_of=failed)
    assert answer["Location"] == f"/admin/builds/build/{retried.pk}/change/"
    assert retried.owner == alice
    assert OperatorAction.objects.get().action == "build retried"


def test_sending_the_form_twice_retries_once(operator: Client, failed: Build) -> None:
    page = operator.get(f"/admin/builds/build/{failed.pk}/retry/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    body = {"reason": "Ticket 12", "key": key[1]}
    first, second = (operator.post(f"/admin/builds/build/{failed.pk}/retry/", body) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Build.objects.filter(retry_of=failed).count() == 1


def test_an_operator_cancels_and_refunds(operator: Client, alice: User) -> None:
    build = build_services.start_site(user_id=alice.pk, prompt=PROMPT, now=timezone.now())
    assert act(operator, build, "cancel").status_code == 302
    build.refresh_from_db()
    assert build.status == Build.Status.CANCELLED


def test_an_operator_refunds_what_a_build_cost(operator: Client, succeeded: Build, alice: User) -> None:
    assert act(operator, succeeded, "refund", credits=31).status_code == 302

    assert credit_selectors.wallet(user_id=alice.pk).credits == 80
    page = operator.get(f"/admin/builds/build/{succeeded.pk}/change/").content.decode()
    assert "31 refunded" in page
    assert "/refund/" not in page


def test_what_is_refused_is_said_on_the_form(operator: Client, succeeded: Build) -> None:
    answer = act(operator, succeeded, "refund", credits=99)
    assert answer.status_code == 200
    assert "Between 1 and 31 credits can be given back." in answer.content.decode()
    assert act(operator, succeeded, "retry").status_code == 200


def test_a_reason_is_needed(operator: Client, failed: Build) -> None:
    assert act(operator, failed, "retry", reason="").status_code == 200
    assert not Build.objects.filter(retry_of=failed).exists()


@pytest.mark.parametrize("name", ["retry", "cancel", "refund"])
def test_who_may_only_look_cannot_act(staff: Callable[..., Client], failed: Build, name: str) -> None:
    client = staff("view_build")
    url = f"/admin/builds/build/{failed.pk}/{name}/"

    assert client.get(url).status_code == 403
    assert client.post(url, {"reason": "x"}).status_code == 403
    assert url not in client.get(f"/admin/builds/build/{failed.pk}/change/").content.decode()


@pytest.mark.parametrize(
    "path", ["builds/build/nope/change/", "builds/build/{}/explode/", "projects/project/1/change/"]
)
def test_what_is_not_there_is_not_found(operator: Client, failed: Build, path: str) -> None:
    assert operator.get(f"/admin/{path.format(failed.pk)}").status_code == 404


def test_nobody_edits_rows(failed: Build) -> None:
    root = User.objects.create_superuser("root@example.com", "x", name="Root")
    client = Client()
    client.force_login(root)
    for url in (f"builds/build/{failed.pk}", f"projects/project/{failed.project_id}"):
        assert client.post(f"/admin/{url}/change/", {"name": "x"}).status_code == 403
        assert client.post(f"/admin/{url}/delete/", {"post": "yes"}).status_code == 403
    assert client.get("/admin/builds/build/add/").status_code == 403


def test_lists_ask_as_many_queries_for_many_as_for_one(
    operator: Client, alice: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    projects = Project.objects.bulk_create(Project(owner=alice, name=f"Site {n}") for n in range(40))
    Build.objects.bulk_create(
        Build(
            project=p,
            owner=alice,
            prompt="x",
            status="FAILED",
            queued_at=timezone.now(),
            finished_at=timezone.now(),
        )
        for p in projects
    )
    for path in ("builds/build/", "projects/project/"):
        with django_assert_max_num_queries(12):
            operator.get(f"/admin/{path}")


def test_users_show_credits_projects_and_when_they_were_seen(alice: User) -> None:
    root = User.objects.create_superuser("root@example.com", "x", name="Root")
    project_services.create_project(owner_id=alice.pk, name="One")
    client = Client()
    client.force_login(root)

    page = client.get("/admin/accounts/user/?q=alice").content.decode()

    assert f'href="/admin/credits/account/{alice.pk}/change/">80</a>' in page
    assert f"?owner__id__exact={alice.pk}" in page
    assert ">1</a>" in page
    assert "never" in page


def test_the_catalog_is_shown_and_searched(operator: Client) -> None:
    assert "House Table" in operator.get("/admin/catalog/").content.decode()
    page = operator.get("/admin/catalog/?q=bakeries").content.decode()
    assert "/templates/corner-cafe" in page
    assert "/templates/house-table" not in page


def test_what_customers_receive_through_their_forms_is_nowhere() -> None:
    from django.contrib import admin

    apps = {model._meta.label for model in admin.site._registry}
    assert not any(label.startswith("publishing.") for label in apps)
    assert "projects.ProjectMessage" not in apps
