"""A light tree of HTML that knows line and column of each tag."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Tag:
    """An element; ``line`` and ``column`` count from 1. Texts are inside ``children`` as plain strings."""

    name: str
    attributes: dict[str, str | None]
    line: int
    column: int
    parent: Tag | None = None
    children: list[Tag | str] = field(default_factory=list)

    def walk(self) -> Iterator[Tag]:
        """All elements below, in the order of the text."""
        for child in self.children:
            if isinstance(child, Tag):
                yield child
                yield from child.walk()

    def ancestors(self) -> Iterator[Tag]:
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    @property
    def text(self) -> str:
        """What a screen reader says of it: texts and the alt texts of pictures, without what is hidden."""
        if self.attributes.get("aria-hidden") == "true":
            return ""
        if self.name == "img":
            return self.attributes.get("alt") or ""
        words = (child if isinstance(child, str) else child.text for child in self.children)
        return " ".join(" ".join(words).split())


def read_tags(html: str) -> Tag:
    """The elements of ``html`` below a nameless root; forgiving, as nesting is judged by html5lib."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.root


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Tag("", {}, 1, 1)
        self.open = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        element = Tag(tag, dict(reversed(attrs)), line, column + 1, self.open)
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        before = self.open
        self.handle_starttag(tag, attrs)
        self.open = before

    def handle_endtag(self, tag: str) -> None:
        for element in (self.open, *self.open.ancestors()):
            if element.name == tag and element.parent is not None:
                self.open = element.parent
                return

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)
