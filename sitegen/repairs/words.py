"""Words that do not belong or stand twice."""

from __future__ import annotations

import re

from pydantic import ValidationError

from sitegen.checks import Finding
from sitegen.checks.words import SENTENCE
from sitegen.repairs.reach import page_of, removed, replaced, strings_in, value_at, with_page
from sitegen.spec import Section, SiteSpec

QUOTED = re.compile(r"“(.+?)”")


def drop_words(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Leave out a sentence, an optional line or an item that should not be there; of what is said twice the
    first stays.
    """
    page = page_of(finding, spec)
    quoted = QUOTED.search(finding.message)
    if page is None or quoted is None:
        return None
    words = quoted.group(1).casefold()
    seen = 0 if finding.rule == "repeated-text" else 1
    for number, section in enumerate(page.sections):
        data = section.content.model_dump(mode="json")
        while True:
            hit = next((path for path, text in strings_in(data) if words in text.casefold()), None)
            if hit is None:
                break
            if not seen:
                seen = 1
                data = replaced(data, hit, "\0" + "".join("\0" for _ in words))
                continue
            better = _section_without(section, hit, words)
            if better is not None:
                sections = (*page.sections[:number], better, *page.sections[number + 1 :])
                return with_page(spec, page, sections=sections)
            break
    return None


def _section_without(section: Section, path: tuple[str | int, ...], words: str) -> Section | None:
    """The section without the sentence, else the line, else the item that holds it; None if it needs them
    all.
    """
    data = section.content.model_dump(mode="json")
    text = value_at(data, path)
    sentences = [part for part in SENTENCE.split(text) if words not in part.casefold()]
    tries = [replaced(data, path, " ".join(sentences))] if sentences else []
    tries.append(replaced(data, path, None))
    tries += [
        removed(data, path[: depth + 1])
        for depth in reversed(range(len(path)))
        if isinstance(path[depth], int)
    ]
    for changed in tries:
        try:
            return Section.model_validate({**section.model_dump(mode="json"), "content": changed})
        except ValidationError:
            continue
    return None


def drop_same_section(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Leave out a section that says what another has said; nothing is lost."""
    page = page_of(finding, spec)
    if page is None:
        return None
    kept = tuple(section for section in page.sections if f"#{section.id}" != finding.selector)
    return with_page(spec, page, sections=kept) if 1 < len(kept) < len(page.sections) else None
