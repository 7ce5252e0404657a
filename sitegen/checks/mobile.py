"""Small screens: viewport, zoom, widths that cannot shrink, type and touch targets, tables that can
scroll.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from sitegen.checks.cascade import ROOT_PX, Origin, Style, pixels
from sitegen.checks.css import tell
from sitegen.checks.documents import Document, Element, Site, found
from sitegen.checks.report import Finding
from sitegen.checks.sheets import KEPT_RULES, Flaw, Rule, read_chunk
from sitegen.checks.styles import styles

NARROWEST, SMALLEST, RUNNING, TARGET = 320, 12.0, 16.0, 24.0
WIDTHS = {"width": "max-width", "inline-size": "max-inline-size", "min-width": "", "min-inline-size": ""}
NO_ZOOM = re.compile(r"user-scalable\s*=\s*(?:no|0)|maximum-scale\s*=\s*1(?:\.\d)?\b", re.IGNORECASE)
MINMAX = re.compile(r"minmax\(\s*([\d.]+(?:px|rem))")
KEYBOARDS = {"email": {"email"}, "phone": {"tel"}, "tel": {"tel"}, "telephone": {"tel"}, "website": {"url"},
             "url": {"url"}}  # fmt: skip
NOT_READ = {"script", "style", "option", "title", "noscript", "template", "sup", "sub"}
CONTROLS = {"button", "input", "select", "textarea"}
FEW_COLUMNS = 4


def check_mobile(site: Site) -> Iterator[Finding]:
    for document in site.documents:
        yield from _viewport(document)
        yield from _phone_fields(document)
        yield from _tables(site, document)
        yield from _type(site, document)
        yield from _targets(site, document)
        yield from _media(site, document)
    for sheet in site.sheets:
        for finding in tell(sheet, flaws_of):
            if not _scrolls(site, finding.selector or ""):
                yield finding


def _viewport(document: Document) -> Iterator[Finding]:
    meta = next(iter(document.metas("viewport")), None)
    content = (meta.get("content") or "") if meta else ""
    if meta is None or "width=device-width" not in content.replace(" ", ""):
        message = "The page does not adapt to the width of the device."
        yield found("viewport", message, file=document.path, element=meta or document.root)
    elif NO_ZOOM.search(content):
        yield found("no-zoom", "The page forbids zooming.", file=document.path, element=meta)
    if not document.metas("theme-color") and document.path != "404.html":
        message = "The browser's frame does not take the site's colour."
        yield found("theme-color", message, file=document.path, element=document.root)


def _phone_fields(document: Document) -> Iterator[Finding]:
    for control in document.all("input"):
        name = (control.get("name") or "").lower()
        wanted = KEYBOARDS.get(name)
        # A field that nobody is to see catches robots.
        trap = control.get("tabindex") == "-1" and control.get("autocomplete") == "off"
        if (
            wanted
            and not trap
            and control.get("type") not in wanted
            and control.get("inputmode") not in wanted
        ):
            message = f"The field “{name}” does not bring up the right keyboard."
            yield found("keyboard", message, file=document.path, element=control)


def _tables(site: Site, document: Document) -> Iterator[Finding]:
    scrolling = _scrolling(site)
    for table in document.all("table"):
        columns = max(
            (len([c for c in row.children if c.tag in ("td", "th")]) for row in table.iter("tr")), default=0
        )
        held = {
            name for parent in (table, *table.ancestors()) for name in (parent.get("class") or "").split()
        }
        if columns > FEW_COLUMNS and not held & scrolling:
            message = f"A table of {columns} columns does not fit a phone and cannot be scrolled by itself."
            yield found("wide-table", message, file=document.path, element=table)


def _scrolling(site: Site) -> set[str]:
    """Classes whose boxes scroll sideways."""
    names: set[str] = set()
    for sheet in site.sheets:
        for rule in sheet.rules:
            overflow = rule.get("overflow-x") or rule.get("overflow-inline") or rule.get("overflow") or ""
            if overflow.split(" ")[0] in ("auto", "scroll"):
                names |= set(re.findall(r"\.([\w-]+)", rule.selector))
    return names


def _type(site: Site, document: Document) -> Iterator[Finding]:
    told: set[Origin] = set()
    running: Counter[float] = Counter()
    example: dict[float, Element] = {}
    for element, style in styles(site, document).items():
        text = element.own_text.strip()
        if not text or element.in_svg or element.tag in NOT_READ or not style.shown:
            continue
        if element.tag == "p" and _in_main(element):
            running[style.size] += len(text)
            example.setdefault(style.size, element)
        if style.size < SMALLEST and style.size_from not in told:
            yield _small("small-type", document, element, style, SMALLEST)
            told |= {style.size_from} if style.size_from else set()
    # Notes may be smaller; what most of the text is set in may not.
    if running:
        size = running.most_common(1)[0][0]
        if SMALLEST <= size < RUNNING:
            yield _small("body-type", document, example[size], styles(site, document)[example[size]], RUNNING)


def _small(rule: str, document: Document, element: Element, style: Style, least: float) -> Finding:
    message = f"“{element.own_text.strip()[:40]}” is set in {style.size:g} px; {least:g} px are needed."
    if style.size_from is None:
        return found(rule, message, file=document.path, element=element)
    return found(rule, message, file=style.size_from[0], line=style.size_from[1], element=element)


def _in_main(element: Element) -> bool:
    return any(parent.tag == "main" for parent in element.ancestors())


def _targets(site: Site, document: Document) -> Iterator[Finding]:
    told: set[tuple[str, int]] = set()
    for element, style in styles(site, document).items():
        if element.tag not in CONTROLS and "button" not in (element.get("class") or "").split():
            continue
        if element.get("type") in {"checkbox", "radio", "hidden"} or not style.shown or style.height is None:
            continue
        origin = style.height_from
        if style.height < TARGET and origin and origin not in told:
            told.add(origin)
            message = f"The control is {style.height:g} px high; fingers need {TARGET:g} px at least."
            yield found("tap-target", message, file=origin[0], line=origin[1], element=element)


@lru_cache(maxsize=KEPT_RULES)
def flaws_of(text: str) -> tuple[Flaw, ...]:
    """Widths in the rules of a piece that do not fit a phone."""
    return tuple(flaw for rule in read_chunk(text).rules for flaw in _widths(rule))


def _widths(rule: Rule) -> Iterator[Flaw]:
    if any(condition.startswith(("@media", "@container")) for condition in rule.conditions):
        return
    for item in rule.declarations:
        message = _too_wide(rule, item.name, item.value)
        if message:
            yield Flaw(
                "fixed-width", message, item.line, rule.selector[:200], f"{item.name}: {item.value}"[:120]
            )


def _too_wide(rule: Rule, name: str, value: str) -> str | None:
    if name in WIDTHS:
        size = _fixed(value)
        limited = WIDTHS[name] and (rule.get(WIDTHS[name]) or "").endswith(("%", "vw", "vi"))
        return (
            f"A width of {size:g} px does not fit a phone."
            if size and size > NARROWEST and not limited
            else None
        )
    if name in ("grid-template-columns", "grid-template", "grid"):
        for least in MINMAX.findall(value):
            if (_fixed(least) or 0) > NARROWEST:
                return f"A column of at least {least} does not fit a phone."
    return None


def _scrolls(site: Site, selector: str) -> bool:
    """Whether all that the selector means stands in a box that scrolls sideways, and there is some of it."""
    boxes = _scrolling(site)
    hits = [
        document.by_node[node]
        for document in site.documents
        for node in document.tree.select(selector)
        if node in document.by_node
    ]
    return bool(hits) and all(
        any(boxes & set((parent.get("class") or "").split()) for parent in element.ancestors())
        for element in hits
    )


def _fixed(value: str) -> float | None:
    """A width that is there whatever the screen: plain pixels or rem."""
    return pixels(value, ROOT_PX) if value.endswith(("px", "rem")) else None


def _media(site: Site, document: Document) -> Iterator[Finding]:
    for image, style in styles(site, document).items():
        if image.tag == "img" and not style.shrinks and _whole(image.get("width")) > NARROWEST:
            message = f"The picture is {image.get('width')} px wide, and no rule lets it shrink."
            yield found("wide-media", message, file=document.path, element=image)


def _whole(value: str | None) -> int:
    return int(value) if value and value.isdigit() else 0
