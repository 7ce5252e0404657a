"""Stylesheets as flat lists of rules. Rules are parsed once for all sites that share them.

Sites of one catalog have most of their stylesheet in common, so what was read of a rule's text is kept: a
sheet of 40 kB takes 70 ms the first time and 3 ms afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import tinycss2
from tinycss2.ast import Node

# What may hold a brace or semicolon that is none: comments, strings, unquoted addresses.
PIECES = re.compile(
    r"""/\*.*?(?:\*/|$)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|url\([^"')]*\)|[{};]""", re.DOTALL
)
NESTED = {"media", "supports", "layer", "container", "scope", "starting-style", "document"}
KEPT_RULES = 1500


@dataclass(frozen=True)
class Declaration:
    """``value`` is as written; ``line`` counts from the beginning of the sheet; ``tokens`` are left out of
    it.
    """

    name: str
    value: str
    line: int
    important: bool = False


@dataclass(frozen=True)
class Rule:
    """A style rule, or a descriptor block such as ``@font-face`` whose ``selector`` begins with “@”.

    ``conditions`` are the at-rules around it: ``("@media (min-width: 60em)",)``.
    """

    selector: str
    line: int
    conditions: tuple[str, ...]
    declarations: tuple[Declaration, ...]

    @cached_property
    def _values(self) -> dict[str, str]:
        return {item.name: item.value for item in self.declarations}

    def get(self, name: str) -> str | None:
        """The value that wins within the rule."""
        return self._values.get(name)


@dataclass(frozen=True)
class Problem:
    """What parsing objected to: a message and where."""

    message: str
    line: int
    excerpt: str


@dataclass(frozen=True)
class Flaw:
    """A rule of the checks that a piece breaks by itself; ``line`` counts from the beginning of the piece."""

    rule: str
    message: str
    line: int
    selector: str | None = None
    excerpt: str | None = None


@dataclass(frozen=True)
class AtRule:
    name: str
    prelude: str
    line: int


@dataclass(frozen=True)
class Chunk:
    """A top-level piece of a sheet; lines count from its own beginning."""

    rules: tuple[Rule, ...]
    at_rules: tuple[AtRule, ...]
    problems: tuple[Problem, ...]


@dataclass
class Sheet:
    """A stylesheet by its path below the site's root."""

    path: str
    text: str
    # What the cascade reads out of the rules, once for all pages.
    followed: list[Any] | None = None

    @cached_property
    def rules(self) -> list[Rule]:
        return [_moved_rule(rule, by) for chunk, by in self._chunks for rule in chunk.rules]

    @cached_property
    def at_rules(self) -> list[AtRule]:
        return [
            AtRule(rule.name, rule.prelude, rule.line + by)
            for chunk, by in self._chunks
            for rule in chunk.at_rules
        ]

    @property
    def problems(self) -> Iterator[Problem]:
        for chunk, by in self._chunks:
            for problem in chunk.problems:
                yield Problem(problem.message, problem.line + by, problem.excerpt)
        yield from self._braces

    @cached_property
    def pieces(self) -> list[tuple[str, int]]:
        """Top-level pieces of the text with the number of lines before each: what can be judged by itself is
        judged once for all sheets that have it.
        """
        self._braces: list[Problem] = []
        return list(_split(self.text, self._braces))

    @cached_property
    def _chunks(self) -> list[tuple[Chunk, int]]:
        return [(read_chunk(text), line) for text, line in self.pieces]


def _moved_rule(rule: Rule, by: int) -> Rule:
    """The rule with its lines counted from the beginning of the sheet."""
    if not by:
        return rule
    moved = tuple(Declaration(d.name, d.value, d.line + by, d.important) for d in rule.declarations)
    return Rule(rule.selector, rule.line + by, rule.conditions, moved)


def _split(text: str, problems: list[Problem]) -> Iterator[tuple[str, int]]:
    """Top-level pieces with the number of lines before each; braces without a partner go to ``problems``."""
    start = depth = line = opened = 0
    counted = 0
    for match in PIECES.finditer(text):
        piece = match.group()
        if piece == "{":
            depth += 1
            opened = match.start() if depth == 1 else opened
        elif piece == "}" and not depth:
            at = text.count("\n", 0, match.start()) + 1
            problems.append(Problem("“}” closes nothing.", at, "}"))
            start = match.end()
        elif piece in "};":
            depth -= piece == "}"
            if depth:
                continue
            line += text.count("\n", counted, start)
            counted = start
            yield text[start : match.end()], line
            start = match.end()
        elif piece.startswith("/*") and not piece.endswith("*/"):
            problems.append(
                Problem("A comment is never closed.", text.count("\n", 0, match.start()) + 1, piece[:40])
            )
    if depth:
        problems.append(
            Problem("“{” is never closed.", text.count("\n", 0, opened) + 1, text[start:opened].strip())
        )
    rest = text[start:]
    if rest.strip():
        yield rest, text.count("\n", 0, start)


@lru_cache(maxsize=KEPT_RULES)
def read_chunk(text: str) -> Chunk:
    """Parse a top-level piece. Pure, so its result can be kept."""
    rules: list[Rule] = []
    at_rules: list[AtRule] = []
    problems: list[Problem] = []
    _read(
        tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True),
        (),
        rules,
        at_rules,
        problems,
    )
    return Chunk(tuple(rules), tuple(at_rules), tuple(problems))


def _read(
    nodes: Iterable[Node],
    conditions: tuple[str, ...],
    rules: list[Rule],
    at_rules: list[AtRule],
    problems: list[Problem],
    parent: str = "",
) -> None:
    for node in nodes:
        if node.type == "error":
            problems.append(Problem(node.message, node.source_line, parent))
        elif node.type == "at-rule":
            prelude = tinycss2.serialize(node.prelude).strip()
            at_rules.append(AtRule(node.lower_at_keyword, prelude, node.source_line))
            _check_tokens(node.prelude, problems)
            if node.content is None:
                continue
            name = f"@{node.lower_at_keyword} {prelude}".strip()
            if node.lower_at_keyword in NESTED:
                inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
                _read(inner, (*conditions, name), rules, at_rules, problems, parent)
            elif node.lower_at_keyword.endswith("keyframes"):
                inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
                _read(inner, (*conditions, name), rules, at_rules, problems, name)
            else:
                _style_rule(name, node, conditions, rules, at_rules, problems)
        elif node.type == "qualified-rule":
            _check_tokens(node.prelude, problems)
            selector = " ".join(tinycss2.serialize(node.prelude).split())
            _style_rule(selector, node, conditions, rules, at_rules, problems)


def _style_rule(
    selector: str,
    node: Node,
    conditions: tuple[str, ...],
    rules: list[Rule],
    at_rules: list[AtRule],
    problems: list[Problem],
) -> None:
    declarations = []
    nested = []
    for item in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True):
        if item.type == "declaration":
            value = tinycss2.serialize(item.value).strip()
            name = item.name if item.name.startswith("--") else item.lower_name
            declarations.append(Declaration(name, value, item.source_line, item.important))
            _check_tokens(item.value, problems)
            if not value and not name.startswith("--"):
                problems.append(Problem(f"{name} has no value.", item.source_line, f"{name}:"))
        elif item.type == "error":
            problems.append(Problem(item.message, item.source_line, selector))
        else:
            nested.append(item)
    rules.append(Rule(selector, node.source_line, conditions, tuple(declarations)))
    _read(nested, (*conditions, f"& {selector}"), rules, at_rules, problems, selector)


def _check_tokens(tokens: Iterable[Node], problems: list[Problem]) -> None:
    for token in tokens:
        if token.type == "error":
            problems.append(Problem(token.message, token.source_line, token.kind))
        elif token.type == "function":
            _check_tokens(token.arguments, problems)
        elif token.type.endswith("block"):
            _check_tokens(token.content, problems)
