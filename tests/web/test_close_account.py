"""Taking one's data along and closing the account, from the account page."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def alice_web(alice: User, password: str) -> Client:
    client = Client()
    client.post("/sign-in", {"username": alice.email, "password": password})
    return client


def test_everything_can_be_downloaded(alice: User, alice_web: Client) -> None:
    assert b'href="/api/v2/user/export"' in alice_web.get("/account").content

    answer = alice_web.get("/api/v2/user/export")

    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:  # type: ignore[attr-defined]
        assert alice.email in archive.read("profile.json").decode()


def test_the_account_is_closed_with_the_password(alice: User, alice_web: Client, password: str) -> None:
    assert alice_web.get("/account/close").status_code == 200

    page = alice_web.post("/account/close", {"password": password}, follow=True)

    assert page.redirect_chain == [("/", 302)]
    assert b"Your account is closed" in page.content
    assert alice_web.get("/account").status_code == 302
    again = Client().post("/sign-in", {"username": alice.email, "password": password})
    assert again.status_code == 400


@pytest.mark.parametrize("typed", ["", "wrong"])
def test_without_the_password_it_stays(alice: User, alice_web: Client, typed: str) -> None:
    page = alice_web.post("/account/close", {"password": typed})

    assert page.status_code == 400
    assert page.context["form"].errors["password"]
    assert alice_web.get("/account").status_code == 200


def test_opening_the_page_closes_nothing(alice: User, alice_web: Client) -> None:
    alice_web.get("/account/close")

    alice.refresh_from_db()
    assert alice.is_active
