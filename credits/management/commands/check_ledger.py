"""Recompute the books and say where they differ."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from credits import audit


class Command(BaseCommand):
    help = "Recompute every balance, hold and chain of entries; exit 1 and name the rows on any difference."

    def handle(self, *args: Any, **options: Any) -> None:
        results = audit.audit()
        for result in results:
            verdict = f"{len(result.differences)} differ" if result.differences else "ok"
            self.stdout.write(f"{result.name:<34} {result.examined:>9} rows   {verdict}")
            for difference in result.differences:
                self.stdout.write(
                    f"    {difference.row}: expected {difference.expected}, found {difference.found}"
                )
        if any(result.differences for result in results):
            sys.exit(1)
