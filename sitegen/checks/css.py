"""CSS: parse errors, unknown properties and values, tokens that are not set, sheets and files in use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import turbohtml

from sitegen.checks.documents import Site, found
from sitegen.checks.report import Finding
from sitegen.checks.sheets import KEPT_RULES, Declaration, Flaw, Rule, Sheet, read_chunk
from sitegen.checks.vocabulary import is_property, tables, wrong_part

USED = re.compile(r"var\(\s*(--[\w-]+)\s*([,)])")
ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')]+)")
PSEUDO_ELEMENT = re.compile(r"::[\w-]+(?:\([^)]*\))?")
VENDOR = re.compile(r"^-(?:webkit|moz|ms|o)-")


def check_css(site: Site) -> Iterator[Finding]:
    defined = {item.name for sheet in site.sheets for rule in sheet.rules for item in rule.declarations}
    for sheet in site.sheets:
        yield from _parsing(sheet)
        yield from tell(sheet, flaws_of)
        for rule in sheet.rules:
            yield from _tokens(sheet, rule, defined)
            yield from _files(site, sheet, rule)
    yield from _use_of_sheets(site)


def _parsing(sheet: Sheet) -> Iterator[Finding]:
    # The rules are read first: that finds braces without a partner.
    known = tables()["at_rules"]
    for rule in sheet.at_rules:
        if f"@{rule.name}" not in known and not VENDOR.match(rule.name):
            message = f"@{rule.name} is not known to CSS."
            yield found("unknown-at-rule", message, file=sheet.path, line=rule.line, excerpt=f"@{rule.name}")
    for problem in sheet.problems:
        yield found("css-parse", problem.message, file=sheet.path, line=problem.line, excerpt=problem.excerpt)


def tell(sheet: Sheet, judge: Callable[[str], tuple[Flaw, ...]]) -> Iterator[Finding]:
    """Findings from what ``judge`` says of each piece of a sheet; it may keep its answers."""
    for text, before in sheet.pieces:
        for flaw in judge(text):
            yield found(
                flaw.rule, flaw.message, file=sheet.path, line=flaw.line + before, selector=flaw.selector,
                excerpt=flaw.excerpt,
            )  # fmt: skip


@lru_cache(maxsize=KEPT_RULES)
def flaws_of(text: str) -> tuple[Flaw, ...]:
    """What is wrong with the rules of a piece, whatever else the site has."""
    rules = read_chunk(text).rules
    return tuple(flaw for rule in rules for flaw in (*_selector(rule), *_declarations(rule)))


def _selector(rule: Rule) -> Iterator[Flaw]:
    if rule.selector.startswith("@") or any("keyframes" in condition for condition in rule.conditions):
        return
    if not selector_parses(rule.selector):
        message = f"The selector “{rule.selector[:60]}” does not parse, so its rule is dropped."
        yield Flaw("bad-selector", message, rule.line, rule.selector[:200])
    if not rule.declarations:
        yield Flaw("empty-rule", "The rule has no declarations.", rule.line, rule.selector[:200])


@lru_cache(maxsize=4096)
def selector_parses(selector: str) -> bool:
    # Pseudo-elements are no part of what a document is searched for; a rest that ends in a combinator is “*”.
    plain = PSEUDO_ELEMENT.sub("", selector.replace("&", "*"))
    parts = [part.strip() for part in plain.split(",")] if "(" not in plain else [plain.strip() or "*"]
    try:
        for part in parts:
            _empty().select(f"{part}*" if part[-1:] in {">", "+", "~"} else part or "*")
    except turbohtml.SelectorSyntaxError:
        return False
    return True


@lru_cache(maxsize=1)
def _empty() -> turbohtml.Document:
    return turbohtml.parse("<!doctype html><title>x</title>")


def _declarations(rule: Rule) -> Iterator[Flaw]:
    if rule.selector.startswith("@"):
        return
    seen: dict[str, str] = {}
    for item in rule.declarations:
        message = _flaw_of(item, seen)
        if message is None and item.important and not _may_win(rule):
            message = ("important", f"{item.name} is !important.")
        if message is not None:
            yield Flaw(*message, item.line, rule.selector[:200], f"{item.name}: {item.value}"[:200])
        seen[item.name] = item.value


def _flaw_of(item: Declaration, seen: dict[str, str]) -> tuple[str, str] | None:
    """Rule and message for a declaration by itself and those before it in its rule."""
    if not is_property(item.name) and not VENDOR.match(item.name):
        return "unknown-property", f"{item.name} is not a property of CSS."
    wrong = wrong_part(item.name, item.value)
    if wrong is not None:
        return "unknown-value", f"“{wrong}” is no value of {item.name}."
    # Twice with the same value is a slip; with another value it may be a fallback.
    if seen.get(item.name) == item.value:
        return "duplicate-property", f"{item.name} is set to the same value twice."
    return None


def _may_win(rule: Rule) -> bool:
    """Rules for people who ask for less motion, for print, for what is hidden and for other scripts must
    win.
    """
    asked = any(word in " ".join(rule.conditions) for word in ("prefers-", "print", "forced-colors"))
    return asked or "hidden" in rule.selector or "[dir=" in rule.selector


def _tokens(sheet: Sheet, rule: Rule, defined: set[str]) -> Iterator[Finding]:
    for item in rule.declarations:
        if "var(" not in item.value:
            continue
        for name, after in USED.findall(item.value):
            if after == ")" and name not in defined:
                message = f"{name} is used but never set."
                excerpt = f"{item.name}: {item.value}"
                yield found(
                    "undefined-token", message, file=sheet.path, line=item.line, selector=rule.selector[:200],
                    excerpt=excerpt,
                )  # fmt: skip


def _files(site: Site, sheet: Sheet, rule: Rule) -> Iterator[Finding]:
    for item in rule.declarations:
        if "url(" not in item.value:
            continue
        for address in ADDRESS.findall(item.value):
            target = None if address.startswith("#") else site.resolve(sheet.path, address.strip())
            if target and target[0] not in site.files:
                message = f"“{address}” leads to {target[0]}, which is not there."
                yield found(
                    "broken-file", message, file=sheet.path, line=item.line, selector=rule.selector[:200],
                    excerpt=f"{item.name}: {item.value}",
                )  # fmt: skip


def _use_of_sheets(site: Site) -> Iterator[Finding]:
    used: set[str] = set()
    for document in site.documents:
        loaded: list[str] = []
        for link in document.links("stylesheet"):
            target = site.resolve(document.path, link.get("href") or "")
            if target is None:
                continue
            if target[0] in loaded:
                message = f"{target[0]} is loaded twice."
                yield found("duplicate-stylesheet", message, file=document.path, element=link)
            loaded.append(target[0])
        used.update(loaded)
    imported = {
        rule.prelude.strip("\"'") for sheet in site.sheets for rule in sheet.at_rules if rule.name == "import"
    }
    texts: dict[str, str] = {}
    for sheet in site.sheets:
        if sheet.path not in used and not any(sheet.path.endswith(name) for name in imported):
            yield found("unused-stylesheet", "No page loads the stylesheet.", file=sheet.path, line=1)
        if sheet.text in texts:
            message = f"The stylesheet is the same as {texts[sheet.text]}."
            yield found("duplicate-stylesheet", message, file=sheet.path, line=1)
        texts[sheet.text] = sheet.path
