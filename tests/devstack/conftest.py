from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pymongo
import pytest
import redis

from autowebiq.devstack import leftovers, stackfile
from autowebiq.devstack.management.commands.stack_exec import temporary_place
from autowebiq.devstack.stackfile import StackFile

PROJECT = Path(__file__).resolve().parents[2]
OURS = ("DATABASE_URL", "REDIS_URL", "MONGO_URL", "DATA_DIR", "PORT", "SECRET_KEY", "JWT_SECRET_KEY")
PATIENCE_SECONDS = 60


class Up:
    """A `manage.py` process of its own and all that it has said so far."""

    def __init__(self, data_dir: Path, *words: str, prefix: tuple[str, ...] = (), **environ: str) -> None:
        self.data_dir = data_dir
        self.lines: list[str] = []
        self.port = int(environ.get("PORT", "8001"))
        self.process = subprocess.Popen(
            [*prefix, sys.executable, "manage.py", *words],
            cwd=PROJECT,
            env=environ_for(data_dir, **environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def wait_for(self, words: str, *, times: int = 1) -> None:
        until(lambda: self.text.count(words) >= times or self.process.poll() is not None, lambda: self.text)
        assert words in self.text, self.text

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.wait()

    def wait(self) -> int:
        code = self.process.wait(PATIENCE_SECONDS)
        self._reader.join(PATIENCE_SECONDS)
        return code

    def pids_of(self, part: str) -> list[int]:
        """The processes of this stack whose command line contains ``part``, the oldest first."""
        return sorted(pid for pid in leftovers.find(self.data_dir) if part in leftovers.command_of(pid))


def environ_for(data_dir: Path, **changes: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in (*OURS, leftovers.MARK)}
    return {**kept, "DATA_DIR": str(data_dir), "PORT": "8001", **changes}


def until(condition: Callable[[], bool], describe: Callable[[], str] = str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, describe()
        time.sleep(0.02)


def write_everywhere(stack: StackFile, mark: str) -> None:
    with psycopg.connect(stack.database_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS seen (mark text)")
        connection.execute("INSERT INTO seen VALUES (%s)", [mark])
    with redis.Redis.from_url(stack.redis_url) as client:
        client.rpush("seen", mark)
        client.execute_command("WAITAOF", 1, 0, 5000)
    with pymongo.MongoClient[dict[str, str]](stack.mongo_url) as mongo:
        mongo.get_default_database()["seen"].insert_one({"_id": mark})


def read_everywhere(stack: StackFile) -> list[list[str]]:
    with psycopg.connect(stack.database_url) as connection:
        rows = [mark for (mark,) in connection.execute("SELECT mark FROM seen ORDER BY mark")]
    with redis.Redis.from_url(stack.redis_url, decode_responses=True) as client:
        entries: list[str] = client.lrange("seen", 0, -1)
    with pymongo.MongoClient[dict[str, str]](stack.mongo_url) as mongo:
        documents = [document["_id"] for document in mongo.get_default_database()["seen"].find().sort("_id")]
    return [rows, entries, documents]


@contextlib.contextmanager
def passable_folder() -> Iterator[Path]:
    """A short-lived folder that PostgreSQL's user may pass through; pytest's own is closed to it."""
    path = Path(tempfile.mkdtemp(prefix="awiq-test-", dir=temporary_place()))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def folder() -> Iterator[Path]:
    with passable_folder() as path:
        yield path


@pytest.fixture(scope="session")
def used_data() -> Iterator[Path]:
    """A data folder whose servers have run once; a copy of it saves most tests the making of a cluster."""
    with passable_folder() as path:
        assert Up(path / "data", "stack_exec", "--", "true").wait() == 0
        yield path / "data"


@pytest.fixture
def up(used_data: Path, folder: Path) -> Iterator[Callable[..., Up]]:
    """Starts `manage.py up --only servers` on a folder; whatever is left at the end is ended.

    It asks for ``folder`` so that the servers end before their folder is removed.
    """
    started: list[Up] = []

    def start(data_dir: Path, *words: str, fresh: bool = False, **environ: str) -> Up:
        if not fresh and not data_dir.exists():
            subprocess.run(["cp", "-a", used_data, data_dir], check=True)
        stack = Up(data_dir, *(words or ("up", "--only", "servers")), prefix=(), **environ)
        started.append(stack)
        return stack

    yield start
    for stack in started:
        if stack.process.poll() is None:
            stack.end()
        leftovers.end(stack.data_dir)


def ready(stack: Up) -> StackFile:
    stack.wait_for("The servers are ready")
    return stackfile.resolve(stack.data_dir)
