"""A channel layer that drops, doubles and reorders bells: all see every event once, in order all the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from channels_redis.pubsub import RedisPubSubLoopLayer

from builds.feed import LiveFrame, Tip
from builds.models import Build
from builds.relay import ProjectTopic
from projects.models import Project

from .conftest import a_emit, a_end, a_start_next, numbered, path_of

Connect = Callable[..., Any]
EVENTS = 40


@pytest.fixture
def bad_layer(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Makes the layer unreliable, in a way that a seed decides."""
    good = RedisPubSubLoopLayer.group_send

    def spoil(seed: int) -> None:
        chance = random.Random(seed)
        held_back: list[Any] = []

        async def group_send(self: Any, group: str, message: dict[str, Any]) -> None:
            fate = chance.random()
            if fate < 0.25:
                return
            if fate < 0.5:
                held_back.append(message)
                return
            for one in (message, *([message] if fate > 0.75 else []), *held_back):
                await good(self, group, one)
            # Sometimes they come once more, much later.
            if chance.random() < 0.5:
                held_back.clear()

        monkeypatch.setattr(RedisPubSubLoopLayer, "group_send", group_send)

    return spoil


@pytest.mark.parametrize("seed", range(8))
async def test_subscribers_see_everything_once_and_in_order(
    project: Project,
    build: Build,
    token: str,
    connect: Connect,
    settings: Any,
    bad_layer: Callable[[int], None],
    seed: int,
) -> None:
    settings.WS_POLL_SECONDS = 0.2
    bad_layer(seed)
    sockets = [await connect(path_of(project.pk, token=token)) for _ in range(3)]
    for socket in sockets:
        # Who is not in yet when the second build starts would begin with that one.
        await socket.frame_of("snapshot")

    await a_emit(build, EVENTS)
    await a_end(build)
    second = await a_start_next(project, EVENTS)

    expected = [*numbered(build, 1, EVENTS + 1), *numbered(second, 1, EVENTS)]
    for socket in sockets:
        assert await socket.events(len(expected)) == expected


@pytest.mark.parametrize("seed", range(200))
def test_what_is_kept_is_never_out_of_order(seed: int) -> None:
    chance = random.Random(seed)
    topic = ProjectTopic()
    bells = [("a", seq) for seq in range(1, 10)] + [("b", seq) for seq in range(1, 10)]
    bells += chance.choices(bells, k=10)
    for at, bell in enumerate(bells):
        other = chance.randrange(max(0, at - 4), min(len(bells), at + 5))
        bells[at], bells[other] = bells[other], bell

    for build_id, seq in bells:
        topic.hear(LiveFrame(build_id, seq, 1, "agent_message", "{}"))
        for start in range(10):
            for asked in ("a", "b"):
                given = [(frame.build_id, frame.seq) for frame in topic.after(asked, start)]
                assert given == [(asked, start + 1 + nth) for nth in range(len(given))]


def test_who_has_not_read_the_table_since_a_doubt_must_read() -> None:
    topic = ProjectTopic()
    topic.hear(LiveFrame("b", 3, 1, "agent_message", "{}"))
    read_at = topic.version
    assert not topic.is_ahead("b", 3, read_at=read_at)

    topic.doubted()

    assert topic.is_ahead("b", 3, read_at=read_at)
    assert not topic.is_ahead("b", 3, read_at=topic.version)


def test_an_old_tip_moves_nothing() -> None:
    topic = ProjectTopic()
    topic.learn(Tip("b", 5))
    version = topic.version

    topic.learn(Tip("b", 4))
    topic.hear(LiveFrame("b", 5, 1, "agent_message", "{}"))

    assert topic.version == version
