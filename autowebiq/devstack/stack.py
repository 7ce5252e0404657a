"""The stack as a whole: which servers are ours, what the other processes are told, what runs when."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from autowebiq.devstack import leftovers, lock, postgres, processes, servers, stackfile
from autowebiq.devstack.child import Child, Process
from autowebiq.devstack.postgres import ProvisionError
from autowebiq.devstack.stackfile import StackFileError
from autowebiq.devstack.supervisor import CannotStart, Supervisor, Write

SERVERS_SECONDS = 60.0
WEB_SECONDS = 60.0
WORKER_STOP_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says; ``embedded`` holds those of "database", "redis", "mongo" without a URL."""

    data_dir: Path
    embedded: frozenset[str]
    port: int
    secret_key: str
    jwt_secret_key: str


@contextlib.contextmanager
def running(settings: Settings, write: Write) -> Iterator[Supervisor]:
    """Start the embedded servers and yield their supervisor; leaving the block ends everything it started.

    Raises CannotStart with a sentence for a person, Stopped when a signal comes.
    """
    data_dir = settings.data_dir.resolve()
    try:
        with lock.hold(data_dir):
            leftovers.end(data_dir)
            stack = stackfile.resolve(data_dir)
            stack = stackfile.move_taken_ports(stack, [servers.NAMES[name] for name in settings.embedded])
            with Supervisor(environ=_environ(settings, stack), write=write) as supervisor:
                _start_servers(supervisor, servers.embedded(stack, settings.embedded))
                yield supervisor
    except lock.AlreadyRunning as error:
        raise CannotStart(
            f"AutoWebIQ already runs on {data_dir} (process {error.pid}); stop it with `make stop`, "
            f"or set DATA_DIR and PORT to run another one."
        ) from error
    except (StackFileError, ProvisionError) as error:
        raise CannotStart(str(error)) from error


def serve(settings: Settings, supervisor: Supervisor, write: Write) -> None:
    """Prepare the databases, then run web, worker and beat until a signal comes (Stopped)."""
    if supervisor.run_to_end(_prepare_step(settings)) != 0:
        supervisor.raise_if_stopped()
        raise CannotStart("The databases could not be prepared; see the lines of `prepare` above.")
    beat = _process("beat", processes.beat(settings.data_dir.resolve() / "celerybeat-schedule"))
    supervisor.start(beat)
    # A stopping worker ends its stages first, so that another one can go on after them.
    supervisor.start(replace(_process("worker", processes.worker()), stop_seconds=WORKER_STOP_SECONDS))
    web = supervisor.start(_process("web", processes.web(settings.port)))
    supervisor.wait_until(lambda: _answers(web, settings.port), seconds=WEB_SECONDS, what="The web server")
    write("up", f"AutoWebIQ is ready at http://localhost:{settings.port}")
    supervisor.watch()


def refuse_taken_port(port: int) -> None:
    """Raise CannotStart if somebody else listens on the port of the web server."""
    if not stackfile.port_is_free(port, host="0.0.0.0"):  # noqa: S104 - where the web server will listen
        raise CannotStart(
            f"Port {port} is in use; set PORT to another one, as in `PORT={port + 1} make run`."
        )


def delete_data(data_dir: Path) -> None:
    """Delete everything the embedded stack keeps in ``data_dir``; other files in it stay."""
    if not data_dir.exists():
        return
    for path in (*postgres.folders(data_dir), data_dir / "valkey", data_dir / "mongo"):
        if path.is_symlink():
            path.unlink()
        shutil.rmtree(path, ignore_errors=True)
    for pattern in ("stack.*", ".stack-*", "supervisor.lock", "celerybeat-schedule*", "servers.log"):
        for path in data_dir.glob(pattern):
            path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        data_dir.rmdir()


def _environ(settings: Settings, stack: stackfile.StackFile) -> dict[str, str]:
    """What every child finds in its environment, on top of our own."""
    urls = {
        "database": ("DATABASE_URL", stack.database_url),
        "redis": ("REDIS_URL", stack.redis_url),
        "mongo": ("MONGO_URL", stack.mongo_url),
    }
    return {
        **os.environ,
        **dict(urls[name] for name in settings.embedded),
        **leftovers.mark(stack.data_dir),
        "SECRET_KEY": settings.secret_key,
        "JWT_SECRET_KEY": settings.jwt_secret_key,
        "DATA_DIR": str(stack.data_dir),
        "PORT": str(settings.port),
        "PYTHONUNBUFFERED": "1",
    }


def _start_servers(supervisor: Supervisor, described: list[Process]) -> None:
    children = [supervisor.start(process) for process in described]
    for child in children:
        name = child.process.name
        supervisor.wait_until(child.is_ready, seconds=SERVERS_SECONDS, what=f"The server {name}")


def _prepare_step(settings: Settings) -> Process:
    return _process("prepare", processes.prepare(demo_user="database" in settings.embedded))


def _process(name: str, args: tuple[str, ...]) -> Process:
    return Process(name=name, args=processes.here(args), cwd=processes.PROJECT)


def _answers(web: Child, port: int) -> bool:
    if web.pid is None:
        return False
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/readyz")
        web.was_ready = connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return web.was_ready
