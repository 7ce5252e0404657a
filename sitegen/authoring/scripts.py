"""A component's script: syntax, and nothing that lets text become code, asks a network or leaks a global.

Read with tree-sitter's grammar of JavaScript, which says where a text stops being a program.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from sitegen.authoring.problems import Problem
from sitegen.catalog import Component

NETWORK = {"fetch", "XMLHttpRequest", "WebSocket", "EventSource", "Worker", "SharedWorker", "importScripts"}
NETWORK_METHODS = {"sendBeacon"}
CODE = {"eval", "Function"}
TIMERS = {"setTimeout", "setInterval"}
MARKUP_PROPERTIES = {"innerHTML", "outerHTML", "srcdoc"}
MARKUP_METHODS = {"insertAdjacentHTML", "write", "writeln", "setHTMLUnsafe"}
GLOBALS = {"window", "globalThis", "self"}
SCOPES = {"function_declaration", "generator_function_declaration", "function_expression", "arrow_function",
          "method_definition", "class_body"}  # fmt: skip
PATTERNS = {"identifier", "shorthand_property_identifier_pattern"}


def check_scripts(component: Component, file: Path) -> list[Problem]:
    """Problems of script.js; after a syntax error nothing else is said."""
    source = component.script or ""
    root = _parser().parse(source.encode()).root_node
    wrong = next((node for node in _all(root) if node.is_error or node.is_missing), None)
    if wrong is not None:
        return [_problem(file, wrong, "js-syntax", _syntax(wrong))]
    declared = {_text(name) for node in _all(root) for name in _declared(node)}
    found = [
        _problem(file, node, code, message)
        for node in _all(root)
        for code, message in (*_dangers(node), *_leaks(node, declared))
    ]
    return sorted(set(found))


@lru_cache(maxsize=1)
def _parser() -> Parser:
    return Parser(Language(tree_sitter_javascript.language()))


def _all(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _all(child)


def _text(node: Node | None) -> str:
    return node.text.decode() if node is not None and node.text is not None else ""


def _problem(file: Path, node: Node, code: str, message: str) -> Problem:
    return Problem(file, node.start_point.row + 1, node.start_point.column + 1, code, message)


def _syntax(node: Node) -> str:
    if node.is_missing:
        return f"The script cannot be read: “{node.type}” is missing here."
    return f"The script cannot be read here: {' '.join(_text(node).split())[:40]!r}."


def _dangers(node: Node) -> Iterator[tuple[str, str]]:
    if node.type in ("call_expression", "new_expression"):
        called = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        name = _text(
            called.child_by_field_name("property")
            if called and called.type == "member_expression"
            else called
        )
        yield from _call(name, called, node.child_by_field_name("arguments"))
    if node.type in ("import_statement", "export_statement"):
        yield "js-network", "A site has one script; nothing is imported or exported."
    if node.type in ("assignment_expression", "augmented_assignment_expression"):
        left = node.child_by_field_name("left")
        name = (
            _text(left.child_by_field_name("property")) if left and left.type == "member_expression" else ""
        )
        if name in MARKUP_PROPERTIES:
            yield "js-code", f"{name} lets text become markup; use textContent and createElement."


def _call(name: str, called: Node | None, arguments: Node | None) -> Iterator[tuple[str, str]]:
    is_method = called is not None and called.type == "member_expression"
    if name in CODE:
        yield "js-code", f"{name} lets text become code."
    first = arguments.named_children[0].type if arguments and arguments.named_children else ""
    if name in TIMERS and first in ("string", "template_string"):
        yield "js-code", f"{name} with a text lets text become code; pass a function."
    if name in MARKUP_METHODS and is_method:
        yield "js-code", f"{name} lets text become markup; use textContent and createElement."
    if name == "import" or name in NETWORK_METHODS or (name in NETWORK and not is_method):
        yield (
            "js-network",
            f"{name} asks a network; the script of a component works with what is on the page.",
        )
    if name in NETWORK and is_method and _text(called).split(".")[0] in GLOBALS:
        yield (
            "js-network",
            f"{name} asks a network; the script of a component works with what is on the page.",
        )


def _leaks(node: Node, declared: set[str]) -> Iterator[tuple[str, str]]:
    if node.type == "variable_declaration" and not _is_in_function(node):
        yield "js-global", "“var” makes a global here; use const or let."
    if node.type in ("function_declaration", "generator_function_declaration") and not _is_in_function(node):
        name = _text(node.child_by_field_name("name"))
        message = f"“function {name}” is seen by other scripts; write const {name} = (…) => {{ … }}."
        yield "js-global", message
    if node.type in ("assignment_expression", "augmented_assignment_expression", "update_expression"):
        left = node.child_by_field_name("left") or node.child_by_field_name("argument")
        if left is None:
            return
        if left.type == "identifier" and _text(left) not in declared:
            yield (
                "js-global",
                f"“{_text(left)}” is declared nowhere, so it becomes a global; use const or let.",
            )
        owner = left.child_by_field_name("object") if left.type == "member_expression" else None
        if owner is not None and _text(owner) in GLOBALS and _text(owner) not in declared:
            yield "js-global", f"{_text(left)} is a global of the page; keep it in a const."


def _is_in_function(node: Node) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.type in SCOPES:
            return True
        parent = parent.parent
    return False


def _declared(node: Node) -> Iterator[Node]:
    """Names that a declaration, a parameter list, a loop or a catch brings in."""
    if node.type == "variable_declarator" or node.type in (
        "function_declaration",
        "class_declaration",
        "function_expression",
    ):
        yield from _names(node.child_by_field_name("name"))
    elif node.type == "formal_parameters":
        yield from _names(node)
    elif node.type == "arrow_function":
        yield from _names(node.child_by_field_name("parameter"))
    elif node.type == "for_in_statement" and node.child_by_field_name("kind") is not None:
        yield from _names(node.child_by_field_name("left"))
    elif node.type == "catch_clause":
        yield from _names(node.child_by_field_name("parameter"))


def _names(node: Node | None) -> Iterator[Node]:
    """Identifiers in a pattern; more than those that are bound does no harm."""
    if node is not None:
        yield from (found for found in _all(node) if found.type in PATTERNS)
