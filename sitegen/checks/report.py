"""What the checks found, and the scores that follow from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict

Severity = Literal["error", "warning", "notice"]
CheckName = Literal[
    "html", "css", "javascript", "accessibility", "seo", "performance", "security", "compatibility", "mobile"
]
# Points that a finding takes from 100; one kind of finding never takes more than three times its weight.
WEIGHTS: dict[Severity, int] = {"error": 12, "warning": 4, "notice": 1}
MOST_OF_A_KIND = 3


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Finding(Model):
    """One thing that is wrong: where (``file``, ``line``, ``selector``, the ``source`` text), and what
    rule says so.
    """

    check: CheckName
    severity: Severity
    code: str
    message: str
    file: str
    line: int | None = None
    selector: str | None = None
    source: str | None = None


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

    def worst(self, count: int) -> list[Finding]:
        """The gravest findings first."""
        order = list(WEIGHTS)
        return sorted(self.findings, key=lambda finding: order.index(finding.severity))[:count]


def score_of(findings: Iterable[Finding]) -> int:
    """100 less the weight of each finding; repeats of one code count three times at most."""
    counts: dict[tuple[str, Severity], int] = {}
    for finding in findings:
        key = (finding.code, finding.severity)
        counts[key] = counts.get(key, 0) + 1
    lost = sum(WEIGHTS[severity] * min(count, MOST_OF_A_KIND) for (_, severity), count in counts.items())
    return max(0, 100 - lost)
