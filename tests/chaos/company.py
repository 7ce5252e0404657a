"""The processes that the storm hits: web, two workers and beat of our own, and the servers beside us.

The product's own supervisor looks after all of them, so what is killed comes back as it does in life. The
servers belong to the `stack_exec` that started us; nothing else is ever signalled.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from autowebiq.devstack import leftovers, processes
from autowebiq.devstack.child import Child, Process
from autowebiq.devstack.supervisor import Supervisor

WORKERS = ("worker-1", "worker-2")
SERVERS = {"postgres": "bin/postgres -D", "valkey": "valkey", "mongo": "nx_27017"}
COMES_BACK_SECONDS = 60


class NoServersOfOurOwn(Exception):
    """The storm was not started by `manage.py stack_exec`; it would kill somebody else's servers."""


@dataclass(frozen=True)
class Company:
    """What runs; pids are looked up at each use, because they change."""

    children: dict[str, Child]
    port: int
    data_dir: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def pid(self, name: str) -> int:
        """The process that bears ``name`` now, or as soon as the supervisor has started it again."""
        end = time.monotonic() + COMES_BACK_SECONDS
        while (found := self._pid(name)) is None:
            if time.monotonic() > end:
                raise AssertionError(f"{name} did not come back within {COMES_BACK_SECONDS} s")
            time.sleep(0.05)
        return found

    def _pid(self, name: str) -> int | None:
        return self.children[name].pid if name in self.children else server_pid(name)

    def pool_children(self, worker: str) -> list[int]:
        """The processes in which a worker runs its tasks; none while it starts."""
        parent = self.pid(worker)
        return [pid for pid, of in _parents().items() if of == parent]

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        """Signal the whole group of one of our processes, or a server itself."""
        send(self.pid(name), number, group=name in self.children)

    def lose_the_brokers_data(self) -> None:
        """Make Valkey come back empty."""
        pid = self.pid("valkey")
        shutil.rmtree(self.data_dir / "valkey" / "appendonlydir")
        send(pid, signal.SIGKILL)

    def ready(self, name: str) -> None:
        """Wait until the web process answers; every other name is ready as soon as it runs."""
        self.pid(name)
        if name == "web":
            _until(lambda: _answers(f"{self.address}/livez"), "the web process")


def server_pid(name: str) -> int | None:
    """The server that runs beside us, as another child of our parent."""
    for pid, parent in _parents().items():
        if parent == os.getppid() and pid != os.getpid() and SERVERS[name] in leftovers.command_of(pid):
            return pid
    return None


def refuse_foreign_servers() -> None:
    """Raise NoServersOfOurOwn unless all servers are ours to kill."""
    if any(server_pid(name) is None for name in SERVERS):
        raise NoServersOfOurOwn("Start the storm with `make chaos`: it needs servers of its own.")


def start(supervisor: Supervisor, *, port: int, folder: Path) -> Company:
    """Start web, two workers and beat under ``supervisor``, which must be pumped for them to live."""
    described = [_process("web", processes.web(port))]
    described += [_process(name, (*processes.worker(), "-n", f"{name}@storm")) for name in WORKERS]
    described += [_process("beat", processes.beat(folder / "schedule"))]
    children = {process.name: supervisor.start(process) for process in described}
    for child in children.values():
        child.is_ready()
    return Company(children, port, Path(os.environ["DATA_DIR"]))


def _process(name: str, args: tuple[str, ...]) -> Process:
    process = Process(name=name, args=processes.here(args), cwd=processes.PROJECT)
    # Nobody waits for builds at the end of the storm: by then none runs, or something is wrong anyway.
    return replace(process, stop_seconds=5.0)


def send(pid: int, number: int, *, group: bool = False) -> None:
    """Signal a process that may have ended meanwhile."""
    with contextlib.suppress(ProcessLookupError):
        if group:
            os.killpg(pid, number)
        else:
            os.kill(pid, number)


def _parents() -> dict[int, int]:
    """Parent by process, of everything that runs."""
    listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
    pairs = (line.split() for line in listing.stdout.splitlines())
    return {int(pid): int(parent) for pid, parent in pairs}


def _answers(address: str) -> bool:
    with contextlib.suppress(httpx.HTTPError):
        return httpx.get(address, timeout=5).status_code == 200
    return False


def _until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + COMES_BACK_SECONDS
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"waited {COMES_BACK_SECONDS} s for {what}")
        time.sleep(0.1)
