"""Long polls and event streams: served by a real daphne and uvicorn, without a thread for who waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest

from accounts import tokens
from autowebiq.common import tickets
from builds import feed
from builds.models import Build

from .conftest import SERVERS, Web, a_emit, a_end

pytestmark = pytest.mark.processes

Serve = Callable[..., Web]
HURRIED = {"DJANGO_SETTINGS_MODULE": "tests.sockets.hurried_settings"}


def path_of(build: Build) -> str:
    return f"/api/v2/projects/{build.project_id}/build/{build.pk}/events"


def client(web: Web, token: str) -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {token}"}
    limits = httpx.Limits(max_connections=200)
    return httpx.AsyncClient(base_url=web.http, headers=headers, timeout=60, limits=limits, trust_env=False)


def stream_of(http: httpx.AsyncClient, build: Build, **given: Any) -> Any:
    headers = {"Accept": "text/event-stream", **given.pop("headers", {})}
    return http.stream("GET", path_of(build), headers=headers, **given)


async def ids_of(response: httpx.Response) -> list[int]:
    return [int(line[4:]) async for line in response.aiter_lines() if line.startswith("id: ")]


@pytest.mark.parametrize("server", SERVERS)
async def test_a_stream_tells_all_and_ends_with_the_build(
    build: Build, token: str, serve: Serve, server: str
) -> None:
    web = serve(server)
    await a_emit(build, 3)
    async with client(web, token) as http:
        async with stream_of(http, build) as response:
            assert response.headers["content-type"] == "text/event-stream"
            lines = response.aiter_lines()
            assert await anext(lines) == "retry: 2000"
            await a_emit(build, 2)
            await a_end(build)
            found = [line async for line in lines]
        assert [line for line in found if line.startswith("id:")] == [f"id: {n}" for n in range(1, 7)]
        assert found[-3] == "event: build_complete"

        over = await http.get(path_of(build), headers={"Accept": "text/event-stream", "Last-Event-ID": "6"})
        assert over.status_code == 204


async def test_who_comes_back_says_the_last_id(build: Build, token: str, serve: Serve) -> None:
    web = serve()
    await a_emit(build, 5)
    await a_end(build)
    given = {"headers": {"Last-Event-ID": "4"}, "params": {"after": 1}}
    async with client(web, token) as http, stream_of(http, build, **given) as response:
        assert await ids_of(response) == [5, 6]


async def test_a_ticket_opens_one_stream(alice: Any, build: Build, serve: Serve) -> None:
    web = serve()
    await a_end(build)
    ticket = tickets.issue(alice.pk)
    async with client(web, "none") as http:
        async with stream_of(http, build, params={"ticket": ticket}) as response:
            assert await ids_of(response) == [1]
        async with stream_of(http, build, params={"ticket": ticket}) as response:
            assert response.status_code == 401


@pytest.mark.parametrize("server", SERVERS)
async def test_a_hundred_who_wait_take_no_thread(build: Build, token: str, serve: Serve, server: str) -> None:
    web = serve(server, **HURRIED)
    await a_emit(build, 2)
    async with client(web, token) as http:
        waiting = [
            asyncio.create_task(http.get(path_of(build), params={"after": 2, "wait": 25})) for _ in range(100)
        ]
        # Answered while they wait.
        plain = await http.get(path_of(build), params={"after": 1})
        assert [frame["seq"] for frame in plain.json()["events"]] == [2]
        assert not any(one.done() for one in waiting)

        await a_emit(build, 1)

        for answer in await asyncio.gather(*waiting):
            assert [frame["seq"] for frame in answer.json()["events"]] == [3]


async def test_a_long_poll_without_an_event_is_an_empty_list(build: Build, token: str, serve: Serve) -> None:
    web = serve()
    async with client(web, token) as http:
        answer = await http.get(path_of(build), params={"wait": 1})
        assert (answer.status_code, answer.json()["events"]) == (200, [])


async def test_errors_are_those_of_the_api(build: Build, token: str, charlie: Any, serve: Serve) -> None:
    web = serve()
    stranger = (await feed.in_thread(tokens.begin, charlie)).access
    async with client(web, token) as http, client(web, stranger) as theirs, client(web, "x") as nobody:
        for waits in ({"params": {"wait": 0}}, {"headers": {"Accept": "text/event-stream"}}):
            for who, status in ((theirs, 404), (nobody, 401)):
                expected = await who.get(path_of(build))
                got = await who.get(path_of(build), **waits)
                assert (got.status_code, got.json()) == (status, expected.json())
                assert got.headers["content-type"] == "application/problem+json"
        for params in ({"wait": 26}, {"wait": "x"}, {"wait": 1, "after": -1}):
            assert (await http.get(path_of(build), params=params)).status_code == 400
        missing = path_of(build).replace(str(build.pk), str(uuid4()))
        assert (await http.get(missing, params={"wait": 1})).status_code == 404
