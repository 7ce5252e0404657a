"""Checking and cleaning what a visitor typed, by the fields that the form declares. Pure: no database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

MAX_LENGTH = {"textarea": 20_000, "email": 254, "tel": 60, "number": 30, "date": 40, "time": 40}
OTHER_LENGTH = 500
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")


class Field(TypedDict):
    """A field of a form as it is kept with the form."""

    name: str
    label: str
    type: str
    required: bool
    options: NotRequired[list[str]]


@dataclass(frozen=True)
class Problem:
    """What is wrong with a field; ``code`` is one of required, email, number, choice, too_long, file_…"""

    field: str
    code: str


def clean(
    fields: Sequence[Field],
    earlier: Sequence[Field],
    typed: Mapping[str, str],
    *,
    revised: bool,
) -> tuple[dict[str, str], list[Problem]]:
    """Values of declared fields and what is wrong with them; everything else in ``typed`` is dropped.

    ``revised`` forms have older copies out there, whose visitors must not pay for it: a required field that
    is not sent at all, and a choice that is no more offered, are let through.
    """
    values: dict[str, str] = {}
    problems: list[Problem] = []
    for field in [*fields, *map(_optional, earlier)]:
        if field["type"] == "file":
            continue
        name = field["name"]
        value = _plain(typed.get(name, ""), lines=field["type"] == "textarea")
        forgiven = revised and name not in typed and field["type"] != "checkbox"
        if code := _fault(field, value, raw=typed.get(name, ""), forgiven=forgiven, revised=revised):
            problems.append(Problem(name, code))
        if value or name in typed:
            values[name] = value
    return values, problems


def _optional(field: Field) -> Field:
    return {**field, "required": False}


def _plain(text: str, *, lines: bool) -> str:
    """The text without control characters and marks that turn its direction; one line unless ``lines``."""
    text = LINE_ENDS.sub("\n", text)
    if not lines:
        text = text.replace("\n", " ")
    kept = (char if char in "\n\t" or _is_harmless(char) else " " for char in text)
    return "".join(kept).strip()


def _is_harmless(char: str) -> bool:
    # Cc: control, Cs: halves of surrogates, which no database takes; and the bidi overrides.
    return unicodedata.category(char) not in ("Cc", "Cs") and char not in "\u202a\u202b\u202d\u202e\u202c"


def _fault(field: Field, value: str, *, raw: str, forgiven: bool, revised: bool) -> str:
    kind = field["type"]
    if not value:
        return "required" if field["required"] and not forgiven else ""
    if len(value) > MAX_LENGTH.get(kind, OTHER_LENGTH):
        return "too_long"
    if kind == "email":
        return "" if is_address(raw.strip()) else "email"
    if kind == "number":
        return "" if NUMBER.fullmatch(value) else "number"
    if kind == "select" and not revised and value not in field.get("options", []):
        return "choice"
    return ""


def is_address(text: str) -> bool:
    """Whether it is one single e-mail address that may stand in a header (RFC 5322 allows far more)."""
    if len(text) > 254 or any(char in text for char in '\r\n,;<>"() '):
        return False
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
