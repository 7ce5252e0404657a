"""Run one command, such as the tests, against embedded servers that live as long as it does."""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from autowebiq.devstack import environment, stack
from autowebiq.devstack.child import Process
from autowebiq.devstack.output import PrefixedOutput
from autowebiq.devstack.stack import Settings
from autowebiq.devstack.stackfile import make_private_folder
from autowebiq.devstack.supervisor import CannotStart, Stopped


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
        try:
            with _settings(temporary=temporary) as settings:
                code = _run(settings, words)
        except CannotStart as error:
            raise CommandError(str(error)) from error
        except Stopped:
            code = 130
        sys.exit(code if code >= 0 else 128 - code)


@contextlib.contextmanager
def _settings(*, temporary: bool) -> Iterator[Settings]:
    settings = environment.read()
    if not temporary:
        yield settings
        return
    data_dir = Path(tempfile.mkdtemp(prefix="autowebiq-")) / "data"
    if os.geteuid() == 0:
        data_dir.parent.chmod(0o711)  # PostgreSQL runs as another user and has to pass
    try:
        yield replace(settings, data_dir=data_dir)
    finally:
        stack.delete_data(data_dir)
        data_dir.parent.rmdir()


def _run(settings: Settings, words: tuple[str, ...]) -> int:
    make_private_folder(settings.data_dir)
    with (
        (settings.data_dir / "servers.log").open("a", encoding="utf-8") as log,
        stack.running(settings, PrefixedOutput(log)) as supervisor,
    ):
        process = Process(name="command", args=words, cwd=Path.cwd(), piped=False)
        return supervisor.run_to_end(process)
