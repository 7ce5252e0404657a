"""Links that lead somewhere and say where."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import Any

from sitegen.checks import Finding
from sitegen.checks.accessibility import VAGUE
from sitegen.repairs.reach import page_of, with_data, with_strings
from sitegen.spec import Page, SiteSpec

PAGE_LINK = re.compile(r"^page:([a-z0-9-]+)(?:#([a-z0-9-]+))?$")
DIGIT = re.compile(r"\d")


def mend_links(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Lead the links of a page that go nowhere to the page or section whose name is nearest, else to the
    start.
    """
    page = page_of(finding, spec)
    return _with_led_links(spec, page) if page is not None else None


def with_led_links(spec: SiteSpec) -> SiteSpec:
    """The spec with no link to a page that is not there, which the renderer would refuse; itself if it has
    none.
    """
    led = spec
    for page in spec.pages:
        led = _with_led_links(led, page) or led
    return led if led != spec else spec


def _with_led_links(spec: SiteSpec, page: Page) -> SiteSpec | None:
    targets = {item.slug: [section.id for section in item.sections] for item in spec.pages}

    def change(key: str, value: str) -> str:
        if key == "href":
            return _nearest(value, page.slug, targets)
        if key == "page":
            return (
                value if value in targets else _close(value, [slug for slug in targets if slug != page.slug])
            )
        return value

    return with_strings(spec, page, change)


def _nearest(href: str, slug: str, targets: dict[str, list[str]]) -> str:
    if href.startswith("#"):
        return href if href[1:] in targets[slug] else _anchor(slug, href[1:], targets, here=True)
    if href.startswith("tel:"):
        return href if len(DIGIT.findall(href)) >= 3 else _way_to_reach(targets)
    if href.startswith("mailto:"):
        return href if re.search(r"@[^@\s]+\.\w", href) else _way_to_reach(targets)
    match = PAGE_LINK.match(href)
    if match is None:
        return href
    page, anchor = match.groups()
    page = page if page in targets else _close(page, list(targets))
    return f"page:{page}" if anchor is None else _anchor(page, anchor, targets)


def _anchor(page: str, anchor: str, targets: dict[str, list[str]], *, here: bool = False) -> str:
    near = (
        anchor
        if anchor in targets[page]
        else next(iter(difflib.get_close_matches(anchor, targets[page], 1)), "")
    )
    if near:
        return f"#{near}" if here else f"page:{page}#{near}"
    return f"page:{page}"


def _close(slug: str, slugs: Sequence[str]) -> str:
    return next(iter(difflib.get_close_matches(slug, slugs, 1)), "home")


def _way_to_reach(targets: dict[str, list[str]]) -> str:
    return "page:contact" if "contact" in targets else "page:home"


def name_link(finding: Finding, spec: SiteSpec) -> SiteSpec | None:
    """Call a link what its page is called, where its words say nothing."""
    page = page_of(finding, spec)
    labels = {item.slug: item.nav_label for item in spec.pages}
    if page is None:
        return None

    def of(data: Any) -> Any:
        if isinstance(data, list):
            return [of(item) for item in data]
        if not isinstance(data, dict):
            return data
        data = {key: of(value) for key, value in data.items()}
        match = PAGE_LINK.match(str(data.get("href", "")))
        if match and str(data.get("label", "")).casefold().strip(" .…→›»") in VAGUE:
            data["label"] = labels.get(match.group(1), data["label"])
        return data

    return with_data(spec, page, of)
