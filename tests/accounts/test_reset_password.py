from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.utils.http import urlsafe_base64_encode
from rest_framework.test import APIClient

from accounts import mail, tokens
from accounts.models import User

NEW = "another good password"


def forgot(api: APIClient, email: str) -> Any:
    answer = api.post("/api/auth/password/forgot", {"email": email}, format="json")
    mail.POOL.submit(lambda: None).result()  # one thread: what was asked before is sent now
    return answer


def reset(api: APIClient, link: dict[str, str], password: str = NEW) -> Any:
    return api.post("/api/auth/password/reset", {**link, "password": password}, format="json")


@pytest.fixture
def link(api: APIClient, alice: User, mailoutbox: list[EmailMessage]) -> dict[str, str]:
    """What the e-mail to Alice holds."""
    forgot(api, "ALICE@example.com")
    found = re.search(r"/reset-password/(?P<uid>[^/\s]+)/(?P<token>\S+)", str(mailoutbox[0].body))
    assert found
    return found.groupdict()


def test_the_email_goes_to_the_stored_address(link: Any, mailoutbox: list[EmailMessage]) -> None:
    assert [message.to for message in mailoutbox] == [["alice@example.com"]]


def test_its_link_sets_a_new_password(
    api: APIClient, alice: User, link: dict[str, str], password: str
) -> None:
    assert reset(api, link).status_code == 204

    old, new = (
        api.post("/api/auth/login", {"email": alice.email, "password": word}, format="json").status_code
        for word in (password, NEW)
    )
    assert (old, new) == (401, 200)


def test_it_works_once(api: APIClient, link: dict[str, str]) -> None:
    reset(api, link)

    assert reset(api, link, "a third good password").json()["code"] == "reset_link_invalid"


def test_it_ends_every_sign_in(api: APIClient, alice: User, link: dict[str, str]) -> None:
    session = tokens.begin(alice)
    reset(api, link)

    answer = api.post("/api/auth/refresh", {"refresh": session.refresh}, format="json")
    assert answer.status_code == 401


def test_nobody_can_tell_who_has_an_account(
    api: APIClient, alice: User, bob: User, mailoutbox: list[EmailMessage]
) -> None:
    User.objects.filter(pk=bob.pk).update(is_active=False)

    answers = [forgot(api, email) for email in ("nobody@example.com", bob.email, alice.email)]
    assert [answer.status_code for answer in answers] == [202] * 3
    assert answers[0].json() == answers[1].json() == answers[2].json()
    assert [message.to for message in mailoutbox] == [[alice.email]]


def test_the_link_of_somebody_else_opens_nothing(api: APIClient, charlie: User, link: dict[str, str]) -> None:
    answer = reset(api, {**link, "uid": urlsafe_base64_encode(str(charlie.pk).encode())})

    assert answer.json()["code"] == "reset_link_invalid"


@pytest.mark.parametrize(
    "wrong", [{"uid": "x"}, {"uid": "eA"}, {"uid": "_-"}, {"token": "x"}, {"token": "a-b"}]
)
def test_a_broken_link_is_refused(api: APIClient, link: dict[str, str], wrong: dict[str, str]) -> None:
    answer = reset(api, {**link, **wrong})

    assert (answer.status_code, answer.json()["code"]) == (400, "reset_link_invalid")


def test_a_weak_password_is_refused_and_the_link_stays_good(api: APIClient, link: dict[str, str]) -> None:
    assert reset(api, link, "12345678").json()["code"] == "weak_password"
    assert reset(api, link).status_code == 204


def test_an_email_that_cannot_be_sent_is_nobodys_business(api: APIClient, alice: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert forgot(api, alice.email).status_code == 202
