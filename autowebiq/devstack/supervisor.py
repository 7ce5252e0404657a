"""Starts children, passes their output on, restarts what dies and ends all of them in order.

One thread only: the output of children, their deaths and our own signals all arrive in `_pump`.
"""

from __future__ import annotations

import contextlib
import selectors
import signal
import socket
import time
from collections.abc import Callable, Mapping
from types import FrameType, TracebackType

from autowebiq.devstack.child import Child, Process

Write = Callable[[str, str], None]
"""Takes the name of a process and one line of its output."""

MAX_FAILED_STARTS = 6


class CannotStart(Exception):
    """The stack does not come up; the message is one sentence for the person who started it."""


class Stopped(Exception):
    """A signal asked us to end."""


class Supervisor:
    """A context manager: leaving the block ends every child, the last started first."""

    def __init__(self, *, environ: Mapping[str, str], write: Write) -> None:
        self._environ = environ
        self._write = write
        self._children: list[Child] = []
        self._selector = selectors.DefaultSelector()
        self._wake_reader, self._wake_writer = socket.socketpair()
        self._signals: list[int] = []
        self._stopping = False
        self._previous: dict[int, object] = {}

    def __enter__(self) -> Supervisor:
        self._wake_reader.setblocking(False)
        self._wake_writer.setblocking(False)
        self._selector.register(self._wake_reader, selectors.EVENT_READ, None)
        signal.set_wakeup_fd(self._wake_writer.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self._previous[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop_all()
        signal.set_wakeup_fd(-1)
        for number, handler in self._previous.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal.signal gave us
        self._selector.close()
        self._wake_reader.close()
        self._wake_writer.close()

    def start(self, process: Process) -> Child:
        """Start ``process`` and keep it running from now on."""
        child = Child(process, self._environ)
        self._children.append(child)
        self._launch(child)
        return child

    def run_to_end(self, process: Process) -> int:
        """Run ``process`` once and return its exit code, while the others are kept running.

        Signals to us are handed on to it; what to make of its end is the caller's matter.
        """
        child = Child(process, self._environ)
        self._launch(child)
        passed_on = len(self._signals)
        try:
            while (code := child.exit_code()) is None:
                for number in self._signals[passed_on:]:
                    # Ctrl-C has reached a child that shares our terminal already.
                    if process.piped or number != signal.SIGINT:
                        child.signal(number)
                passed_on = len(self._signals)
                self._pump(0.1)
        finally:
            child.signal(signal.SIGKILL)
            self._drain(child)
            child.close()
        return code

    def wait_until(self, condition: Callable[[], bool], *, seconds: float, what: str) -> None:
        """Pump until ``condition()`` holds. Raises CannotStart after ``seconds``, Stopped on a signal."""
        deadline = time.monotonic() + seconds
        while not condition():
            self._refuse_hopeless()
            if time.monotonic() > deadline:
                raise CannotStart(f"{what} did not become ready within {seconds:.0f} seconds; see above why.")
            self._pump(0.05)
            self.raise_if_stopped()

    def raise_if_stopped(self) -> None:
        """Raise Stopped if a signal has come."""
        if self._signals:
            raise Stopped

    def watch(self) -> None:
        """Keep everything running until a signal comes, then raise Stopped."""
        while True:
            self._pump(0.5)
            self.raise_if_stopped()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._signals.append(number)

    def _refuse_hopeless(self) -> None:
        for child in self._children:
            if not child.was_ready and child.failures >= MAX_FAILED_STARTS:
                raise CannotStart(f"{child.process.name} ends right after its start; see above why.")

    def _launch(self, child: Child) -> None:
        output = child.start()
        if output is not None:
            self._selector.register(output, selectors.EVENT_READ, child)

    def _pump(self, seconds: float) -> None:
        """Pass on output for up to ``seconds``, then look after the dead."""
        for key, _ in self._selector.select(min(seconds, 0.1)):
            if key.data is None:
                with contextlib.suppress(BlockingIOError):
                    self._wake_reader.recv(4096)
            elif self._pass_on(key.data):
                self._selector.unregister(key.fd)
        for child in self._children:
            self._look_after(child)

    def _pass_on(self, child: Child) -> bool:
        lines, ended = child.read_lines()
        for line in lines:
            self._write(child.process.name, line)
        return ended

    def _look_after(self, child: Child) -> None:
        if child.restart_at is not None and not self._stopping:
            if time.monotonic() >= child.restart_at:
                self._launch(child)
            return
        code = child.exit_code()
        if code is None:
            return
        self._drain(child)
        child.close()
        if not self._stopping:
            pause = child.schedule_restart()
            how = f"signal {-code}" if code < 0 else f"code {code}"
            self._write("up", f"{child.process.name} ended with {how}; starting it again in {pause:.1f} s")

    def _drain(self, child: Child) -> None:
        """Pass on the last words of an ended child and stop listening to it."""
        for key in list(self._selector.get_map().values()):
            if key.data is child:
                while lines := child.read_lines()[0]:
                    for line in lines:
                        self._write(child.process.name, line)
                self._selector.unregister(key.fd)

    def _stop_all(self) -> None:
        self._stopping = True
        already = max(1, len(self._signals))
        for child in reversed(self._children):
            child.signal(child.process.stop_signal)
            deadline = time.monotonic() + child.process.stop_seconds
            while child.pid is not None:
                # Asked a second time, nobody wants to wait for a clean end.
                if time.monotonic() > deadline or len(self._signals) > already:
                    child.signal(signal.SIGKILL)
                self._pump(0.05)
