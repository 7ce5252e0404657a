from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import User

URL = "/api/auth/password/change"
NEW = "another good password"


def change(api: APIClient, current: str, new: str = NEW) -> Any:
    return api.post(URL, {"current_password": current, "new_password": new}, format="json")


def test_the_new_password_signs_in_and_the_old_one_does_not(
    api: APIClient, alice: User, alice_api: APIClient, password: str
) -> None:
    assert change(alice_api, password).status_code == 200

    old, new = (
        api.post("/api/auth/login", {"email": alice.email, "password": word}, format="json").status_code
        for word in (password, NEW)
    )
    assert (old, new) == (401, 200)


def test_it_ends_every_other_sign_in(
    api: APIClient, alice: User, alice_api: APIClient, password: str
) -> None:
    elsewhere = tokens.begin(alice)
    session = change(alice_api, password).json()

    assert alice_api.get("/api/auth/me").json()["code"] == "password_changed"
    stale = api.post("/api/auth/refresh", {"refresh": elsewhere.refresh}, format="json")
    fresh = api.post("/api/auth/refresh", {"refresh": session["refresh"]}, format="json")
    assert (stale.status_code, fresh.status_code) == (401, 200)


def test_the_current_password_is_needed(alice_api: APIClient) -> None:
    answer = change(alice_api, "wrong")

    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_credentials")


def test_a_weak_password_is_refused(alice_api: APIClient, password: str) -> None:
    answer = change(alice_api, password, "12345678")

    assert (answer.status_code, answer.json()["code"]) == (400, "weak_password")


@pytest.mark.django_db
def test_who_is_not_signed_in_gets_401(api: APIClient) -> None:
    assert change(api, "x").status_code == 401
