"""Mending what the checks found in the typed spec of a site, never in its HTML.

A repairer takes a finding and the spec and returns a better spec, or None if it cannot help. Dropping a
section is no repair: that is the testing agent's last resort.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sitegen.checks import Finding
from sitegen.repairs.links import mend_links, name_link
from sitegen.repairs.looks import drop_heavy_picture, mend_alt, mend_contrast, mend_picture
from sitegen.repairs.structure import mend_forms, mend_headings, mend_ids, mend_json_ld
from sitegen.repairs.titles import mend_description, mend_title
from sitegen.repairs.words import drop_same_section, drop_words
from sitegen.spec import SiteSpec

Mend = Callable[[Finding, SiteSpec], SiteSpec | None]


@dataclass(frozen=True)
class Repairer:
    """``rules`` that it can mend, and ``done``: what it says that it did."""

    rules: frozenset[str]
    done: str
    mend: Mend


def repair(findings: Sequence[Finding], spec: SiteSpec) -> tuple[SiteSpec, list[str]]:
    """The spec after every repair that changed something, and what was done, each kind once."""
    done: list[str] = []
    for finding in findings:
        for repairer in REPAIRERS:
            better = repairer.mend(finding, spec) if finding.rule in repairer.rules else None
            if better is None or better == spec:
                continue
            spec = better
            if repairer.done not in done:
                done.append(repairer.done)
            break
    return spec, done


def _rules(*names: str) -> frozenset[str]:
    return frozenset(names)


LINKS = "led a broken link to the nearest place"
REPAIRERS: tuple[Repairer, ...] = (
    Repairer(_rules("token-contrast", "contrast"), "raised the contrast of colours", mend_contrast),
    Repairer(_rules("no-title", "title-length", "same-title"), "rewrote a page's title", mend_title),
    Repairer(
        _rules("no-description", "description-length", "same-description"), "rewrote a description",
            mend_description
    ),
    Repairer(_rules("oversized-image"), "reduced a picture to a size that screens show", mend_picture),
    Repairer(_rules("image-alt-text", "image-alt-repeats"), "corrected the alt text of a picture", mend_alt),
    Repairer(_rules("heavy-file"), "left out a picture that was too heavy", drop_heavy_picture),
    Repairer(_rules("broken-link", "broken-anchor", "dead-link"), LINKS, mend_links),
    Repairer(_rules("vague-link"), "called a link by its page's name", name_link),
    Repairer(
        _rules("repeated-text", "left-over-text", "stock-phrase", "emoji-icon"),
            "left out words that did not belong",
        drop_words,
    ),
    Repairer(_rules("same-section", "repeated-text"), "left out a section that was there twice",
        drop_same_section),
    Repairer(_rules("duplicate-id"), "gave a section an id of its own", mend_ids),
    Repairer(_rules("one-h1", "heading-order"), "gave a page its first heading", mend_headings),
    Repairer(_rules("json-ld", "json-ld-fields"), "completed structured data", mend_json_ld),
    Repairer(_rules("duplicate-field", "autocomplete", "keyboard"), "corrected a form's fields", mend_forms),
)  # fmt: skip
