"""Compile the catalogs of translations; safe to repeat."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from web import texts


class Command(BaseCommand):
    help = "Write the .mo file of every .po that is newer, without the gettext programs."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in texts.compile_all():
            self.stdout.write(f"Compiled {path.relative_to(texts.ROOT)}")
