from __future__ import annotations

from typing import Any

import jwt
import pytest
from django.conf import settings as django_settings
from rest_framework.test import APIClient

from accounts.models import Login, User

URL = "/api/auth/login"


def sign_in(api: APIClient, email: str, password: str) -> Any:
    return api.post(URL, {"email": email, "password": password}, format="json")


@pytest.mark.parametrize("email", ["alice@example.com", "ALICE@example.com", "Alice@EXAMPLE.com"])
def test_it_takes_the_address_in_whatever_case(
    api: APIClient, alice: User, password: str, email: str
) -> None:
    answer = sign_in(api, email, password)

    body = answer.json()
    assert answer.status_code == 200
    assert body["token"] == body["access"] == body["access_token"]
    assert (body["user"]["id"], body["user"]["credits"]) == (str(alice.pk), 80)


def test_the_tokens_say_who_made_them_for_whom(api: APIClient, alice: User, password: str) -> None:
    body = sign_in(api, alice.email, password).json()

    key = django_settings.ENV.jwt_secret_key
    claims = [
        jwt.decode(body[name], key, algorithms=["HS256"], audience="autowebiq-api", issuer="autowebiq")
        for name in ("access", "refresh")
    ]
    assert [c["sub"] for c in claims] == [str(alice.pk)] * 2
    assert claims[0]["fam"] == claims[1]["fam"] == str(Login.objects.get().pk)


def test_all_refusals_look_the_same(api: APIClient, alice: User, bob: User, password: str) -> None:
    User.objects.filter(pk=bob.pk).update(is_active=False)

    answers = [
        sign_in(api, alice.email, "wrong"),
        sign_in(api, "nobody@example.com", password),
        sign_in(api, bob.email, password),
    ]
    assert [answer.status_code for answer in answers] == [401] * 3
    assert answers[0].json() == answers[1].json() == answers[2].json()
    assert answers[0].json()["code"] == "invalid_credentials"


@pytest.mark.django_db
def test_an_unknown_address_costs_a_hash_too(
    api: APIClient, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Counts hashes instead of seconds: the work is what must be equal.
    hashed: list[str | None] = []
    real = User.set_password

    def counted(user: User, raw: str | None) -> None:
        hashed.append(raw)
        real(user, raw)

    monkeypatch.setattr(User, "set_password", counted)

    sign_in(api, "nobody@example.com", password)

    assert hashed == [password]


def test_the_password_counts_to_the_letter(api: APIClient, alice: User, password: str) -> None:
    assert sign_in(api, alice.email, password.upper()).status_code == 401
    assert sign_in(api, alice.email, f" {password}").status_code == 401


@pytest.mark.parametrize("body", [{}, {"email": "a@example.com"}, {"password": "x"}, [], "x", None, 5])
@pytest.mark.django_db
def test_a_body_that_is_not_one_is_refused(api: APIClient, body: Any) -> None:
    answer = api.post(URL, body, format="json")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer garbage", "Bearer a.b.c", "Bearer a b", "Basic YTpi", ""],
)
@pytest.mark.django_db
def test_what_is_no_access_token_opens_nothing(api: APIClient, header: str) -> None:
    answer = api.get("/api/v2/user/me", headers={"authorization": header})

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


def forged(user: User, **changes: Any) -> str:
    claims = {
        "token_type": "access",
        "exp": 4_000_000_000,
        "iat": 1_700_000_000,
        "jti": "x",
        "sub": str(user.pk),
        "iss": "autowebiq",
        "aud": "autowebiq-api",
    }
    return jwt.encode({**claims, **changes}, django_settings.ENV.jwt_secret_key, algorithm="HS256")


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another-api"},
        {"iss": "another"},
        {"exp": 1},
        {"token_type": "refresh"},
        {"sub": "00000000-0000-0000-0000-000000000000"},
        {},  # without the fingerprint of the password
    ],
)
def test_a_token_made_for_something_else_opens_nothing(
    api: APIClient, alice: User, changes: dict[str, Any]
) -> None:
    answer = api.get("/api/v2/user/me", headers={"authorization": f"Bearer {forged(alice, **changes)}"})

    assert answer.status_code == 401


def test_a_token_of_a_user_who_was_switched_off_opens_nothing(alice: User, alice_api: APIClient) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)

    assert alice_api.get("/api/v2/user/me").status_code == 401
