"""Whatever ends a storm early, no process and no file of it stays."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from autowebiq.devstack import leftovers
from tests.chaos.conftest import begin
from tests.flows.processes import until

pytestmark = [pytest.mark.processes, pytest.mark.chaos, pytest.mark.timeout(300)]


@pytest.fixture
def storm() -> Iterator[subprocess.Popen[str]]:
    process = begin("--builds", "6", "--subscribers", "2", "--only", "freeze_worker", "--seed", "1")
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_storm_that_is_interrupted_ends_everything(storm: subprocess.Popen[str], number: int) -> None:
    assert storm.stdout
    place = next(found[1] for line in storm.stdout if (found := re.search(r"servers in (.+)", line)))
    next(line for line in storm.stdout if "freeze worker" in line)
    storm.send_signal(number)
    storm.communicate(timeout=120)
    until(lambda: not leftovers.find(Path(place)), what="everything to end")
