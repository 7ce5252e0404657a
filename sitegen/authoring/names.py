"""Names, fields, filters and arguments in a component's markup.

They are judged from its syntax tree: every branch counts, also those that the sample does not take.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from sitegen import texts
from sitegen.authoring import types
from sitegen.authoring.problems import Problem, did_you_mean
from sitegen.authoring.types import ANY, MARKUP, NONE, NUMBER, TEXT, TRUTH, ListOf, Type
from sitegen.catalog import Component
from sitegen.content import MODELS, Link
from sitegen.rendering.context import PageView, SectionView, SiteView
from sitegen.rendering.icons import icon_names
from sitegen.rendering.markup import ENVIRONMENT

Scope = dict[str, Type]

# What functions of the renderer give; they have no attributes that markup could want.
FUNCTIONS: dict[str, Type] = {
    "href": TEXT, "link": MARKUP, "picture": MARKUP, "has_picture": TRUTH, "icon": MARKUP, "form": MARKUP,
    "t": TEXT, "paragraphs": MARKUP,
}  # fmt: skip
SECTION_ONLY = {"content", "section", "picture", "has_picture"}
LOOP: dict[str, Type] = {
    "index": NUMBER, "index0": NUMBER, "revindex": NUMBER, "revindex0": NUMBER, "first": TRUTH,
    "last": TRUTH, "length": NUMBER, "depth": NUMBER, "depth0": NUMBER, "previtem": ANY, "nextitem": ANY,
    "cycle": ANY, "changed": ANY,
}  # fmt: skip
SAME_LIST = {"list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr"}
ONE_OF_LIST = {"first", "last", "min", "max", "random"}
TO_TEXT = {
    "upper", "lower", "title", "capitalize", "trim", "truncate", "replace", "join", "string", "striptags",
    "escape", "e", "urlencode", "wordwrap", "center", "format", "indent",
}  # fmt: skip
TO_NUMBER = {"length", "count", "int", "float", "round", "abs", "sum", "wordcount"}
BY_ATTRIBUTE = {"selectattr", "rejectattr", "groupby"}
FOREIGN = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)


def check_syntax(component: Component, file: Path) -> list[Problem]:
    """The first place where the markup is no template, if there is one."""
    try:
        ENVIRONMENT.parse(component.markup)
    except TemplateSyntaxError as error:
        return [
            Problem(file, error.lineno, 1, "jinja-syntax", error.message or "The template cannot be read.")
        ]
    return []


def check_names(component: Component, file: Path) -> list[Problem]:
    """Problems of the markup's syntax and names; after a syntax error there is nothing else to say."""
    wrong = check_syntax(component, file)
    if wrong:
        return wrong
    walk = _Walk(component, file)
    walk.body(ENVIRONMENT.parse(component.markup).body, _beginning(component))
    return walk.problems


def _beginning(component: Component) -> Scope:
    scope: Scope = {
        "site": frozenset({SiteView}),
        "page": frozenset({PageView}),
        **dict.fromkeys(FUNCTIONS, ANY),
        **dict.fromkeys(ENVIRONMENT.globals, ANY),
    }
    if component.content is None:
        return {name: value for name, value in scope.items() if name not in SECTION_ONLY}
    return {
        **scope,
        "content": frozenset({MODELS[component.content]}),
        "section": frozenset({SectionView}),
    }


@lru_cache(maxsize=1)
def _text_keys() -> frozenset[str]:
    return frozenset(texts.load("en"))


class _Walk:
    """Goes through the tree with the names that are known at each place."""

    def __init__(self, component: Component, file: Path) -> None:
        self.component = component
        self.file = file
        self.problems: list[Problem] = []

    def complain(self, node: nodes.Node, code: str, message: str) -> None:
        problem = Problem(self.file, node.lineno, 1, code, message)
        if problem not in self.problems:
            self.problems.append(problem)

    # Statements

    def body(self, statements: list[nodes.Node], scope: Scope) -> Scope:
        """Walk through statements; returns the names known after them."""
        for node in statements:
            scope = self.statement(node, scope)
        return scope

    def statement(self, node: nodes.Node, scope: Scope) -> Scope:
        if isinstance(node, FOREIGN):
            self.complain(node, "other-template", "Markup cannot take in other templates; it stands alone.")
            return scope
        if isinstance(node, nodes.If):
            return self.condition(node, scope)
        if isinstance(node, nodes.For):
            return self.loop(node, scope)
        if isinstance(node, nodes.Assign):
            return {**scope, **self.targets(node.target, self.type_of(node.node, scope))}
        if isinstance(node, nodes.AssignBlock):
            self.body(node.body, dict(scope))
            return {**scope, **self.targets(node.target, MARKUP)}
        if isinstance(node, nodes.Macro):
            return self.macro(node, scope)
        if isinstance(node, nodes.With):
            values = [self.type_of(value, scope) for value in node.values]
            inner = dict(scope)
            for target, value in zip(node.targets, values, strict=True):
                inner |= self.targets(target, value)
            self.body(node.body, inner)
            return scope
        return self.other(node, scope)

    def other(self, node: nodes.Node, scope: Scope) -> Scope:
        """Output and the rarer statements: their expressions, then what they hold."""
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self.type_of(child, scope)
            else:
                self.statement(child, dict(scope))
        return scope

    def condition(self, node: nodes.If, scope: Scope) -> Scope:
        branches = []
        self.type_of(node.test, scope)
        branches.append(self.body(node.body, dict(scope)))
        for other in node.elif_:
            self.type_of(other.test, scope)
            branches.append(self.body(other.body, dict(scope)))
        branches.append(self.body(node.else_, dict(scope)))
        return types.joined(branches)

    def loop(self, node: nodes.For, scope: Scope) -> Scope:
        over = self.type_of(node.iter, scope)
        strange = [part for part in over - {NONE} if not isinstance(part, ListOf) and part is not str]
        if strange:
            self.complain(node, "not-a-list", f"This is {types.described(over)}, not a list to loop over.")
        inner = {**scope, **self.targets(node.target, types.items_of(over)), "loop": ANY}
        if node.test is not None:
            self.type_of(node.test, inner)
        self.body(node.body, inner)
        self.body(node.else_, dict(scope))
        return scope

    def macro(self, node: nodes.Macro, scope: Scope) -> Scope:
        for default in node.defaults:
            self.type_of(default, scope)
        arguments = {argument.name: ANY for argument in node.args}
        own = {"caller": ANY, "varargs": ANY, "kwargs": ANY, node.name: ANY}
        self.body(node.body, {**scope, **own, **arguments})
        return {**scope, node.name: ANY}

    def targets(self, target: nodes.Node, value: Type) -> Scope:
        if isinstance(target, nodes.Name):
            return {target.name: value}
        if isinstance(target, nodes.Tuple):
            return {name: ANY for item in target.items for name in self.targets(item, ANY)}
        return {}

    # Expressions

    def type_of(self, node: nodes.Node, scope: Scope) -> Type:
        """The type of an expression; what is wrong inside it is noted."""
        special: dict[type[nodes.Node], Callable[[Any, Scope], Type]] = {
            nodes.Name: self.name, nodes.Getattr: self.attribute, nodes.Getitem: self.item,
            nodes.Filter: self.filtered, nodes.Call: self.call, nodes.Compare: self.compared,
            nodes.Test: self.tested,
        }  # fmt: skip
        if type(node) in special:
            return special[type(node)](node, scope)
        if isinstance(node, nodes.Const):
            return types.of_value(node.value)
        if isinstance(node, nodes.CondExpr):
            self.type_of(node.test, scope)
            last = self.type_of(node.expr2, scope) if node.expr2 else frozenset({NONE})
            return types.union(self.type_of(node.expr1, scope), last)
        if isinstance(node, (nodes.And, nodes.Or)):
            return types.union(self.type_of(node.left, scope), self.type_of(node.right, scope))
        inner = [self.type_of(child, scope) for child in node.iter_child_nodes()]
        if isinstance(node, (nodes.List, nodes.Tuple)):
            return frozenset({ListOf(types.union(*inner) if inner else ANY)})
        if isinstance(node, nodes.Concat):
            return TEXT
        return TRUTH if isinstance(node, nodes.Not) else ANY

    def name(self, node: nodes.Name, scope: Scope) -> Type:
        if node.name in scope:
            return scope[node.name]
        if node.name in SECTION_ONLY and self.component.content is None:
            message = f"“{node.name}” is for sections; a header or footer has site and page."
        else:
            message = f"There is no “{node.name}” here.{did_you_mean(node.name, scope)}"
        self.complain(node, "unknown-name", message)
        return ANY

    def attribute(self, node: nodes.Getattr, scope: Scope) -> Type:
        if isinstance(node.node, nodes.Name) and node.node.name == "loop" and "loop" in scope:
            if node.attr not in LOOP:
                self.unknown_field(node, "loop", node.attr, set(LOOP))
            return LOOP.get(node.attr, ANY)
        return self.field(node, self.type_of(node.node, scope), node.attr)

    def item(self, node: nodes.Getitem, scope: Scope) -> Type:
        value = self.type_of(node.node, scope)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self.field(node, value, node.arg.value)
        self.type_of(node.arg, scope)
        if isinstance(node.arg, nodes.Slice):
            return value
        return types.items_of(value)

    def field(self, node: nodes.Node, value: Type, name: str) -> Type:
        known = types.names_of(value)
        if known is None or name in known:
            return types.attribute_of(value, name)
        self.unknown_field(node, types.described(value), name, known)
        return ANY

    def unknown_field(self, node: nodes.Node, owner: str, name: str, known: set[str]) -> None:
        fields = known if len(known) <= 16 else set()
        message = f"{owner[:1].upper()}{owner[1:]} has no “{name}”.{did_you_mean(name, fields)}"
        self.complain(node, "unknown-field", message)

    def filtered(self, node: nodes.Filter, scope: Scope) -> Type:
        value = self.type_of(node.node, scope) if node.node is not None else TEXT
        arguments = [self.type_of(argument, scope) for argument in node.args]
        for keyword in node.kwargs:
            self.type_of(keyword.value, scope)
        if node.name == "safe":
            message = "No text is safe: what people write would become code. Take “|safe” away."
            self.complain(node, "safe-filter", message)
            return MARKUP
        if node.name not in ENVIRONMENT.filters:
            message = f"There is no filter “{node.name}”.{did_you_mean(node.name, ENVIRONMENT.filters)}"
            self.complain(node, "unknown-filter", message)
            return ANY
        for name in _attributes_named(node):
            self.field(node, types.items_of(value), name)
        return _filtered_type(node.name, value, arguments)

    def tested(self, node: nodes.Test, scope: Scope) -> Type:
        # “x is defined” asks whether the name is there, so it need not be.
        if not (node.name in ("defined", "undefined") and isinstance(node.node, nodes.Name)):
            self.type_of(node.node, scope)
        for argument in node.args:
            self.type_of(argument, scope)
        if node.name not in ENVIRONMENT.tests:
            message = f"There is no test “{node.name}”.{did_you_mean(node.name, ENVIRONMENT.tests)}"
            self.complain(node, "unknown-test", message)
        return TRUTH

    def compared(self, node: nodes.Compare, scope: Scope) -> Type:
        self.type_of(node.expr, scope)
        for operand in node.ops:
            self.type_of(operand.expr, scope)
            self.variant(node.expr, operand.expr)
        return TRUTH

    def variant(self, left: nodes.Expr, right: nodes.Expr) -> None:
        """Whether ``section.variant`` or ``section.tone`` is compared with one that is not there."""
        if not isinstance(left, nodes.Getattr) or left.attr not in ("variant", "tone"):
            return
        if not isinstance(left.node, nodes.Name) or left.node.name != "section":
            return
        there = self.component.variants if left.attr == "variant" else self.component.tones
        words = right.items if isinstance(right, (nodes.List, nodes.Tuple)) else [right]
        for word in words:
            if isinstance(word, nodes.Const) and word.value not in there:
                hint = did_you_mean(str(word.value), there)
                message = f"The component has no {left.attr} “{word.value}”.{hint}"
                self.complain(word, f"unknown-{left.attr}", message)

    def call(self, node: nodes.Call, scope: Scope) -> Type:
        arguments = [self.type_of(argument, scope) for argument in node.args]
        for keyword in node.kwargs:
            self.type_of(keyword.value, scope)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name == "range":
            return frozenset({ListOf(NUMBER)})
        if name not in FUNCTIONS or name not in scope:
            self.type_of(node.node, scope)
            return ANY
        if node.args:
            self.argument(node, name, node.args[0], arguments[0])
        elif node.dyn_args is None and not node.kwargs:
            self.complain(node, "missing-argument", f"{name}() needs an argument.")
        return FUNCTIONS[name]

    def argument(self, node: nodes.Node, name: str, given: nodes.Expr, value: Type) -> None:
        """What the first argument of one of the renderer's functions must be."""
        if name == "link" and value - {NONE} and Link not in value:
            message = f"link() takes a Link, not {types.described(value)}."
            self.complain(node, "wrong-argument", message)
        if not isinstance(given, nodes.Const):
            return
        word = str(given.value)
        if name in ("picture", "has_picture") and not self.has_slot(word):
            slots = [slot.slot for slot in self.component.pictures]
            message = f"component.json has no picture “{word}”.{did_you_mean(word, slots)}"
            self.complain(node, "unknown-picture", message)
        if name == "icon" and word not in icon_names():
            message = f"Lucide has no icon “{word}”.{did_you_mean(word, icon_names())}"
            self.complain(node, "unknown-icon", message)
        if name == "t" and word not in _text_keys():
            message = f"sitegen/texts has no “{word}”.{did_you_mean(word, _text_keys())}"
            self.complain(node, "unknown-text", message)

    def has_slot(self, slot: str) -> bool:
        if slot.startswith("item-") and self.component.item_pictures is not None:
            return True
        return slot in {item.slot for item in self.component.pictures}


def _attributes_named(node: nodes.Filter) -> Iterator[str]:
    """Fields of items that a filter is told by name."""
    if node.name in BY_ATTRIBUTE and node.args and isinstance(node.args[0], nodes.Const):
        yield str(node.args[0].value).split(".")[0]
    for keyword in node.kwargs:
        if keyword.key == "attribute" and isinstance(keyword.value, nodes.Const):
            yield str(keyword.value.value).split(".")[0]


def _filtered_type(name: str, value: Type, arguments: list[Type]) -> Type:
    if name in SAME_LIST:
        return value
    if name in ONE_OF_LIST:
        return types.items_of(value)
    if name in TO_TEXT:
        return TEXT
    if name in TO_NUMBER:
        return NUMBER
    if name in ("default", "d") and arguments:
        return types.union(value - {NONE}, arguments[0])
    if name in ("batch", "slice"):
        return frozenset({ListOf(value)})
    return ANY
