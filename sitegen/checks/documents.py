"""The site's files parsed once for all checks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

import turbohtml

from sitegen.checks.report import Finding
from sitegen.checks.rules import RULES
from sitegen.checks.sheets import Sheet

SPACE = re.compile(r"\s+")
TEXT_FILES = (".html", ".htm", ".css", ".js", ".mjs", ".svg", ".xml", ".txt", ".json", ".webmanifest")


class Element:
    """An element of a page: ``attributes`` in order, ``own_text`` is what stands directly in it.

    A thin copy of the parser's node: the checks look at each element dozens of times, and this is three times
    as fast.
    """

    __slots__ = ("attributes", "children", "in_svg", "line", "node", "own_text", "parent", "tag")

    def __init__(self, node: turbohtml.Element, parent: Element | None) -> None:
        self.node = node
        self.tag = node.tag
        self.attributes: dict[str, str] = {name: _value(value) for name, value in node.attrs.items()}
        self.line = node.source_line
        self.parent = parent
        self.children: list[Element] = []
        self.own_text = ""
        self.in_svg: bool = self.tag == "svg" or (parent is not None and parent.in_svg)

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    def ancestors(self) -> Iterator[Element]:
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def iter(self, *tags: str) -> Iterator[Element]:
        """The element and what is in it, in document order; only ``tags`` if there are any."""
        if not tags or self.tag in tags:
            yield self
        for child in self.children:
            yield from child.iter(*tags)

    @property
    def text(self) -> str:
        """All text in it, in one line."""
        return SPACE.sub(" ", self.node.text).strip()


def _value(value: str | list[str] | None) -> str:
    # The parser splits class and rel into lists.
    return " ".join(value) if isinstance(value, list) else value or ""


@dataclass
class Document:
    """A page: its text and its elements in document order."""

    path: str
    text: str

    @cached_property
    def tree(self) -> turbohtml.Document:
        return turbohtml.parse(self.text)

    @cached_property
    def elements(self) -> list[Element]:
        elements: list[Element] = []
        if self.tree.root is not None:
            _collect(self.tree.root, None, elements)
        return elements

    @cached_property
    def by_node(self) -> dict[turbohtml.Node, Element]:
        return {element.node: element for element in self.elements}

    @property
    def root(self) -> Element:
        return self.elements[0]

    @cached_property
    def _by_tag(self) -> dict[str, list[Element]]:
        tags: dict[str, list[Element]] = {}
        for element in self.elements:
            tags.setdefault(element.tag, []).append(element)
        return tags

    @cached_property
    def by_attribute(self) -> dict[str, list[Element]]:
        """Elements by the attributes they carry, in document order."""
        carriers: dict[str, list[Element]] = {}
        for element in self.elements:
            for name in element.attributes:
                carriers.setdefault(name, []).append(element)
        return carriers

    @cached_property
    def words(self) -> str:
        """Everything that stands in the page as text or in attributes, for a first quick search."""
        pieces = [element.own_text for element in self.elements if element.tag not in ("script", "style")]
        pieces += [
            value for element in self.elements if not element.in_svg for value in element.attributes.values()
        ]
        return "\n".join(pieces)

    def all(self, *tags: str) -> list[Element]:
        """Elements with one of ``tags``, in document order."""
        if len(tags) == 1:
            return self._by_tag.get(tags[0], [])
        return [element for element in self.elements if element.tag in tags]

    @cached_property
    def ids(self) -> dict[str, Element]:
        ids: dict[str, Element] = {}
        for element in self.elements:
            if element.get("id"):
                ids.setdefault(element.attributes["id"], element)
        return ids

    @cached_property
    def anchors(self) -> set[str]:
        """What a fragment may name."""
        return set(self.ids) | {name for link in self.all("a") if (name := link.get("name"))}

    @cached_property
    def title(self) -> str:
        titles = [title for title in self.all("title") if not title.in_svg]
        return titles[0].text if titles else ""

    def metas(self, name: str) -> list[Element]:
        return [meta for meta in self.all("meta") if name in (meta.get("name"), meta.get("property"))]

    def meta(self, name: str) -> str | None:
        found = self.metas(name)
        return found[0].get("content") if found else None

    def links(self, rel: str) -> list[Element]:
        """``link`` elements of a relation."""
        return [link for link in self.all("link") if rel in (link.get("rel") or "").split()]


def _collect(node: turbohtml.Element, parent: Element | None, into: list[Element]) -> Element:
    element = Element(node, parent)
    into.append(element)
    texts = []
    for child in node.children:
        if isinstance(child, turbohtml.Element):
            element.children.append(_collect(child, element, into))
        elif isinstance(child, turbohtml.Text):
            texts.append(child.data)
    element.own_text = "".join(texts)
    return element


@dataclass
class Site:
    files: Mapping[str, bytes]
    documents: list[Document] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    scripts: dict[str, str] = field(default_factory=dict)
    styles: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def pages(self) -> list[Document]:
        """The documents that visitors are led to."""
        return [document for document in self.documents if document.path != "404.html"]

    @cached_property
    def by_path(self) -> dict[str, Document]:
        return {document.path: document for document in self.documents}

    @cached_property
    def host(self) -> str:
        """The host of the start page's canonical address: absolute addresses there are the site's own."""
        start = self.by_path.get("index.html")
        links = start.links("canonical") if start else []
        return urlsplit(links[0].get("href") or "").netloc if links else ""

    def text_of(self, path: str) -> str:
        return self.files.get(path, b"").decode("utf-8", "replace")

    def resolve(self, path: str, address: str) -> tuple[str, str] | None:
        """The file and fragment that a local ``address`` in the file ``path`` leads to; None for other hosts
        and schemes.
        """
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        if parts.scheme or parts.netloc:
            return None
        if not parts.path:
            return path, unquote(parts.fragment)
        base = "" if parts.path.startswith("/") else posixpath.dirname(path)
        target = posixpath.normpath(posixpath.join(base, unquote(parts.path).lstrip("/")))
        if target == "." or parts.path.endswith("/"):
            target = posixpath.normpath(posixpath.join(target, "index.html"))
        return target, unquote(parts.fragment)


def read_site(files: Mapping[str, bytes]) -> Site:
    """Pages, stylesheets and scripts of a site."""
    site = Site(files)
    for path, data in sorted(files.items()):
        if path.endswith((".html", ".htm")):
            site.documents.append(Document(path, data.decode("utf-8", "replace")))
        elif path.endswith(".css"):
            site.sheets.append(Sheet(path, data.decode("utf-8", "replace")))
        elif path.endswith((".js", ".mjs")):
            site.scripts[path] = data.decode("utf-8", "replace")
    return site


def selector_of(element: Element) -> str:
    """A short CSS selector that leads to the element: its id, or tag and class below the nearest id."""
    parts: list[str] = []
    node: Element | None = element
    while node is not None and len(parts) < 8:
        if node.get("id"):
            parts.append(f"#{node.get('id')}")
            break
        first = (node.get("class") or "").split()[:1]
        parts.append(node.tag + (f".{first[0]}" if first else ""))
        node = node.parent
    return " > ".join(reversed(parts))


def found(
    rule: str,
    message: str,
    *,
    file: str,
    element: Element | None = None,
    line: int | None = None,
    excerpt: str | None = None,
    selector: str | None = None,
) -> Finding:
    """A finding under a rule of ``RULES``; line, selector and excerpt come from ``element`` where there is
    one.
    """
    if element is not None:
        line = line or element.line
        excerpt = excerpt or opening_tag(element)
        selector = selector or selector_of(element)
    broken = RULES[rule]
    return Finding(
        check=broken.check,
        severity=broken.severity,
        rule=rule,
        message=message,
        file=file,
        line=line,
        selector=selector,
        excerpt=excerpt[:200] if excerpt else None,
        source=broken.source,
    )


def opening_tag(element: Element) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in element.attributes.items())
    return f"<{element.tag}{attributes}>"
