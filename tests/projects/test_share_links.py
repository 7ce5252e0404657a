"""The owner's side of share links."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from projects.models import Project, ShareLink, SiteVersion
from projects.services import sharing


@pytest.fixture
def url(project: Project) -> str:
    return f"/api/v2/projects/{project.pk}/shares"


def make(api: APIClient, url: str, **body: Any) -> dict[str, Any]:
    answer = api.post(url, body, format="json")
    assert answer.status_code == 201, answer.json()
    made: dict[str, Any] = answer.json()
    return made


def test_it_makes_a_link_to_the_current_version(alice_api: APIClient, url: str, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://sites.example.org"
    answer = alice_api.post(url, {"label": " For Ann "}, format="json")
    body = answer.json()
    assert answer["Location"] == f"{url}/{body['id']}"
    assert alice_api.get(answer["Location"]).json() == body
    assert body.pop("url").startswith(f"https://sites.example.org/share/{body.pop('id').replace('-', '')}.")
    assert body.pop("created_at") < body.pop("expires_at")
    assert body == {"version": None, "label": "For Ann", "has_password": False, "last_used_at": None}


def test_a_link_may_be_to_one_version_end_earlier_and_ask_for_a_password(
    alice_api: APIClient, url: str, store: Callable[..., SiteVersion]
) -> None:
    store()
    end = (timezone.now() + timedelta(hours=1)).isoformat().replace("+00:00", "Z")
    body = make(alice_api, url, version=1, password="open sesame", expires_at=end)
    assert (body["version"], body["has_password"], body["expires_at"]) == (1, True, end)
    assert "password" not in body
    assert "open sesame" not in ShareLink.objects.get().password


def test_the_table_does_not_hold_the_address(alice_api: APIClient, url: str) -> None:
    token = make(alice_api, url)["url"].split("/")[-2]
    row = ShareLink.objects.values().get()
    assert token.split(".")[1] not in str(row)


def test_it_lists_the_newest_first(alice_api: APIClient, url: str) -> None:
    made = [make(alice_api, url, label=str(number))["label"] for number in range(3)]
    answer = alice_api.get(url, {"limit": 2})
    assert [row["label"] for row in answer.json()] == made[::-1][:2]
    assert answer["X-Total-Count"] == "3"


def test_one_key_makes_one_link(alice_api: APIClient, url: str) -> None:
    bodies = [
        alice_api.post(url, {}, format="json", headers={"Idempotency-Key": "k"}).json() for _ in range(2)
    ]
    assert bodies[0] == bodies[1]
    assert ShareLink.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"version": 9}, 404),
        ({"password": "abc"}, 400),
        ({"expires_at": "2020-01-01T00:00:00Z"}, 400),
        ({"expires_at": "2999-01-01T00:00:00Z"}, 400),
        ({"label": "x" * 101}, 400),
    ],
)
def test_it_refuses_what_makes_no_sense(
    alice_api: APIClient, url: str, body: dict[str, Any], status: int
) -> None:
    assert alice_api.post(url, body, format="json").status_code == status
    assert not ShareLink.objects.exists()


def test_there_can_be_too_many(alice_api: APIClient, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "MOST_SHARES", 1)
    make(alice_api, url)
    answer = alice_api.post(url, {}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_shares")


def test_a_revoked_link_is_gone(alice_api: APIClient, url: str) -> None:
    one = f"{url}/{make(alice_api, url)['id']}"
    assert alice_api.delete(one).status_code == 204
    assert alice_api.delete(one).status_code == alice_api.get(one).status_code == 404
    assert alice_api.get(url).json() == []


def test_strangers_neither_see_nor_make_nor_revoke(
    alice_api: APIClient, bob_api: APIClient, url: str
) -> None:
    one = f"{url}/{make(alice_api, url)['id']}"
    assert bob_api.get(url).status_code == bob_api.get(one).status_code == 404
    assert bob_api.post(url, {}, format="json").status_code == bob_api.delete(one).status_code == 404
    assert alice_api.get(f"{url}/{uuid4()}").json()["code"] == "share_not_found"
    assert ShareLink.objects.count() == 1


def test_a_project_that_is_removed_for_good_takes_its_links_along(
    alice_api: APIClient, project: Project, url: str, store: Callable[..., SiteVersion]
) -> None:
    store()
    make(alice_api, url, version=1)
    project.delete()
    assert not ShareLink.objects.exists()
    assert not SiteVersion.objects.exists()
