"""The sites of every prompt, measured against the bar with sitecheck.

    .venv/bin/python bench/sitecheck.py [--sample] [--only ID …] [options of sitecheck]

The tool stands beside the checkout (``../shared/sitecheck``) or where ``SITECHECK`` says; it needs Node, Java
and Chromium and installs its own pinned packages. A tool that is missing ends the run: nothing is skipped.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TypedDict

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sitegen.catalog import Catalog, default_catalog
from sitegen.engine import generate

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 25)
# A shop, a product, and a place in another language.
SAMPLE = ("skincare", "logs-saas", "yoga-es")
WORDS_TO_ECHO = 4


class Prompt(TypedDict):
    """One entry of a file of prompts; ``lang`` and ``facts`` are for other readers."""

    id: str
    prompt: str


def main(arguments: list[str] | None = None) -> int:
    options, others = _parser().parse_known_args(arguments)
    tool = tool_path()
    missing = [name for name in ("node", "java", "npm") if shutil.which(name) is None]
    if not (tool / "sitecheck.mjs").is_file():
        missing.append(f"{tool / 'sitecheck.mjs'} (set SITECHECK)")
    if missing:
        print("sitecheck needs " + ", ".join(missing), file=sys.stderr)
        return 2
    prompts = read_prompts(prompt_files())
    wanted = options.only or (SAMPLE if options.sample else ())
    chosen = [prompt for prompt in prompts if not wanted or prompt["id"] in wanted]
    with tempfile.TemporaryDirectory(prefix="sitecheck-") as folder:
        sites = write_sites(chosen, default_catalog(), Path(folder))
        command = ["node", str(tool / "sitecheck.mjs"), "--bar", str(tool / "bar.json"), "--out", options.out]
        command += ["--brief", str(Path(folder) / "brief.json")]
        if options.sample:
            command += ["--skip", "lighthouse", "--pages", "2"]
        subprocess.run(["node", str(tool / "sitecheck.mjs"), "--install"], check=True)
        return subprocess.run([*command, *others, *map(str, sites)], check=False).returncode


def tool_path() -> Path:
    """The folder of sitecheck."""
    return Path(os.environ.get("SITECHECK") or ROOT.parent / "shared" / "sitecheck")


def prompt_files() -> tuple[Path, Path]:
    """The prompts that stand beside the tool, and our own."""
    return tool_path().parent / "prompts.json", ROOT / "bench" / "prompts.json"


def read_prompts(files: Iterable[Path]) -> list[Prompt]:
    """The prompts of all files in order; an id that comes twice is an error of the files."""
    prompts = [prompt for file in files for prompt in json.loads(file.read_text(encoding="utf-8"))["prompts"]]
    ids = [prompt["id"] for prompt in prompts]
    if len(ids) != len(set(ids)):
        raise ValueError("Two prompts have one id.")
    return prompts


def write_sites(prompts: Iterable[Prompt], catalog: Catalog, folder: Path) -> list[Path]:
    """A folder for each prompt's site, and ``brief.json`` with what sitecheck should find on it."""
    briefs: dict[str, dict[str, str]] = {}
    sites = []
    for prompt in prompts:
        site = generate(prompt["prompt"], catalog, today=TODAY)
        target = folder / prompt["id"]
        for path, data in site.files.items():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(data)
        briefs[prompt["id"]] = brief_of(site.plan.brief.name, prompt["prompt"])
        sites.append(target)
    (folder / "brief.json").write_text(json.dumps(briefs), encoding="utf-8")
    return sites


def brief_of(name: str, prompt: str) -> dict[str, str]:
    """What sitecheck should find on a site: its ``name`` and, if it has four words or more, the ``prompt``.

    Whether a page pastes the prompt (``echo``) is not measured for shorter ones ("website pls" may well stand
    in a heading), and what was not measured misses its threshold unless the brief leaves the prompt out.
    """
    words = re.findall(r"[^\W_]+", prompt)
    return {"name": name, "prompt": prompt} if len(words) >= WORDS_TO_ECHO else {"name": name}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", action="store_true", help="a few sites, two pages each, no Lighthouse")
    parser.add_argument("--only", nargs="+", metavar="ID", help="these prompts only")
    parser.add_argument("--out", default="sitecheck-report", help="folder for the report")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
