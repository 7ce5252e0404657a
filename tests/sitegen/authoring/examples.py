"""The example of docs/catalog.md as files: the documentation is what is tested, so it cannot rot."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from sitegen.catalog import default_catalog_path

DOCS = Path(__file__).parents[3] / "docs" / "catalog.md"
EXAMPLE = re.compile(
    r"^\*\*`((?:components|templates)/[^`]+)`\*\*\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE
)
COMPONENT = Path("components/services-tickets")
TEMPLATE = Path("templates/slow-railway")
# What the example's template asks for and does not bring.
COMPANY = (
    "header-bar", "footer-columns", "footer-minimal", "hero-type", "hero-split", "steps-row", "cta-band",
    "page-header-plain", "contact-card", "form-panel",
)  # fmt: skip


def documented() -> dict[str, str]:
    """The files that docs/catalog.md shows, by path below the catalog's folder."""
    return dict(EXAMPLE.findall(DOCS.read_text(encoding="utf-8")))


def write_example(root: Path) -> Path:
    """A small catalog with the example in it; returns its folder."""
    for name in COMPANY:
        shutil.copytree(default_catalog_path() / "components" / name, root / "components" / name)
    for path, text in documented().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root
