from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from credits import selectors as credit_selectors


@pytest.fixture
def operator(db: None) -> Client:
    user = User.objects.create_superuser("root@example.com", "correct horse battery", name="Root")
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.django_db
def test_createsuperuser_makes_an_operator_with_a_wallet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "correct horse battery")
    call_command("createsuperuser", email="root@example.com", name="Root", interactive=False)

    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.check_password("correct horse battery")) == (True,) * 3
    assert credit_selectors.wallet(user_id=user.pk).balance == 0


def test_an_operator_adds_a_user_with_a_wallet(operator: Client) -> None:
    word = "correct horse battery"
    body = {
        "email": "dora@example.com",
        "name": "Dora",
        "usable_password": "true",
        "password1": word,
        "password2": word,
    }
    answer = operator.post("/admin/accounts/user/add/", body)

    assert answer.status_code == 302
    dora = User.objects.get(email="dora@example.com")
    assert dora.check_password(word)
    assert credit_selectors.wallet(user_id=dora.pk).balance == 0


def test_an_address_is_not_given_twice(operator: Client, alice: User) -> None:
    word = "correct horse battery"
    body = {"email": "ALICE@example.com", "usable_password": "true", "password1": word, "password2": word}
    answer = operator.post("/admin/accounts/user/add/", body)

    assert answer.status_code == 200
    assert "There is an account with this e-mail address already." in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "accounts/user/?q=alice",
        "accounts/login/?q=alice",
        "credits/account/?q=alice",
        "credits/hold/?q=alice",
        "credits/entry/?q=alice",
    ],
)
def test_an_operator_finds_somebody_by_email(operator: Client, alice: User, path: str) -> None:
    assert operator.get(f"/admin/{path}").status_code == 200


def test_a_user_is_opened_and_saved(operator: Client, alice: User) -> None:
    body = {"email": alice.email, "name": "Alicia", "is_active": "on"}

    assert operator.get(f"/admin/accounts/user/{alice.pk}/change/").status_code == 200
    assert operator.post(f"/admin/accounts/user/{alice.pk}/change/", body).status_code == 302
    alice.refresh_from_db()
    assert alice.name == "Alicia"


def test_users_are_switched_off_not_deleted(operator: Client, alice: User) -> None:
    assert operator.post(f"/admin/accounts/user/{alice.pk}/delete/", {"post": "yes"}).status_code == 403
