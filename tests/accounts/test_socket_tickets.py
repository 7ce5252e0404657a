from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from autowebiq.common import redis_client, tickets

URL = "/api/v2/ws/ticket"


def redeem(ticket: str) -> Any:
    return asyncio.run(tickets.redeem(ticket))


def test_it_opens_one_socket_for_its_user(alice: User, alice_api: APIClient) -> None:
    body = alice_api.post(URL).json()

    assert body["expires_in"] == 60
    assert redeem(body["ticket"]) == alice.pk
    assert redeem(body["ticket"]) is None


def test_every_ticket_is_another(alice_api: APIClient) -> None:
    assert len({alice_api.post(URL).json()["ticket"] for _ in range(5)}) == 5


def test_it_expires(alice: User, settings: Any) -> None:
    settings.WS_TICKET_SECONDS = 7
    ticket = tickets.issue(alice.pk)

    assert 0 < redis_client.client().ttl(tickets._key(ticket)) <= 7


@pytest.mark.parametrize("ticket", ["", "garbage", "x" * 10_000])
def test_what_was_never_issued_opens_nothing(ticket: str) -> None:
    assert redeem(ticket) is None


@pytest.mark.django_db
def test_who_is_not_signed_in_gets_none(api: APIClient) -> None:
    assert api.post(URL).status_code == 401
