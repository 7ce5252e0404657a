"""One child process: how it is described, started, read and ended."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

LONGEST_LINE = 65_536
PR_SET_PDEATHSIG = 1
# Loaded before any fork: a freshly forked child must not load libraries.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _nothing() -> None:
    return None


def _at_once(pid: int) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Account:
    """The user and group that a child runs as."""

    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Process:
    """What to run. ``prepare`` runs before every start; ``is_ready(pid)`` asks the process itself."""

    name: str
    args: tuple[str, ...]
    cwd: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    account: Account | None = None
    prepare: Callable[[], None] = _nothing
    is_ready: Callable[[int], bool] = _at_once
    stop_signal: int = signal.SIGTERM
    stop_seconds: float = 10.0
    orphan_signal: int = signal.SIGTERM  # what it gets when the supervisor is killed
    piped: bool = True  # False: it shares our terminal


class Child:
    """A described process over all its starts."""

    def __init__(self, process: Process, environ: Mapping[str, str]) -> None:
        self.process = process
        self.failures = 0
        self.restart_at: float | None = None
        self.was_ready = False
        self._environ = {**environ, **process.environ}
        self._popen: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._partial = b""

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._popen.pid if self._popen and self._popen.returncode is None else None

    def start(self) -> int | None:
        """Start the process; returns the descriptor of its output, if that is piped."""
        process = self.process
        process.prepare()
        account = process.account
        self.restart_at = None
        self._started_at = time.monotonic()
        self._popen = subprocess.Popen(  # noqa: S603 - our own command lines
            process.args,
            cwd=process.cwd,
            env=self._environ,
            stdin=subprocess.DEVNULL if process.piped else None,
            stdout=subprocess.PIPE if process.piped else None,
            stderr=subprocess.STDOUT if process.piped else None,
            bufsize=0,
            # A session of its own, so that Ctrl-C reaches us alone and we end them in order.
            start_new_session=process.piped,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            preexec_fn=_die_with(os.getpid(), process.orphan_signal),
        )
        if not self._popen.stdout:
            return None
        os.set_blocking(self._popen.stdout.fileno(), False)
        return self._popen.stdout.fileno()

    def read_lines(self) -> tuple[list[str], bool]:
        """Return the complete lines that have come in, and whether the output has ended."""
        if not self._popen or not self._popen.stdout:
            return [], True
        try:
            chunk = os.read(self._popen.stdout.fileno(), LONGEST_LINE)
        except BlockingIOError:
            return [], False
        *lines, self._partial = (self._partial + chunk).split(b"\n")
        if self._partial and (not chunk or len(self._partial) >= LONGEST_LINE):
            lines, self._partial = [*lines, self._partial], b""
        return [line.decode(errors="replace").rstrip("\r") for line in lines], not chunk

    def exit_code(self) -> int | None:
        """Reap the process if it has ended and return its code (-n for signal n)."""
        return self._popen.poll() if self._popen else None

    def close(self) -> None:
        """Forget an ended process, with whatever it has left running in its group."""
        if self._popen and self.process.piped:
            # A killed Celery parent leaves its pool behind; they share its process group.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._popen.pid, signal.SIGKILL)
        if self._popen and self._popen.stdout:
            self._popen.stdout.close()
        self._popen = None

    def schedule_restart(self) -> float:
        """Plan the next start and return the pause in seconds."""
        if time.monotonic() - self._started_at > 10:
            self.failures = 0
        pause = pause_after(self.failures)
        self.failures += 1
        self.restart_at = time.monotonic() + pause
        return pause

    def is_ready(self) -> bool:
        """Ask the running process whether it serves."""
        ready = self.pid is not None and self.process.is_ready(self.pid)
        self.was_ready = self.was_ready or ready
        return ready

    def signal(self, number: int) -> None:
        """Signal the process itself, or with SIGKILL its whole group."""
        if self.pid is None:
            return
        with contextlib.suppress(ProcessLookupError):
            if number == signal.SIGKILL and self.process.piped:
                os.killpg(self.pid, number)
            else:
                os.kill(self.pid, number)


def pause_after(failures: int) -> float:
    """How many seconds to wait before the next start: 0.1, doubling with every failure to 5."""
    return min(5.0, 0.1 * float(2 ** min(failures, 10)))


def _die_with(parent: int, orphan_signal: int) -> Callable[[], None]:
    """Make the code that runs between fork and exec: end this child when ``parent`` is killed.

    Linux only. The kernel ties it to the thread that forks, so children are started by the main
    thread; and it forgets it when the user changes, so this has to run after that (Popen does so).
    """

    def between_fork_and_exec() -> None:
        # A supervisor started in the background of a shell ignores SIGINT; its children must not.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, orphan_signal, 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return between_fork_and_exec
