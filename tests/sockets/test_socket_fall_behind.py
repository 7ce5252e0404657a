"""Readers who do not read: nobody waits for them, nothing piles up, and they are told why they must go."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import websockets

from builds import events, feed
from builds.feed import LiveFrame
from builds.following import coalesced
from builds.models import Build
from builds.sockets import Socket
from projects.models import Project

from .conftest import PATIENCE_SECONDS, SERVERS, Publisher, Web, a_emit, numbered, path_of

Connect = Callable[..., Any]
BIG = 60_000


def emit_big(build: Build, count: int) -> None:
    for _ in range(count):
        events.append(build_id=build.pk, attempt=1, type="agent_message", message="x" * BIG)


def progress(build: Build, numbers: range) -> None:
    for number in numbers:
        events.append(
            build_id=build.pk, attempt=1, type="build_progress", overall=number, stage="image",
            data={"stage": "image", "progress": number},
        )  # fmt: skip


def resident_kib(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))


@pytest.mark.processes
@pytest.mark.parametrize("server", SERVERS)
async def test_who_is_stuck_is_sent_away_and_fills_no_memory(
    project: Project, build: Build, token: str, serve: Callable[..., Web], server: str
) -> None:
    web = serve(server, DJANGO_SETTINGS_MODULE="tests.sockets.hurried_settings")
    path = web.address + path_of(project.pk, token=token)
    async with websockets.connect(path, max_queue=1, ping_interval=None, compression=None) as stuck:
        async with websockets.connect(path, max_queue=None, compression=None) as reader:
            # Both are served before the flood comes.
            await feed.in_thread(emit_big, build, 1)
            while json.loads(await stuck.recv())["seq"] is None:
                pass
            while json.loads(await reader.recv())["seq"] is None:
                pass
            before = resident_kib(web.process.pid)
            for _ in range(10):
                await feed.in_thread(emit_big, build, 60)
                for _ in range(60):
                    await asyncio.wait_for(reader.recv(), PATIENCE_SECONDS)
            after = resident_kib(web.process.pid)

        # 36 MB were sent; kept is what the relay keeps for everybody, and one page of the table.
        assert after - before < 18_000
        # daphne hangs up a second after the farewell, which is behind what was not read.
        with contextlib.suppress(websockets.ConnectionClosed):
            async with asyncio.timeout(PATIENCE_SECONDS):
                async for _ in stuck:
                    pass
        assert stuck.close_code in {"daphne": (4440, 1006), "uvicorn": (4440,)}[server]


async def test_a_send_that_takes_too_long_closes(
    project: Project, build: Build, token: str, connect: Connect, settings: Any, monkeypatch: Any
) -> None:
    settings.WS_SEND_SECONDS = 0.2

    async def never_sent(message: Any) -> None:
        await asyncio.Event().wait()

    send_event = Socket.send_event

    async def stuck(self: Any, text: str) -> None:
        send, self.base_send = self.base_send, never_sent
        try:
            await send_event(self, text)
        finally:
            self.base_send = send

    monkeypatch.setattr(Socket, "send_event", stuck)
    socket = await connect(path_of(project.pk, token=token))

    assert (await socket.close_code())[0] == 4440


async def test_progress_that_waits_is_coalesced_on_request(
    project: Project, build: Build, token: str, connect: Connect
) -> None:
    await a_emit(build, 2)
    await feed.in_thread(progress, build, range(1, 31))
    await a_emit(build, 2)

    whole = await connect(path_of(project.pk, token=token))
    brief = await connect(path_of(project.pk, token=token, coalesce=1))

    assert await whole.events(34) == numbered(build, 1, 34)
    assert await brief.events(5) == [*numbered(build, 1, 2), *numbered(build, 32, 34)]


async def test_progress_that_comes_alone_is_sent_also_then(
    project: Project, build: Build, token: str, connect: Connect
) -> None:
    socket = await connect(path_of(project.pk, token=token, coalesce=1))
    await socket.frame_of("snapshot")

    for number in range(1, 6):
        await feed.in_thread(progress, build, range(number, number + 1))
        assert await socket.events(1) == numbered(build, number, number)


def test_only_superseded_progress_is_left_out() -> None:
    types = ["build_progress", "agent_message", "build_progress", "credits_update", "build_complete"]
    frames = [LiveFrame("b", seq, 1, type, "{}") for seq, type in enumerate(types, 1)]

    assert [frame.seq for frame in coalesced(frames)] == [2, 3, 4, 5]


@pytest.mark.processes
async def test_a_burst_reaches_a_hundred_subscribers_in_order(
    project: Project,
    build: Build,
    token: str,
    serve: Callable[..., Web],
    publisher: Callable[..., Publisher],
) -> None:
    web = serve(DJANGO_SETTINGS_MODULE="tests.sockets.hurried_settings")
    elsewhere = publisher()
    path = web.address + path_of(project.pk, token=token)
    sockets = [await websockets.connect(path, max_queue=None, compression=None) for _ in range(100)]

    await asyncio.to_thread(elsewhere.emit, build, 400)

    for socket in sockets:
        seqs: list[int] = []
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(seqs) < 400:
                if (seq := json.loads(await socket.recv())["seq"]) is not None:
                    seqs.append(seq)
        assert seqs == list(range(1, 401))
        await socket.close()
