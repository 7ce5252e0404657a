"""Bring the databases and the static files up to date; safe to repeat."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from autowebiq.devstack.processes import DEMO_STEP, PREPARE_STEPS

OPTIONS: dict[str, dict[str, Any]] = {
    "migrate": {"interactive": False, "verbosity": 0},
    # A catalog that cannot be loaded must not keep the site from starting: the last one stays in force.
    "load_catalog": {"at_start": True},
    # Redoc comes with the API reference but is not used; compressing it takes seconds.
    "collectstatic": {"interactive": False, "ignore_patterns": ["redoc"], "verbosity": 0},
}


class Command(BaseCommand):
    help = "Run migrations, load the catalog and collect static files, as one process."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--demo-user", action="store_true", help="also create the user of the demonstration"
        )

    def handle(self, *args: Any, demo_user: bool, **options: Any) -> None:
        steps = (*PREPARE_STEPS, DEMO_STEP) if demo_user else PREPARE_STEPS
        for step in steps:
            call_command(step, **OPTIONS.get(step, {}))
