"""Confirming an e-mail address through the link of the e-mail."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from accounts import mail
from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice_web(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def ask(client: Client) -> Any:
    answer = client.post("/account/email/send-link", follow=True)
    mail.POOL.submit(lambda: None).result()  # one thread: what was asked before is sent now
    return answer


@pytest.fixture
def link(alice_web: Client, mailoutbox: list[EmailMessage]) -> str:
    """The address, without its host, that the e-mail to Alice leads to."""
    ask(alice_web)
    found = re.search(r"/verify-email\?token=\S+", str(mailoutbox[0].body))
    assert found
    return found[0]


def token_in(page: Any) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def test_a_press_confirms_the_address_and_opening_the_link_does_not(
    alice: User, alice_web: Client, link: str
) -> None:
    page = Client().get(link)
    alice.refresh_from_db()
    assert (page.status_code, alice.email_verified) == (200, False)

    assert Client().post("/verify-email", {"token": token_in(page)})["Location"] == "/sign-in"

    alice.refresh_from_db()
    assert alice.email_verified
    assert b"account-send-link" not in alice_web.get("/account").content
    assert b"confirmed already" in ask(alice_web).content


def test_who_is_signed_in_comes_back_to_their_account(alice_web: Client, link: str) -> None:
    page = alice_web.get(link)

    done = alice_web.post("/verify-email", {"token": token_in(page)}, follow=True)

    assert done.redirect_chain == [("/account", 302)]
    assert b"your e-mail address is confirmed" in done.content


@pytest.mark.parametrize("token", ["", "made-up", "a:b:c"])
def test_a_link_that_is_not_ours_is_over(alice: User, token: str) -> None:
    page = Client().post("/verify-email", {"token": token})

    assert page.status_code == 400
    assert b"This link is over" in page.content


def test_asking_too_often_is_told(alice_web: Client, settings: Any) -> None:
    settings.RATE_LIMITS = {"verify-email-user": (1, 300)}
    ask(alice_web)

    assert ask(alice_web).status_code == 429
