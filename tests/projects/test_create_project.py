from __future__ import annotations

import pytest
from django.test import Client
from rest_framework.test import APIClient

URL = "/api/v2/projects"


def test_it_makes_a_draft(alice_api: APIClient) -> None:
    answer = alice_api.post(URL, {"name": "  Nishiki ", "description": "Ramen"}, format="json")
    assert answer.status_code == 201
    body = answer.json()
    assert answer["Location"] == f"{URL}/{body['id']}"
    made_up = {key: body.pop(key) for key in ("id", "created_at", "updated_at")}
    assert all(made_up.values())
    assert body == {
        "name": "Nishiki",
        "description": "Ramen",
        "status": "draft",
        "template_id": None,
        "language": "",
        "build_time": None,
        "archived": False,
        "generated_code": None,
        "preview_url": None,
        "published_url": None,
        "current_version": None,
        "pages": [],
        "active_build": None,
    }


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "a\0b", None, ["x"]])
def test_it_refuses_a_bad_name(alice_api: APIClient, name: object) -> None:
    answer = alice_api.post(URL, {"name": name}, format="json")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"] == "name"
    assert alice_api.get(URL).json() == []


def test_it_refuses_broken_json(alice_api: APIClient) -> None:
    answer = alice_api.post(URL, "{name:", content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


def test_it_makes_one_project_for_one_key(alice_api: APIClient) -> None:
    first = alice_api.post(URL, {"name": "Nishiki"}, format="json", headers={"Idempotency-Key": "k1"})
    again = alice_api.post(URL, {"name": "Nishiki"}, format="json", headers={"Idempotency-Key": "k1"})
    assert (first.json(), first["Location"]) == (again.json(), again["Location"])
    assert len(alice_api.get(URL).json()) == 1


def test_strangers_without_a_token_are_refused(client: Client, db: None) -> None:
    assert client.post(URL, {"name": "x"}).status_code == 401
