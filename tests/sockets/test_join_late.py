"""Many who join in the middle of a build cost a few queries, not some each."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db.backends.utils import CursorWrapper

from autowebiq.common import bell
from builds import feed
from builds.feed import SharedReads
from builds.models import Build
from projects.models import Project

from .conftest import a_emit, numbered, path_of

Connect = Callable[..., Any]


@pytest.fixture
def queries(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements of all threads."""
    asked: list[str] = []
    execute = CursorWrapper.execute

    def counted(self: Any, sql: Any, params: Any = None) -> Any:
        asked.append(str(sql))
        return execute(self, sql, params)

    monkeypatch.setattr(CursorWrapper, "execute", counted)
    return asked


async def test_five_hundred_who_join_at_once_cost_no_query_each(
    project: Project, build: Build, token: str, connect: Connect, settings: Any, queries: list[str]
) -> None:
    settings.WS_SOCKETS_PER_USER = 600
    await a_emit(build, 40)
    watching = await connect(path_of(project.pk, token=token))
    await watching.events(40)
    await a_emit(build, 5)
    await watching.events(5)
    queries.clear()

    sockets = await asyncio.gather(*(connect(path_of(project.pk, token=token)) for _ in range(500)))
    for socket in sockets:
        assert await socket.events(45) == numbered(build, 1, 45)

    assert len(queries) < 100


async def test_one_who_joins_takes_the_events_that_others_brought(
    project: Project, build: Build, token: str, connect: Connect, queries: list[str]
) -> None:
    await a_emit(build, 20)
    watching = await connect(path_of(project.pk, token=token))
    await watching.events(20)
    queries.clear()

    late = await connect(path_of(project.pk, token=token))
    assert await late.events(20) == numbered(build, 1, 20)

    assert [sql for sql in queries if "builds_buildevent" in sql] == []


async def test_one_who_joins_gets_the_events_that_nobody_here_needed(
    project: Project, build: Build, token: str, connect: Connect
) -> None:
    # Such a visitor waited for the next event: the state was read, so the events were taken for read as well.
    await a_emit(build, 20)
    watching = await connect(path_of(project.pk, token=token, after=20))
    await watching.frame_of("snapshot")
    for number in range(21, 26):
        await a_emit(build, 1)
        assert await watching.events(1) == numbered(build, number, number)
    # Until no bell is under way any more: the next one would wake everybody.
    await asyncio.to_thread(bell.flush)
    await watching.say("ping")
    await watching.frame_of("pong")

    late = await connect(path_of(project.pk, token=token))

    assert await late.events(25) == numbered(build, 1, 25)


async def test_equal_questions_are_asked_once_and_never_answered_from_the_past(
    transactional_db: None,
) -> None:
    reads, asked = SharedReads(), 0
    may_answer = threading.Event()

    def question() -> int:
        nonlocal asked
        asked += 1
        number = asked
        assert may_answer.wait(20)
        return number

    first = asyncio.create_task(reads.ask(question))
    while not asked:
        await asyncio.sleep(0)
    # The first answer is under way: it may be too old for these.
    others = [asyncio.create_task(reads.ask(question)) for _ in range(50)]
    await asyncio.sleep(0)
    others[0].cancel()
    may_answer.set()

    assert await first == 1
    assert {await other for other in others[1:]} == {2}
    assert asked == 2


async def test_a_failed_question_fails_for_all_who_asked_and_can_be_asked_again(
    transactional_db: None,
) -> None:
    reads = SharedReads()

    def question() -> int:
        raise LookupError

    answers = await asyncio.gather(*(reads.ask(question) for _ in range(3)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [LookupError] * 3
    with pytest.raises(LookupError):
        await reads.ask(question)


def test_a_start_of_a_named_build_says_that_later_ones_may_follow(project: Project, build: Build) -> None:
    assert feed.start(project_id=project.pk, build_id=build.pk, after=0).is_newest is False
    assert feed.start(project_id=project.pk, build_id=None, after=0).is_newest is True
