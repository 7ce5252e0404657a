from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from builds.models import Build
from projects import services as project_services
from projects.models import Project

from .conftest import a_emit, a_end, a_start_next, new_build, numbered, path_of

Connect = Callable[..., Any]


async def test_it_begins_with_connection_and_snapshot(
    project: Project, build: Build, token: str, connect: Connect
) -> None:
    await a_emit(build, 2)
    socket = await connect(path_of(project.pk, token=token))

    connection, snapshot = await socket.frame(), await socket.frame()

    assert connection["type"] == "connection"
    assert connection["status"] == "connected"
    assert snapshot["type"] == "snapshot"
    assert snapshot["build"]["status"] == "RUNNING"
    assert snapshot["last_seq"] == 2
    assert snapshot["build_id"] == snapshot["task_id"] == str(build.pk)


async def test_every_frame_has_the_common_fields(
    project: Project, build: Build, token: str, connect: Connect
) -> None:
    await a_emit(build)
    socket = await connect(path_of(project.pk, token=token))

    frames = [await socket.frame() for _ in range(3)]

    common = {"type", "project_id", "build_id", "task_id", "seq", "epoch", "timestamp"}
    assert [frame["type"] for frame in frames] == ["connection", "snapshot", "agent_message"]
    assert all(common <= frame.keys() for frame in frames)
    assert {frame["project_id"] for frame in frames} == {str(project.pk)}


async def test_events_are_replayed_and_then_live(
    project: Project, build: Build, token: str, connect: Connect
) -> None:
    await a_emit(build, 3)
    socket = await connect(path_of(project.pk, token=token))
    assert await socket.events(3) == numbered(build, 1, 3)

    await a_emit(build, 4)

    assert await socket.events(4) == numbered(build, 4, 7)


@pytest.mark.parametrize("after", range(6))
async def test_a_subscriber_gets_what_follows_its_number(
    project: Project, build: Build, token: str, connect: Connect, after: int
) -> None:
    await a_emit(build, 5)
    socket = await connect(path_of(project.pk, token=token, after=after))
    await socket.frame_of("snapshot")

    await a_emit(build)

    assert await socket.events(6 - after) == numbered(build, after + 1, 6)


@pytest.mark.parametrize("after", ["", "-1", "x", "999999999999999999999", "6", "1e3", "٣"])
async def test_a_number_that_means_nothing_counts_as_nothing_seen(
    project: Project, build: Build, token: str, connect: Connect, after: str
) -> None:
    await a_emit(build, 5)

    socket = await connect(path_of(project.pk, token=token, after=after))

    assert await socket.events(5) == numbered(build, 1, 5)


async def test_a_project_without_builds_has_an_empty_snapshot(
    project: Project, token: str, connect: Connect
) -> None:
    socket = await connect(path_of(project.pk, token=token))

    snapshot = await socket.frame_of("snapshot")

    assert (snapshot["build"], snapshot["last_seq"], snapshot["build_id"]) == (None, 0, None)


async def test_a_build_that_starts_later_is_followed(project: Project, token: str, connect: Connect) -> None:
    socket = await connect(path_of(project.pk, token=token))
    await socket.frame_of("snapshot")

    first = await a_start_next(project, 2)
    assert await socket.events(2) == numbered(first, 1, 2)
    await a_end(first)
    second = await a_start_next(project, 3)

    assert await socket.events(4) == [*numbered(first, 3, 3), *numbered(second, 1, 3)]


async def test_who_comes_back_gets_the_rest_and_all_later_builds(
    project: Project, build: Build, token: str, connect: Connect
) -> None:
    await a_emit(build, 2)
    await a_end(build)
    second = await a_start_next(project, 2)
    await a_end(second)
    third = await a_start_next(project, 1)

    socket = await connect(path_of(project.pk, token=token, build_id=build.pk, after=2))

    expected = [*numbered(build, 3, 3), *numbered(second, 1, 3), *numbered(third, 1, 1)]
    assert await socket.events(5) == expected


async def test_a_foreign_build_id_means_the_newest_build(
    project: Project, build: Build, token: str, connect: Connect
) -> None:
    await a_emit(build, 2)

    for build_id in (project.pk, "nonsense"):
        socket = await connect(path_of(project.pk, token=token, build_id=build_id))
        assert await socket.events(2) == numbered(build, 1, 2)


async def test_more_events_than_a_page_are_all_replayed(
    project: Project, build: Build, token: str, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builds.feed.PAGE", 3)
    await a_emit(build, 10)

    socket = await connect(path_of(project.pk, token=token))

    assert await socket.events(10) == numbered(build, 1, 10)


async def test_fifty_sockets_all_get_everything(
    project: Project, build: Build, token: str, connect: Connect, settings: Any
) -> None:
    settings.WS_SOCKETS_PER_USER = 50
    sockets = [await connect(path_of(project.pk, token=token)) for _ in range(50)]

    await a_emit(build, 20)

    for socket in sockets:
        assert await socket.events(20) == numbered(build, 1, 20)


async def test_other_projects_are_not_heard(
    project: Project, build: Build, token: str, connect: Connect, other_build: Build
) -> None:
    socket = await connect(path_of(project.pk, token=token))
    await socket.frame_of("snapshot")

    await a_emit(other_build, 3)
    await a_emit(build)

    assert await socket.events(1) == numbered(build, 1, 1)


async def test_ping_is_answered(project: Project, build: Build, token: str, connect: Connect) -> None:
    socket = await connect(path_of(project.pk, token=token))
    await socket.frame_of("snapshot")

    await socket.say("ping")

    assert (await socket.frame())["type"] == "pong"


@pytest.mark.parametrize("text", ["hello", "{", "[]", '{"type": "unknown"}', "1"])
async def test_other_input_is_ignored(
    project: Project, build: Build, token: str, connect: Connect, text: str
) -> None:
    socket = await connect(path_of(project.pk, token=token))
    await socket.frame_of("snapshot")

    await socket.say(text)
    await socket.say("ping")

    assert (await socket.frame())["type"] == "pong"


async def test_input_that_is_too_big_closes(
    project: Project, build: Build, token: str, connect: Connect
) -> None:
    socket = await connect(path_of(project.pk, token=token))

    await socket.say("x" * 5000)

    assert (await socket.close_code())[0] == 1009


async def test_a_heartbeat_shows_that_the_connection_lives(
    project: Project, build: Build, token: str, connect: Connect, settings: Any
) -> None:
    settings.WS_HEARTBEAT_SECONDS = 0.05

    socket = await connect(path_of(project.pk, token=token))

    assert (await socket.frame_of("heartbeat"))["seq"] is None
    assert (await socket.frame_of("heartbeat"))["build_id"] == str(build.pk)


@pytest.fixture
def other_build(alice: Any) -> Build:
    return new_build(project_services.create_project(owner_id=alice.pk, name="Another"))
