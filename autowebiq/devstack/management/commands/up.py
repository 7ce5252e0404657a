"""Start everything: the embedded servers, then web, worker and beat."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from autowebiq.devstack import environment, stack
from autowebiq.devstack.output import PrefixedOutput
from autowebiq.devstack.supervisor import CannotStart, Stopped


class Command(BaseCommand):
    help = "Start the embedded servers, prepare the databases and run web, worker and beat until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", choices=["servers"], help="start nothing but the embedded servers")

    def handle(self, *args: Any, only: str | None, **options: Any) -> None:
        write = PrefixedOutput(sys.stdout)
        settings = environment.read()
        try:
            if not only:
                stack.refuse_taken_port(settings.port)
            with stack.running(settings, write) as supervisor:
                if only:
                    write("up", "The servers are ready")
                    supervisor.watch()
                stack.serve(settings, supervisor, write)
        except CannotStart as error:
            raise CommandError(str(error)) from error
        except Stopped:
            write("up", "AutoWebIQ has stopped")
