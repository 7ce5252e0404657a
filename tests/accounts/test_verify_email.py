from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import signing
from django.core.mail import EmailMessage
from django.test import Client
from rest_framework.test import APIClient

from accounts import mail, verification
from accounts.models import User

VERIFY = "/api/auth/email/verify"
RESEND = "/api/auth/email/resend"
DORA = {"email": "dora@example.com", "password": "correct horse battery", "name": "Dora"}

pytestmark = pytest.mark.django_db


def verify(api: APIClient, token: str) -> Any:
    return api.post(VERIFY, {"token": token}, format="json")


def letters(mailoutbox: list[EmailMessage]) -> list[EmailMessage]:
    mail.POOL.submit(lambda: None).result()  # one thread: what was asked before is sent now
    return mailoutbox


@pytest.fixture
def dora(api: APIClient) -> User:
    """Somebody who has just registered."""
    assert api.post("/api/auth/register", DORA, format="json").status_code == 201
    return User.objects.get(email=DORA["email"])


def test_registering_sends_a_link_that_confirms(
    api: APIClient, dora: User, mailoutbox: list[EmailMessage]
) -> None:
    (letter,) = letters(mailoutbox)
    found = re.search(r"http://\S+/verify-email\?token=(\S+)", str(letter.body))
    assert found

    answer = verify(api, found[1])
    assert (letter.to, answer.status_code) == (["dora@example.com"], 200)
    assert answer.json() == {"email": "dora@example.com", "email_verified": True}


def test_the_profile_tells_it(alice: User, alice_api: APIClient, api: APIClient) -> None:
    before = alice_api.get("/api/v2/user/me").json()["email_verified"]
    verify(api, verification.token_of(alice))

    assert (before, alice_api.get("/api/auth/me").json()["email_verified"]) == (False, True)


def test_looking_twice_changes_nothing(api: APIClient, alice: User) -> None:
    token = verification.token_of(alice)
    verify(api, token)
    first = User.objects.get(pk=alice.pk).email_verified_at

    assert verify(api, token).status_code == 200
    assert User.objects.get(pk=alice.pk).email_verified_at == first


@pytest.mark.parametrize("token", ["x", "a:b:c", "🂡"])
def test_a_forged_link_is_refused(api: APIClient, alice: User, token: str) -> None:
    answer = verify(api, token)

    assert (answer.status_code, answer.json()["code"]) == (400, "verify_link_invalid")


def test_an_old_link_is_refused(api: APIClient, alice: User, settings: Any) -> None:
    token = verification.token_of(alice)
    settings.VERIFY_EMAIL_SECONDS = -1

    assert verify(api, token).json()["code"] == "verify_link_invalid"


def test_the_link_of_a_former_address_proves_nothing(api: APIClient, alice: User) -> None:
    token = verification.token_of(alice)
    User.objects.filter(pk=alice.pk).update(email="other@example.com")

    assert verify(api, token).json()["code"] == "verify_link_invalid"


def test_what_was_signed_for_something_else_is_refused(api: APIClient, alice: User) -> None:
    token = signing.dumps([alice.pk.hex, alice.email], salt="another purpose")

    assert verify(api, token).json()["code"] == "verify_link_invalid"


def test_who_is_switched_off_cannot_confirm(api: APIClient, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)

    assert verify(api, verification.token_of(alice)).status_code == 400


def test_it_is_sent_again_to_who_asks(
    alice: User, alice_api: APIClient, mailoutbox: list[EmailMessage]
) -> None:
    assert alice_api.post(RESEND).status_code == 202

    assert [letter.to for letter in letters(mailoutbox)] == [[alice.email]]


def test_it_is_not_sent_to_who_has_confirmed(
    alice: User, alice_api: APIClient, mailoutbox: list[EmailMessage]
) -> None:
    verify(alice_api, verification.token_of(alice))
    answer = alice_api.post(RESEND)

    assert (answer.status_code, answer.json()["code"]) == (409, "email_already_verified")
    assert letters(mailoutbox) == []


def test_it_is_sent_a_few_times_an_hour(alice_api: APIClient, bob_api: APIClient, settings: Any) -> None:
    settings.RATE_LIMITS = {"verify-email-user": (1, 60)}

    assert [client.post(RESEND).status_code for client in (alice_api, alice_api, bob_api)] == [202, 429, 202]


def test_a_stranger_cannot_ask(api: APIClient) -> None:
    assert api.post(RESEND).status_code == 401


def test_a_broken_mail_server_never_fails_a_registration(api: APIClient, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert api.post("/api/auth/register", DORA, format="json").status_code == 201
    mail.POOL.submit(lambda: None).result()


def test_a_reset_password_confirms_the_address(
    api: APIClient, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    api.post("/api/auth/password/forgot", {"email": alice.email}, format="json")
    found = re.search(r"/reset-password/(?P<uid>[^/\s]+)/(?P<token>\S+)", str(letters(mailoutbox)[0].body))
    assert found
    api.post(
        "/api/auth/password/reset", {**found.groupdict(), "password": "another good password"}, format="json"
    )

    assert User.objects.get(pk=alice.pk).email_verified


def test_an_operator_who_changes_the_address_unconfirms_it(
    client: Client, api: APIClient, alice: User, make_user: Callable[[str], User]
) -> None:
    verify(api, verification.token_of(alice))
    client.force_login(User.objects.create_superuser("root@example.com", "correct horse battery"))
    page = f"/admin/accounts/user/{alice.pk}/change/"
    client.post(page, {"email": alice.email, "name": "Alicia", "is_active": "on"})
    kept = User.objects.get(pk=alice.pk).email_verified
    client.post(page, {"email": "new@example.com", "name": "Alicia", "is_active": "on"})

    assert (kept, User.objects.get(pk=alice.pk).email_verified) == (True, False)
