"""docs/quality.md lists what the code does: ``python -m sitegen.checks`` writes its tables."""

from __future__ import annotations

from pathlib import Path

from sitegen.checks.__main__ import tables
from sitegen.checks.report import REPEATS, WEIGHTS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "quality.md"


def test_the_documentation_has_every_rule_with_its_source() -> None:
    _, rules = PAGE.read_text(encoding="utf-8").split("## Rules\n\n")

    assert rules.strip() == "\n".join(tables()).strip()


def test_the_documentation_has_the_formula_in_force() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert "`weight × (1 + 2 × share + repeats / 10)`" in text
    assert (WEIGHTS, REPEATS) == ({"error": 12, "warning": 4, "notice": 1}, 10)
    assert "the weight is 12 for an error, 4 for a\nwarning, 1 for a notice" in text
