"""Whatever is killed: it comes back by itself and has lost nothing."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pymongo
import pytest
import redis

from autowebiq.devstack import leftovers, stackfile

from .conftest import Up, read_everywhere, ready, until, write_everywhere

pytestmark = pytest.mark.processes


def test_every_server_comes_back_with_its_data(up: Callable[..., Up], folder: Path) -> None:
    stack = up(folder / "data")
    settings = ready(stack)
    write_everywhere(settings, "a")
    killed = [stack.pids_of(part)[0] for part in ("bin/postgres", "valkey-server", "nx_27017")]
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    until(lambda: _all_serve(settings), lambda: stack.text)

    assert read_everywhere(settings) == [["a"]] * 3
    assert not set(killed) & set(leftovers.find(folder / "data"))
    for name in ("postgres", "valkey", "mongo"):
        assert f"{name} ended with signal 9; starting it again in 0.1 s" in stack.text


def test_after_the_supervisor_is_killed_its_children_end_and_the_next_start_works(
    up: Callable[..., Up], folder: Path
) -> None:
    first = up(folder / "data")
    write_everywhere(ready(first), "a")
    children = leftovers.find(folder / "data")
    assert first.end(signal.SIGKILL) == -9
    again = up(folder / "data")

    assert read_everywhere(ready(again)) == [["a"]] * 3
    assert not set(children) & set(leftovers.find(folder / "data"))


def test_leftovers_that_outlived_the_supervisor_are_ended_by_the_next_start(
    up: Callable[..., Up], folder: Path
) -> None:
    # As on a system without PR_SET_PDEATHSIG: the frozen children cannot react to its death.
    first = up(folder / "data")
    write_everywhere(ready(first), "a")
    children = leftovers.find(folder / "data")
    for pid in children:
        os.kill(pid, signal.SIGSTOP)
    first.end(signal.SIGKILL)
    assert all(leftovers.is_running(pid) for pid in children)
    again = up(folder / "data")

    assert read_everywhere(ready(again)) == [["a"]] * 3
    assert not set(children) & set(leftovers.find(folder / "data"))


def test_pid_files_that_name_a_strangers_process_do_not_keep_servers_from_starting(
    up: Callable[..., Up], folder: Path
) -> None:
    first = up(folder / "data")
    write_everywhere(ready(first), "a")
    pid_files = [folder / "data/postgres/data/postmaster.pid", folder / "data/mongo/nx-27017.pid"]
    postmaster = pid_files[0].read_text()
    first.end()
    stranger = str(os.getpid())
    pid_files[0].write_text("\n".join([stranger, *postmaster.splitlines()[1:]]))
    pid_files[1].write_text(stranger)
    again = up(folder / "data")

    assert read_everywhere(ready(again)) == [["a"]] * 3


def test_an_interrupted_initdb_is_made_anew(up: Callable[..., Up], folder: Path) -> None:
    first = up(folder / "data", fresh=True)
    half = folder / "data/postgres/data.new"
    until(half.exists, lambda: first.text)
    first.end(signal.SIGKILL)
    again = up(folder / "data")
    stack = ready(again)
    write_everywhere(stack, "a")

    assert read_everywhere(stack) == [["a"]] * 3
    assert not half.exists()


def _all_serve(settings: stackfile.StackFile) -> bool:
    try:
        read_everywhere(settings)
    except (psycopg.OperationalError, redis.RedisError, pymongo.errors.PyMongoError):
        time.sleep(0.05)
        return False
    return True
