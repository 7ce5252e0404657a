"""Whether this worker is stopping, for all processes of its pool.

The parent hears the signal, its children run the builds. They share one byte of memory from before the fork,
which costs no look-up in a server that may be going down at the same time.
"""

from __future__ import annotations

import mmap

_shared = mmap.mmap(-1, 1)


def begin() -> None:
    """Ask every run of this worker to hand over at its next checkpoint; there is no way back."""
    _shared[0] = 1


def is_wanted() -> bool:
    return _shared[0] == 1


def forget() -> None:
    """As at the start of a worker; for programs that outlive one."""
    _shared[0] = 0
