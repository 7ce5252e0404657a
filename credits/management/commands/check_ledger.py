"""Recompute the books and say where they differ."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from credits import services


class Command(BaseCommand):
    help = "Recompute every balance, grant, hold and chain of entries; exit 1 and name the rows that differ."

    def handle(self, *args: Any, **options: Any) -> None:
        results, check = services.check_books(now=timezone.now())
        for result in results:
            verdict = f"{len(result.differences)} differ" if result.differences else "ok"
            self.stdout.write(f"{result.name:<40} {result.examined:>9} rows   {verdict}")
            for difference in result.differences:
                self.stdout.write(
                    f"    {difference.row}: expected {difference.expected}, found {difference.found}"
                )
        if check.differences:
            sys.exit(1)
