"""PostgreSQL goes away and comes back while builds run: web and workers recover, and no build is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytestmark = [pytest.mark.processes, pytest.mark.chaos, pytest.mark.timeout(600)]


def test_web_and_workers_recover(storm: Callable[..., tuple[int, str]]) -> None:
    strikes = ("restart_postgres", "kill_postgres", "restart_postgres")
    code, said = storm(
        "--builds", "6", "--users", "3", "--projects", "1", "--subscribers", "3",
        "--cancelled", "0", "--failing", "0", "--only", *strikes,
    )  # fmt: skip
    assert code == 0, said
    assert "builds    succeeded 6" in said
