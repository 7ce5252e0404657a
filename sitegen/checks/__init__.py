"""Nine checks of a finished site, on its parsed files. Every score is computed from the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sitegen.checks.accessibility import check_accessibility
from sitegen.checks.compatibility import check_compatibility
from sitegen.checks.css import check_css
from sitegen.checks.documents import Site, read_site
from sitegen.checks.html import check_html
from sitegen.checks.javascript import check_javascript
from sitegen.checks.mobile import check_mobile
from sitegen.checks.performance import check_performance
from sitegen.checks.report import CheckName, CheckResult, Finding, Report, Severity, score_of
from sitegen.checks.rules import ABOUT, RULES, Rule
from sitegen.checks.security import check_security
from sitegen.checks.seo import check_seo

__all__ = ["ABOUT", "CHECKS", "RULES", "CheckResult", "Finding", "Report", "Rule", "Severity", "run_checks"]

CHECKS: dict[CheckName, Callable[[Site], Iterator[Finding]]] = {
    "html": check_html,
    "css": check_css,
    "javascript": check_javascript,
    "accessibility": check_accessibility,
    "seo": check_seo,
    "performance": check_performance,
    "security": check_security,
    "compatibility": check_compatibility,
    "mobile": check_mobile,
}


def run_checks(files: Mapping[str, bytes]) -> Report:
    """Check a site given as path → bytes; nothing is fetched and nothing is run.

    A finding counts for the check that its rule belongs to, whichever function met it.
    """
    site = read_site(files)
    findings: dict[CheckName, list[Finding]] = {name: [] for name in CHECKS}
    for check in CHECKS.values():
        for finding in check(site):
            findings[finding.check].append(finding)
    pages = [page.path for page in site.documents]
    return Report(
        checks=tuple(
            CheckResult(check=name, score=score_of(found, pages), findings=tuple(found))
            for name, found in findings.items()
        )
    )
