"""What a site costs: generation with its nine checks, in CPU time of one process, many sites in a row.

    .venv/bin/python bench/sitegen.py --sites 200

The floor of the same run is html5lib parsing the pages of the same sites once; the ratio to it compares
machines. Prints the CPU milliseconds of generation and of the checks (median and worst), the
ratio, and the memory in use at half-time and at the end: by then what is kept of rules, fonts and templates
is full. Exits 1 if a site is not the same again or memory has grown by more than a tenth.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from datetime import date
from pathlib import Path

# The folder of this file comes first in the path, and it is called as the package is.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

import html5lib  # noqa: E402

from sitegen.catalog import default_catalog  # noqa: E402
from sitegen.checks import run_checks  # noqa: E402
from sitegen.engine import generate  # noqa: E402

TODAY = date(2026, 11, 24)
KINDS = (
    "restaurant",
    "dental clinic",
    "law firm",
    "conference",
    "online shop for tea",
    "charity",
    "hotel",
    "blog",
)
PLACES = ("Lyon", "Berlin", "Oslo", "Porto", "Leeds")
PAGES = "with menu, team, gallery, reservations and contact"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=40)
    count = parser.parse_args().sites
    catalog = default_catalog()
    prompts = [f"Website for a {KINDS[n % 8]} in {PLACES[n % 5]} {PAGES}" for n in range(count)]
    for prompt in prompts[:8]:
        generate(prompt, catalog, today=TODAY)
    whole, checks, floor, pages = [], [], [], []
    memory = resident()
    for number, prompt in enumerate(prompts):
        if number == count // 2:
            gc.collect()
            memory = resident()
        started = time.process_time()
        site = generate(prompt, catalog, today=TODAY, seed=number)
        made = time.process_time()
        run_checks(site.files)
        checked = time.process_time()
        for path, data in site.files.items():
            if path.endswith(".html"):
                html5lib.parse(data.decode())
        whole.append(made - started)
        checks.append(checked - made)
        floor.append(time.process_time() - checked)
        pages.append(len(site.spec.pages))
    gc.collect()
    grown = resident() / memory - 1
    same = generate(prompts[0], catalog, today=TODAY, seed=0).files == generate(
        prompts[0], catalog, today=TODAY, seed=0
    ).files  # fmt: skip
    print(f"{count} sites of {statistics.mean(pages):.1f} pages (median / worst, CPU ms)")
    for label, values in (("all, with checks", whole), ("checks alone", checks), ("floor: html5lib", floor)):
        print(f"  {label:18} {statistics.median(values) * 1000:6.0f} / {max(values) * 1000:.0f}")
    print(f"  all / floor        {sum(whole) / sum(floor):6.2f}")
    print(f"  checks / floor     {sum(checks) / sum(floor):6.2f}")
    print(f"  memory             {memory / 2**20:6.0f} MiB, {grown:+.1%} in the second half")
    print(f"  same bytes again   {'yes' if same else 'NO'}")
    return 0 if same and grown < 0.1 else 1


def resident() -> int:
    """Bytes of memory in use, from /proc."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


if __name__ == "__main__":
    raise SystemExit(main())
