"""HTML: parse errors, nesting, elements and attributes that do not exist or do not belong, ids, leftovers."""

from __future__ import annotations

from collections.abc import Iterator

import turbohtml

from sitegen.checks.content_model import (
    BARRED,
    CHILDREN,
    GLOBAL_VALUES,
    HEADINGS,
    INTERACTIVE,
    PARENTS,
    PHRASING,
    PHRASING_ONLY,
    REQUIRED,
    TRANSPARENT,
    VALUES,
    VOID,
    attributes_of,
    obsolete_attributes,
    tables,
)
from sitegen.checks.documents import Document, Element, Site, found
from sitegen.checks.links import check_links
from sitegen.checks.report import Finding
from sitegen.checks.words import left_over, may_have_left_over

# End tags that the standard lets a document leave out (HTML Standard, 13.1.2.4).
OPTIONAL_END = frozenset(
    [
        "html",
        "head",
        "body",
        "li",
        "dt",
        "dd",
        "p",
        "rt",
        "rp",
        "optgroup",
        "option",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "colgroup",
        "caption",
    ]
)
CLOSES_P = HEADINGS | frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "hr",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "table",
        "ul",
        "summary",
    ]
)
# A start tag that ends an open element of these at the top of the stack.
CLOSES: dict[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "option": frozenset({"option"}),
    "optgroup": frozenset({"option", "optgroup"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tbody": frozenset({"tbody", "thead", "tr", "td", "th"}),
    "tfoot": frozenset({"tbody", "thead", "tr", "td", "th"}),
    "body": frozenset({"head"}),
}
# The parser moves these apart, so that the tree does not show it.
NEVER_IN_ITSELF = frozenset({"a", "button", "form", "select", "option"})
TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr"})
RIGHT_TO_LEFT = {"ar", "he", "fa", "ur", "yi", "dv", "ps", "ku", "sd", "ug"}


def check_html(site: Site) -> Iterator[Finding]:
    for document in site.documents:
        yield from _parse_errors(document)
        yield from _nesting(document)
        yield from _duplicate_ids(document)
        leftovers = may_have_left_over(document)
        for element in document.elements:
            if leftovers:
                yield from left_over(document, element)
            if not element.in_svg:
                yield from _element(document, element)
                yield from _place(document, element)
        yield from _direction(document)
        yield from _forms(document)
    yield from check_links(site)


def _parse_errors(document: Document) -> Iterator[Finding]:
    lines = document.text.splitlines()
    for error in document.tree.errors:
        message = f"Parse error: {error.code.replace('-', ' ')}."
        excerpt = lines[error.line - 1].strip() if 0 < error.line <= len(lines) else None
        yield found("html-parse", message, file=document.path, line=error.line, excerpt=excerpt)
    if not document.text.lstrip("\ufeff \t\r\n").lower().startswith("<!doctype html>"):
        message = "The page does not begin with <!doctype html>, so browsers fall back to old rules."
        yield found("doctype", message, file=document.path, line=1, excerpt=document.text[:60].strip())


def _nesting(document: Document) -> Iterator[Finding]:
    """Walk the tags with a stack: what is closed out of order, never, or without having been opened."""
    stack: list[tuple[str, int]] = []
    for token in turbohtml.tokenize(document.text):
        tag = token.tag
        if token.type is turbohtml.TokenType.START_TAG and tag:
            yield from _opened(document, stack, tag, token.line, closed=token.self_closing)
        elif token.type is turbohtml.TokenType.END_TAG and tag:
            yield from _closed(document, stack, tag, token.line)
    for tag, line in stack:
        if tag not in OPTIONAL_END:
            yield _misnested(document, f"<{tag}> is never closed.", line, tag)


def _opened(
    document: Document, stack: list[tuple[str, int]], tag: str, line: int, *, closed: bool
) -> Iterator[Finding]:
    open_tags = [name for name, _ in stack]
    if tag == "svg" or "svg" in open_tags:
        if not closed:
            stack.append((tag, line))
        return
    if tag in CLOSES_P and "p" in open_tags and "button" not in open_tags[open_tags.index("p") :]:
        yield from _pop(document, stack, "p", line)
    while stack and stack[-1][0] in CLOSES.get(tag, ()):
        stack.pop()
    if closed and tag not in VOID:
        yield _misnested(document, f"<{tag}/> does not close a {tag}.", line, tag)
    if tag in NEVER_IN_ITSELF and tag in [name for name, _ in stack]:
        message = f"A {tag} stands in another {tag}."
        yield found("content-model", message, file=document.path, line=line, excerpt=f"<{tag}>")
    top = stack[-1][0] if stack else ""
    if top in TABLE_PARTS and tag not in CHILDREN[top]:
        message = f"<{tag}> cannot stand directly in <{top}>."
        yield found("content-model", message, file=document.path, line=line, excerpt=f"<{tag}>")
    if tag not in VOID:
        stack.append((tag, line))


def _closed(document: Document, stack: list[tuple[str, int]], tag: str, line: int) -> Iterator[Finding]:
    if tag in {name for name, _ in stack}:
        yield from _pop(document, stack, tag, line)
    else:
        yield _misnested(document, f"</{tag}> closes nothing.", line, f"/{tag}")


def _pop(document: Document, stack: list[tuple[str, int]], tag: str, line: int) -> Iterator[Finding]:
    """Close the innermost ``tag`` and what is still open in it."""
    while True:
        name, opened = stack.pop()
        if name == tag:
            return
        if name not in OPTIONAL_END:
            yield _misnested(
                document, f"<{name}> of line {opened} is still open where {tag} ends.", line, name
            )


def _misnested(document: Document, message: str, line: int, tag: str) -> Finding:
    return found("html-nesting", message, file=document.path, line=line, excerpt=f"<{tag}>")


def _duplicate_ids(document: Document) -> Iterator[Finding]:
    seen: set[str] = set()
    for element in document.by_attribute.get("id", ()):
        value = element.attributes["id"]
        if value in seen:
            message = f"The id “{value}” is there more than once."
            yield found("duplicate-id", message, file=document.path, element=element)
        seen.add(value)


def _element(document: Document, element: Element) -> Iterator[Finding]:
    tag = element.tag
    if tag in tables()["obsolete"]:
        message = f"<{tag}> is not part of HTML any more."
        yield found("obsolete-element", message, file=document.path, element=element)
    elif tag not in tables()["elements"] and "-" not in tag and tag != "math":
        yield found("unknown-element", f"<{tag}> is no element of HTML.", file=document.path, element=element)
    elif element.attributes:
        yield from _attributes(document, element)
    for choice in REQUIRED.get(tag, ()):
        if not any(name in element.attributes for name in choice.split("|")):
            message = f"<{tag}> needs {choice.replace('|', ' or ')}."
            yield found("required-attribute", message, file=document.path, element=element)


def _attributes(document: Document, element: Element) -> Iterator[Finding]:
    allowed = attributes_of(element.tag)
    for name, value in element.attributes.items():
        if name not in allowed and not name.startswith(("data-", "aria-", "on")) and "-" not in element.tag:
            rule = "obsolete-attribute" if name in obsolete_attributes(element.tag) else "unknown-attribute"
            message = f"<{element.tag}> has no attribute {name}."
            yield found(rule, message, file=document.path, element=element)
            continue
        valid = VALUES.get((element.tag, name)) or GLOBAL_VALUES.get(name)
        if valid and not valid(value):
            message = f"“{value[:40]}” is no value of {name} on <{element.tag}>."
            yield found("attribute-value", message, file=document.path, element=element)


def _place(document: Document, element: Element) -> Iterator[Finding]:
    parent = element.parent
    if parent is None or (element.tag == "svg" and parent.tag not in CHILDREN):
        return
    problem = _misplaced(element, parent)
    if problem:
        yield found("content-model", problem, file=document.path, element=element)
    if element.tag in _BARRED_ANYWHERE:
        for ancestor in element.ancestors():
            if element.tag in BARRED.get(ancestor.tag, ()) and element.get("type") != "hidden":
                # A label may hold its own control.
                message = f"<{element.tag}> cannot stand in <{ancestor.tag}>."
                yield found("content-model", message, file=document.path, element=element)
                return


_BARRED_ANYWHERE = frozenset().union(*BARRED.values()) | INTERACTIVE


def _misplaced(element: Element, parent: Element) -> str | None:
    tag = element.tag
    if parent.tag in CHILDREN and tag not in CHILDREN[parent.tag]:
        return f"<{tag}> cannot stand directly in <{parent.tag}>."
    if tag in PARENTS and parent.tag not in PARENTS[tag] and parent.tag != "template":
        return f"<{tag}> cannot stand directly in <{parent.tag}>."
    holder: Element | None = parent
    while holder is not None and holder.tag in TRANSPARENT:
        holder = holder.parent
    if holder is not None and holder.tag in PHRASING_ONLY and tag not in PHRASING and "-" not in tag:
        return f"<{tag}> cannot stand in <{holder.tag}>, which holds text and inline elements only."
    if tag == "summary" and parent.children[0] is not element:
        return "<summary> comes first in <details>."
    if tag == "legend" and parent.children[0] is not element:
        return "<legend> comes first in <fieldset>."
    if tag == "figcaption" and element not in (parent.children[0], parent.children[-1]):
        return "<figcaption> comes first or last in <figure>."
    return None


def _direction(document: Document) -> Iterator[Finding]:
    language = (document.root.get("lang") or "").split("-")[0].lower()
    wanted = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    given = (document.root.get("dir") or "ltr").lower()
    if given in {"ltr", "rtl"} and given != wanted:
        message = f"The page is written {given}, but its language “{language}” runs {wanted}."
        yield found("dir-value", message, file=document.path, element=document.root)


def _forms(document: Document) -> Iterator[Finding]:
    for form in document.all("form"):
        if form.get("action") is None:
            message = "The form does not say where it is sent."
            yield found("form-action", message, file=document.path, element=form)
        names: set[str] = set()
        for control in form.iter("input", "select", "textarea"):
            name = control.get("name") or ""
            if name and name in names and control.get("type") not in {"radio", "checkbox", "hidden"}:
                message = f"Two fields of the form are called “{name}”."
                yield found("duplicate-field", message, file=document.path, element=control)
            names.add(name)
    # A section such as a strip of pictures may do without a heading, an article may not.
    for article in document.all("article"):
        if not any(True for _ in article.iter(*HEADINGS)) and article.get("aria-label") is None:
            yield found("section-heading", "The article has no heading.", file=document.path, element=article)
