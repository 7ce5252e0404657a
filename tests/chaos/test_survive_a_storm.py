"""The small storm: every kind of strike once, while builds run. `make chaos` is the long one."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.chaos.strikes import STRIKES

pytestmark = [pytest.mark.processes, pytest.mark.chaos, pytest.mark.timeout(600)]

SMALL = ("--builds", "12", "--users", "3", "--projects", "2", "--subscribers", "6", "--thinking", "2")


def test_nothing_is_lost_doubled_or_charged_wrongly(storm: Callable[..., tuple[int, str]]) -> None:
    code, said = storm(*SMALL, "--strikes", str(len(STRIKES)), "--pause", "2")
    print(said)  # noqa: T201 - the seed, and what happened to whom
    assert code == 0, said
    struck = re.search(r"strikes +(.+)", said)
    assert struck
    assert struck[1] == ", ".join(f"{name.replace('_', ' ')} 1" for name in sorted(STRIKES))
