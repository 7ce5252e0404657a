from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from accounts import services, tokens
from accounts.errors import TokenReused
from accounts.models import Login, LoginEnd, User
from accounts.tokens import Tokens

URL = "/api/auth/refresh"


@pytest.fixture
def first(alice: User) -> Tokens:
    return tokens.begin(alice)


def refresh(api: APIClient, token: str) -> Any:
    return api.post(URL, {"refresh": token}, format="json")


def test_it_exchanges_the_token_for_a_new_pair(api: APIClient, alice: User, first: Tokens) -> None:
    body = refresh(api, first.refresh).json()

    assert body["refresh"] != first.refresh
    assert body["user"]["id"] == str(alice.pk)
    assert api.get("/api/auth/me", headers={"authorization": f"Bearer {body['access']}"}).status_code == 200


def test_it_goes_on_and_on(api: APIClient, first: Tokens) -> None:
    token = first.refresh
    for _ in range(3):
        token = refresh(api, token).json()["refresh"]

    assert Login.objects.get().ended_at is None


def test_a_second_use_ends_the_whole_sign_in(api: APIClient, first: Tokens) -> None:
    second = refresh(api, first.refresh).json()["refresh"]

    reused = refresh(api, first.refresh)
    assert (reused.status_code, reused.json()["code"]) == (401, "token_reused")
    assert refresh(api, second).json()["code"] == "login_ended"
    assert Login.objects.get().ended_by == LoginEnd.TOKEN_REUSED


def test_other_sign_ins_of_the_user_go_on(api: APIClient, alice: User, first: Tokens) -> None:
    elsewhere = tokens.begin(alice)
    refresh(api, first.refresh)
    refresh(api, first.refresh)

    assert refresh(api, elsewhere.refresh).status_code == 200


def test_after_a_password_change_it_is_refused(api: APIClient, alice: User, first: Tokens) -> None:
    alice.set_password("another good password")
    alice.save()

    assert refresh(api, first.refresh).json()["code"] == "login_ended"


def test_a_user_who_was_switched_off_is_refused(api: APIClient, alice: User, first: Tokens) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)

    assert refresh(api, first.refresh).status_code == 401


def test_an_access_token_is_no_refresh_token(api: APIClient, first: Tokens) -> None:
    answer = refresh(api, first.access)

    assert (answer.status_code, answer.json()["code"]) == (401, "token_not_valid")


@pytest.mark.parametrize("token", ["garbage", "a.b.c"])
@pytest.mark.django_db
def test_garbage_is_refused(api: APIClient, token: str) -> None:
    assert refresh(api, token).json()["code"] == "token_not_valid"


@pytest.mark.django_db
def test_a_token_is_needed(api: APIClient) -> None:
    assert refresh(api, "").status_code == 400


@pytest.mark.django_db(transaction=True)
def test_of_eight_uses_at_once_one_is_served(first: Tokens) -> None:
    def work(_: int) -> str:
        try:
            return type(services.refresh_session(refresh=first.refresh)).__name__
        except Exception as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(work, range(8)))

    assert outcomes.count("Session") == 1
    assert outcomes.count(TokenReused.__name__) == 1
    assert outcomes.count("LoginEnded") == 6


def test_no_token_is_kept_that_could_be_used(first: Tokens) -> None:
    assert list(OutstandingToken.objects.values_list("token", flat=True)) == [""]
