"""What is wrong with a file of the catalog, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """``line`` and ``column`` count from 1; ``code`` is stable and explained in docs/catalog.md."""

    path: Path
    line: int
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.code}: {self.message}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """“ Did you mean “x”?”, a list of what there is if that is short, or nothing."""
    names = sorted(known)
    near = get_close_matches(word, names, n=1, cutoff=0.72)
    if near:
        return f" Did you mean “{near[0]}”?"
    return f" There is: {', '.join(names)}." if 0 < len(names) <= 16 else ""
