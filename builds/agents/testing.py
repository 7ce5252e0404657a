"""The testing agent: renders the site, measures it, repairs what it can and measures again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builds.agents.base import Report, Voice
from builds.agents.sayings import Listed, Saying, say, say_counted
from builds.agents.words import ASKS, CHECKS, REPAIRS, named
from sitegen.catalog import Catalog
from sitegen.checks import Finding, run_checks
from sitegen.checks import Report as Checked
from sitegen.render import render_site
from sitegen.repairs import LINKS, repair
from sitegen.repairs.links import with_led_links
from sitegen.repairs.reach import file_of
from sitegen.spec import SiteSpec

ROUNDS = 3
MOST_EVIDENCE = 25
"""Findings that are kept with a version; the API measures again and gives all."""


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
class _State:
    """A site as it stands: spec, files, what was measured, and what was done so far."""

    spec: SiteSpec
    files: Mapping[str, bytes]
    checked: Checked
    done: tuple[str, ...] = ()

    def is_better_than(self, other: _State) -> bool:
        """Fewer errors, or as few and a higher score."""
        mine, theirs = self.checked, other.checked
        return (-len(mine.errors), mine.score, -len(mine.findings)) > (
            -len(theirs.errors),
            theirs.score,
            -len(theirs.findings),
        )


@dataclass(frozen=True)
class Testing:
    name: str = "testing"

    def run(self, inputs: MeasureInputs, report: Report) -> MeasuredSite:
        """Measure and repair; a site with errors left is delivered, and says so."""
        voice = Voice(self.name, report)
        pages = len(inputs.spec.pages)
        voice.thinking(say_counted("Rendering %(count)s page", "Rendering %(count)s pages", pages), 10)
        spec = with_led_links(inputs.spec)
        done = (LINKS,) if spec is not inputs.spec else ()
        if done:
            voice.warning(say("Repaired: %(repairs)s", repairs=REPAIRS[LINKS]), 20)
        files = render_site(spec, inputs.catalog)
        voice.working(_measuring(files), 30)
        state = _State(spec, files, run_checks(files), done)
        state = _mended(state, inputs.catalog, voice)
        state = _cut_down(state, inputs.catalog, voice)
        left = state.checked.errors
        if left:
            voice.warning(_left(left), 95)
        quality = summary(state.checked, state.done)
        voice.completed(_scores(quality))
        return MeasuredSite(state.spec, state.files, quality)


def _mended(state: _State, catalog: Catalog, voice: Voice) -> _State:
    """Repair without loss as long as that makes the site better."""
    for round_number in range(1, ROUNDS + 1):
        if not state.checked.findings:
            break
        spec, done = repair(state.checked.worst(len(state.checked.findings)), state.spec)
        if not done:
            break
        better = _measured(spec, catalog, (*state.done, *done))
        if not better.is_better_than(state):
            break
        repairs = Listed([REPAIRS[repair] for repair in done], most=5)
        told = say("Repaired: %(repairs)s; measuring again", repairs=repairs)
        voice.warning(told, 30 + 12 * round_number)
        state = better
    return state


def _cut_down(state: _State, catalog: Catalog, voice: Voice) -> _State:
    """The last resort: leave out sections that hold an error which nothing could mend."""
    for round_number in range(1, ROUNDS):
        spec = without_broken_sections(state.spec, state.checked.errors)
        if spec is None:
            break
        gone = _dropped(state.spec, spec)
        voice.warning(_dropping(gone), 68 + 10 * round_number)
        state = _measured(spec, catalog, (*state.done, _noted(gone)))
    return state


def _measured(spec: SiteSpec, catalog: Catalog, done: tuple[str, ...]) -> _State:
    files = render_site(spec, catalog)
    return _State(spec, files, run_checks(files), done)


def without_broken_sections(spec: SiteSpec, errors: Sequence[Finding]) -> SiteSpec | None:
    """The site without sections that hold an error; None if no section can be blamed or spared.

    The first section of a page carries its h1 and stays, and so does the last one that is left.
    """
    pages, dropped = [], 0
    for page in spec.pages:
        ids = [section.id for section in page.sections[1:]]
        blamed = {_section_of(finding, ids) for finding in errors if finding.file == file_of(page)}
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


def summary(checked: Checked, repairs: Sequence[str] = ()) -> dict[str, Any]:
    """What versions keep: scores 0–100, counts, what was repaired, and the gravest findings with their
    evidence.
    """
    return {
        "score": checked.score,
        "checks": {result.check: result.score for result in checked.checks},
        "errors": len(checked.errors),
        "findings": len(checked.findings),
        "repairs": list(dict.fromkeys(repairs)),
        "evidence": [finding.model_dump(mode="json") for finding in checked.worst(MOST_EVIDENCE)],
    }


def _measuring(files: Mapping[str, bytes]) -> Saying:
    return say_counted(
        "Measuring %(count)s file, %(size)s KiB",
        "Measuring %(count)s files, %(size)s KiB",
        len(files),
        size=sum(map(len, files.values())) // 1024,
    )


def _left(errors: Sequence[Finding]) -> Saying:
    return say_counted(
        "%(count)s error is left; the rule that it breaks: “%(rule)s”",
        "%(count)s errors are left; the rule that the first one breaks: “%(rule)s”",
        len(errors),
        rule=ASKS[errors[0].rule],
    )


def _scores(quality: Mapping[str, Any]) -> Saying:
    scores = [
        say("%(check)s %(score)s", check=named(CHECKS, name), score=score)
        for name, score in quality["checks"].items()
    ]
    return say_counted(
        "Measured %(count)s kind of quality: %(scores)s",
        "Measured %(count)s kinds of quality: %(scores)s",
        len(scores),
        scores=Listed(scores, most=9),
    )


def _dropped(before: SiteSpec, after: SiteSpec) -> list[str]:
    """Ids of the sections that are gone."""
    kept = {section.id for page in after.pages for section in page.sections}
    return [section.id for page in before.pages for section in page.sections if section.id not in kept]


def _dropping(gone: list[str]) -> Saying:
    return say_counted(
        "Took out %(count)s section with errors (%(sections)s); measuring again",
        "Took out %(count)s sections with errors (%(sections)s); measuring again",
        len(gone),
        sections=Listed([f"#{section}" for section in gone]),
    )


def _noted(gone: list[str]) -> str:
    """As it is kept with the version, in English like every repair."""
    noun = "section" if len(gone) == 1 else "sections"
    return f"took out {len(gone)} {noun} with errors: {', '.join(gone)}"
