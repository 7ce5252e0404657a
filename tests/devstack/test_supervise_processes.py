"""The supervisor with children that do next to nothing."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autowebiq.devstack import leftovers
from autowebiq.devstack.child import Process, pause_after
from autowebiq.devstack.output import PrefixedOutput
from autowebiq.devstack.supervisor import CannotStart, Stopped, Supervisor

pytestmark = pytest.mark.processes

STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf'); signal.pause()"
POLITE = """
import signal, sys
signal.signal(signal.SIGTERM, lambda *_: (print('bye'), sys.exit()))
print('up')
while True:
    signal.pause()
"""


class Said:
    """Collects the lines of children in the order of their coming."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []

    def __call__(self, name: str, line: str) -> None:
        self.lines.append((name, line))

    def has(self, *line: str) -> Callable[[], bool]:
        return lambda: tuple(line) in self.lines


@pytest.fixture
def said() -> Said:
    return Said()


def python(name: str, code: str, **how: object) -> Process:
    return Process(name=name, args=(sys.executable, "-uc", code), cwd=Path("/"), **how)  # type: ignore[arg-type]


def supervisor(said: Said) -> Supervisor:
    return Supervisor(environ=os.environ, write=said)


def test_children_end_in_the_reverse_order_of_their_start(said: Said) -> None:
    with supervisor(said) as boss:
        for name in ("first", "second", "third"):
            boss.start(python(name, POLITE))
            boss.wait_until(said.has(name, "up"), seconds=30, what=name)

    assert [name for name, line in said.lines if line == "bye"] == ["third", "second", "first"]


def test_a_child_that_ends_is_started_again_with_growing_pauses(said: Said) -> None:
    with supervisor(said) as boss:
        child = boss.start(python("short", "print('x' * 3, end=''); raise SystemExit(3)"))
        child.was_ready = True
        third = said.has("up", "short ended with code 3; starting it again in 0.4 s")
        boss.wait_until(third, seconds=30, what="short")

    # A last line without an end counts, too.
    assert said.lines[:4] == [
        ("short", "xxx"),
        ("up", "short ended with code 3; starting it again in 0.1 s"),
        ("short", "xxx"),
        ("up", "short ended with code 3; starting it again in 0.2 s"),
    ]


def test_the_pause_never_exceeds_five_seconds() -> None:
    assert [pause_after(failures) for failures in range(8)] == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0]
    assert pause_after(10_000) == 5.0


def test_a_child_that_never_comes_up_stops_the_start(said: Said) -> None:
    with supervisor(said) as boss:
        boss.start(python("broken", "raise SystemExit(1)"))
        with pytest.raises(CannotStart, match="broken ends right after its start"):
            boss.wait_until(lambda: False, seconds=60, what="broken")


def test_a_child_that_does_not_listen_is_killed(said: Said) -> None:
    with supervisor(said) as boss:
        child = boss.start(python("deaf", STUBBORN, stop_seconds=0.2))
        boss.wait_until(said.has("deaf", "deaf"), seconds=30, what="deaf")
        pid = child.pid
        assert pid

    assert not leftovers.is_running(pid)


def test_what_a_killed_child_leaves_in_its_group_is_ended(said: Said) -> None:
    code = "import os, signal; pid = os.fork(); print(os.getpid()); signal.pause()"
    with supervisor(said) as boss:
        child = boss.start(python("parent", code))
        boss.wait_until(lambda: len(said.lines) == 2, seconds=30, what="parent")
        parent, grandchild = child.pid, next(int(line) for _, line in said.lines if int(line) != child.pid)
        assert parent
        os.kill(parent, signal.SIGKILL)
        boss.wait_until(lambda: child.pid not in (None, parent), seconds=30, what="parent")

        boss.wait_until(lambda: not _lives(grandchild), seconds=30, what="the end of the grandchild")


def test_a_signal_stops_the_watch(said: Said) -> None:
    with supervisor(said) as boss:
        boss.start(python("polite", POLITE))
        boss.wait_until(said.has("polite", "up"), seconds=30, what="polite")
        os.kill(os.getpid(), signal.SIGTERM)
        with pytest.raises(Stopped):
            boss.watch()

    assert said.lines[-1] == ("polite", "bye")


def test_one_step_runs_to_its_end_while_the_others_are_looked_after(said: Said) -> None:
    with supervisor(said) as boss:
        code = boss.run_to_end(python("step", "print('done'); raise SystemExit(4)"))

    assert code == 4
    assert said.lines == [("step", "done")]


def test_our_signal_handlers_are_put_back(said: Said) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    with supervisor(said):
        pass

    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)] == before


@pytest.mark.parametrize(
    ("is_terminal", "expected"), [(False, "web      | hello\n"), (True, "\x1b[32mweb      |\x1b[0m hello\n")]
)
def test_names_are_coloured_on_a_terminal_only(
    is_terminal: bool, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Stream(is_terminal=is_terminal)
    PrefixedOutput(stream)("web", "hello")  # type: ignore[arg-type]  # the three methods it needs

    assert stream.text == expected


def test_a_reader_that_has_left_does_not_stop_us() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as stream:
        PrefixedOutput(stream)("web", "hello")
        os.dup2(os.open(os.devnull, os.O_WRONLY), writer)


class Stream:
    def __init__(self, *, is_terminal: bool) -> None:
        self.text = ""
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
