"""The interface's texts: found in templates and Python, kept in ``locale/*/LC_MESSAGES/django.po``, compiled.

Babel reads and writes the catalogs, so no machine needs the gettext programs. Templates are first turned into
calls by Django itself, as ``makemessages`` does; what comes out is no Python (only its strings and calls are
left, the rest is blanked), which Babel's reader of JavaScript does not mind. The generator knows no gettext:
its sentences are taken from its tables.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from sitegen.checks import RULES
from sitegen.repairs import REPAIRERS

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "web" / "locale"
APPS = ("web", "accounts", "autowebiq", "builds", "credits", "projects")
"""Whose texts are translated: pages, administration, e-mails, what agents and services tell in a project."""
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "gettext_noop": None,
    # Those of builds.agents, which know no Django.
    "say": None,
    "say_counted": (1, 2),
    "word": ((1, "c"), 2),
}
TABLES = {
    "sitegen/checks/rules.py": [rule.asks for rule in RULES.values()],
    "sitegen/repairs/__init__.py": [repairer.done for repairer in REPAIRERS],
}


def languages() -> list[str]:
    """The languages that have a catalog; English is the source and has none."""
    return sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir())


def po_path(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "django.po"


def used() -> Catalog:
    """Every text that templates, Python and tables have, in the order of files."""
    catalog = Catalog(project="AutoWebIQ", charset="utf-8", fuzzy=False)
    for path in _sources():
        name = path.relative_to(ROOT).as_posix()
        for line, message, _, context in _found_in(path):
            catalog.add(message, None, [(name, line)], context=context)
    for name, sentences in TABLES.items():
        for sentence in sentences:
            catalog.add(sentence, None, [(name, 1)])
    return catalog


def read(path: Path, language: str | None = None) -> Catalog:
    """A .po file. Raises babel's PoFileError for what is no catalog."""
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def update(language: str, others: list[Path]) -> Catalog:
    """Bring a language's .po up to date and return it: texts that are used, each with its translation.

    ``others`` are further .po files whose translations fill what is missing. Nothing is guessed from similar
    texts: a missing translation stays empty, and a test names it.
    """
    path = po_path(language)
    known = [read(file, language) for file in (path, *others) if file.exists()]
    catalog = Catalog(locale=language, project="AutoWebIQ", charset="utf-8", fuzzy=False)
    for message in used():
        if message.id:
            catalog.add(message.id, _translation(message, known), message.locations, context=message.context)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_po_bytes(catalog))
    return catalog


def compile_all() -> list[Path]:
    """Write the .mo of every .po that is newer; returns what was written.

    Several processes may do so at once: each file appears whole.
    """
    written = []
    for language in languages():
        source = po_path(language)
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            _write_mo(read(source, language), target)
            written.append(target)
    return written


def _sources() -> list[Path]:
    found = (
        path for app in APPS for path in (ROOT / app).rglob("*") if path.suffix in (".py", ".html", ".txt")
    )
    return sorted(path for path in found if path != Path(__file__).resolve())


def _found_in(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return extract("python", io.BytesIO(text.encode()), KEYWORDS)
    calls = templatize(text, origin=path.name)
    return extract("javascript", io.BytesIO(calls.encode()), KEYWORDS)


def _translation(message: Message, known: list[Catalog]) -> str | tuple[str, ...] | None:
    for catalog in known:
        found = catalog.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        if (
            found
            and found.string
            and any(found.string)
            and bool(found.pluralizable) == bool(message.pluralizable)
        ):
            return found.string if isinstance(found.string, str) else tuple(found.string)
    return None


def _po_bytes(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    # Without the head and without line numbers: a diff of a catalog shows the texts that changed.
    write_po(out, catalog, width=108, omit_header=False, no_location=False, include_lineno=False)
    lines = out.getvalue().decode().split("\n")
    dated = (
        "# ",
        '"POT-Creation-Date',
        '"PO-Revision-Date',
        '"Last-Translator',
        '"Report-Msgid',
        '"Generated-By',
    )
    kept = [line for line in lines if line != "#" and not line.startswith(dated)]
    return "\n".join(kept).encode()


def _write_mo(catalog: Catalog, target: Path) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".django-", suffix=".mo")
    with os.fdopen(handle, "wb") as file:
        write_mo(file, catalog)
    Path(name).chmod(0o644)
    Path(name).replace(target)


if __name__ == "__main__":
    compile_all()
