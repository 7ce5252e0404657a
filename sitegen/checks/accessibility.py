"""Accessibility: what WCAG 2.2 A and AA ask for and a parsed document can show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.checks.contrast import check_contrast
from sitegen.checks.documents import Document, Element, Site, found
from sitegen.checks.report import Finding
from sitegen.checks.words import check_emoji

CONTROLS = ("input", "select", "textarea")
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
FOCUSABLE = {"a", "button", "input", "select", "textarea", "summary", "iframe"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
VAGUE = {
    "here", "click here", "click", "more", "read more", "learn more", "link", "this", "details", "go",
    "hier", "mehr", "weiter", "mehr erfahren", "ici", "en savoir plus", "lire la suite", "aquí", "más",
    "leer más", "qui", "leggi",
}  # fmt: skip
FILE_NAME = re.compile(
    r"^[\w-]+\.(?:jpe?g|png|gif|svg|webp|avif)$|^(?:image|picture|photo|img)(?: of)?\s*\d*$", re.I
)
REFERENCES = (
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "aria-details",
    "aria-flowto",
)
# Attributes of HTML that name an id of the page.
POINTERS = {"popovertarget", "commandfor", "list", "form"}
ARIA = {
    "activedescendant", "atomic", "autocomplete", "braillelabel", "brailleroledescription", "busy",
    "checked", "colcount", "colindex", "colindextext", "colspan", "controls", "current", "describedby",
    "description", "details", "disabled", "dropeffect", "errormessage", "expanded", "flowto", "grabbed",
    "haspopup", "hidden", "invalid", "keyshortcuts", "label", "labelledby", "level", "live", "modal",
    "multiline", "multiselectable", "orientation", "owns", "placeholder", "posinset", "pressed",
    "readonly", "relevant", "required", "roledescription", "rowcount", "rowindex", "rowindextext",
    "rowspan", "selected", "setsize", "sort", "valuemax", "valuemin", "valuenow", "valuetext",
}  # fmt: skip
BOOLEANS = {
    "hidden",
    "expanded",
    "busy",
    "modal",
    "required",
    "disabled",
    "readonly",
    "atomic",
    "multiselectable",
}
ROLES = {
    "alert", "alertdialog", "application", "article", "banner", "blockquote", "button", "caption",
    "cell", "checkbox", "code", "columnheader", "combobox", "complementary", "contentinfo", "definition",
    "deletion", "dialog", "document", "emphasis", "feed", "figure", "form", "generic", "grid",
    "gridcell", "group", "heading", "img", "insertion", "link", "list", "listbox", "listitem", "log",
    "main", "marquee", "math", "menu", "menubar", "menuitem", "menuitemcheckbox", "menuitemradio",
    "meter", "navigation", "none", "note", "option", "paragraph", "presentation", "progressbar", "radio",
    "radiogroup", "region", "row", "rowgroup", "rowheader", "scrollbar", "search", "searchbox",
    "separator", "slider", "spinbutton", "status", "strong", "subscript", "superscript", "switch", "tab",
    "table", "tablist", "tabpanel", "term", "textbox", "time", "timer", "toolbar", "tooltip", "tree",
    "treegrid", "treeitem", "image", "suggestion", "mark", "comment",
}  # fmt: skip
PURPOSES = {"email": "email", "tel": "tel"}


def check_accessibility(site: Site) -> Iterator[Finding]:
    for document in site.documents:
        yield from _language(document)
        yield from _headings(document)
        yield from _images(document)
        yield from _labels(document)
        yield from _names(document)
        yield from _landmarks(document)
        yield from _outside(document)
        yield from _aria(document)
        yield from _focus(document)
        yield from _embedded(document)
        yield from _tables(document)
        yield from check_emoji(document)
    yield from check_contrast(site)


def _language(document: Document) -> Iterator[Finding]:
    if not document.root.get("lang"):
        message = "The page does not say its language."
        yield found("lang", message, file=document.path, element=document.root)


def _headings(document: Document) -> Iterator[Finding]:
    headings = document.all(*HEADINGS)
    first = [heading for heading in headings if heading.tag == "h1"]
    if len(first) != 1:
        message = f"The page has {len(first)} h1 elements; it should have one."
        yield found("one-h1", message, file=document.path, element=first[1] if first else document.root)
    level = 0
    for heading in headings:
        rank = int(heading.tag[1])
        if rank > level + 1:
            before = f"after an h{level}" if level else "before any other"
            message = f"The heading “{heading.text[:50]}” is an h{rank} {before}."
            yield found("heading-order", message, file=document.path, element=heading)
        if not (heading.text or _picture_text(heading)):
            yield found("empty-heading", "The heading is empty.", file=document.path, element=heading)
        level = rank


def _images(document: Document) -> Iterator[Finding]:
    for image in document.all("img", "area"):
        alt = image.get("alt")
        at = {"file": document.path, "element": image}
        if alt is None and image.get("role") not in {"none", "presentation"}:
            message = 'The image has no alt text; alt="" says that it is decorative.'
            yield found("image-alt", message, **at)  # type: ignore[arg-type]
        elif alt and FILE_NAME.match(alt.strip()):
            yield found("image-alt-text", f"“{alt}” does not say what is to be seen.", **at)  # type: ignore[arg-type]
        elif alt and image.parent is not None and _beside(image, image.parent) == alt.strip().casefold():
            message = "The alt text repeats the text beside the image."
            yield found("image-alt-repeats", message, **at)  # type: ignore[arg-type]
    for drawing in document.all("svg"):
        if (drawing.parent is not None and drawing.parent.in_svg) or drawing.get("aria-hidden") == "true":
            continue
        named = drawing.get("aria-label") or drawing.get("aria-labelledby") or any(drawing.iter("title"))
        if not named and drawing.get("role") not in {"none", "presentation"}:
            message = "The drawing has no name and is not hidden."
            yield found("svg-name", message, file=document.path, element=drawing)


def _beside(image: Element, parent: Element) -> str:
    """The text of the link, button or figure that the image stands in."""
    holder = parent if parent.tag in {"a", "button", "figure"} else parent.parent
    return holder.text.casefold() if holder is not None and holder.tag in {"a", "button", "figure"} else ""


def _labels(document: Document) -> Iterator[Finding]:
    labelled = {label.get("for"): label for label in document.all("label")}
    for control in document.all(*CONTROLS):
        if control.get("type") in UNLABELLED:
            continue
        around = next((parent for parent in control.ancestors() if parent.tag == "label"), None)
        label = around or labelled.get(control.get("id"))
        named = control.get("aria-label") or control.get("aria-labelledby")
        if not named and (label is None or not label.text):
            message = "The field has no label."
            yield found("field-label", message, file=document.path, element=control)
        kind = PURPOSES.get(control.get("type") or "")
        if kind and not control.get("autocomplete"):
            message = f"The field does not say that it takes the visitor's {kind}."
            yield found("autocomplete", message, file=document.path, element=control)
    for name, label in labelled.items():
        target = document.ids.get(name or "")
        if name and (
            target is None or target.tag not in (*CONTROLS, "button", "meter", "output", "progress")
        ):
            message = f"The label is for “{name}”, which is no field of the page."
            yield found("field-label", message, file=document.path, element=label)


def _names(document: Document) -> Iterator[Finding]:
    for element in document.all("a", "button", "summary"):
        if element.tag == "a" and element.get("href") is None:
            continue
        text, label = element.text, element.get("aria-label") or ""
        at = {"file": document.path, "element": element}
        if not (
            text or label or element.get("aria-labelledby") or _picture_text(element) or element.get("title")
        ):
            yield found("control-name", "The link or button has no text.", **at)  # type: ignore[arg-type]
        elif label and text and text.casefold() not in label.casefold():
            message = f"The name “{label}” does not hold the visible text “{text[:50]}”."
            yield found("label-in-name", message, **at)  # type: ignore[arg-type]
        elif element.tag == "a" and (label or text).casefold().strip(" .…→›»") in VAGUE:
            yield found("vague-link", f"“{text}” does not say where the link leads.", **at)  # type: ignore[arg-type]
    for control in document.all("input"):
        if control.get("type") in {"submit", "button", "image"} and not (
            control.get("value")
            or control.get("alt")
            or control.get("aria-label")
            or control.get("type") == "submit"
        ):
            yield found("control-name", "The button has no text.", file=document.path, element=control)


def _picture_text(element: Element) -> str:
    texts = [image.get("alt") or "" for image in element.iter("img")]
    return "".join(texts + [drawing.get("aria-label") or "" for drawing in element.iter("svg")])


def _landmarks(document: Document) -> Iterator[Finding]:
    mains = document.all("main")
    if len(mains) != 1:
        message = f"The page has {len(mains)} main elements; it should have one."
        extra = mains[1] if mains else document.root
        yield found("main-landmark", message, file=document.path, element=extra)
    links = document.all("a")
    if document.path != "404.html" and not (links and (links[0].get("href") or "").startswith("#")):
        message = "The first link does not skip to the content."
        yield found("skip-link", message, file=document.path, element=links[0] if links else document.root)
    navigations = document.all("nav")
    for navigation in navigations:
        if not _label(document, navigation) and len(navigations) > 1:
            message = "There are several navigations, and this one has no name."
            yield found("nav-name", message, file=document.path, element=navigation)
    named: dict[tuple[str, str], Element] = {}
    for landmark in document.all("nav", "aside", "section", "form"):
        name = _label(document, landmark).casefold()
        if name and (landmark.tag, name) in named:
            message = f"Two landmarks are called “{name}”."
            yield found("landmark-unique", message, file=document.path, element=landmark)
        named[landmark.tag, name] = landmark


def _label(document: Document, element: Element) -> str:
    ids = (element.get("aria-labelledby") or "").split()
    texts = [document.ids[name].text for name in ids if name in document.ids]
    return element.get("aria-label") or " ".join(texts)


def _outside(document: Document) -> Iterator[Finding]:
    """Text that stands in no landmark; a skip link may stand first."""
    body = next(iter(document.all("body")), None)
    for child in body.children if body else []:
        if child.tag in {
            "header",
            "main",
            "footer",
            "nav",
            "aside",
            "section",
            "script",
            "template",
            "dialog",
            "form",
        }:
            continue
        skips = child.tag == "a" and (child.get("href") or "").startswith("#")
        within = any(True for _ in child.iter("main", "header", "nav"))
        if (
            child.text
            and not skips
            and not within
            and child.get("role") is None
            and child.get("popover") is None
        ):
            message = f"“{child.text[:50]}” stands outside header, main and footer."
            yield found("region", message, file=document.path, element=child)


def _aria(document: Document) -> Iterator[Finding]:
    for name, elements in document.by_attribute.items():
        if name not in POINTERS and name != "role" and not name.startswith("aria-"):
            continue
        for element in elements:
            for rule, message in _wrong_aria(document, name, element.attributes[name]):
                yield found(rule, message, file=document.path, element=element)


def _wrong_aria(document: Document, name: str, value: str) -> Iterator[tuple[str, str]]:
    if name == "role":
        if value and not set(value.split()) <= ROLES and not value.startswith("doc-"):
            yield "aria-attribute", f"There is no role “{value}”."
        return
    if name.startswith("aria-") and name[5:] not in ARIA:
        yield "aria-attribute", f"There is no attribute {name}."
    elif name[5:] in BOOLEANS and value not in {"true", "false", "undefined"}:
        yield "aria-attribute", f"{name} is true or false, not “{value}”."
    for target in value.split() if name in REFERENCES or name in POINTERS else ():
        if target not in document.ids:
            yield "aria-reference", f"{name} points at “{target}”, which is not on the page."


def _focus(document: Document) -> Iterator[Finding]:
    for element in document.by_attribute.get("tabindex", ()):
        index = element.attributes["tabindex"]
        if index.isdigit() and int(index) > 0:
            message = f"tabindex {index} takes the element out of the order of the document."
            yield found("tab-order", message, file=document.path, element=element)
    for element in document.by_attribute.get("onclick", ()):
        if element.tag in {"div", "span", "p", "li", "img"} and element.get("tabindex") is None:
            message = "The element can be clicked but not reached by keyboard."
            yield found("tab-order", message, file=document.path, element=element)
    for element in document.by_attribute.get("aria-hidden", ()):
        for inner in element.iter(*FOCUSABLE) if element.get("aria-hidden") == "true" else ():
            if inner.get("tabindex") != "-1" and not (inner.tag == "a" and inner.get("href") is None):
                message = "What is hidden from assistive technology can be focused."
                yield found("aria-hidden-focus", message, file=document.path, element=inner)


def _embedded(document: Document) -> Iterator[Finding]:
    for frame in document.all("iframe"):
        if not (frame.get("title") or frame.get("aria-label")):
            yield found("frame-title", "The frame has no title.", file=document.path, element=frame)
    for medium in document.all("video", "audio"):
        if "autoplay" in medium.attributes and "muted" not in medium.attributes:
            yield found("autoplay", "The medium starts with sound.", file=document.path, element=medium)


def _tables(document: Document) -> Iterator[Finding]:
    for table in document.all("table"):
        if table.get("role") not in {"none", "presentation"} and not any(table.iter("th")):
            yield found("table-headers", "The table has no header cells.", file=document.path, element=table)
    for holder in document.all("ul", "ol"):
        if holder.own_text.strip():
            message = "The list holds text outside its items."
            yield found("list-children", message, file=document.path, element=holder)
        for child in holder.children:
            if child.tag not in {"li", "script", "template"}:
                message = f"The list holds <{child.tag}>, not items only."
                yield found("list-children", message, file=document.path, element=child)
