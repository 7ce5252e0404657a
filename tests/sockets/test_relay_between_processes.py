"""Events come from other processes, through a Redis that may die, to sockets of a real daphne."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
import websockets

from builds import feed
from builds.feed import LiveFrame
from builds.models import Build
from builds.relay import KEPT_BYTES, ProjectTopic
from projects.models import Project

from .conftest import PATIENCE_SECONDS, Publisher, Redis, a_emit, numbered, path_of

StartWeb = Callable[..., str]
StartPublisher = Callable[..., Publisher]


async def events_of(socket: Any, count: int) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(found) < count:
            frame = json.loads(await socket.recv())
            if frame["seq"] is not None:
                found.append((frame["build_id"], frame["seq"]))
    return found


@pytest.mark.processes
async def test_events_of_another_process_reach_a_socket(
    project: Project, build: Build, token: str, web: StartWeb, publisher: StartPublisher
) -> None:
    address, elsewhere = web(), publisher()
    async with websockets.connect(address + path_of(project.pk, token=token)) as socket:
        await asyncio.to_thread(elsewhere.emit, build, 30)

        assert await events_of(socket, 30) == numbered(build, 1, 30)


@pytest.mark.processes
async def test_who_reconnects_at_any_time_misses_and_repeats_nothing(
    project: Project, build: Build, token: str, web: StartWeb, publisher: StartPublisher
) -> None:
    address, elsewhere = web(), publisher()
    seen: list[tuple[str, int]] = []
    publishing = asyncio.create_task(asyncio.to_thread(elsewhere.emit, build, 60))
    for take in (1, 2, 3, 5, 8, 13, 28):
        cursor = {"build_id": seen[-1][0], "after": seen[-1][1]} if seen else {}
        path = address + path_of(project.pk, token=token, **cursor)
        # A bounded queue of the client would hold up its own closing.
        async with websockets.connect(path, max_queue=None) as socket:
            seen += await events_of(socket, take)
    await publishing

    assert seen == numbered(build, 1, 60)


@pytest.mark.processes
async def test_a_redis_that_dies_loses_nothing(
    project: Project, build: Build, token: str, web: StartWeb, publisher: StartPublisher, own_redis: Redis
) -> None:
    address, elsewhere = web(REDIS_URL=own_redis.url), publisher(REDIS_URL=own_redis.url)
    async with websockets.connect(address + path_of(project.pk, token=token)) as socket:
        await asyncio.to_thread(elsewhere.emit, build, 5)
        assert await events_of(socket, 5) == numbered(build, 1, 5)

        own_redis.kill()
        await asyncio.to_thread(elsewhere.emit, build, 5)
        assert await events_of(socket, 5) == numbered(build, 6, 10)

        own_redis.up()
        await asyncio.to_thread(elsewhere.emit, build, 5)
        assert await events_of(socket, 5) == numbered(build, 11, 15)


@pytest.mark.processes
async def test_a_socket_opened_while_redis_is_down_is_served(
    project: Project, build: Build, token: str, web: StartWeb, publisher: StartPublisher, own_redis: Redis
) -> None:
    address, elsewhere = web(REDIS_URL=own_redis.url), publisher(REDIS_URL=own_redis.url)
    own_redis.kill()
    async with websockets.connect(address + path_of(project.pk, token=token)) as socket:
        await asyncio.to_thread(elsewhere.emit, build, 3)

        assert await events_of(socket, 3) == numbered(build, 1, 3)


@pytest.mark.processes
async def test_a_reader_that_is_stuck_holds_up_nobody(
    project: Project, build: Build, token: str, web: StartWeb, publisher: StartPublisher
) -> None:
    address, elsewhere = web(), publisher()
    path = address + path_of(project.pk, token=token)
    async with websockets.connect(path, max_queue=1) as stuck, websockets.connect(path) as reader:
        await asyncio.to_thread(elsewhere.emit, build, 500)

        assert await events_of(reader, 500) == numbered(build, 1, 500)
        assert await events_of(stuck, 500) == numbered(build, 1, 500)


def test_what_is_kept_for_subscribers_is_bounded() -> None:
    topic = ProjectTopic()
    for number in range(1, 2_001):
        topic.hear(live(number, text="x" * 1_000))

    kept = topic.after("b", 1_999)
    while more := topic.after("b", kept[0].seq - 2):
        kept = more

    assert sum(len(frame.text) for frame in kept) <= KEPT_BYTES
    assert (topic.has_forgotten("b", 1), topic.has_forgotten("b", 1_999)) == (True, False)


async def test_an_overflow_is_told_and_healed(
    project: Project, build: Build, token: str, connect: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builds.relay.KEPT_BYTES", 0)
    socket = await connect(path_of(project.pk, token=token))
    seen: list[tuple[str, int]] = []

    # The first ones may be read from the table before the relay hears of them.
    while "resync" not in [frame["type"] for frame in socket.others]:
        await a_emit(build)
        seen += await socket.events(1)

    assert seen == numbered(build, 1, len(seen))


async def test_the_loss_of_the_last_frame_is_healed(
    project: Project, build: Build, token: str, connect: Callable[..., Any], settings: Any, monkeypatch: Any
) -> None:
    settings.WS_POLL_SECONDS = 0.1
    monkeypatch.setattr("builds.relay.Hub._hand_out", lambda *_: None)
    socket = await connect(path_of(project.pk, token=token))
    await socket.frame_of("snapshot")

    await a_emit(build, 2)

    assert await socket.events(2) == numbered(build, 1, 2)


async def test_a_gap_is_filled_from_the_table(
    project: Project, build: Build, token: str, connect: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    socket = await connect(path_of(project.pk, token=token))
    await socket.frame_of("snapshot")
    with monkeypatch.context() as patch:
        patch.setattr("builds.bell.ring", lambda frame, owner_id: None)
        await a_emit(build, 3)

    await a_emit(build)

    assert await socket.events(4) == numbered(build, 1, 4)


async def test_tips_tell_how_far_the_newest_build_is(project: Project, build: Build) -> None:
    await a_emit(build, 3)

    tips = await feed.in_thread(feed.tips, [str(project.pk)])

    assert tips == {str(project.pk): feed.Tip(str(build.pk), 3)}


def live(number: int, *, text: str = "{}") -> LiveFrame:
    return LiveFrame(build_id="b", seq=number, epoch=1, type="agent_message", text=text)
