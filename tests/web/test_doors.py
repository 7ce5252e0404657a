"""Signing up and in, and a forgotten password, without a browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from accounts import mail
from accounts.models import Login, LoginEnd, User

pytestmark = pytest.mark.django_db
NEW = "another good password"


@pytest.fixture
def visitor() -> Client:
    return Client()


def forgot(client: Client, email: str, **headers: Any) -> Any:
    answer = client.post("/forgot-password", {"email": email}, **headers)
    mail.POOL.submit(lambda: None).result()  # one thread: what was asked before is sent now
    return answer


@pytest.fixture
def link(visitor: Client, alice: User, mailoutbox: list[EmailMessage]) -> str:
    """The path that the e-mail to Alice leads to."""
    forgot(visitor, alice.email)
    found = re.search(r"/reset-password/\S+", str(mailoutbox[0].body))
    assert found
    return found[0]


@pytest.mark.django_db(transaction=True)
def test_signing_up_leads_where_one_wanted_to_go(visitor: Client) -> None:
    data = {"name": "Mika", "email": "m@example.org", "password": "correct horse battery", "next": "/credits"}

    assert visitor.post("/sign-up", data)["Location"] == "/credits"
    assert Login.objects.get().session_key == visitor.session.session_key


def test_a_taken_address_is_told_beside_its_field(visitor: Client, alice: User) -> None:
    data = {"name": "Mika", "email": "ALICE@example.com", "password": "correct horse battery"}
    page = visitor.post("/sign-up", data)

    assert page.status_code == 409
    assert page.context["form"].errors["email"]
    assert b'aria-invalid="true"' in page.content


def test_password_managers_know_the_fields(visitor: Client) -> None:
    known = {
        path: visitor.get(path).content.decode() for path in ("/sign-up", "/sign-in", "/forgot-password")
    }

    tokens = {path: re.findall(r'autocomplete="([^"]+)"', page) for path, page in known.items()}
    assert tokens == {
        "/sign-up": ["name", "email", "new-password"],
        "/sign-in": ["username", "current-password"],
        "/forgot-password": ["username"],
    }


def test_the_answer_is_the_same_for_every_address(
    visitor: Client, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    known, unknown = forgot(visitor, alice.email), forgot(visitor, "nobody@example.com")

    assert known["Location"] == unknown["Location"] == "/forgot-password/sent"
    assert [message.to for message in mailoutbox] == [["alice@example.com"]]


def test_the_link_sets_a_password_once(visitor: Client, alice: User, link: str) -> None:
    assert visitor.get(link).status_code == 200
    assert visitor.post(link, {"password": NEW})["Location"] == "/sign-in"

    alice.refresh_from_db()
    assert alice.check_password(NEW)
    assert visitor.get(link).status_code == 410
    assert visitor.post(link, {"password": "a third good password"}).status_code == 410


def test_a_weak_new_password_is_refused_beside_its_field(visitor: Client, alice: User, link: str) -> None:
    page = visitor.post(link, {"password": "12345678"})

    assert page.status_code == 400
    assert page.context["form"].errors["password"]
    assert visitor.get(link).status_code == 200


def test_a_link_that_is_made_up_is_over(visitor: Client) -> None:
    assert visitor.get("/reset-password/abc/def-123").status_code == 410


def test_the_email_speaks_the_language_of_the_request(
    visitor: Client, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    forgot(visitor, alice.email, headers={"accept-language": "es"})

    assert mailoutbox[0].subject == "Elige una contraseña nueva"
    assert "/reset-password/" in str(mailoutbox[0].body)


def test_too_many_tries_are_told_with_the_time_to_wait(visitor: Client, alice: User, settings: Any) -> None:
    settings.RATE_LIMITS = {"sign-in-account": (1, 300)}
    wrong = {"username": alice.email, "password": "wrong"}
    visitor.post("/sign-in", wrong)

    page = visitor.post("/sign-in", wrong)

    assert page.status_code == 429
    assert 0 < int(page["Retry-After"]) <= 300
    assert f'data-wait="{page["Retry-After"]}"' in page.content.decode()
    assert alice.email in page.content.decode()


def test_asking_for_too_many_emails_is_refused(visitor: Client, alice: User, settings: Any) -> None:
    settings.RATE_LIMITS = {"password-forgot-address": (1, 300)}
    forgot(visitor, alice.email)

    assert forgot(visitor, alice.email).status_code == 429


@pytest.mark.django_db(transaction=True)
def test_signing_out_ends_the_sign_in(visitor: Client, alice: User, password: str) -> None:
    visitor.post("/sign-in", {"username": alice.email, "password": password})
    visitor.post("/sign-out")

    assert Login.objects.get().ended_by == LoginEnd.SIGNED_OUT
    assert visitor.get("/projects").status_code == 302
