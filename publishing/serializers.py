"""What the API takes and gives about quality."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from sitegen.checks import ABOUT, RULES, CheckResult, Report
from sitegen.checks.report import REPEATS, WEIGHTS

MOST_FINDINGS = 200
CHECK_NAMES = [(name, name) for name in ABOUT]
FORMULA = (
    "100 less what each broken rule takes, rounded down: weight × (1 + 2 × share of the pages that break it "
    f"+ further findings, {REPEATS} at most, / 10); the site's score is the mean of the nine, rounded down."
)


class WebsiteIn(serializers.Serializer[Any]):
    """The project, and the number of the version to measure; the current one if it is left out."""

    project_id = serializers.UUIDField()
    version = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=2_147_483_647)


class RuleOut(serializers.Serializer[Any]):
    id = serializers.CharField()
    severity = serializers.ChoiceField(choices=[(name, name) for name in WEIGHTS])
    asks = serializers.CharField()
    source = serializers.CharField(help_text="the standard or document that the rule comes from")  # type: ignore[assignment]  # a field may be called source


class CheckOut(serializers.Serializer[Any]):
    check = serializers.ChoiceField(choices=CHECK_NAMES)
    about = serializers.CharField()
    rules = RuleOut(many=True)


class ChecksOut(serializers.Serializer[Any]):
    """The nine checks, their rules, and how scores are computed."""

    formula = serializers.CharField()
    weights = serializers.DictField(child=serializers.FloatField())
    checks = CheckOut(many=True)


class FindingOut(serializers.Serializer[Any]):
    """One thing that is wrong, with the evidence."""

    check = serializers.ChoiceField(choices=CHECK_NAMES)
    severity = serializers.ChoiceField(choices=[(name, name) for name in WEIGHTS])
    rule = serializers.CharField()
    message = serializers.CharField()
    file = serializers.CharField()
    line = serializers.IntegerField(allow_null=True)
    selector = serializers.CharField(allow_null=True)
    excerpt = serializers.CharField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]  # a field may be called source


class ResultOut(serializers.Serializer[Any]):
    check = serializers.ChoiceField(choices=CHECK_NAMES)
    score = serializers.IntegerField(help_text="0–100")
    findings_count = serializers.IntegerField()
    findings = FindingOut(many=True, help_text=f"the first {MOST_FINDINGS}")


class WebsiteOut(serializers.Serializer[Any]):
    """A measured version."""

    project_id = serializers.UUIDField()
    version = serializers.IntegerField()
    score = serializers.IntegerField(help_text="0–100, the mean of the nine")
    checks = ResultOut(many=True)


def all_checks() -> dict[str, Any]:
    """The nine checks as the API describes them; see ChecksOut."""
    return {
        "formula": FORMULA,
        "weights": WEIGHTS,
        "checks": [
            {
                "check": name,
                "about": about,
                "rules": [
                    {"id": rule.id, "severity": rule.severity, "asks": rule.asks, "source": rule.source}
                    for rule in RULES.values()
                    if rule.check == name
                ],
            }
            for name, about in ABOUT.items()
        ],
    }


def measured(report: Report) -> dict[str, Any]:
    """A report as the API gives it, without the project and version; see WebsiteOut."""
    return {"score": report.score, "checks": [_result(result) for result in report.checks]}


def _result(result: CheckResult) -> dict[str, Any]:
    return {
        "check": result.check,
        "score": result.score,
        "findings_count": len(result.findings),
        "findings": [finding.model_dump(mode="json") for finding in result.findings[:MOST_FINDINGS]],
    }
