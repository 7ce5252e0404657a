"""JavaScript, by its syntax tree: errors, calls that turn text into code or markup, remains of debugging."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from sitegen.checks.documents import Site, found
from sitegen.checks.report import Finding

CODE_CALLS = {"eval", "Function", "execScript"}
TIMERS = {"setTimeout", "setInterval"}
DIALOGS = {"alert", "confirm", "prompt"}
SINKS = {"innerHTML", "outerHTML", "srcdoc"}
SINK_CALLS = {"insertAdjacentHTML", "createContextualFragment", "setHTMLUnsafe"}


@dataclass(frozen=True)
class Flaw:
    rule: str
    message: str
    line: int
    excerpt: str


def check_javascript(site: Site) -> Iterator[Finding]:
    used = set()
    for document in site.documents:
        for script in document.all("script"):
            target = site.resolve(document.path, script.get("src") or "")
            if target:
                used.add(target[0])
        for element in document.all("noscript"):
            message = "The page has text only for browsers without scripts; it should need none."
            yield found("noscript", message, file=document.path, element=element)
    for path, text in site.scripts.items():
        for flaw in flaws_of(text):
            yield found(flaw.rule, flaw.message, file=path, line=flaw.line, excerpt=flaw.excerpt)
        if path not in used:
            yield found("unused-script", "No page loads the script.", file=path, line=1)


@lru_cache(maxsize=1)
def _parser() -> Parser:
    return Parser(Language(tree_sitter_javascript.language()))


@lru_cache(maxsize=256)
def flaws_of(text: str) -> tuple[Flaw, ...]:
    """What is wrong with a script. Sites share scripts, so the answer is kept."""
    tree = _parser().parse(text.encode())
    return tuple(_flaws(tree.root_node))


def _flaws(root: Node) -> Iterator[Flaw]:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_error or node.is_missing:
            yield _syntax_error(node)
            if node.is_error:
                continue
        checker = CHECKERS.get(node.type)
        if checker:
            yield from checker(node)
        stack.extend(reversed(node.children))


def _syntax_error(node: Node) -> Flaw:
    if node.is_missing:
        return Flaw("js-parse", f"“{node.type}” is missing.", node.start_point[0] + 1, _text(node.parent))
    # An error that swallows all that follows begins where its first broken piece does.
    inner = next((child for child in node.children if child.is_error), node)
    return Flaw("js-parse", "The script does not parse here.", inner.start_point[0] + 1, _text(inner))


def _call(node: Node) -> Iterator[Flaw]:
    function = node.child_by_field_name("function") or node.child_by_field_name("constructor")
    if function is None:
        return
    owner, name = _name(function)
    if name in CODE_CALLS and owner in ("", "window", "globalThis"):
        yield _flaw("eval", "The call turns text into code.", node)
    elif (
        name in TIMERS and owner in ("", "window") and _first_argument(node) in {"string", "template_string"}
    ):
        yield _flaw("eval", f"{name} is given text, which becomes code.", node)
    elif owner == "document" and name in {"write", "writeln"}:
        yield _flaw("document-write", "document.write holds up the page and may wipe it.", node)
    elif name in SINK_CALLS:
        yield _flaw("html-sink", f"{name} turns text into markup.", node)
    elif owner == "console":
        yield _flaw("debugging", f"console.{name} is left over from debugging.", node)
    elif name in DIALOGS and owner in ("", "window"):
        yield _flaw("dialog-call", f"{name} holds up the page.", node)


def _name(function: Node) -> tuple[str, str]:
    """``("document", "write")`` for ``document.write``; the owner is empty for a plain name."""
    if function.type == "identifier":
        return "", _text(function)
    if function.type == "member_expression":
        owner = function.child_by_field_name("object")
        member = function.child_by_field_name("property")
        return _text(owner), _text(member)
    return "?", ""


def _first_argument(node: Node) -> str:
    arguments = node.child_by_field_name("arguments")
    named = arguments.named_children if arguments else []
    return named[0].type if named else ""


def _assignment(node: Node) -> Iterator[Flaw]:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or left.type != "member_expression":
        return
    _, name = _name(left)
    # Emptying an element is no danger.
    if name in SINKS and not (right is not None and _text(right) in {'""', "''"}):
        yield _flaw("html-sink", f"{name} turns text into markup.", node)


def _comparison(node: Node) -> Iterator[Flaw]:
    operator = node.child_by_field_name("operator")
    right = node.child_by_field_name("right")
    if operator is not None and operator.type in {"==", "!="} and _text(right) not in {"null", "undefined"}:
        yield _flaw("loose-equality", f"“{operator.type}” compares after converting.", node)


def _debugger(node: Node) -> Iterator[Flaw]:
    yield _flaw("debugger", "A debugger statement stops the page.", node)


def _variable(node: Node) -> Iterator[Flaw]:
    yield _flaw("old-variable", "var lives beyond its block.", node)


CHECKERS: dict[str, Callable[[Node], Iterator[Flaw]]] = {
    "call_expression": _call,
    "new_expression": _call,
    "assignment_expression": _assignment,
    "augmented_assignment_expression": _assignment,
    "binary_expression": _comparison,
    "debugger_statement": _debugger,
    "variable_declaration": _variable,
}


def _flaw(rule: str, message: str, node: Node) -> Flaw:
    return Flaw(rule, message, node.start_point[0] + 1, _text(node).split("\n")[0][:120])


def _text(node: Node | None) -> str:
    return node.text.decode("utf-8", "replace") if node is not None and node.text is not None else ""
