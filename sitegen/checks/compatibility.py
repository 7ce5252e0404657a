"""Compatibility: doctype, encoding, and features that current browsers do not all have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.checks.documents import Site, found
from sitegen.checks.report import Finding

# Features outside Baseline “widely available” (web.dev/baseline) that need an @supports or a fallback.
NEW_CSS = {
    "animation-timeline": r"(?<![\w-])animation-timeline\s*:",
    "anchor-name": r"(?<![\w-])(?:anchor-name|position-anchor)\s*:",
    "masonry": r"grid-template-rows\s*:\s*masonry",
    "field-sizing": r"(?<![\w-])field-sizing\s*:",
    "interpolate-size": r"(?<![\w-])interpolate-size\s*:",
}
OLD_TAGS = {"center", "font", "marquee", "frame", "frameset", "big", "tt", "strike", "acronym"}
SUPPORTS = re.compile(r"@supports[^{]*\{")


def check_compatibility(site: Site) -> Iterator[Finding]:
    for document in site.documents:
        if not document.text.lstrip().lower().startswith("<!doctype html>"):
            message = "The page does not begin with <!doctype html>, so browsers fall back to old rules."
            yield found("compatibility", "error", "doctype", message, file=document.path, line=1)
        if not any((meta.get("charset") or "").lower() == "utf-8" for meta in document.all("meta")):
            message = "The page does not say that it is UTF-8."
            yield found(
                "compatibility", "error", "charset", message, file=document.path, element=document.root
            )
        for element in document.all(*OLD_TAGS):
            message = f"<{element.tag}> is not part of HTML any more."
            yield found(
                "compatibility", "warning", "old-element", message, file=document.path, element=element
            )
    for sheet in site.sheets:
        guarded = _guarded(sheet.text)
        for name, pattern in NEW_CSS.items():
            for match in re.finditer(pattern, sheet.text):
                if any(start <= match.start() < end for start, end in guarded):
                    continue
                line = sheet.text.count("\n", 0, match.start()) + 1
                message = f"{name} is not in every current browser and has no @supports around it."
                yield found(
                    "compatibility", "notice", name, message, file=sheet.path, line=line, source=match.group()
                )


def _guarded(text: str) -> list[tuple[int, int]]:
    """The stretches of a sheet that lie within @supports."""
    stretches = []
    for match in SUPPORTS.finditer(text):
        depth, at = 1, match.end()
        while at < len(text) and depth:
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        stretches.append((match.start(), at))
    return stretches
