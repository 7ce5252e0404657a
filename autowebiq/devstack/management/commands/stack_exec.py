"""Run one command, such as the tests, against embedded servers that live as long as it does."""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from autowebiq.devstack import environment, lock, stack
from autowebiq.devstack.child import Process
from autowebiq.devstack.output import PrefixedOutput
from autowebiq.devstack.stack import Settings
from autowebiq.devstack.stackfile import make_private_folder
from autowebiq.devstack.supervisor import CannotStart, Stopped

PREFIX = "autowebiq-"
ENOUGH_BYTES = 2 * 1024**3
LOCK_SECONDS = 600


class Command(BaseCommand):
    help = "Start the embedded servers, run a command with their URLs in its environment, stop them."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--temporary", action="store_true", help="use new servers that leave nothing behind"
        )
        parser.add_argument("command", nargs=argparse.REMAINDER, help="the command, after --")

    def handle(self, *args: Any, temporary: bool, command: list[str], **options: Any) -> None:
        words = tuple(command[1:] if command[:1] == ["--"] else command)
        if not words:
            raise CommandError("Say what to run, as in `manage.py stack_exec -- pytest`.")
        if shutil.which(words[0]) is None:
            raise CommandError(f"Cannot run {words[0]}: there is no such program.")
        call_command("compile_texts")
        try:
            with _settings(temporary=temporary) as settings:
                code = _run(settings, words)
        except CannotStart as error:
            raise CommandError(str(error)) from error
        except Stopped:
            code = 130
        sys.exit(code if code >= 0 else 128 - code)


def temporary_place() -> Path:
    """Where short-lived servers are fastest: memory, if there is enough of it, or else the usual place."""
    memory = Path("/dev/shm")  # noqa: S108 - only folders made by mkdtemp go there
    with contextlib.suppress(OSError):
        # Programs may have to be copied there for PostgreSQL's user.
        runs_programs = not os.statvfs(memory).f_flag & os.ST_NOEXEC
        if runs_programs and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ENOUGH_BYTES:
            return memory
    return Path(tempfile.gettempdir())


@contextlib.contextmanager
def _settings(*, temporary: bool) -> Iterator[Settings]:
    settings = environment.read()
    if not temporary:
        yield settings
        return
    place = temporary_place()
    _sweep(place)
    data_dir = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place)) / "data"
    if os.geteuid() == 0:
        data_dir.parent.chmod(0o711)  # PostgreSQL runs as another user and has to pass
    try:
        yield replace(settings, data_dir=data_dir)
    finally:
        _delete(data_dir)


def _sweep(place: Path) -> None:
    """Delete the folders of runs that were killed; young ones may not have taken their lock yet."""
    for folder in place.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            old = time.time() - folder.stat().st_mtime > LOCK_SECONDS
            if old and folder.stat().st_uid == os.geteuid() and lock.holder(folder / "data") is None:
                _delete(folder / "data")


def _delete(data_dir: Path) -> None:
    stack.delete_data(data_dir)
    with contextlib.suppress(OSError):
        data_dir.parent.rmdir()


def _run(settings: Settings, words: tuple[str, ...]) -> int:
    make_private_folder(settings.data_dir)
    with (
        (settings.data_dir / "servers.log").open("a", encoding="utf-8") as log,
        stack.running(settings, PrefixedOutput(log)) as supervisor,
    ):
        process = Process(name="command", args=words, cwd=Path.cwd(), piped=False)
        return supervisor.run_to_end(process)
