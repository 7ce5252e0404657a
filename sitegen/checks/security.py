"""Security and privacy: no other hosts, no inline code, forms that post, text that stayed text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from sitegen.checks.documents import Document, Site, attributes_of, found
from sitegen.checks.report import Finding

LOADING = (
    ("img", "src"),
    ("script", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("audio", "src"),
    ("embed", "src"),
)
LOADING_RELS = {"stylesheet", "preload", "icon", "manifest", "preconnect", "dns-prefetch", "modulepreload"}
SVG_CODE = re.compile(r"<script|\son\w+\s*=|javascript:|<foreignObject", re.IGNORECASE)
CSS_HOST = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])((?:https?:)?//[^\"')\s]+)", re.IGNORECASE)


def check_security(site: Site) -> Iterator[Finding]:
    for document in site.documents:
        yield from _other_hosts(document)
        yield from _inline_code(document)
        yield from _links(document)
        yield from _forms(document)
    for path, data in site.files.items():
        text = data.decode("utf-8", "replace") if path.endswith((".svg", ".css")) else ""
        if path.endswith(".svg") and SVG_CODE.search(text):
            yield found("security", "error", "svg-code", "The picture carries code.", file=path)
        for match in CSS_HOST.finditer(text) if path.endswith(".css") else ():
            message = f"The stylesheet loads from another host: {match.group(1)[:60]}"
            yield found("security", "error", "other-host", message, file=path)


def _other_hosts(document: Document) -> Iterator[Finding]:
    loaded = [(element, element.get(name)) for tag, name in LOADING for element in document.all(tag)]
    loaded += [
        (element, element.get("href"))
        for element in document.all("link")
        if set((element.get("rel") or "").split()) & LOADING_RELS
    ]
    for element, address in loaded:
        if address and urlsplit(address).netloc:
            message = f"The page loads from another host: {urlsplit(address).netloc}"
            yield found("security", "error", "other-host", message, file=document.path, element=element)


def _inline_code(document: Document) -> Iterator[Finding]:
    for element in document.all("*"):
        for name, value in attributes_of(element):
            if name.startswith("on"):
                message = f"The attribute {name} is code in the page, which a strict policy forbids."
                yield found(
                    "security", "error", "inline-handler", message, file=document.path, element=element
                )
            elif name == "style":
                message = "A style attribute is forbidden by a strict policy."
                yield found(
                    "security", "warning", "inline-style", message, file=document.path, element=element
                )
            elif name in {"href", "src", "action"} and value.strip().lower().startswith("javascript:"):
                message = "The address is code."
                yield found(
                    "security", "error", "script-address", message, file=document.path, element=element
                )
    for script in document.all("script"):
        if not script.get("src") and script.get("type") != "application/ld+json":
            message = "A script in the page is forbidden by a strict policy."
            yield found("security", "error", "inline-script", message, file=document.path, element=script)


def _links(document: Document) -> Iterator[Finding]:
    for link in document.all("a"):
        if link.get("target") == "_blank" and "noopener" not in (link.get("rel") or ""):
            message = "A link to a new window needs rel=noopener."
            yield found("security", "warning", "noopener", message, file=document.path, element=link)
        if (link.get("href") or "").startswith("http:"):
            message = "The link is not encrypted."
            yield found("security", "notice", "plain-http", message, file=document.path, element=link)


def _forms(document: Document) -> Iterator[Finding]:
    for form in document.all("form"):
        if (form.get("method") or "get").lower() != "post":
            message = "The form puts what people write into the address."
            yield found("security", "warning", "form-method", message, file=document.path, element=form)
        if (form.get("action") or "").startswith("http:"):
            message = "The form is not sent encrypted."
            yield found("security", "error", "form-plain-http", message, file=document.path, element=form)
