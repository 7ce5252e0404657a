"""The gallery's own pages, from the templates in ``pages/``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from sitegen.rendering.markup import ENVIRONMENT

PAGES = Path(__file__).resolve().parent / "pages"


def rendered(name: str, **context: Any) -> str:
    text: str = _page(name).render(**context)
    return text


@lru_cache(maxsize=8)
def _page(name: str) -> Any:
    return ENVIRONMENT.from_string((PAGES / name).read_text(encoding="utf-8"))
