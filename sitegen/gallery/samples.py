"""Content to show components with: the sample as it is, as little as its kind allows, and as much."""

from __future__ import annotations

import types
import typing
from typing import Any, Literal

from annotated_types import MaxLen
from pydantic import BaseModel

from sitegen.authoring.stage import bare_sample
from sitegen.catalog import Component
from sitegen.content import MODELS

Length = Literal["sample", "short", "long"]
LENGTHS: tuple[Length, ...] = ("sample", "short", "long")
KEPT = {
    "href",
    "slug",
    "page",
    "icon",
    "form_id",
    "currency",
    "price",
    "time",
    "date",
    "amount",
    "phone",
    "email",
}
MORE = (
    " and everything else that has to be said about it before anybody can decide, in one breath, without "
    "leaving out what the neighbours asked last week or what was written on the back of the envelope"
)


def sample_of(component: Component, length: Length) -> dict[str, Any]:
    """The component's content in that length; it fits its kind."""
    sample = component.sample or {}
    if component.content is None or length == "sample":
        return sample
    if length == "short":
        return bare_sample(component)
    longer: dict[str, Any] = _longer(sample, MODELS[component.content])
    return longer


def _longer(value: Any, annotation: Any, most: int = 60, name: str = "") -> Any:
    """Every text nearly as long as its field allows, 420 characters at most."""
    if isinstance(value, dict):
        fields = _model_in(annotation).model_fields
        return {
            key: _longer(item, fields[key].annotation, _most(fields[key], fields[key].annotation), key)
            for key, item in value.items()
        }
    if isinstance(value, list):
        inner = next(part for part in _parts(annotation) if part is not Ellipsis)
        return [_longer(item, inner, _most(None, inner), name) for item in value]
    if not isinstance(value, str) or name in KEPT:
        return value
    text = value + MORE * 3
    return text[: min(most, 420)].rsplit(" ", 1)[0] if len(value) < most else value


def _most(field: Any, annotation: Any) -> int:
    """The maximum length that a field or its type states."""
    metadata = [*getattr(field, "metadata", ()), *_metadata(annotation)]
    return next((item.max_length for item in metadata if isinstance(item, MaxLen)), 60)


def _metadata(annotation: Any) -> list[Any]:
    found: list[Any] = []
    for item in getattr(annotation, "__metadata__", ()):
        found += getattr(item, "metadata", [item])
    for part in typing.get_args(annotation):
        found += _metadata(part)
    return found


def _parts(annotation: Any) -> list[Any]:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return [part for option in typing.get_args(annotation) for part in _parts(option)]
    return list(typing.get_args(annotation))


def _model_in(annotation: Any) -> type[BaseModel]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(
        part for part in typing.get_args(annotation) if isinstance(part, type) and issubclass(part, BaseModel)
    )
