"""CSS: parse errors, tokens that are not defined, files that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import tinycss2
from tinycss2.ast import Node

from sitegen.checks.documents import Document, Sheet, Site, found
from sitegen.checks.report import Finding

HEX = re.compile(r"^#[0-9a-f]{6}$")
USED = re.compile(r"var\(\s*(--[\w-]+)\s*([,)])")
DEFINED = re.compile(r"(?<![\w-])(--[\w-]+)\s*:")


def check_css(site: Site) -> Iterator[Finding]:
    for sheet in site.sheets:
        yield from _errors(sheet, sheet.rules)
        yield from _undefined(sheet)
        yield from _addresses(site, sheet)


def token_rules(site: Site) -> Iterator[tuple[Sheet, str, int, dict[str, str]]]:
    """Rules that set colour tokens: sheet, selector, line and token → ``#rrggbb``."""
    for sheet in site.sheets:
        for rule in sheet.rules:
            if rule.type != "qualified-rule":
                continue
            selector = tinycss2.serialize(rule.prelude).strip()
            if selector != ":root" and not selector.startswith(".tone-"):
                continue
            tokens: dict[str, str] = {}
            for item in tinycss2.parse_blocks_contents(
                rule.content, skip_comments=True, skip_whitespace=True
            ):
                if item.type == "declaration" and item.name.startswith("--"):
                    value = tinycss2.serialize(item.value).strip().lower()
                    if HEX.match(value):
                        tokens[item.name[2:]] = value
            if tokens:
                yield sheet, selector, rule.source_line, tokens


def _errors(sheet: Sheet, rules: list[Node]) -> Iterator[Finding]:
    for rule in rules:
        if rule.type == "error":
            yield found(
                "css", "error", f"parse-{rule.kind}", rule.message, file=sheet.path, line=rule.source_line
            )
        if rule.type not in {"qualified-rule", "at-rule"}:
            continue
        for token in rule.prelude:
            if token.type == "error":
                yield found(
                    "css",
                    "error",
                    "parse-bracket",
                    token.message,
                    file=sheet.path,
                    line=rule.source_line,
                )
        if rule.content is not None:
            inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _errors(sheet, inner)


def _undefined(sheet: Sheet) -> Iterator[Finding]:
    defined = set(DEFINED.findall(sheet.text))
    reported: set[str] = set()
    for match in USED.finditer(sheet.text):
        name, after = match.groups()
        if after == "," or name in defined or name in reported:
            continue
        reported.add(name)
        line = sheet.text.count("\n", 0, match.start()) + 1
        message = f"{name} is used but never set."
        yield found(
            "css", "warning", "undefined-token", message, file=sheet.path, line=line, source=match.group()
        )


def _addresses(site: Site, sheet: Sheet) -> Iterator[Finding]:
    for match in re.finditer(r"url\(\s*[\"']?([^\"')]+)", sheet.text):
        target = site.resolve(Document(sheet.path, ""), match.group(1))
        if target and target[0] not in site.files:
            line = sheet.text.count("\n", 0, match.start()) + 1
            message = f"“{match.group(1)}” leads to {target[0]}, which is not there."
            yield found(
                "css", "error", "broken-file", message, file=sheet.path, line=line, source=match.group()
            )
