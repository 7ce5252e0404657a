"""Pages of lists: limit, offset, X-Total-Count and Link."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from projects import services as project_services

URL = "/api/v2/projects"


@pytest.fixture
def seven_projects(alice: User) -> None:
    for number in range(7):
        project_services.create_project(owner_id=alice.pk, name=f"Site {number}")


@pytest.mark.usefixtures("seven_projects")
def test_it_gives_a_window_with_the_total_and_both_neighbours(alice_api: APIClient) -> None:
    response = alice_api.get(URL, {"limit": 2, "offset": 2})

    assert [row["name"] for row in response.json()] == ["Site 4", "Site 3"]
    assert response["X-Total-Count"] == "7"
    here = f"http://testserver{URL}"
    assert response["Link"] == f'<{here}?limit=2&offset=4>; rel="next", <{here}?limit=2&offset=0>; rel="prev"'


@pytest.mark.usefixtures("seven_projects")
def test_it_has_no_links_when_everything_fits(alice_api: APIClient) -> None:
    response = alice_api.get(URL)

    assert len(response.json()) == 7
    assert "Link" not in response


@pytest.mark.parametrize(
    "query",
    [{"limit": "-1"}, {"limit": "0"}, {"limit": "101"}, {"limit": "999999999999999999999"}, {"limit": "ten"},
     {"limit": "1.5"}, {"offset": "-1"}, {"offset": "9" * 30}, {"offset": "NaN"}],
)  # fmt: skip
def test_it_refuses_windows_that_make_no_sense(alice_api: APIClient, query: dict[str, str]) -> None:
    response = alice_api.get(URL, query)

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["code"] == "invalid"
    assert [row["field"] for row in body["errors"]] == list(query)
    assert body["detail"].endswith(".")


def test_it_answers_304_to_who_has_the_list_already(alice_api: APIClient) -> None:
    etag = alice_api.get(URL)["ETag"]

    assert alice_api.get(URL, headers={"If-None-Match": etag}).status_code == 304
