"""Types of the expressions in a component's markup, as far as they can be known without rendering.

A type is the set of Python types that a value may have; the empty set stands for “anything”. So a question
about a type that is not known has no answer, and nobody is accused wrongly.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from markupsafe import Markup
from pydantic import BaseModel

NONE = type(None)


@dataclass(frozen=True)
class ListOf:
    """A sequence whose items have one of these types."""

    items: frozenset[Any]


Type = frozenset[Any]
ANY: Type = frozenset()
TEXT: Type = frozenset({str})
NUMBER: Type = frozenset({int})
TRUTH: Type = frozenset({bool})
MARKUP: Type = frozenset({Markup})


def of_annotation(annotation: Any) -> Type:
    """The type of a field that is annotated so."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return of_annotation(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        parts = [of_annotation(part) for part in typing.get_args(annotation)]
        return union(*parts)
    if origin in (tuple, list):
        return frozenset({ListOf(of_annotation(typing.get_args(annotation)[0]))})
    if origin is typing.Literal:
        return frozenset(type(value) for value in typing.get_args(annotation))
    return frozenset({annotation}) if isinstance(annotation, type) else ANY


def union(*parts: Type) -> Type:
    """What one of ``parts`` may be; unknown if one is unknown."""
    return frozenset().union(*parts) if all(parts) else ANY


def items_of(value: Type) -> Type:
    """The type of the items when a value is looped over or indexed."""
    lists = [part for part in value if part is not NONE]
    if not lists or not all(isinstance(part, ListOf) for part in lists):
        return ANY
    return union(*(part.items for part in lists))


def names_of(value: Type) -> set[str] | None:
    """Attributes that a value has in markup; None if they are not known."""
    found: set[str] = set()
    for part in value - {NONE}:
        names = _names(part)
        if names is None:
            return None
        found |= names
    return found if value - {NONE} else None


def attribute_of(value: Type, name: str) -> Type:
    """The type of an attribute; unknown where the value or the attribute is."""
    return union(*(_attribute(part, name) for part in value - {NONE})) if value else ANY


def described(value: Type) -> str:
    """For a message: “Item”, “a text”."""
    return " or ".join(sorted(_word(part) for part in value - {NONE}))


def _names(part: Any) -> set[str] | None:
    if isinstance(part, ListOf):
        return set()
    if part in (str, int, float, bool, Markup):
        return {name for name in dir(part) if not name.startswith("_")}
    hints = _hints(part)
    return set(hints) if hints else None


def _attribute(part: Any, name: str) -> Type:
    hints = _hints(part)
    return of_annotation(hints[name]) if name in hints else ANY


def _hints(part: Any) -> dict[str, Any]:
    if isinstance(part, type) and issubclass(part, BaseModel):
        return {name: item.annotation for name, item in part.model_fields.items()}
    if isinstance(part, type) and is_dataclass(part):
        known = typing.get_type_hints(part)
        return {item.name: known[item.name] for item in fields(part)}
    return {}


def _word(part: Any) -> str:
    if isinstance(part, ListOf):
        return "a list"
    words = {str: "a text", int: "a number", float: "a number", bool: "true or false", Markup: "markup"}
    return words.get(part, getattr(part, "__name__", "something"))


def of_value(value: object) -> Type:
    """The type of a constant."""
    return frozenset({type(value)}) if isinstance(value, (str, int, float, bool, NONE)) else ANY


def joined(scopes: Iterable[dict[str, Type]]) -> dict[str, Type]:
    """Names after branches: each may have come from any of them."""
    found: dict[str, Type] = {}
    for scope in scopes:
        for name, value in scope.items():
            found[name] = union(found[name], value) if name in found else value
    return found
