"""``python -m sitegen.checks``: the rules of the nine checks as the tables of docs/quality.md."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.checks.rules import ABOUT, RULES


def tables() -> Iterator[str]:
    """Markdown, line by line: a heading, a sentence and a table for each check."""
    for name, about in ABOUT.items():
        yield f"### {name}\n\n{about}\n\n| rule | severity | asks | source |\n|---|---|---|---|"
        for rule in RULES.values():
            if rule.check == name:
                yield f"| `{rule.id}` | {rule.severity} | {rule.asks} | {rule.source} |"
        yield ""


if __name__ == "__main__":
    print("\n".join(tables()))  # noqa: T201
