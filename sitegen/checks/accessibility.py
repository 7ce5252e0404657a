"""Accessibility: what WCAG 2.1 A and AA ask for and a parsed document can show."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from sitegen.checks.css import token_rules
from sitegen.checks.documents import Document, Site, found, plain
from sitegen.checks.report import Finding
from sitegen.palette import contrast

CONTROLS = ("input", "select", "textarea")
# Token pairs and the ratio they need: text 4.5 (WCAG 1.4.3), controls 3 (1.4.11).
PAIRS = (
    ("ink", "ground", 4.5), ("ink", "surface", 4.5), ("ink-soft", "ground", 4.5), ("ink-soft", "surface",
    4.5),
    ("accent-text", "ground", 4.5), ("accent-text", "surface", 4.5), ("on-accent", "accent", 4.5),
    ("accent", "ground", 3.0), ("line-strong", "ground", 3.0),
)  # fmt: skip


def check_accessibility(site: Site) -> Iterator[Finding]:
    for document in site.documents:
        yield from _language(document)
        yield from _headings(document)
        yield from _images(document)
        yield from _labels(document)
        yield from _names(document)
        yield from _landmarks(document)
        yield from _references(document)
    yield from _contrast(site)


def _language(document: Document) -> Iterator[Finding]:
    if not document.root.get("lang"):
        message = "The page does not say its language (WCAG 3.1.1)."
        yield found("accessibility", "error", "lang", message, file=document.path, element=document.root)


def _headings(document: Document) -> Iterator[Finding]:
    headings = list(document.all("h1", "h2", "h3", "h4", "h5", "h6"))
    first = [heading for heading in headings if heading.tag == "h1"]
    if len(first) != 1:
        message = f"The page has {len(first)} h1 elements; it should have one."
        extra = first[1] if len(first) > 1 else document.root
        yield found("accessibility", "error", "one-h1", message, file=document.path, element=extra)
    level = 0
    for heading in headings:
        rank = int(heading.tag[1])
        if rank > level + 1 and level:
            message = f"The heading “{plain(heading)[:50]}” is an h{rank} after an h{level}."
            yield found(
                "accessibility", "warning", "heading-order", message, file=document.path, element=heading
            )
        if not plain(heading):
            yield found(
                "accessibility",
                "error",
                "empty-heading",
                "The heading is empty.",
                file=document.path,
                element=heading,
            )
        level = rank


def _images(document: Document) -> Iterator[Finding]:
    for image in document.all("img"):
        if image.get("alt") is None:
            message = 'The image has no alt text; alt="" says that it is decorative (WCAG 1.1.1).'
            yield found("accessibility", "error", "image-alt", message, file=document.path, element=image)


def _labels(document: Document) -> Iterator[Finding]:
    labelled = {label.get("for") for label in document.all("label")}
    for control in document.all(*CONTROLS):
        if control.get("type") in {"hidden", "submit", "button"}:
            continue
        inside = any(parent.tag == "label" for parent in control.iterancestors())
        if not inside and control.get("id") not in labelled and not control.get("aria-label"):
            message = "The field has no label (WCAG 1.3.1, 4.1.2)."
            yield found("accessibility", "error", "field-label", message, file=document.path, element=control)


def _names(document: Document) -> Iterator[Finding]:
    for element in document.all("a", "button"):
        if element.tag == "a" and element.get("href") is None:
            continue
        if not (plain(element) or element.get("aria-label") or _picture_text(element)):
            message = "The link or button has no text (WCAG 2.4.4, 4.1.2)."
            yield found(
                "accessibility", "error", "control-name", message, file=document.path, element=element
            )


def _picture_text(element: Element) -> str:
    return "".join(image.get("alt") or "" for image in element.iter("img"))


def _landmarks(document: Document) -> Iterator[Finding]:
    mains = sum(1 for _ in document.all("main"))
    if mains != 1:
        message = f"The page has {mains} main elements; it should have one."
        yield found(
            "accessibility", "error", "main-landmark", message, file=document.path, element=document.root
        )
    if document.path == "404.html":
        return
    first = next((link for link in document.all("a")), None)
    if first is None or not (first.get("href") or "").startswith("#"):
        message = "The first link does not skip to the content (WCAG 2.4.1)."
        yield found("accessibility", "warning", "skip-link", message, file=document.path, element=first)
    for navigation in list(document.all("nav")):
        if not (navigation.get("aria-label") or navigation.get("aria-labelledby")):
            message = "The navigation has no name."
            yield found(
                "accessibility", "notice", "nav-name", message, file=document.path, element=navigation
            )


def _references(document: Document) -> Iterator[Finding]:
    for element in document.all("*"):
        for name in ("aria-labelledby", "aria-describedby", "aria-controls"):
            for target in (element.get(name) or "").split():
                if target not in document.ids:
                    message = f"{name} points at “{target}”, which is not on the page."
                    yield found(
                        "accessibility",
                        "error",
                        "aria-reference",
                        message,
                        file=document.path,
                        element=element,
                    )


def _contrast(site: Site) -> Iterator[Finding]:
    """The colours of every tone, from the tokens of the stylesheet: text and controls take no other
    colours.
    """
    for sheet, selector, line, tokens in token_rules(site):
        for front, back, ratio in PAIRS:
            if front not in tokens or back not in tokens:
                continue
            reached = contrast(tokens[front], tokens[back])
            if reached < ratio:
                message = (
                    f"--{front} on --{back} has a contrast of {reached:.2f}, less than {ratio} (WCAG 1.4)."
                )
                source = f"{selector} {{ --{front}: {tokens[front]}; --{back}: {tokens[back]}; }}"
                yield found(
                    "accessibility", "error", "contrast", message, file=sheet.path, line=line, source=source
                )
