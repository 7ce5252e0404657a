"""Bring the catalogs of translations up to date with templates and Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from web import texts


class Command(BaseCommand):
    help = "Write every text of the interface into each language's .po, and compile it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--take", type=Path, nargs="*", default=[], metavar="PO", help="files with more translations"
        )

    def handle(self, *args: Any, take: list[Path], **options: Any) -> None:
        for language in texts.languages():
            catalog = texts.update(language, take)
            missing = [message.id for message in catalog if message.id and not any(message.string or ())]
            self.stdout.write(f"{language}: {len(catalog)} texts, {len(missing)} without a translation")
            for one in missing:
                self.stdout.write(f"  {one!r}")
        texts.compile_all()
