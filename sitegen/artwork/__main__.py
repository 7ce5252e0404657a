"""``python -m sitegen.artwork OUT.html "PROMPT"…``: contact sheets of sites' pictures, to be looked at."""

from __future__ import annotations

import argparse
from base64 import b64encode
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from sitegen.artwork.brush import BRUSHES
from sitegen.artwork.draw import draw_artwork
from sitegen.catalog import Catalog, default_catalog
from sitegen.planning import make_plan, seed_of
from sitegen.reading import read_brief


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sitegen.artwork", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("prompts", nargs="+")
    parser.add_argument("--style", choices=sorted(BRUSHES), help="instead of the style of the plan")
    options = parser.parse_args()
    catalog = default_catalog()
    sheets = [sheet(prompt, catalog, style=options.style) for prompt in options.prompts]
    options.out.write_text("<!doctype html><meta charset=utf-8>" + "".join(sheets), encoding="utf-8")


def sheet(prompt: str, catalog: Catalog, *, style: str | None = None) -> str:
    """HTML with every picture that the prompt's site would have."""
    plan = make_plan(read_brief(prompt, today=datetime.now(UTC).date()), catalog, seed=seed_of(prompt))
    if style:
        plan = plan.model_copy(update={"theme": plan.theme.model_copy(update={"artwork_style": style})})
    figures = "".join(
        f'<figure style="margin:0"><img height=160 src="data:image/svg+xml;base64,'
        f'{b64encode(text.encode()).decode()}">'
        f"<figcaption>{escape(path)} {len(text) / 1000:.1f} kB</figcaption></figure>"
        for path, text in draw_artwork(plan, catalog).files.items()
    )
    title = escape(f"{prompt[:80]}: {plan.template_id}, {plan.theme.artwork_style}")
    return f'<h2>{title}</h2><div style="display:flex;flex-wrap:wrap;gap:8px">{figures}</div>'


if __name__ == "__main__":
    main()
