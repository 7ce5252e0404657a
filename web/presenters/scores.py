"""Scores as rings and as a line over versions, and findings by rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from projects import selectors as project_selectors
from projects.models import Project
from publishing import services as quality_services
from sitegen.checks import RULES, CheckResult, Finding, Report, Rule

RADIUS = 26
SHOWN = 50
"""Findings of a rule that are listed; more of the same say no more."""
OVER_TIME = 20
GOOD, FAIR = 90, 70


@dataclass(frozen=True)
class Ring:
    """A score as a part of a circle: ``drawn`` of ``around`` units."""

    score: int
    radius: int = RADIUS

    @property
    def around(self) -> float:
        return round(2 * pi * self.radius, 1)

    @property
    def drawn(self) -> float:
        return round(self.around * self.score / 100, 1)

    @property
    def level(self) -> str:
        """``good``, ``fair`` or ``poor``, for the colour."""
        return "good" if self.score >= GOOD else "fair" if self.score >= FAIR else "poor"


@dataclass(frozen=True)
class RuleGroup:
    """Findings that break one rule, the first ``SHOWN`` of them.

    Findings speak English: in another language ``message`` is what the rule asks, and theirs are the detail.
    """

    rule: str
    severity: str
    label: str
    source: str
    message: str
    count: int
    findings: Sequence[Finding]


@dataclass(frozen=True)
class CheckCard:
    name: str
    label: str
    about: str
    icon: str
    ring: Ring
    groups: list[RuleGroup]
    count: int
    rules: list[Rule]


@dataclass(frozen=True)
class Point:
    """A version on the line: ``x`` and ``y`` in units of the SVG."""

    number: int
    score: int
    x: float
    y: float


def scores(*, user_id: UUID, project: Project, number: int | None) -> dict[str, Any]:
    """Rings, findings and the line over versions. Raises VersionNotFound."""
    number, report = quality_services.measure_site(user_id=user_id, project_id=project.pk, number=number)
    version = project_selectors.version_of(project, number=number)
    return {
        "number": number,
        "ring": Ring(report.score, radius=56),
        "checks": [_card(check) for check in report.checks],
        "findings_count": len(report.findings),
        "measured_pages": len(version.pages),
        "rules_count": len(RULES),
        "by_severity": _by_severity(report),
        "points": points(project),
        "picker": list(project_selectors.version_rows(project=project)[:OVER_TIME]),
    }


def _card(check: CheckResult) -> CheckCard:
    label, about, icon = _checks()[check.check]
    groups = _groups(check.findings)
    rules = [rule for rule in RULES.values() if rule.check == check.check]
    return CheckCard(check.check, label, about, icon, Ring(check.score), groups, len(check.findings), rules)


def _groups(findings: Sequence[Finding]) -> list[RuleGroup]:
    """By rule, the gravest first."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    order = ("error", "warning", "notice")
    groups = sorted(by_rule.values(), key=lambda rows: (order.index(rows[0].severity), -len(rows)))
    return [_group(rows) for rows in groups]


def _group(rows: Sequence[Finding]) -> RuleGroup:
    first = rows[0]
    labels = {"error": _("Error"), "warning": _("Warning"), "notice": _("Notice")}
    if translation.get_language() == "en":
        message = first.message
    else:
        message = _("Not met: “%(rule)s”") % {"rule": _(RULES[first.rule].asks).rstrip(".")}
    return RuleGroup(
        first.rule, first.severity, labels[first.severity], first.source, message, len(rows), rows[:SHOWN]
    )


def _by_severity(report: Report) -> list[tuple[str, str, int]]:
    """``(severity, label, count)`` of all findings, the gravest first."""
    labels = {"error": _("Errors"), "warning": _("Warnings"), "notice": _("Notices")}
    return [
        (name, label, sum(finding.severity == name for finding in report.findings))
        for name, label in labels.items()
    ]


def points(project: Project) -> list[Point]:
    """The stored scores of the last versions, oldest first, on a line of 320 × 64 units."""
    rows = [
        (version.number, version.quality["score"])
        for version in project_selectors.version_rows(project=project)[:OVER_TIME]
        if version.quality.get("score") is not None
    ][::-1]
    step = 300 / max(1, len(rows) - 1)
    return [
        Point(number, score, round(10 + at * step, 1), round(58 - 52 * score / 100, 1))
        for at, (number, score) in enumerate(rows)
    ]


def _checks() -> dict[str, tuple[str, str, str]]:
    """Label, meaning and icon of each check."""
    return {
        "html": (_("HTML"), _("Valid pages whose links lead somewhere"), "file-code"),
        "css": (_("CSS"), _("Style sheets that parse and are used"), "palette"),
        "javascript": (_("JavaScript"), _("Scripts without dangerous calls"), "braces"),
        "accessibility": (_("Accessibility"), _("What WCAG 2.2 A and AA ask for"), "accessibility"),
        "seo": (_("SEO"), _("What search engines and networks read"), "search"),
        "performance": (_("Performance"), _("Light pages that show early"), "zap"),
        "security": (_("Security"), _("No foreign hosts, no unsafe markup"), "shield"),
        "compatibility": (_("Compatibility"), _("Only what all browsers can do"), "layers"),
        "mobile": (_("Mobile"), _("Readable and pressable on phones"), "smartphone"),
    }
