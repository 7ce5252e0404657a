"""Processes that a killed supervisor left running: found by identity, never by a number in a file."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

MARK = "AUTOWEBIQ_STACK"


def mark(data_dir: Path) -> dict[str, str]:
    """The environment variable that says whose child a process is."""
    return {MARK: str(data_dir)}


def find(data_dir: Path) -> list[int]:
    """Return the ids of all processes that carry the mark of ``data_dir``, except ourselves."""
    wanted = f"{MARK}={data_dir}"
    listed = _with_proc(wanted) if sys.platform == "linux" else _with_ps(wanted)
    return [pid for pid in listed if pid not in (os.getpid(), os.getppid())]


def end(data_dir: Path, *, patience_seconds: float = 5.0) -> int:
    """End every process that carries the mark of ``data_dir``; returns how many there were."""
    found = find(data_dir)
    for pid in found:
        # PostgreSQL waits for its clients on SIGTERM and not on SIGINT; Celery needs both to hurry;
        # what was frozen has to wake up to hear them.
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCONT):
            _signal(pid, number)
    deadline = time.monotonic() + patience_seconds
    while find(data_dir) and time.monotonic() < deadline:
        time.sleep(0.05)
    for pid in find(data_dir):
        _signal(pid, signal.SIGKILL)
    return len(found)


def is_running(pid: int) -> bool:
    """Say whether a process with this id exists, whoever owns it."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def command_of(pid: int) -> str:
    """Return the command line of a process, or "" if it has ended."""
    command = ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)]
    if sys.platform != "linux":
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def _with_proc(wanted: str) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            # Processes of other users refuse to be read, and any may end while we look.
            with contextlib.suppress(OSError):
                if wanted.encode() in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
    return found


def _with_ps(wanted: str) -> list[int]:
    command = ["/bin/ps", "-axww", "-E", "-o", "pid=,command="]
    listing = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    lines = (line.split(None, 1) for line in listing.stdout.splitlines() if f" {wanted} " in f"{line} ")
    return [int(pid) for pid, _ in lines]
