"""Compatibility: encoding, and features that whole browsers lack, by the Web Platform Baseline."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from sitegen.checks.css import tell
from sitegen.checks.documents import TEXT_FILES, Document, Site, found
from sitegen.checks.report import Finding
from sitegen.checks.sheets import KEPT_RULES, Declaration, Flaw, Rule, Sheet, read_chunk

DATA = Path(__file__).resolve().parent / "data"
PREFIX = re.compile(r"^-(?:webkit|moz|ms|o)-(.+)$")
SELECTOR_PARTS = re.compile(r"::?(-?[a-z-]+)")
# Prefixed names that have no other spelling, or that browsers took over as they are.
ALONE = {
    "-webkit-font-smoothing", "-moz-osx-font-smoothing", "-webkit-tap-highlight-color",
    "-webkit-text-size-adjust", "-webkit-line-clamp", "-webkit-box-orient", "-webkit-text-stroke",
    "-webkit-text-fill-color", "-webkit-overflow-scrolling", "-webkit-text-stroke-width",
    "-webkit-text-stroke-color",
}  # fmt: skip
# Where these are not known, the page looks a little plainer and nothing is lost.
HARMLESS = {
    "text-wrap", "text-wrap-style", "hanging-punctuation", "scrollbar-color", "scrollbar-width",
    "scrollbar-gutter", "hyphenate-limit-chars", "text-box", "text-box-trim", "text-box-edge",
    "font-optical-sizing", "hyphens", "initial-letter", "text-size-adjust", "print-color-adjust",
    "accent-color", "overscroll-behavior", "animation-timeline", "interpolate-size",
    "view-transition-name", "text-rendering", "font-variant-numeric", "cursor", "resize", "size-adjust",
    "ascent-override", "descent-override", "line-gap-override",
}  # fmt: skip
NONSTANDARD = {"behavior", "scrollbar-face-color", "box-reflect", "user-modify", "mask-box-image"}
SHOWN_FORMATS = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico"}
PICTURES = (*SHOWN_FORMATS, ".tif", ".tiff", ".bmp", ".jxl", ".heic", ".psd", ".jp2", ".raw", ".eps")
FIRST_BYTES = 1024


class Support(NamedTuple):
    """A feature that is not widely available: ``level`` is “low” (new everywhere) or “limited”."""

    name: str
    level: str
    since: str
    versions: str


def check_compatibility(site: Site) -> Iterator[Finding]:
    for document in site.documents:
        yield from _encoding(document)
        yield from _elements(document)
    for sheet in site.sheets:
        yield from tell(sheet, flaws_of)
        yield from _at_rules(sheet)
    for path, data in site.files.items():
        if data.startswith(b"\xef\xbb\xbf") and path.endswith(TEXT_FILES):
            yield found("bom", "The file begins with a byte order mark.", file=path, line=1)


@lru_cache(maxsize=1)
def limited() -> dict[str, Support]:
    """Keys of MDN's compatibility data that some current browser does not know, by the Baseline of
    web-features.
    """
    features = json.loads((DATA / "baseline.json").read_text(encoding="utf-8"))["features"]
    return {key: Support(*row) for key, row in features.items() if row[1] == "limited"}


def _encoding(document: Document) -> Iterator[Finding]:
    begin = document.text.encode()[:FIRST_BYTES].decode("utf-8", "replace")
    declared = re.search(r"<meta\s+charset\s*=\s*[\"']?utf-8", begin, re.IGNORECASE)
    if not declared:
        message = f"The first {FIRST_BYTES} bytes of the page do not say that it is UTF-8."
        yield found("charset", message, file=document.path, line=1, excerpt=begin[:80])
    for meta in document.all("meta"):
        if (meta.get("http-equiv") or "").lower() == "x-ua-compatible":
            yield found("old-meta", "Internet Explorer has gone.", file=document.path, element=meta)


def _elements(document: Document) -> Iterator[Finding]:
    for element in document.elements:
        told_by_value = element.tag in ("img", "source", "input")
        if element.in_svg or not (told_by_value or _may_be_new(element.tag, frozenset(element.attributes))):
            continue
        keys = [f"html.elements.{element.tag}"]
        keys += [f"html.elements.{element.tag}.{name}" for name in element.attributes]
        keys += [f"html.global_attributes.{name}" for name in element.attributes]
        if element.tag == "input":
            keys.append(f"html.elements.input.type_{element.get('type')}")
        for key in keys:
            support = limited().get(key)
            if support:
                message = f"{support.name} is not in every browser: {support.versions}."
                yield found("baseline-html", message, file=document.path, element=element)
        if element.tag in ("img", "source"):
            address = (element.get("src") or element.get("srcset") or "").lower().split("?")[0].split(" ")[0]
            if address.endswith(PICTURES) and not address.endswith(tuple(SHOWN_FORMATS)):
                message = f"{address.rsplit('.', 1)[-1].upper()} pictures are not shown by every browser."
                yield found("image-format", message, file=document.path, element=element)


@lru_cache(maxsize=2048)
def _may_be_new(tag: str, names: frozenset[str]) -> bool:
    keys = [f"html.elements.{tag}", *(f"html.elements.{tag}.{name}" for name in names)]
    return any(key in limited() for key in (*keys, *(f"html.global_attributes.{name}" for name in names)))


def _guarded(rule: Rule) -> bool:
    return any(condition.startswith("@supports") for condition in rule.conditions)


@lru_cache(maxsize=KEPT_RULES)
def flaws_of(text: str) -> tuple[Flaw, ...]:
    """What some browsers do not know in the rules of a piece."""
    flaws: list[Flaw] = []
    for rule in read_chunk(text).rules:
        flaws += _selectors(rule)
        for item in rule.declarations:
            told = _declaration(rule, item)
            if told:
                flaws.append(Flaw(*told, item.line, rule.selector[:200], f"{item.name}: {item.value}"[:120]))
    return tuple(flaws)


def _declaration(rule: Rule, item: Declaration) -> tuple[str, str] | None:
    prefix = PREFIX.match(item.name)
    if prefix:
        if item.name not in ALONE and not rule.get(prefix.group(1)):
            return "vendor-prefix", f"{item.name} stands without {prefix.group(1)}."
        return None
    if item.name in NONSTANDARD:
        return "nonstandard", f"{item.name} is known to one browser only."
    if _guarded(rule) or item.name in HARMLESS or item.name.startswith("--"):
        return None
    words = [f"css.properties.{item.name}.{word}" for word in item.value.split()]
    for key in (f"css.properties.{item.name}", *words):
        support = limited().get(key)
        # Another value of the same property before it is what other browsers take.
        fallback = any(
            d.name == item.name and d.line <= item.line and d is not item for d in rule.declarations
        )
        if support and not fallback:
            return "baseline-css", f"{support.name} is not in every browser: {support.versions}."
    return None


def _selectors(rule: Rule) -> Iterator[Flaw]:
    # An unknown pseudo-class drops the whole list, so a rule of its own is a fallback already.
    if _guarded(rule) or ":is(" in rule.selector or ":where(" in rule.selector or "," not in rule.selector:
        return
    for name in SELECTOR_PARTS.findall(rule.selector):
        support = limited().get(f"css.selectors.{name}")
        if support:
            message = (
                f"{support.name} drops the whole list of selectors where it is not known: {support.versions}."
            )
            yield Flaw("baseline-at-rule", message, rule.line, rule.selector[:200], f":{name}")


def _at_rules(sheet: Sheet) -> Iterator[Finding]:
    for rule in sheet.at_rules:
        support = limited().get(f"css.at-rules.{rule.name}")
        if support:
            message = f"@{rule.name} is not in every browser: {support.versions}."
            yield found("baseline-at-rule", message, file=sheet.path, line=rule.line, excerpt=f"@{rule.name}")
