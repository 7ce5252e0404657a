"""A bad, missing or foreign credential gets a close code and not one frame."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from channels.testing import WebsocketCommunicator
from django.utils import timezone
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from accounts import tokens
from accounts.models import User
from autowebiq.common import redis_client, tickets
from builds import feed
from builds.models import Build
from projects.models import Project

from .conftest import a_emit, a_end, numbered, path_of

Connect = Callable[..., Any]

NOT_AUTHENTICATED: tuple[int, list[str]] = (4401, [])
NOT_FOUND: tuple[int, list[str]] = (4404, [])


@pytest.fixture
def strangers_token(charlie: Any) -> str:
    return tokens.begin(charlie).access


def token_of(user: Any, **changes: Any) -> str:
    token = AccessToken(tokens.begin(user).access)  # type: ignore[arg-type]  # simplejwt means the text
    for claim, value in changes.items():
        token[claim] = value
    return str(token)


@pytest.mark.parametrize("given", ["", "garbage", "a.b.c", "é", "x" * 3000])
async def test_a_garbage_token_is_refused(
    project: Project, build: Build, connect: Connect, given: str
) -> None:
    socket = await connect(path_of(project.pk, token=given))

    assert await socket.close_code() == NOT_AUTHENTICATED


async def test_an_expired_token_is_refused(alice: Any, project: Project, connect: Connect) -> None:
    expired = await feed.in_thread(token_of, alice, exp=int(timezone.now().timestamp()) - 60)
    socket = await connect(path_of(project.pk, token=expired))

    assert await socket.close_code() == NOT_AUTHENTICATED


async def test_a_refresh_token_is_refused(alice: Any, project: Project, connect: Connect) -> None:
    refresh = await feed.in_thread(RefreshToken.for_user, alice)
    socket = await connect(path_of(project.pk, token=str(refresh)))

    assert await socket.close_code() == NOT_AUTHENTICATED


async def test_a_token_from_before_a_password_change_is_refused(
    alice: Any, project: Project, token: str, connect: Connect
) -> None:
    alice.set_password("another horse battery")
    await feed.in_thread(alice.save)

    socket = await connect(path_of(project.pk, token=token))

    assert await socket.close_code() == NOT_AUTHENTICATED


async def test_a_user_who_was_switched_off_is_refused(
    alice: Any, project: Project, token: str, connect: Connect
) -> None:
    alice.is_active = False
    await feed.in_thread(alice.save)

    socket = await connect(path_of(project.pk, token=token))

    assert await socket.close_code() == NOT_AUTHENTICATED


async def test_a_stranger_is_told_that_nothing_is_there(
    project: Project, build: Build, strangers_token: str, connect: Connect
) -> None:
    await a_emit(build, 3)

    socket = await connect(path_of(project.pk, token=strangers_token))

    assert await socket.close_code() == NOT_FOUND


@pytest.mark.parametrize("project_id", [str(uuid4()), "nonsense", "1", "%00"])
async def test_a_project_that_is_not_there_is_refused(token: str, connect: Connect, project_id: str) -> None:
    socket = await connect(f"/api/v2/ws/build/{project_id}?token={token}")

    assert await socket.close_code() == NOT_FOUND


async def test_a_deleted_project_is_not_there(project: Project, token: str, connect: Connect) -> None:
    project.deleted_at = timezone.now()
    await feed.in_thread(project.save)

    socket = await connect(path_of(project.pk, token=token))

    assert await socket.close_code() == NOT_FOUND


@pytest.mark.parametrize("path", ["/", "/ws", "/api/v2/ws/build/", "/api/v2/ws/elsewhere"])
async def test_an_unknown_address_is_closed(connect: Connect, path: str) -> None:
    socket = await connect(path)

    assert await socket.close_code() == NOT_FOUND


async def test_silence_is_closed(project: Project, connect: Connect, settings: Any) -> None:
    settings.WS_AUTH_SECONDS = 0.05

    socket = await connect(path_of(project.pk))

    assert await socket.close_code() == (4408, [])


@pytest.mark.parametrize(
    "text", ["ping", "{}", '{"type": "auth", "token": "garbage"}', '{"type": "auth", "token": 1}']
)
async def test_a_wrong_first_message_is_refused(project: Project, connect: Connect, text: str) -> None:
    socket = await connect(path_of(project.pk))

    await socket.say(text)

    assert await socket.close_code() == NOT_AUTHENTICATED


async def test_the_first_message_may_authenticate(
    project: Project, build: Build, token: str, connect: Connect
) -> None:
    await a_emit(build)
    socket = await connect(path_of(project.pk))

    await socket.say(f'{{"type": "auth", "token": "{token}"}}')

    assert await socket.events(1) == numbered(build, 1, 1)


async def test_a_ticket_opens_one_socket(
    alice: Any, project: Project, build: Build, connect: Connect
) -> None:
    await a_emit(build)
    ticket = tickets.issue(alice.pk)

    first = await connect(path_of(project.pk, ticket=ticket))
    assert await first.events(1) == numbered(build, 1, 1)

    second = await connect(path_of(project.pk, ticket=ticket))
    assert await second.close_code() == NOT_AUTHENTICATED


async def test_a_foreign_page_is_refused(project: Project, token: str) -> None:
    from autowebiq.asgi import application

    headers = [(b"origin", b"https://evil.example")]
    communicator = WebsocketCommunicator(application, path_of(project.pk, token=token), headers)

    assert (await communicator.connect())[0] is False


async def test_our_own_page_is_let_in(project: Project, token: str, connect: Connect) -> None:
    socket = await connect(path_of(project.pk, token=token), [(b"origin", b"http://localhost:8001")])

    assert (await socket.frame())["type"] == "connection"


async def test_there_is_an_end_to_the_sockets_of_a_user(
    project: Project, token: str, connect: Connect, settings: Any
) -> None:
    settings.WS_SOCKETS_PER_USER = 2
    first = await connect(path_of(project.pk, token=token))
    second = await connect(path_of(project.pk, token=token))
    await first.frame_of("snapshot")
    await second.frame_of("snapshot")

    third = await connect(path_of(project.pk, token=token))
    assert await third.close_code() == (4429, [])

    await first.leave()
    fourth = await connect(path_of(project.pk, token=token))
    assert (await fourth.frame())["type"] == "connection"


async def test_places_of_killed_processes_free_themselves(
    alice: Any, project: Project, token: str, connect: Connect, settings: Any
) -> None:
    settings.WS_SOCKETS_PER_USER = 1
    long_ago = timezone.now() - timedelta(minutes=5)
    redis_client.client().zadd(f"awiq:sockets:{alice.pk}", {"killed": long_ago.timestamp()})

    socket = await connect(path_of(project.pk, token=token))

    assert (await socket.frame())["type"] == "connection"


async def test_an_expired_token_ends_the_socket_when_the_build_has_ended(
    alice: Any, project: Project, build: Build, connect: Connect, settings: Any
) -> None:
    settings.WS_HEARTBEAT_SECONDS = 0.1
    short = await feed.in_thread(token_of, alice, exp=int(timezone.now().timestamp()) + 1)
    socket = await connect(path_of(project.pk, token=short))
    for _ in range(15):
        await socket.frame_of("heartbeat")

    await a_end(build)

    assert await socket.events(1) == numbered(build, 1, 1)
    assert (await socket.close_code())[0] == 4401


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "!changed"}])
async def test_losing_the_right_to_look_ends_the_socket(
    alice: Any,
    project: Project,
    build: Build,
    token: str,
    connect: Connect,
    settings: Any,
    change: dict[str, Any],
) -> None:
    settings.WS_HEARTBEAT_SECONDS = 0.05
    socket = await connect(path_of(project.pk, token=token))
    await socket.frame_of("heartbeat")

    await feed.in_thread(User.objects.update, **change)

    assert (await socket.close_code())[0] == 4401


async def test_deleting_the_project_ends_the_socket(
    project: Project, build: Build, token: str, connect: Connect, settings: Any
) -> None:
    settings.WS_HEARTBEAT_SECONDS = 0.05
    socket = await connect(path_of(project.pk, token=token))
    await socket.frame_of("heartbeat")

    await feed.in_thread(Project.objects.filter(pk=project.pk).update, deleted_at=timezone.now())

    assert (await socket.close_code())[0] == 4404
