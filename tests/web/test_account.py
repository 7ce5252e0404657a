"""One's own account: name, password, and the places where one is signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts import selectors, tokens
from accounts.models import Login, LoginEnd, User
from web.devices import device

NEW = "another good password"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.1 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def sign_in(password: str) -> Callable[..., Client]:
    """Signs somebody in as a browser does."""

    def enter(user: User, agent: str = FIREFOX) -> Client:
        client = Client(headers={"user-agent": agent})
        client.post("/sign-in", {"username": user.email, "password": password})
        return client

    return enter


def names(page: Any) -> list[tuple[str, bool]]:
    return [(row["device"].name, row["is_here"]) for row in page.context["sign_ins"]]


def test_the_name_is_changed(alice: User, sign_in: Callable[..., Client]) -> None:
    client = sign_in(alice)

    page = client.post("/account/name", {"name": "  Alice B.  "}, follow=True)

    alice.refresh_from_db()
    assert alice.name == "Alice B."
    assert b"Your name was saved." in page.content
    assert client.post("/account/name", {"name": " "}).status_code == 400


def test_a_new_password_ends_every_other_sign_in_and_keeps_this_one(
    alice: User, password: str, sign_in: Callable[..., Client], alice_api: APIClient
) -> None:
    here, there = sign_in(alice), sign_in(alice, IPHONE)

    answer = here.post("/account/password", {"current": password, "new": NEW})

    assert answer["Location"] == "/account"
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302
    assert alice_api.get("/api/v2/user/me").status_code == 401
    assert names(here.get("/account")) == [("Firefox on Linux", True)]


@pytest.mark.parametrize(
    ("current", "new", "field"), [("wrong", NEW, "current"), (None, "12345678", "new"), (None, "", "new")]
)
def test_a_refused_password_is_told_beside_its_field(
    alice: User, password: str, sign_in: Callable[..., Client], current: str | None, new: str, field: str
) -> None:
    client = sign_in(alice)

    page = client.post("/account/password", {"current": current or password, "new": new})

    assert page.status_code == 400
    assert list(page.context["password_form"].errors) == [field]
    alice.refresh_from_db()
    assert alice.check_password(password)


def test_browsers_and_programs_are_listed_this_one_first(
    alice: User, sign_in: Callable[..., Client], api: APIClient, password: str
) -> None:
    here = sign_in(alice)
    sign_in(alice, IPHONE)
    body = {"email": alice.email, "password": password}
    api.post("/api/auth/login", body, format="json", headers={"user-agent": "python-httpx/0.28.1"})

    assert names(here.get("/account")) == [
        ("Firefox on Linux", True),
        ("python-httpx", False),
        ("Safari on iPhone", False),
    ]


def test_ending_one_signs_it_out(alice: User, sign_in: Callable[..., Client]) -> None:
    here, there = sign_in(alice), sign_in(alice, IPHONE)
    other = Login.objects.exclude(session_key=here.session.session_key).get()

    assert here.post(f"/account/sessions/{other.pk}/end")["Location"] == "/account"

    assert there.get("/account").status_code == 302
    assert here.get("/account").status_code == 200
    other.refresh_from_db()
    assert other.ended_by == LoginEnd.REVOKED


@pytest.mark.django_db(transaction=True)
def test_ending_that_of_a_program_ends_its_tokens(
    alice: User, sign_in: Callable[..., Client], api: APIClient
) -> None:
    refresh = tokens.begin(alice).refresh
    here = sign_in(alice)
    login = Login.objects.get(session_key="")

    here.post(f"/account/sessions/{login.pk}/end")

    answer = api.post("/api/auth/refresh", {"refresh": refresh}, format="json")
    assert answer.json()["code"] == "login_ended"


def test_all_others_are_ended_at_once(alice: User, sign_in: Callable[..., Client]) -> None:
    here, there = sign_in(alice), sign_in(alice, IPHONE)
    tokens.begin(alice)

    page = here.post("/account/sessions/end-others", follow=True)

    assert b"2 other sign-ins were ended." in page.content
    assert there.get("/account").status_code == 302
    assert Login.objects.filter(ended_at=None).count() == 1


def test_a_stranger_cannot_end_it(alice: User, charlie: User, sign_in: Callable[..., Client]) -> None:
    hers, his = sign_in(alice), sign_in(charlie)
    login = Login.objects.get(user=alice)

    assert his.post(f"/account/sessions/{login.pk}/end").status_code == 404
    assert hers.get("/account").status_code == 200


def test_a_visitor_is_asked_to_sign_in(db: None) -> None:
    for path in ("/account", "/credits"):
        assert Client().get(path)["Location"] == f"/sign-in?next={path}"
    assert Client().post("/account/name", {"name": "x"})["Location"] == "/sign-in?next=/account/name"


def test_who_signed_in_to_send_a_form_finds_the_form(alice: User, sign_in: Callable[..., Client]) -> None:
    client = sign_in(alice)

    for path in ("name", "password", "sessions/end-others"):
        assert client.get(f"/account/{path}")["Location"] == "/account"


def test_who_came_in_by_another_door_is_listed_too(alice: User) -> None:
    client = Client(headers={"user-agent": FIREFOX})
    client.force_login(alice)

    assert names(client.get("/account")) == [("Firefox on Linux", True)]
    assert names(client.get("/account")) == [("Firefox on Linux", True)]


def test_what_can_no_longer_be_used_is_not_listed(alice: User) -> None:
    tokens.begin(alice)
    now = timezone.now()

    assert len(selectors.open_logins(user_id=alice.pk, now=now + timedelta(days=13))) == 1
    assert selectors.open_logins(user_id=alice.pk, now=now + timedelta(days=15)) == []


def test_the_session_of_a_second_sign_in_takes_the_place_of_the_first(
    alice: User, sign_in: Callable[..., Client], password: str
) -> None:
    client = sign_in(alice)
    client.post("/sign-in", {"username": alice.email, "password": password})

    assert Login.objects.filter(ended_at=None).count() == 1


@pytest.mark.parametrize(
    ("agent", "name", "icon"),
    [
        (FIREFOX, "Firefox on Linux", "laptop"),
        (IPHONE, "Safari on iPhone", "smartphone"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
            "Edge on Windows",
            "laptop",
        ),
        (
            "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36",
            "Chrome on Android",
            "smartphone",
        ),
        ("curl/8.14.1", "curl", "terminal"),
        ("<script>alert(1)</script>", "A program", "terminal"),
        ("", "A program", "terminal"),
    ],
)
def test_devices_are_named_as_their_owners_know_them(agent: str, name: str, icon: str) -> None:
    found = device(agent)
    assert (found.name, found.icon) == (name, icon)
