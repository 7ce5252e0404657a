"""Render the catalog into a gallery that opens in any browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sitegen import authoring
from sitegen.catalog import default_catalog_path
from sitegen.errors import SitegenError
from sitegen.gallery import write_gallery
from sitegen.gallery.thumbnails import NoBrowser, take_thumbnails


class Command(BaseCommand):
    help = "Render every component and template of the catalog's files into one gallery of static pages."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--out", type=Path, default=Path("catalog-preview"), help="folder for the gallery"
        )
        parser.add_argument("--only", nargs="+", default=[], metavar="ID", help="components and templates")
        parser.add_argument(
            "--thumbnails",
            action="store_true",
            help="also take pictures with Chromium (requirements-dev.txt)",
        )
        parser.add_argument(
            "--catalog", type=Path, default=default_catalog_path(), help="folder of the files"
        )

    def handle(
        self, *args: Any, out: Path, only: list[str], thumbnails: bool, catalog: Path, **options: Any
    ) -> None:
        if not catalog.is_dir():
            raise CommandError(f"{catalog}: there is no such folder.")
        try:
            reading = authoring.read_catalog(catalog, is_known=lambda _: True)
            if reading.problems:
                raise CommandError("\n".join(map(str, reading.problems)))
            gallery = write_gallery(reading.catalog, out, only=only, tell=self._tell)
            if thumbnails:
                self._tell(f"{len(gallery.cards)} thumbnails")
                take_thumbnails(gallery)
        except (SitegenError, NoBrowser, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{gallery.file_count} files; open {out / 'index.html'}")

    def _tell(self, what: str) -> None:
        self.stderr.write(f"  {what}")
