from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import User
from credits import selectors, services
from credits.models import Entry


@pytest.fixture
def operator(make_user: Any) -> User:
    """May view and adjust wallets, nothing else."""
    user: User = make_user("olga")
    user.is_staff = True
    user.save()
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_account", "adjust_account"]))
    return user


@pytest.fixture
def admin(operator: User) -> Client:
    client = Client()
    client.force_login(operator)
    return client


def adjust_url(user: User) -> str:
    return f"/admin/credits/account/{user.pk}/adjust/"


def form(admin: Client, user: User, credits: int = 20) -> dict[str, Any]:
    page = admin.get(adjust_url(user)).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    return {"credits": credits, "reason": "Outage of 3 March", "reference": "ticket 12", "key": key[1]}


def test_an_operator_adjusts_credits(admin: Client, alice: User, operator: User) -> None:
    answer = admin.post(adjust_url(alice), form(admin, alice))

    assert answer.status_code == 302
    entry = Entry.objects.get(kind="adjustment")
    assert (entry.amount, entry.description, entry.reference) == (20, "Outage of 3 March", "ticket 12")
    assert entry.extra == {"operator_id": str(operator.pk)}
    assert selectors.wallet(user_id=alice.pk).credits == 100


def test_it_is_kept_who_did_it(admin: Client, alice: User, operator: User) -> None:
    admin.post(adjust_url(alice), form(admin, alice))

    log = LogEntry.objects.get()
    assert (log.user, log.object_id) == (operator, str(alice.pk))
    assert log.change_message == "+20 credits: Outage of 3 March (ticket 12)"


def test_sending_the_form_twice_adjusts_once(admin: Client, alice: User) -> None:
    body = form(admin, alice)
    for _ in range(2):
        admin.post(adjust_url(alice), body)

    assert selectors.wallet(user_id=alice.pk).credits == 100


def test_what_is_held_cannot_be_taken(admin: Client, alice: User) -> None:
    services.place_hold(user_id=alice.pk, credits=31, key="k", reference="", description="")

    answer = admin.post(adjust_url(alice), form(admin, alice, credits=-50))
    assert "This needs 50 credits and 49 are available." in answer.content.decode()


@pytest.mark.parametrize("field", ["credits", "reason", "reference", "key"])
def test_every_field_is_needed(admin: Client, alice: User, field: str) -> None:
    answer = admin.post(adjust_url(alice), {**form(admin, alice), field: ""})

    assert answer.status_code == 200
    assert selectors.wallet(user_id=alice.pk).credits == 80


def test_who_may_only_view_cannot_adjust(admin: Client, alice: User, operator: User) -> None:
    body = form(admin, alice)
    operator.user_permissions.set(Permission.objects.filter(codename="view_account"))

    assert admin.post(adjust_url(alice), body).status_code == 403
    assert "Adjust credits" not in admin.get(f"/admin/credits/account/{alice.pk}/change/").content.decode()


def test_an_ordinary_user_gets_nowhere(alice: User) -> None:
    client = Client()
    client.force_login(alice)

    assert client.get(adjust_url(alice)).status_code == 302
    assert client.post(adjust_url(alice), {}).status_code == 302


@pytest.mark.parametrize("model", ["account", "hold", "entry"])
def test_nobody_edits_the_books(alice: User, model: str) -> None:
    root = User.objects.create_superuser("root@example.com", "x", name="Root")
    client = Client()
    client.force_login(root)
    hold = services.place_hold(user_id=alice.pk, credits=5, key="k", reference="", description="")
    entry = Entry.objects.get(account_id=alice.pk)
    pk = {"account": alice.pk, "hold": hold.pk, "entry": entry.pk}[model]
    change = f"/admin/credits/{model}/{pk}/change/"

    assert client.get(change).status_code == 200
    assert client.post(change, {"amount": 1}).status_code == 403
    assert client.post(f"/admin/credits/{model}/{pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"/admin/credits/{model}/add/").status_code == 403
