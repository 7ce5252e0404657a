"""Stop the supervisor of this data folder."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from autowebiq.devstack import environment, lock, stack

PATIENCE_SECONDS = 60.0


class Command(BaseCommand):
    help = "Stop what `manage.py up` started on this DATA_DIR, and wait until it has ended."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--delete-data", action="store_true", help="then delete the embedded servers' data"
        )

    def handle(self, *args: Any, delete_data: bool, **options: Any) -> None:
        data_dir = environment.read().data_dir.resolve()
        pid = lock.holder(data_dir)
        if pid is not None:
            self._stop(pid)
        if delete_data:
            stack.delete_data(data_dir)
        self.stdout.write("AutoWebIQ has stopped." if pid else "AutoWebIQ does not run here.")

    def _stop(self, pid: int) -> None:
        try:
            os.kill(pid, signal.SIGTERM)
        except PermissionError:
            raise CommandError(f"Process {pid} belongs to another user; stop it as that user.") from None
        except ProcessLookupError:
            return
        data_dir = environment.read().data_dir.resolve()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while lock.holder(data_dir) == pid:
            if time.monotonic() > deadline:
                raise CommandError(f"Process {pid} has not ended within {PATIENCE_SECONDS:.0f} seconds.")
            time.sleep(0.1)
