"""The site's files parsed once for all checks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.html
import tinycss2
from lxml.etree import _Element as Element

from sitegen.checks.report import CheckName, Finding, Severity

SPACE = re.compile(r"\s+")


@dataclass
class Document:
    """A page: its text and tree. ``lxml`` repairs what is broken; html5lib names the errors
    (checks/html.py).
    """

    path: str
    text: str

    @cached_property
    def root(self) -> Element:
        return lxml.html.document_fromstring(
            self.text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8")
        )

    def all(self, *tags: str) -> Iterator[Element]:
        yield from self.root.iter(*tags)

    @cached_property
    def ids(self) -> set[str]:
        return {
            value
            for element in self.root.iter()
            if isinstance(element.tag, str) and (value := element.get("id"))
        }

    @cached_property
    def title(self) -> str:
        return plain(next(self.all("title"), None))

    def meta(self, name: str) -> str | None:
        for element in self.all("meta"):
            if name in (element.get("name"), element.get("property")):
                return element.get("content")
        return None


@dataclass
class Sheet:
    """A stylesheet and its top-level rules."""

    path: str
    text: str

    @cached_property
    def rules(self) -> list[tinycss2.ast.Node]:
        nodes: list[tinycss2.ast.Node] = tinycss2.parse_stylesheet(
            self.text, skip_comments=True, skip_whitespace=True
        )
        return nodes


@dataclass
class Site:
    files: Mapping[str, bytes]
    documents: list[Document] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    scripts: dict[str, str] = field(default_factory=dict)

    @property
    def pages(self) -> list[Document]:
        """The documents that visitors are led to."""
        return [document for document in self.documents if document.path != "404.html"]

    def resolve(self, document: Document, address: str) -> tuple[str, str] | None:
        """The file and fragment that a local address leads to; None for other hosts and schemes."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or address.startswith("data:"):
            return None
        if not parts.path:
            return document.path, unquote(parts.fragment)
        base = "" if parts.path.startswith("/") else posixpath.dirname(document.path)
        path = posixpath.normpath(posixpath.join(base, unquote(parts.path).lstrip("/")))
        if path == "." or parts.path.endswith("/"):
            path = posixpath.normpath(posixpath.join(path, "index.html"))
        return path, unquote(parts.fragment)


def read_site(files: Mapping[str, bytes]) -> Site:
    """Parse pages, stylesheets and scripts of a site."""
    site = Site(files)
    for path, data in sorted(files.items()):
        if path.endswith((".html", ".htm")):
            site.documents.append(Document(path, data.decode("utf-8", "replace")))
        elif path.endswith(".css"):
            site.sheets.append(Sheet(path, data.decode("utf-8", "replace")))
        elif path.endswith((".js", ".mjs")):
            site.scripts[path] = data.decode("utf-8", "replace")
    return site


def plain(element: Element | None) -> str:
    """The text of an element in one line."""
    if element is None:
        return ""
    return SPACE.sub(" ", " ".join(str(text) for text in element.itertext())).strip()


def selector_of(element: Element) -> str:
    """A short CSS selector that leads to the element: its id, or tag and class below the nearest id."""
    parts: list[str] = []
    node: Element | None = element
    while node is not None and isinstance(node.tag, str) and len(parts) < 4:
        if node.get("id"):
            parts.append(f"#{node.get('id')}")
            break
        first = (node.get("class") or "").split()[:1]
        parts.append(node.tag + (f".{first[0]}" if first else ""))
        node = node.getparent()
    return " > ".join(reversed(parts))


def found(
    check: CheckName,
    severity: Severity,
    code: str,
    message: str,
    *,
    file: str,
    element: Element | None = None,
    line: int | None = None,
    source: str | None = None,
) -> Finding:
    """A finding, with line, selector and source taken from ``element`` where there is one."""
    if element is not None:
        line = line or _line_of(element)
        source = source or opening_tag(element)
    return Finding(
        check=check,
        severity=severity,
        code=code,
        message=message,
        file=file,
        line=line,
        selector=selector_of(element) if element is not None else None,
        source=source[:200] if source else None,
    )


def attributes_of(element: Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.attrib.items()]


def _line_of(element: Element) -> int | None:
    line: Any = element.sourceline
    return line if isinstance(line, int) else None


def opening_tag(element: Element) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in attributes_of(element))
    return f"<{element.tag}{attributes}>"
