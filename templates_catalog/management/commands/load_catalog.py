"""Read the catalog's files, judge them and put them into MongoDB."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sitegen import authoring
from sitegen.authoring import Problem
from sitegen.catalog import Catalog, default_catalog_path
from templates_catalog import services
from templates_catalog.errors import KeptVersion, StoreUnavailable, VersionNotRaised
from templates_catalog.schemas import name_of
from templates_catalog.services import Changes


class Command(BaseCommand):
    help = "Check the catalog's files and load them; says what changed. Wrong files load nothing."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--path", type=Path, default=default_catalog_path(), help="folder with components/ and templates/"
        )
        parser.add_argument("--check", action="store_true", help="check the files only, without MongoDB")
        parser.add_argument(
            "--allow-changes",
            action="store_true",
            help="take changed files whose version was not raised; for development",
        )
        parser.add_argument(
            "--at-start",
            action="store_true",
            help="never fail: what is wrong is said, and the catalog that is loaded stays in force",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["at_start"]:
            self._run(**options)
            return
        try:
            self._run(**{**options, "allow_changes": True})
        except CommandError as error:
            # An installation with an older catalog is better than none that starts.
            self.stderr.write(self.style.WARNING(f"The catalog was not loaded; the last one stays.\n{error}"))

    def _run(self, *, path: Path, check: bool, allow_changes: bool, at_start: bool, **options: Any) -> None:
        if not path.is_dir():
            raise CommandError(f"{path}: there is no such folder.")
        try:
            known = services.loaded_components() if at_start else None
            catalog = self._read(path, known=known, trusted=at_start and known is None)
            if not check:
                self._tell(self._load(catalog, path, allow_changes=allow_changes))
        except OSError as error:
            raise CommandError(str(error)) from error
        except StoreUnavailable as error:
            raise CommandError("MongoDB does not answer; start it or set MONGO_URL.") from error
        counts = f"{len(catalog.templates)} templates and {len(catalog.components)} components"
        self.stdout.write(f"The catalog has {counts}.")

    def _read(self, path: Path, *, known: frozenset[str] | None, trusted: bool) -> Catalog:
        """``known`` components were judged when they were loaded; a first start trusts what came with it."""
        reading = authoring.read_catalog(
            path, is_known=lambda item: trusted or name_of(item.id, item.pin) in (known or ())
        )
        if reading.problems:
            raise CommandError(_listed(reading.problems))
        return reading.catalog

    def _load(self, catalog: Catalog, path: Path, *, allow_changes: bool) -> Changes:
        try:
            return services.load(catalog, allow_changes=allow_changes)
        except VersionNotRaised as refused:
            problems = tuple(_not_raised(path, kept) for kept in refused.kept)
            raise CommandError(_listed(problems)) from refused

    def _tell(self, changes: Changes) -> None:
        for word in ("added", "changed", "removed"):
            for name in getattr(changes, word):
                self.stdout.write(f"{word}: {name}")
        for kept in changes.rewritten:
            self.stdout.write(
                f"changed without a new version: {kept.group} {kept.id} (version {kept.version})"
            )
        self.stdout.write(f"{len(changes.unchanged)} unchanged")


def _not_raised(path: Path, kept: KeptVersion) -> Problem:
    file, line, column = authoring.version_place(path, kept.group, kept.id)
    message = (
        f"Version {kept.version} of {kept.id} is loaded with another content. Raise the version to "
        f"{kept.version + 1}; while you try things out, pass --allow-changes."
    )
    return Problem(file, line, column, "version-not-raised", message)


def _listed(problems: tuple[Problem, ...]) -> str:
    files = len({problem.path for problem in problems})
    counts = f"{_counted(len(problems), 'problem')} in {_counted(files, 'file')}; nothing was loaded."
    return "\n".join([*map(str, problems), counts])


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("s" if number != 1 else "")
