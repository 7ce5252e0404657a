from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from autowebiq.devstack import leftovers, stackfile

from .conftest import PROJECT, Up, environ_for, passable_folder, read_everywhere, ready, write_everywhere

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def running() -> Iterator[Up]:
    """One stack for the tests that only look at it."""
    with passable_folder() as folder:
        stack = Up(folder / "data", "up", "--only", "servers")
        ready(stack)
        yield stack
        stack.end()


def test_data_is_there_after_a_stop_and_a_start(up: Callable[..., Up], folder: Path) -> None:
    first = up(folder / "data")
    write_everywhere(ready(first), "a")
    assert first.end(signal.SIGINT) == 0
    again = up(folder / "data")

    assert read_everywhere(ready(again)) == [["a"]] * 3
    assert again.end(signal.SIGHUP) == 0


def test_sigterm_ends_every_child(up: Callable[..., Up], folder: Path) -> None:
    stack = up(folder / "data")
    ready(stack)
    children = leftovers.find(folder / "data")
    assert len(children) == 3

    assert stack.end(signal.SIGTERM) == 0

    assert [pid for pid in children if leftovers.is_running(pid)] == []
    assert stack.lines[-1].endswith("AutoWebIQ has stopped")


def test_a_second_one_on_the_same_data_is_refused_in_one_sentence(running: Up) -> None:
    second = Up(running.data_dir, "up", "--only", "servers")

    assert second.wait() == 1
    assert second.lines == [
        f"CommandError: AutoWebIQ already runs on {running.data_dir} (process {running.process.pid}); "
        "stop it with `make stop`, or set DATA_DIR and PORT to run another one."
    ]
    assert running.process.poll() is None


def test_the_application_is_no_superuser(running: Up) -> None:
    with psycopg.connect(ready(running).database_url) as connection:
        rights = connection.execute(
            "SELECT rolsuper, rolcreatedb, datcollate FROM pg_roles, pg_database"
            " WHERE rolname = current_user AND datname = current_database()"
        ).fetchone()

    assert rights == (False, True, "C.UTF-8")


def test_no_password_shows_in_a_command_line(running: Up) -> None:
    stack = ready(running)
    commands = " ".join(leftovers.command_of(pid) for pid in leftovers.find(running.data_dir))

    for secret in (stack.postgres_password, stack.postgres_admin_password, stack.valkey_password):
        assert secret not in commands


def test_down_waits_until_everything_has_ended(up: Callable[..., Up], folder: Path) -> None:
    stack = up(folder / "data")
    ready(stack)
    down = _manage("down", folder / "data")

    assert (down.returncode, down.stdout) == (0, "AutoWebIQ has stopped.\n")
    assert leftovers.find(folder / "data") == []
    assert stack.wait() == 0


def test_down_says_so_when_nothing_runs(folder: Path) -> None:
    down = _manage("down", folder / "data")

    assert (down.returncode, down.stdout) == (0, "AutoWebIQ does not run here.\n")


def test_down_deletes_its_own_data_and_nothing_else(up: Callable[..., Up], folder: Path) -> None:
    (folder / "data").mkdir(mode=0o711)
    (folder / "data" / "letter.txt").write_text("mine")
    ready(up(folder / "data"))
    down = _manage("down", folder / "data", "--delete-data")

    assert down.returncode == 0
    assert [path.name for path in (folder / "data").iterdir()] == ["letter.txt"]


def test_a_server_that_is_given_is_not_started(up: Callable[..., Up], folder: Path) -> None:
    stack = up(folder / "data", fresh=True, DATABASE_URL="postgresql://someone@127.0.0.1:1/theirs")
    ready(stack)
    commands = " ".join(leftovers.command_of(pid) for pid in leftovers.find(folder / "data"))

    assert "postgres" not in commands
    assert "valkey" in commands
    assert "nx_27017" in commands
    assert not (folder / "data" / "postgres").exists()


def test_a_new_stack_file_gets_its_passwords_accepted(up: Callable[..., Up], folder: Path) -> None:
    first = up(folder / "data")
    write_everywhere(ready(first), "a")
    first.end()
    (folder / "data" / "stack.json").unlink()
    again = up(folder / "data")

    assert read_everywhere(ready(again)) == [["a"]] * 3


def test_a_data_folder_that_cannot_be_used_stops_the_start_with_what_to_set(
    up: Callable[..., Up], folder: Path
) -> None:
    (folder / "file").write_text("")
    stack = up(folder / "file" / "data", fresh=True)

    assert stack.wait() == 1
    assert stack.lines == [
        f"AutoWebIQ cannot start: Cannot use {folder / 'file' / 'data'} (File exists); "
        "set DATA_DIR to a folder that you can write to."
    ]


def test_a_taken_web_port_stops_the_start_with_what_to_set(up: Callable[..., Up], folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        stack = up(folder / "data", "up", PORT=str(port))
        assert stack.wait() == 1

    assert stack.lines == [
        f"CommandError: Port {port} is in use; set PORT to another one, as in `PORT={port + 1} make run`."
    ]
    assert leftovers.find(stackfile.resolve(folder / "data").data_dir) == []


def _manage(command: str, data_dir: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", command, *words],
        cwd=PROJECT,
        env=environ_for(data_dir),
        capture_output=True,
        text=True,
        check=False,
    )
