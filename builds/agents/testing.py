"""The testing agent: renders the site, measures it, repairs what it can and measures again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from builds.agents.base import Report, Voice, counted, listed
from sitegen.catalog import Catalog
from sitegen.checks import Finding, run_checks
from sitegen.checks import Report as Checked
from sitegen.render import render_site
from sitegen.spec import SiteSpec

ROUNDS = 3


@dataclass(frozen=True)
class MeasureInputs:
    spec: SiteSpec
    catalog: Catalog


@dataclass(frozen=True)
class MeasuredSite:
    """A measured site: ``spec`` after repairs, its files, and what ``summary`` says of its quality.

    ``unfinished`` names agents whose work it has to do without.
    """

    spec: SiteSpec
    files: Mapping[str, bytes]
    quality: Mapping[str, Any]
    unfinished: tuple[str, ...] = ()


@dataclass(frozen=True)
class Testing:
    name: str = "testing"

    def run(self, inputs: MeasureInputs, report: Report) -> MeasuredSite:
        """Measure and repair; a site with errors left is delivered, and says so."""
        voice = Voice(self.name, report)
        spec = inputs.spec
        voice.thinking(f"Rendering {counted(len(spec.pages), 'page')}", 10)
        files = render_site(spec, inputs.catalog)
        voice.working(
            f"Measuring {counted(len(files), 'file')}, {sum(map(len, files.values())) // 1024} KiB", 30
        )
        checked = run_checks(files)
        for round_number in range(1, ROUNDS):
            repaired = without_broken_sections(spec, checked)
            if repaired is None:
                break
            voice.warning(_repairing(spec, repaired), 30 + 20 * round_number)
            spec = repaired
            files = render_site(spec, inputs.catalog)
            checked = run_checks(files)
        left = errors(checked)
        if left:
            voice.warning(f"{counted(len(left), 'error')} left: {left[0].message}", 95)
        quality = summary(checked)
        voice.completed(_scores(quality))
        return MeasuredSite(spec, files, quality)


def errors(checked: Checked) -> list[Finding]:
    """Findings that make a page wrong, not only less good."""
    return [finding for finding in checked.findings if finding.severity == "error"]


def without_broken_sections(spec: SiteSpec, checked: Checked) -> SiteSpec | None:
    """The site without sections that hold an error; None if no section can be blamed or spared.

    The first section of a page carries its h1 and stays, and so does the last one that is left.
    """
    found = errors(checked)
    pages, dropped = [], 0
    for page in spec.pages:
        file = "index.html" if page.slug == "home" else f"{page.slug}.html"
        ids = [section.id for section in page.sections[1:]]
        blamed = {_section_of(finding, ids) for finding in found if finding.file == file}
        kept = tuple(section for section in page.sections if section.id not in blamed)
        kept = kept if len(kept) > 1 else page.sections
        dropped += len(page.sections) - len(kept)
        pages.append(page.model_copy(update={"sections": kept}))
    return spec.model_copy(update={"pages": tuple(pages)}) if dropped else None


def _section_of(finding: Finding, ids: list[str]) -> str | None:
    """The section that a finding's selector leads through: ids inside a section begin with the section's."""
    anchor = (finding.selector or "").split(" ")[0].removeprefix("#")
    inside = [name for name in ids if anchor == name or anchor.startswith(f"{name}-")]
    return max(inside, key=len, default=None)


def summary(checked: Checked) -> dict[str, Any]:
    """Scores 0–100 as versions keep them, with the counts of findings."""
    return {
        "score": checked.score,
        "checks": {result.check: result.score for result in checked.checks},
        "errors": len(errors(checked)),
        "findings": len(checked.findings),
    }


def _scores(quality: Mapping[str, Any]) -> str:
    names = {"seo": "SEO", "html": "HTML", "css": "CSS", "javascript": "JavaScript"}
    parts = [f"{names.get(name, name)} {score}" for name, score in quality["checks"].items()]
    return f"Measured {counted(len(parts), 'kind')} of quality: {listed(parts, most=9)}"


def _repairing(before: SiteSpec, after: SiteSpec) -> str:
    kept = {section.id for page in after.pages for section in page.sections}
    gone = [section.id for page in before.pages for section in page.sections if section.id not in kept]
    return f"Took out {counted(len(gone), 'section')} with errors: {listed(gone)}"
