"""What is wrong with the HTML that a component's sample gives: nesting, headings, ids, names, labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import html5lib
from html5lib.constants import E as ERRORS

from sitegen.authoring.problems import Problem
from sitegen.authoring.stage import RenderFailed, Shown, shown_states
from sitegen.authoring.tags import Tag, read_tags
from sitegen.catalog import Component
from sitegen.content import PAGE_TITLES

CONTROLS = {"input", "select", "textarea"}
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for")
NOBODY = re.compile(r"(?<![\w-])None(?![\w-])")

Found = tuple[Tag, str, str]


def check_pages(component: Component, file: Path) -> list[Problem]:
    """Problems of the component's pages in every state, each once."""
    found: dict[tuple[int, str], Problem] = {}
    try:
        for shown in shown_states(component):
            for line, code, message in _problems(component, shown):
                where = "" if code.startswith("html-") else f" ({shown.how})"
                found.setdefault((line, code), Problem(file, line, 1, code, f"{message}{where}"))
    except RenderFailed as failed:
        message = f"With its sample the markup cannot be rendered: {failed}."
        found[failed.line, "render"] = Problem(file, failed.line, 1, "render", message)
    return list(found.values())


def _problems(component: Component, shown: Shown) -> Iterator[tuple[int, str, str]]:
    yield from _nesting(shown)
    root = read_tags(shown.html)
    checks = (_headings(root, component), _ids(root), _references(root), _controls(root), _left_over(root))
    for check in checks:
        for tag, code, message in check:
            yield shown.line_of(tag.line, tag.column - 1), code, message


def _nesting(shown: Shown) -> Iterator[tuple[int, str, str]]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(shown.html)
    for (line, column), code, values in parser.errors:
        message = ERRORS.get(code, code) % values
        # html5lib stands behind what it read.
        yield shown.line_of(line, max(column - 1, 0)), f"html-{code}", f"This is not valid HTML: {message}"


def _headings(root: Tag, component: Component) -> Iterator[Found]:
    wanted = 1 if component.content in PAGE_TITLES else 2
    level = wanted - 1
    titles = 0
    for tag in root.walk():
        if not re.fullmatch("h[1-6]", tag.name):
            continue
        rank = int(tag.name[1])
        if not tag.text:
            yield tag, "empty-heading", "The heading is empty."
        if rank == 1:
            titles += 1
            if wanted == 2 or titles == 2:
                yield tag, "second-h1", "The page has its h1 in its first section; sections start at h2."
        elif rank > level + 1:
            yield tag, "heading-order", f"An h{rank} comes after an h{level or 0}; no level may be left out."
        level = rank
    if component.content in PAGE_TITLES and titles == 0:
        yield next(root.walk()), "no-h1", f"A component for {component.content} must hold the page's h1."


def _ids(root: Tag) -> Iterator[Found]:
    seen: Counter[str] = Counter()
    for tag in root.walk():
        name = tag.attributes.get("id")
        if name is None:
            continue
        seen[name] += 1
        if seen[name] == 2:
            hint = "begin ids with {{ section.id }}, and number those in loops"
            message = f"The id “{name}” is there twice; {hint}."
            yield tag, "duplicate-id", message
        if tag.name not in ("section", "form") and not name.startswith(
            ("shown-", "navigation-", "footer-", "site-")
        ):
            message = f"The id “{name}” is not the component's own; begin it with {{{{ section.id }}}}-."
            yield tag, "foreign-id", message


def _references(root: Tag) -> Iterator[Found]:
    ids = {tag.attributes.get("id") for tag in root.walk()}
    for tag in root.walk():
        for name in REFERENCES:
            for target in (tag.attributes.get(name) or "").split():
                if target not in ids and tag.name not in ("output",):
                    yield tag, "broken-reference", f"{name} points at “{target}”, which is not there."


def _controls(root: Tag) -> Iterator[Found]:
    labelled = {tag.attributes.get("for") for tag in root.walk() if tag.name == "label"}
    for tag in root.walk():
        named = bool(tag.attributes.get("aria-label") or tag.attributes.get("aria-labelledby"))
        if tag.name in CONTROLS and tag.attributes.get("type") not in ("hidden", "submit", "button"):
            inside = any(parent.name == "label" for parent in tag.ancestors())
            if not (named or inside or tag.attributes.get("id", "") in labelled):
                yield tag, "field-label", "The field has no label (WCAG 1.3.1, 4.1.2)."
        if tag.name == "button" and not (named or tag.text):
            yield tag, "button-name", "The button has no name: give it a text or an aria-label (WCAG 4.1.2)."
        if tag.name == "a" and "href" in tag.attributes:
            if not (named or tag.text):
                yield tag, "link-name", "The link has no text (WCAG 2.4.4)."
            if tag.attributes["href"] in ("", "#", None):
                yield tag, "dead-link", "The link leads nowhere."


def _left_over(root: Tag) -> Iterator[Found]:
    for tag in root.walk():
        own = " ".join(child for child in tag.children if isinstance(child, str))
        if NOBODY.search(own) or any(NOBODY.fullmatch(value or "") for value in tag.attributes.values()):
            yield tag, "prints-none", "This prints “None”: ask with {% if … %} whether the value is there."
