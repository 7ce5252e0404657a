"""Where the lines of the children go: to our own output, each under the name of its process."""

from __future__ import annotations

import contextlib
import os
from typing import TextIO

NAME_WIDTH = 8
COLOURS = {
    "up": 1,
    "postgres": 34,
    "valkey": 35,
    "mongo": 33,
    "prepare": 36,
    "web": 32,
    "worker": 31,
    "beat": 90,
}


class PrefixedOutput:
    """Writes ``name | line``; the name is coloured on a terminal unless NO_COLOR is set."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._coloured = stream.isatty() and not os.environ.get("NO_COLOR")

    def __call__(self, name: str, line: str) -> None:
        label = f"{name:<{NAME_WIDTH}} |"
        if self._coloured:
            label = f"\x1b[{COLOURS.get(name, 0)}m{label}\x1b[0m"
        # Whoever read us may have gone (`make run | head`); the children are to be ended all the same.
        with contextlib.suppress(OSError, ValueError):
            self._stream.write(f"{label} {line}\n")
            self._stream.flush()
