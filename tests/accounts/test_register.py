from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from rest_framework.test import APIClient

from accounts import services
from accounts.errors import EmailTaken
from accounts.models import User
from credits import selectors as credit_selectors
from credits.models import Account, Entry

URL = "/api/auth/register"
DORA = {"email": "dora@example.com", "password": "correct horse battery", "name": "Dora Dorado"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _bonus(settings: Any) -> None:
    settings.SIGNUP_BONUS = 80


def register(api: APIClient, **changes: Any) -> Any:
    return api.post(URL, {**DORA, **changes}, format="json")


def test_it_signs_in_and_grants_the_bonus(api: APIClient) -> None:
    answer = register(api)

    body = answer.json()
    assert (answer.status_code, answer["Location"]) == (201, "/api/v2/user/me")
    assert set(body) == {"token", "access", "access_token", "refresh", "user"}
    assert body["token"] == body["access"] == body["access_token"]
    assert set(body["user"]) == {
        "id", "email", "email_verified", "name", "credits", "created_at", "updated_at",
    }  # fmt: skip
    assert (body["user"]["email"], body["user"]["name"], body["user"]["credits"]) == (
        "dora@example.com",
        "Dora Dorado",
        80,
    )


def test_its_token_opens_the_profile(api: APIClient) -> None:
    token = register(api).json()["token"]

    answer = api.get("/api/auth/me", headers={"authorization": f"Bearer {token}"})
    assert answer.json()["email"] == "dora@example.com"


def test_the_bonus_is_an_entry_of_its_own(api: APIClient) -> None:
    user_id = UUID(register(api).json()["user"]["id"])

    entry = Entry.objects.get(account_id=user_id)
    assert (entry.kind, entry.amount, entry.key) == ("signup_bonus", 80, f"signup:{user_id}")


def test_username_is_accepted_for_name(api: APIClient) -> None:
    body = api.post(
        URL,
        {"email": "dora@example.com", "password": DORA["password"], "username": "dora"},
        format="json",
    ).json()

    assert body["user"]["name"] == "dora"


def test_the_address_is_kept_as_given_but_for_its_domain(api: APIClient) -> None:
    assert register(api, email="Dora@Example.COM").json()["user"]["email"] == "Dora@example.com"


def test_the_password_is_hashed_with_argon2(api: APIClient) -> None:
    register(api)

    assert User.objects.get().password.startswith("argon2$argon2id$")


@pytest.mark.parametrize("email", ["alice@example.com", "ALICE@example.com", " Alice@EXAMPLE.com "])
def test_a_taken_address_is_refused_in_whatever_case(api: APIClient, alice: User, email: str) -> None:
    answer = register(api, email=email)

    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")
    assert answer.json()["errors"][0]["field"] == "email"
    assert User.objects.count() == Account.objects.count() == 1


@pytest.mark.parametrize("password", ["short", "password123", "1234567890123", "dora@example.com"])
def test_a_weak_password_is_refused(api: APIClient, password: str) -> None:
    answer = register(api, password=password)

    assert (answer.status_code, answer.json()["code"]) == (400, "weak_password")
    assert answer.json()["errors"][0]["field"] == "password"
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"email": ""}, "email"),
        ({"email": "a" * 250 + "@example.com"}, "email"),
        ({"email": ["x@example.com"]}, "email"),
        ({"password": ""}, "password"),
        ({"password": "x" * 257}, "password"),
        ({"name": ""}, "name"),
        ({"name": "x" * 151}, "name"),
        ({"name": "a\x00b"}, "name"),
    ],
)
def test_what_is_missing_or_too_long_is_named(api: APIClient, changes: dict[str, Any], field: str) -> None:
    answer = register(api, **changes)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert field in [error["field"] for error in answer.json()["errors"]]


def test_a_name_is_needed(api: APIClient) -> None:
    answer = api.post(URL, {"email": DORA["email"], "password": DORA["password"]}, format="json")

    assert [error["field"] for error in answer.json()["errors"]] == ["name"]


def test_what_is_no_json_is_refused(api: APIClient) -> None:
    answer = api.post(URL, "{", content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


def test_a_stale_token_in_the_header_does_not_stand_in_the_way(api: APIClient) -> None:
    api.credentials(HTTP_AUTHORIZATION="Bearer stale")

    assert register(api, password="short").status_code == 400


@pytest.mark.django_db(transaction=True)
def test_one_of_eight_at_once_gets_the_address() -> None:
    def work(number: int) -> User | EmailTaken:
        email = "Dora@example.com" if number % 2 else "dora@EXAMPLE.com"
        try:
            return services.register(email=email, password=DORA["password"], name="Dora")
        except EmailTaken as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(work, range(8)))

    assert [type(outcome) for outcome in outcomes].count(User) == 1
    assert credit_selectors.wallet(user_id=User.objects.get().pk).credits == 80


def test_nothing_is_left_of_a_registration_that_fails_half_way(
    settings: Any, api_that_survives: Callable[[], APIClient]
) -> None:
    settings.SIGNUP_BONUS = -1  # the books refuse it

    assert register(api_that_survives()).status_code >= 400
    assert not User.objects.exists()


@pytest.fixture
def api_that_survives() -> Callable[[], APIClient]:
    return lambda: APIClient(raise_request_exception=False)
