"""What one checkout remembers about its embedded servers: ports, passwords and keys.

Kept in ``<data_dir>/stack.json``. Settings read it too, so this module knows no Django.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import socket
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

# Below the ports that Linux (32768+) and macOS (49152+) hand to outgoing connections, so that
# a passing connection does not sit on a remembered port while the servers are down.
PORTS = range(20_000, 32_000)


class StackFileError(Exception):
    """The data folder cannot be used; the message is one sentence that says what to set."""


@dataclass(frozen=True, slots=True)
class StackFile:
    """The remembered facts. Ports are on 127.0.0.1; secrets are URL-safe text."""

    data_dir: Path
    postgres_port: int
    postgres_password: str
    postgres_admin_password: str
    valkey_port: int
    valkey_password: str
    mongo_port: int
    secret_key: str
    jwt_secret_key: str

    @property
    def database_url(self) -> str:
        """The application's own role, which may create databases and nothing above that."""
        return f"postgresql://autowebiq:{self.postgres_password}@127.0.0.1:{self.postgres_port}/autowebiq"

    @property
    def redis_url(self) -> str:
        return f"redis://:{self.valkey_password}@127.0.0.1:{self.valkey_port}/0"

    @property
    def mongo_url(self) -> str:
        return f"mongodb://127.0.0.1:{self.mongo_port}/autowebiq?directConnection=true"


def resolve(data_dir: Path) -> StackFile:
    """Return what ``data_dir`` remembers; on first use make the folder and the file (0600).

    Safe to call from many processes at once. Raises StackFileError when the folder cannot be used.
    """
    folder = data_dir.expanduser().resolve()
    try:
        make_private_folder(folder)
        with contextlib.suppress(FileNotFoundError):
            return _read(folder)
        with _locked(folder):
            with contextlib.suppress(FileNotFoundError):
                return _read(folder)
            return _write(_new(folder))
    except OSError as error:
        raise StackFileError(
            f"Cannot use {folder} ({error.strerror}); set DATA_DIR to a folder that you can write to."
        ) from error


def owns_database(data_dir: Path, url: str) -> bool:
    """Whether ``url`` is the embedded database of ``data_dir``, as the supervisor tells its children."""
    try:
        return _read(data_dir.expanduser().resolve()).database_url == url
    except (OSError, StackFileError):
        return False


def move_taken_ports(stack: StackFile, names: Collection[str]) -> StackFile:
    """Give each server of ``names`` ("postgres", "valkey", "mongo") another port if its own is taken.

    To be called while none of these servers runs: whoever listens there is then a stranger.
    """
    keys = [f"{name}_port" for name in names]
    if all(port_is_free(getattr(stack, key)) for key in keys):
        return stack
    with _locked(stack.data_dir):
        used = {stack.postgres_port, stack.valkey_port, stack.mongo_port}
        moved: dict[str, Any] = {
            key: _choose_port(used) for key in keys if not port_is_free(getattr(stack, key))
        }
        return _write(replace(stack, **moved))


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Say whether a server could listen on ``host:port`` now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # Connections of a killed server linger in TIME_WAIT; they do not make the port taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def make_private_folder(folder: Path) -> None:
    """Make ``folder`` closed to other users; one that exists, and every parent, keeps its permissions."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Root must hand PostgreSQL to another user, who then has to pass through (x), not to look around.
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700)


def _new(folder: Path) -> StackFile:
    used: set[int] = set()
    return StackFile(
        data_dir=folder,
        postgres_port=_choose_port(used),
        postgres_password=secrets.token_urlsafe(24),
        postgres_admin_password=secrets.token_urlsafe(24),
        valkey_port=_choose_port(used),
        valkey_password=secrets.token_urlsafe(24),
        mongo_port=_choose_port(used),
        secret_key=secrets.token_urlsafe(48),
        jwt_secret_key=secrets.token_urlsafe(48),
    )


def _choose_port(used: set[int]) -> int:
    for _ in range(1000):
        port = secrets.choice(PORTS)
        if port not in used and port_is_free(port):
            used.add(port)
            return port
    raise StackFileError(f"No free port was found between {PORTS.start} and {PORTS.stop} on 127.0.0.1.")


def _read(folder: Path) -> StackFile:
    path = folder / "stack.json"
    try:
        raw = json.loads(path.read_bytes())
        values = {f.name: raw[f.name] for f in fields(StackFile) if f.name != "data_dir"}
    except (ValueError, KeyError, TypeError) as error:
        raise StackFileError(
            f"{path} is damaged; move it away, or set DATA_DIR to another folder."
        ) from error
    return StackFile(data_dir=folder, **values)


def _write(stack: StackFile) -> StackFile:
    values = {f.name: getattr(stack, f.name) for f in fields(StackFile) if f.name != "data_dir"}
    # mkstemp makes the file 0600, and the rename shows readers either the old text or the new one.
    handle, name = tempfile.mkstemp(dir=stack.data_dir, prefix=".stack-")
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(values, out, indent=2)
        out.flush()
        os.fsync(out.fileno())
    Path(name).replace(stack.data_dir / "stack.json")
    return stack


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    handle = os.open(folder / "stack.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
