"""HTML: parse errors, duplicate ids, links that lead nowhere, text that was meant to be replaced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import html5lib
from html5lib.constants import E as ERRORS

from sitegen.checks.documents import Document, Site, found, plain
from sitegen.checks.report import Finding

LEFT_OVER = re.compile(
    r"\{\{|\}\}|\{%|%\}|\$\{|<%|\b(?i:lorem ipsum)\b|\[object |\bundefined\b|\bNaN\b|\bTODO\b"
)
# libxml-free parsing errors that only say how a void or foreign element was written.
HARMLESS = {"non-void-element-with-trailing-solidus"}


def check_html(site: Site) -> Iterator[Finding]:
    for document in site.documents:
        yield from _parse_errors(document)
        yield from _duplicate_ids(document)
        yield from _left_over_text(document)
        yield from _addresses(site, document)


def _parse_errors(document: Document) -> Iterator[Finding]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(document.text)
    lines = document.text.splitlines()
    for (line, _), code, values in parser.errors:
        if code in HARMLESS:
            continue
        message = ERRORS.get(code, code) % values
        source = lines[line - 1].strip() if 0 < line <= len(lines) else None
        yield found("html", "error", f"parse-{code}", message, file=document.path, line=line, source=source)


def _duplicate_ids(document: Document) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for element in document.all("*"):
        value = element.get("id")
        if value is None:
            continue
        seen[value] += 1
        if seen[value] == 2:
            message = f"The id “{value}” is there more than once."
            yield found("html", "error", "duplicate-id", message, file=document.path, element=element)


def _left_over_text(document: Document) -> Iterator[Finding]:
    for element in document.all("*"):
        if element.tag in {"script", "style"} or not element.text:
            continue
        match = LEFT_OVER.search(element.text)
        if match:
            message = f"The text “{plain(element)[:60]}” was left over from a template."
            yield found("html", "error", "left-over-text", message, file=document.path, element=element)


def _addresses(site: Site, document: Document) -> Iterator[Finding]:
    by_path = {page.path: page for page in site.documents}
    for tag, attribute in (
        ("a", "href"),
        ("img", "src"),
        ("link", "href"),
        ("script", "src"),
        ("source", "src"),
    ):
        for element in document.all(tag):
            address = element.get(attribute)
            if address is None or (tag == "link" and element.get("rel") == "canonical"):
                continue
            if not address or address == "#":
                yield found(
                    "html",
                    "error",
                    "dead-link",
                    "The link goes nowhere.",
                    file=document.path,
                    element=element,
                )
                continue
            target = site.resolve(document, address)
            if target is None or document.path == "404.html":
                continue
            path, fragment = target
            if path not in site.files:
                message = f"“{address}” leads to {path}, which is not there."
                yield found("html", "error", "broken-link", message, file=document.path, element=element)
            elif fragment and path in by_path and fragment not in by_path[path].ids:
                message = f"“{address}” leads to an anchor that is not on {path}."
                yield found("html", "error", "broken-anchor", message, file=document.path, element=element)
