from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autowebiq.devstack import leftovers, stackfile

from .conftest import Up, until

pytestmark = pytest.mark.processes

WAIT = "import signal; print('here'); signal.pause()"
NAMES = ("DATABASE_URL", "REDIS_URL", "MONGO_URL", "DATA_DIR")
REPORT = f"import os; print(*(os.environ[name] for name in {NAMES}), sep=chr(10))"


def test_the_command_finds_the_urls_and_its_exit_code_is_returned(
    up: Callable[..., Up], folder: Path
) -> None:
    run = up(folder / "data", "stack_exec", "--", sys.executable, "-c", f"{REPORT}; raise SystemExit(7)")

    assert run.wait() == 7
    stack = stackfile.resolve(folder / "data")
    assert run.lines == [stack.database_url, stack.redis_url, stack.mongo_url, str(folder / "data")]
    assert leftovers.find(folder / "data") == []


def test_temporary_servers_leave_nothing_behind(up: Callable[..., Up], folder: Path) -> None:
    run = up(folder / "data", "stack_exec", "--temporary", "--", sys.executable, "-c", REPORT)

    assert run.wait() == 0, run.text
    data_dir = Path(run.lines[-1])
    assert data_dir != folder / "data"
    assert not data_dir.parent.exists()
    assert leftovers.find(data_dir) == []


def test_the_folder_of_a_killed_run_is_swept_away_later(up: Callable[..., Up], folder: Path) -> None:
    killed = up(
        folder / "data", "stack_exec", "--temporary", "--", sys.executable, "-uc", f"{REPORT}; {WAIT}"
    )
    killed.wait_for("here")
    left = Path(killed.lines[-2]).parent
    killed.end(signal.SIGKILL)
    until(lambda: not leftovers.find(left / "data"))
    os.utime(left, (0, 0))
    assert up(folder / "data", "stack_exec", "--temporary", "--", "true").wait() == 0

    assert not left.exists()


def test_a_signal_reaches_the_command_and_ends_the_servers(up: Callable[..., Up], folder: Path) -> None:
    run = up(folder / "data", "stack_exec", "--", sys.executable, "-uc", WAIT)
    run.wait_for("here")
    until(lambda: len(leftovers.find(folder / "data")) == 4)

    assert run.end(signal.SIGTERM) == 128 + signal.SIGTERM
    assert leftovers.find(folder / "data") == []


def test_an_unknown_command_is_named(up: Callable[..., Up], folder: Path) -> None:
    run = up(folder / "data", "stack_exec", "--", "no-such-command")

    assert run.wait() == 1
    assert run.lines == ["CommandError: Cannot run no-such-command: there is no such program."]
