"""Whatever goes wrong, an API client reads application/problem+json with a code and a sentence."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

UNKNOWN = "00000000-0000-4000-8000-000000000000"


def assert_problem(response: Any, status: int, code: str) -> None:
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["code"] == code
    assert body["status"] == status
    assert set(body) >= {"type", "title", "status", "detail", "code"}
    assert body["detail"].endswith((".", "!", "?"))


def test_broken_json_says_so(alice_api: APIClient) -> None:
    response = alice_api.post("/api/v2/projects", data='{"name": ', content_type="application/json")
    assert_problem(response, 400, "parse_error")


@pytest.mark.parametrize("body", ["[1, 2]", '"text"', "null", "7"])
def test_json_that_is_no_object_is_refused(alice_api: APIClient, body: str) -> None:
    response = alice_api.post("/api/v2/projects", data=body, content_type="application/json")
    assert_problem(response, 400, "invalid")


def test_a_missing_field_is_named(alice_api: APIClient) -> None:
    response = alice_api.post("/api/v2/projects", data={}, format="json")

    assert_problem(response, 400, "invalid")
    assert [(row["field"], row["code"]) for row in response.json()["errors"]] == [("name", "required")]


def test_another_content_type_is_refused(alice_api: APIClient) -> None:
    response = alice_api.post("/api/v2/projects", data="<name/>", content_type="text/xml")
    assert_problem(response, 415, "unsupported_media_type")


def test_a_wrong_method_is_refused(alice_api: APIClient) -> None:
    assert_problem(alice_api.put("/api/v2/projects", data={}, format="json"), 405, "method_not_allowed")


@pytest.mark.django_db
def test_no_token_is_401_with_a_challenge(api: APIClient) -> None:
    response = api.get("/api/v2/projects")

    assert_problem(response, 401, "not_authenticated")
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.django_db
def test_a_garbage_token_is_401(api: APIClient) -> None:
    response = api.get("/api/v2/projects", headers={"authorization": "Bearer garbage"})
    assert_problem(response, 401, "token_not_valid")


def test_an_unknown_project_is_404(alice_api: APIClient) -> None:
    response = alice_api.get(f"/api/v2/projects/{UNKNOWN}")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/api/nothing", "/api/v2/projects/not-a-uuid", "/api/v2/projects/"])
@pytest.mark.django_db
def test_an_unknown_address_is_404_json(client: Client, path: str) -> None:
    assert_problem(client.get(path), 404, "not_found")
