"""What the checks found, and the scores that follow from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict

Severity = Literal["error", "warning", "notice"]
CheckName = Literal[
    "html", "css", "javascript", "accessibility", "seo", "performance", "security", "compatibility", "mobile"
]
# Points that a rule takes from 100 when it is broken once on one page of very many; see ``score_of``.
WEIGHTS: dict[Severity, float] = {"error": 12.0, "warning": 4.0, "notice": 1.0}
REPEATS = 10


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Finding(Model):
    """One thing that is wrong: where (``file``, ``line``, ``selector``, and the ``excerpt`` itself), the id
    of the ``rule`` that says so, and the ``source`` of that rule: a standard's section or a vendor's
    document.
    """

    check: CheckName
    severity: Severity
    rule: str
    message: str
    file: str
    line: int | None = None
    selector: str | None = None
    excerpt: str | None = None
    source: str


class CheckResult(Model):
    """A score 0–100, computed from the findings, and the findings themselves."""

    check: CheckName
    score: int
    findings: tuple[Finding, ...] = ()


class Report(Model):
    checks: tuple[CheckResult, ...]

    @property
    def score(self) -> int:
        """The mean of the nine scores, rounded down."""
        return sum(check.score for check in self.checks) // len(self.checks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for check in self.checks for finding in check.findings)

    @property
    def errors(self) -> list[Finding]:
        """Findings that make a page wrong, not only less good."""
        return [finding for finding in self.findings if finding.severity == "error"]

    def worst(self, count: int) -> list[Finding]:
        """The gravest findings first."""
        order = list(WEIGHTS)
        return sorted(self.findings, key=lambda finding: order.index(finding.severity))[:count]


def score_of(findings: Iterable[Finding], pages: Iterable[str]) -> int:
    """100 less what each broken rule takes, rounded down, never below 0; 100 only without any finding.

    A rule takes ``weight × (1 + 2 × share + repeats / 10)``: ``share`` is the part 0–1 of the ``pages``
    (paths) that break it, all of them for a file that pages share; ``repeats`` counts its further findings,
    ten at most.
    """
    known = set(pages)
    broken: dict[str, list[Finding]] = {}
    for finding in findings:
        broken.setdefault(finding.rule, []).append(finding)
    lost = sum(_points(found, known) for found in broken.values())
    return max(0, int(100 - lost))


def _points(found: list[Finding], pages: set[str]) -> float:
    files = {finding.file for finding in found}
    share = len(files) / len(pages) if pages and files <= pages else 1.0
    weight = max(WEIGHTS[finding.severity] for finding in found)
    return weight * (1 + 2 * share + min(len(found) - 1, REPEATS) / 10)
