"""Read the catalog's files and put them into MongoDB."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sitegen import catalog as catalog_files
from sitegen.errors import CatalogError
from templates_catalog import services
from templates_catalog.errors import StoreUnavailable
from templates_catalog.services import Changes


class Command(BaseCommand):
    help = "Validate the catalog's files and load them; says what changed. Wrong files load nothing."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        default = catalog_files.default_catalog_path()
        parser.add_argument(
            "--path", type=Path, default=default, help="folder with components/ and templates/"
        )
        parser.add_argument("--check", action="store_true", help="validate only")

    def handle(self, *args: Any, path: Path, check: bool, **options: Any) -> None:
        if not path.is_dir():
            raise CommandError(f"{path}: there is no such folder.")
        try:
            catalog = catalog_files.read_directory(path)
            if not check:
                self._tell(services.load(catalog))
        except (CatalogError, OSError) as error:
            raise CommandError(str(error)) from error
        except StoreUnavailable as error:
            raise CommandError("MongoDB does not answer; start it or set MONGO_URL.") from error
        self.stdout.write(
            f"The catalog has {len(catalog.templates)} templates and {len(catalog.components)} components."
        )

    def _tell(self, changes: Changes) -> None:
        for word in ("added", "changed", "removed"):
            for name in getattr(changes, word):
                self.stdout.write(f"{word}: {name}")
        self.stdout.write(f"{len(changes.unchanged)} unchanged")
