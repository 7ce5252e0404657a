from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken

from accounts import tokens
from accounts.models import User

pytestmark = pytest.mark.django_db


def post(api: APIClient, path: str, token: str) -> Any:
    return api.post(f"/api/auth/{path}", {"refresh": token}, format="json")


def test_its_refresh_token_works_no_more(api: APIClient, alice: User) -> None:
    token = tokens.begin(alice).refresh

    assert post(api, "logout", token).status_code == 204
    assert post(api, "refresh", token).json()["code"] == "login_ended"
    assert BlacklistedToken.objects.count() == 1


def test_logging_out_again_changes_nothing(api: APIClient, alice: User) -> None:
    token = tokens.begin(alice).refresh

    assert [post(api, "logout", token).status_code for _ in range(2)] == [204, 204]


def test_an_older_token_of_the_same_sign_in_ends_it_too(api: APIClient, alice: User) -> None:
    old = tokens.begin(alice).refresh
    new = post(api, "refresh", old).json()["refresh"]

    post(api, "logout", old)
    assert post(api, "refresh", new).status_code == 401


def test_other_sign_ins_go_on(api: APIClient, alice: User) -> None:
    here, elsewhere = tokens.begin(alice), tokens.begin(alice)

    post(api, "logout", here.refresh)
    assert post(api, "refresh", elsewhere.refresh).status_code == 200


def test_garbage_is_refused(api: APIClient) -> None:
    assert post(api, "logout", "garbage").json()["code"] == "token_not_valid"
