from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import User
from projects import selectors, services
from projects.models import Project, SiteVersion

URL = "/api/v2/projects"


def make(owner: User, count: int) -> list[Project]:
    return [services.create_project(owner_id=owner.pk, name=f"Site {n}") for n in range(count)]


def test_it_lists_the_newest_first(alice_api: APIClient, alice: User, bob: User) -> None:
    make(bob, 1)
    make(alice, 3)
    answer = alice_api.get(URL)
    assert [row["name"] for row in answer.json()] == ["Site 2", "Site 1", "Site 0"]
    assert answer["X-Total-Count"] == "3"


def test_a_page_links_to_the_next(alice_api: APIClient, alice: User) -> None:
    make(alice, 3)
    answer = alice_api.get(URL, {"limit": 2})
    assert len(answer.json()) == 2
    assert answer["Link"] == '<http://testserver/api/v2/projects?limit=2&offset=2>; rel="next"'


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": 101}, {"limit": -1}, {"offset": -1}, {"limit": "x"}]
)
def test_it_refuses_a_bad_window(alice_api: APIClient, query: dict[str, Any]) -> None:
    answer = alice_api.get(URL, query)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "out_of_range")


@pytest.mark.parametrize("count", [1, 20])
def test_it_asks_three_queries_however_many_there_are(
    alice_api: APIClient, alice: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make(alice, count)
    with django_assert_num_queries(3):
        alice_api.get(URL)


def test_counts_leave_deleted_projects_out(alice: User, store: Callable[..., SiteVersion]) -> None:
    store()
    gone = make(alice, 2)[0]
    services.delete_project(owner_id=alice.pk, project_id=gone.pk, now=gone.created_at)
    assert selectors.project_counts(alice.pk) == (2, 1)
