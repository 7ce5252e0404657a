"""One supervisor for one data folder."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from autowebiq.devstack.stackfile import make_private_folder


class AlreadyRunning(Exception):
    """Another supervisor has the data folder; ``pid`` is its process id."""

    def __init__(self, pid: int | None) -> None:
        super().__init__(pid)
        self.pid = pid


@contextlib.contextmanager
def hold(data_dir: Path) -> Iterator[None]:
    """Be the supervisor of ``data_dir`` inside the block, or raise AlreadyRunning."""
    make_private_folder(data_dir)
    handle = _open(data_dir)
    try:
        if not _try_lock(handle):
            raise AlreadyRunning(_read_pid(handle))
        # The file stays when we end: removing it would let two others lock two different files.
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def holder(data_dir: Path) -> int | None:
    """Return the process id of the supervisor of ``data_dir``, or None if there is none.

    The number in the file counts only while the lock is held: the kernel drops it with its holder.
    """
    if not (data_dir / "supervisor.lock").exists():
        return None
    handle = _open(data_dir)
    try:
        return None if _try_lock(handle) else _read_pid(handle)
    finally:
        os.close(handle)


def _open(data_dir: Path) -> int:
    return os.open(data_dir / "supervisor.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read_pid(handle: int) -> int | None:
    text = os.pread(handle, 20, 0)
    return int(text) if text.isdigit() else None
