from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from credits import services as credit_services

ME = "/api/v2/user/me"


def test_it_shows_the_user_to_themselves(alice: User, alice_api: APIClient) -> None:
    body = alice_api.get(ME).json()

    assert body == {
        "id": str(alice.pk),
        "email": "alice@example.com",
        "email_verified": False,
        "name": "Alice",
        "credits": 80,
        "created_at": alice.created_at.isoformat().replace("+00:00", "Z"),
        "updated_at": alice.updated_at.isoformat().replace("+00:00", "Z"),
    }
    assert alice_api.get("/api/auth/me").json() == body


def test_it_carries_an_etag(alice_api: APIClient) -> None:
    etag = alice_api.get(ME)["ETag"]

    assert alice_api.get(ME, headers={"if-none-match": etag}).status_code == 304


def test_the_name_can_be_changed(alice: User, alice_api: APIClient) -> None:
    assert alice_api.patch(ME, {"name": " Alicia "}, format="json").json()["name"] == "Alicia"
    alice.refresh_from_db()
    assert alice.name == "Alicia"


@pytest.mark.parametrize("name", ["", "  ", "x" * 151, None, {"a": 1}])
def test_a_name_must_be_one(alice_api: APIClient, name: Any) -> None:
    assert alice_api.patch(ME, {"name": name}, format="json").status_code == 400


def test_the_email_cannot_be_changed(alice: User, alice_api: APIClient) -> None:
    answer = alice_api.patch(ME, {"email": "new@example.com", "name": "New"}, format="json")

    assert (answer.status_code, answer.json()["code"]) == (400, "email_not_changeable")
    alice.refresh_from_db()
    assert (alice.email, alice.name) == ("alice@example.com", "Alice")


def test_the_present_email_may_be_sent_along(alice_api: APIClient) -> None:
    body = {"email": "Alice@example.com", "name": "Al"}
    assert alice_api.patch(ME, body, format="json").status_code == 200


def test_what_else_is_sent_changes_nothing(alice: User, alice_api: APIClient) -> None:
    alice_api.patch(ME, {"is_staff": True, "credits": 1000, "id": "x"}, format="json")

    alice.refresh_from_db()
    assert not alice.is_staff
    assert alice_api.get(ME).json()["credits"] == 80


def test_the_wallet_tells_what_is_held(alice: User, alice_api: APIClient) -> None:
    credit_services.place_hold(user_id=alice.pk, credits=31, key="k", reference="", description="")

    assert alice_api.get("/api/v2/user/credits").json() == {
        "user_id": str(alice.pk),
        "credits": 49,
        "held": 31,
        "balance": 80,
    }


def test_the_figures_start_at_nothing(alice: User, alice_api: APIClient) -> None:
    hold = credit_services.place_hold(user_id=alice.pk, credits=31, key="k", reference="", description="")
    credit_services.settle_hold(hold_id=hold.pk, credits=20)

    assert alice_api.get("/api/v2/stats").json() == {
        "user_id": str(alice.pk),
        "email": "alice@example.com",
        "credits": 60,
        "total_projects": 0,
        "completed_projects": 0,
        "credits_spent": 20,
        "member_since": alice.created_at.isoformat().replace("+00:00", "Z"),
    }


@pytest.mark.parametrize("path", [ME, "/api/v2/user/credits", "/api/v2/stats", "/api/auth/me"])
@pytest.mark.django_db
def test_who_is_not_signed_in_gets_401(api: APIClient, path: str) -> None:
    answer = api.get(path)

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"].startswith("Bearer")
