"""``python -m sitegen "PROMPT" --out DIR``: a website without any server."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

from sitegen.brief import Brief
from sitegen.catalog import Catalog, default_catalog_path, read_directory
from sitegen.engine import GeneratedSite, generate
from sitegen.errors import SitegenError
from sitegen.rendering.sitefiles import slug_of

MARK = ".sitegen.json"


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        catalog = read_directory(options.catalog)
        for name, prompt, folder in _jobs(options):
            _make(prompt, folder, catalog, options, name=name)
    except (SitegenError, OSError, ValueError) as error:
        print(f"sitegen: {error}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sitegen", description=__doc__)
    parser.add_argument("prompt", nargs="?", help="what the website is for, in any words")
    parser.add_argument("--prompts", type=Path, help="a file of prompts: one a line, or JSON with “prompts”")
    parser.add_argument("--out", type=Path, required=True, help="folder for the site")
    parser.add_argument("--seed", type=int, help="another number gives another site")
    parser.add_argument("--template", help="id of a template")
    parser.add_argument("--name", help="the name, if the prompt does not give it")
    parser.add_argument("--base-url", help="where the site will live")
    parser.add_argument(
        "--today", type=date.fromisoformat, default=datetime.now(UTC).date(), metavar="YYYY-MM-DD"
    )
    parser.add_argument("--catalog", type=Path, default=default_catalog_path())
    parser.add_argument("--force", action="store_true", help="write into a folder that has other files in it")
    return parser


def _jobs(options: argparse.Namespace) -> list[tuple[str, str, Path]]:
    if (options.prompt is None) == (options.prompts is None):
        raise ValueError("Give either a prompt or --prompts FILE.")
    if options.prompt is not None:
        return [("", options.prompt, options.out)]
    text = options.prompts.read_text(encoding="utf-8")
    if options.prompts.suffix == ".json":
        loaded = json.loads(text)
        entries = loaded["prompts"] if isinstance(loaded, dict) else loaded
        pairs = [(str(entry["id"]), str(entry["prompt"])) for entry in entries]
    else:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        pairs = [(f"{number:02d}-{slug_of(line)[:30]}", line) for number, line in enumerate(lines, start=1)]
    return [(name, prompt, options.out / name) for name, prompt in pairs]


def _make(prompt: str, folder: Path, catalog: Catalog, options: argparse.Namespace, *, name: str) -> None:
    _prepare(folder, force=options.force)
    started = time.perf_counter()
    site = generate(
        prompt,
        catalog,
        today=options.today,
        seed=options.seed,
        template_id=options.template,
        name=options.name,
        base_url=options.base_url,
    )
    seconds = time.perf_counter() - started
    for path, data in site.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (folder / MARK).write_text(json.dumps({"files": sorted(site.files)}) + "\n", encoding="utf-8")
    print("\n".join(_summary(site, folder, seconds, name)))  # noqa: T201


def _prepare(folder: Path, *, force: bool) -> None:
    """An empty folder: what an earlier run wrote is removed, anything else only with ``force`` written
    beside.
    """
    if not folder.exists() or not any(folder.iterdir()):
        return
    mark = folder / MARK
    if mark.exists():
        for path in json.loads(mark.read_text(encoding="utf-8"))["files"]:
            (folder / path).unlink(missing_ok=True)
        shutil.rmtree(folder / "assets", ignore_errors=True)
        mark.unlink()
    elif not force:
        raise ValueError(f"{folder} has other files in it; choose another folder or use --force.")


def _summary(site: GeneratedSite, folder: Path, seconds: float, name: str) -> list[str]:
    size = sum(len(data) for data in site.files.values())
    pages = ", ".join(f"{page.slug} ({len(page.sections)})" for page in site.spec.pages)
    scores = ", ".join(f"{check.check} {check.score}" for check in site.report.checks)
    look = site.spec.theme
    kind = "dark" if look.dark else "light"
    return [
        f"{name + ': ' if name else ''}{folder / 'index.html'}",
        *(f"  {line}" for line in _understood(site.plan.brief)),
        f"  template  {site.plan.template_reason}; seed {site.plan.seed}",
        f"  look      {look.type_pairing}, {look.rhythm}, {look.artwork_style}, {kind}",
        f"  pages     {pages}",
        f"  checks    {scores}",
        f"  written   {len(site.files)} files, {size / 1024:.0f} kB in {seconds:.2f} s",
        *(f"  {finding.severity:9} {finding.file}: {finding.message}" for finding in site.report.worst(6)),
    ]


def _understood(brief: Brief) -> list[str]:
    given = "" if brief.name_given else " (made up: the prompt has none)"
    lines = [f"name      {brief.name}{given}"]
    lines.append(f"kind      {brief.kind}: {brief.subject}, in {brief.language}")
    facts = {
        "place": ", ".join(brief.places),
        "offers": ", ".join(" ".join(filter(None, (offer.name, offer.price))) for offer in brief.offers),
        "moods": ", ".join(brief.moods),
        "colours": ", ".join(f"{colour.name} {colour.hex}" for colour in brief.colours),
        "hours": ", ".join(f"{row.days} {row.opens}–{row.closes}" for row in brief.hours),
        "dates": ", ".join(day.text for day in brief.dates),
        "people": ", ".join(person.name for person in brief.people),
        "contact": ", ".join(filter(None, (brief.phone, brief.email, brief.address))),
        "asked for": ", ".join((*brief.pages, *brief.sections)),
    }
    return lines + [f"{label:9} {value}" for label, value in facts.items() if value]


if __name__ == "__main__":
    raise SystemExit(main())
