"""Where one is signed in, and ending a sign-in from elsewhere."""

from __future__ import annotations

from uuid import uuid4

from rest_framework.test import APIClient

from accounts import services, tokens
from accounts.models import Login, User

SESSIONS = "/api/auth/sessions"


def test_the_owner_sees_all_of_them(alice: User, alice_api: APIClient) -> None:
    services.note_web_session(user=alice, session_key="a" * 32, device="Firefox on Linux")
    answer = alice_api.get(SESSIONS)
    assert answer["X-Total-Count"] == "2"
    web, api = answer.json()
    assert set(web) == {"id", "kind", "device", "created_at", "used_at"}
    assert (web["kind"], web["device"], api["kind"]) == ("web", "Firefox on Linux", "api")


def test_an_ended_one_can_refresh_no_more_and_is_gone(
    api: APIClient, alice: User, alice_api: APIClient
) -> None:
    lost = tokens.begin(alice, "Lost telephone")
    login = Login.objects.get(device="Lost telephone")
    assert alice_api.delete(f"{SESSIONS}/{login.pk}").status_code == 204
    assert api.post("/api/auth/refresh", {"refresh": lost.refresh}, format="json").status_code == 401
    assert str(login.pk) not in [row["id"] for row in alice_api.get(SESSIONS).json()]


def test_those_of_others_are_not_there(alice: User, alice_api: APIClient, charlie_api: APIClient) -> None:
    login = Login.objects.get(user=alice)
    assert charlie_api.delete(f"{SESSIONS}/{login.pk}").status_code == 404
    assert alice_api.delete(f"{SESSIONS}/{uuid4()}").status_code == 404
    assert len(alice_api.get(SESSIONS).json()) == len(charlie_api.get(SESSIONS).json()) == 1


def test_strangers_see_none(api: APIClient) -> None:
    assert api.get(SESSIONS).status_code == 401
