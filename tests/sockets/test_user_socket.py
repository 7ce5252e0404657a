"""A user's own socket: the wallet whatever moves it, and every build's beginning and end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from builds import events, feed
from builds import services as build_services
from builds.models import Build
from credits import services as credit_services
from projects.models import Project

from .conftest import end

Connect = Callable[..., Any]
PATH = "/api/v2/ws/user?token="


def adjust(user: Any, operator: Any, credits: int, key: str) -> None:
    credit_services.request_adjustment(
        operator_id=operator.pk, user_id=user.pk, credits=credits, reason="a gift", reference="#1", key=key,
        now=timezone.now(),
    )  # fmt: skip


async def opened(connect: Connect, token: str, **query: Any) -> tuple[Any, dict[str, Any]]:
    socket = await connect(PATH + token + "".join(f"&{name}={value}" for name, value in query.items()))
    return socket, await socket.frame_of("snapshot")


async def test_it_begins_with_the_wallet_and_the_active_builds(
    build: Build, token: str, connect: Connect
) -> None:
    _, snapshot = await opened(connect, token)

    assert (snapshot["credits"], snapshot["held"], snapshot["ledger_seq"]) == (80, 0, 1)
    assert [one["id"] for one in snapshot["active_builds"]] == [str(build.pk)]


async def test_an_operators_adjustment_is_told(
    alice: Any, bob: Any, token: str, connect: Connect, settings: Any
) -> None:
    settings.WS_POLL_SECONDS = 3600
    socket, _ = await opened(connect, token)

    await feed.in_thread(adjust, alice, bob, 20, "one")

    frame = await socket.frame()
    assert (frame["type"], frame["credits"], frame["held"]) == ("credits_update", 100, 0)
    assert (frame["ledger_seq"], frame["transaction"]["amount"]) == (2, 20)
    assert frame["transaction"]["transaction_type"] == "adjustment"


async def test_every_transaction_is_told_once_and_in_order(
    alice: Any, bob: Any, token: str, connect: Connect
) -> None:
    socket, _ = await opened(connect, token)

    for number in range(1, 31):
        await feed.in_thread(adjust, alice, bob, number, f"key {number}")

    frames = [await socket.frame() for _ in range(30)]
    assert [frame["ledger_seq"] for frame in frames] == list(range(2, 32))
    assert frames[-1]["credits"] == 80 + sum(range(1, 31))


async def test_lost_bells_are_healed_by_the_poll(
    alice: Any, bob: Any, token: str, connect: Connect, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WS_POLL_SECONDS = 0.1
    monkeypatch.setattr("builds.relay.Hub._touch_user", lambda *_: None)
    socket, _ = await opened(connect, token)

    await feed.in_thread(adjust, alice, bob, 5, "one")

    assert (await socket.frame_of("credits_update"))["credits"] == 85


async def test_who_comes_back_gets_the_entries_that_were_missed(
    alice: Any, bob: Any, token: str, connect: Connect
) -> None:
    for number in range(1, 5):
        await feed.in_thread(adjust, alice, bob, number, f"key {number}")

    socket, snapshot = await opened(connect, token, after=2)

    assert snapshot["ledger_seq"] == 5
    assert [(await socket.frame())["ledger_seq"] for _ in range(3)] == [3, 4, 5]


async def test_a_build_is_told_from_the_hold_to_the_release(
    alice: Any, project: Project, token: str, connect: Connect
) -> None:
    socket, _ = await opened(connect, token)

    build = await feed.in_thread(
        build_services.start_build,
        user_id=alice.pk, project_id=project.pk, prompt="A bakery in Leeds", now=timezone.now(),
    )  # fmt: skip
    first = [await socket.frame(), await socket.frame()]
    await feed.in_thread(build_services.fail_build, build_id=build.pk, code="x", error="It broke.")
    then = [await socket.frame(), await socket.frame()]

    assert [(one["type"], one.get("held")) for one in first] == [
        ("credits_update", 31),
        ("build_queued", None),
    ]
    assert [(one["type"], one.get("held")) for one in then] == [("credits_update", 0), ("build_error", None)]
    statuses = [one["transaction"]["status"] for one in (first[0], then[0])]
    assert statuses == ["pending", "refunded"]
    assert first[0]["transaction"]["id"] == then[0]["transaction"]["id"]


async def test_a_build_that_ends_is_told_once(build: Build, token: str, connect: Connect) -> None:
    socket, _ = await opened(connect, token)
    await feed.in_thread(end, build)

    assert (await socket.frame())["type"] == "build_complete"
    again, snapshot = await opened(connect, token)
    await again.say("ping")
    assert (snapshot["active_builds"], (await again.frame())["type"]) == ([], "pong")


async def test_a_low_balance_is_noticed(alice: Any, bob: Any, token: str, connect: Connect) -> None:
    socket, _ = await opened(connect, token)
    await feed.in_thread(credit_services.note_low_balances, now=timezone.now())
    await feed.in_thread(adjust, alice, bob, -70, "down")
    await feed.in_thread(credit_services.note_low_balances, now=timezone.now())

    assert (await socket.frame_of("low_balance"))["threshold"] == 20


async def test_others_hear_nothing_of_it(
    bob: Any, charlie: Any, build: Build, token: str, connect: Connect
) -> None:
    socket, _ = await opened(connect, token)

    await feed.in_thread(adjust, charlie, bob, 5, "one")
    await feed.in_thread(
        events.append, build_id=build.pk, attempt=1, type="agent_message", message="not of the life cycle"
    )
    await socket.say("ping")

    assert (await socket.frame())["type"] == "pong"


@pytest.mark.parametrize("given", ["", "garbage"])
async def test_a_bad_token_is_refused(transactional_db: None, connect: Connect, given: str) -> None:
    socket = await connect(PATH + given)

    assert await socket.close_code() == (4401, [])
