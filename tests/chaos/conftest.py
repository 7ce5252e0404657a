"""Storms of a test: each on servers of its own, which end with it, so that nobody else's are hit."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autowebiq.devstack import leftovers

ROOT = Path(__file__).resolve().parents[2]
OURS = ("DATABASE_URL", "REDIS_URL", "MONGO_URL", "DATA_DIR", "PORT", "PUBLIC_URL", leftovers.MARK)
STORM_SECONDS = 480


def begin(*options: str) -> subprocess.Popen[str]:
    """Start a storm with servers of its own."""
    storm = (sys.executable, "-m", "tests.chaos.run", *options)
    return subprocess.Popen(
        (sys.executable, "manage.py", "stack_exec", "--temporary", "--", *storm),
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key not in OURS},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture
def storm() -> Iterator[Callable[..., tuple[int, str]]]:
    """Runs a storm to its end; returns its exit code and what it said."""
    started: list[subprocess.Popen[str]] = []

    def run(*options: str) -> tuple[int, str]:
        process = begin(*options)
        started.append(process)
        said, _ = process.communicate(timeout=STORM_SECONDS)
        return process.returncode, said

    yield run
    for process in started:
        if process.poll() is None:
            # Passed on to the storm, which ends what it has started.
            process.send_signal(signal.SIGTERM)
            process.wait(60)
