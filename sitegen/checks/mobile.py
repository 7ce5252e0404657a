"""Small screens: viewport, zoom, widths that cannot shrink, type that is too small, tables that can
scroll.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.checks.documents import Document, Sheet, Site, found
from sitegen.checks.report import Finding

WIDE = re.compile(r"(?<![\w-])(?:min-)?width\s*:\s*(\d{3,4})px")
SMALL = re.compile(r"font-size\s*:\s*(\d+(?:\.\d+)?)px")
NARROWEST, SMALLEST = 320, 12.0


def check_mobile(site: Site) -> Iterator[Finding]:
    for document in site.documents:
        yield from _viewport(document)
        yield from _phone_fields(document)
    for sheet in site.sheets:
        yield from _widths(sheet)


def _viewport(document: Document) -> Iterator[Finding]:
    viewport = document.meta("viewport")
    if viewport is None or "width=device-width" not in viewport:
        message = "The page does not adapt to the width of the device."
        yield found("mobile", "error", "viewport", message, file=document.path, element=document.root)
    elif re.search(r"user-scalable\s*=\s*(?:no|0)|maximum-scale\s*=\s*1\b", viewport):
        message = "The page forbids zooming (WCAG 1.4.4)."
        yield found("mobile", "error", "no-zoom", message, file=document.path, source=viewport)


def _phone_fields(document: Document) -> Iterator[Finding]:
    for control in document.all("input"):
        name = control.get("name") or ""
        if name in {"email", "phone"} and control.get("type") not in {"email", "tel"}:
            message = f"The field “{name}” does not bring up the right keyboard."
            yield found("mobile", "warning", "keyboard", message, file=document.path, element=control)


def _widths(sheet: Sheet) -> Iterator[Finding]:
    outside_queries = re.sub(r"@(?:media|container)[^{]*", lambda match: " " * len(match.group()), sheet.text)
    for match in WIDE.finditer(outside_queries):
        if float(match.group(1)) > NARROWEST:
            line = sheet.text.count("\n", 0, match.start()) + 1
            message = f"A width of {match.group(1)} px does not fit a phone."
            yield found(
                "mobile", "warning", "fixed-width", message, file=sheet.path, line=line, source=match.group()
            )
    for match in SMALL.finditer(sheet.text):
        if float(match.group(1)) < SMALLEST:
            line = sheet.text.count("\n", 0, match.start()) + 1
            message = f"Type of {match.group(1)} px cannot be read on a phone."
            yield found(
                "mobile", "warning", "small-type", message, file=sheet.path, line=line, source=match.group()
            )
