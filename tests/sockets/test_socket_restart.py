"""A web process that is told to end sends its visitors away with 1012, gives their places back, and ends."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable
from typing import Any

import pytest
import websockets

from autowebiq.common import redis_client
from builds.models import Build
from projects.models import Project

from .conftest import PATIENCE_SECONDS, SERVERS, Web, path_of


@pytest.mark.processes
@pytest.mark.parametrize("server", SERVERS)
async def test_sockets_are_closed_for_a_restart(
    alice: Any, project: Project, build: Build, token: str, serve: Callable[..., Web], server: str
) -> None:
    web = serve(server)
    paths = [path_of(project.pk, token=token)] * 5 + [f"/api/v2/ws/user?token={token}"] * 3
    sockets = [await websockets.connect(web.address + path) for path in paths]
    for socket in sockets:
        await socket.recv()

    web.process.terminate()
    async with asyncio.timeout(PATIENCE_SECONDS):
        for socket in sockets:
            with contextlib.suppress(websockets.ConnectionClosed):
                async for _ in socket:
                    pass
        await asyncio.to_thread(web.process.wait)

    assert [socket.close_code for socket in sockets] == [1012] * 8
    assert redis_client.client().zcard(f"awiq:sockets:{alice.pk}") == 0


@pytest.mark.processes
@pytest.mark.parametrize("server", SERVERS)
async def test_close_codes_of_the_protocol_reach_the_visitor(
    project: Project, token: str, serve: Callable[..., Web], server: str
) -> None:
    web = serve(server)
    async with websockets.connect(web.address + path_of(project.pk, token=token)) as socket:
        await socket.recv()
        await socket.send(os.urandom(5_000))
        with contextlib.suppress(websockets.ConnectionClosed):
            async with asyncio.timeout(PATIENCE_SECONDS):
                async for _ in socket:
                    pass

    assert socket.close_code == 1009
