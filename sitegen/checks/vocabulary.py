"""Whether the parts of a CSS value may stand in its property, from the grammars of the web's own data.

The order of parts is not looked at, only whether each word, unit or function belongs there: that finds
misspelt words, wrong units and values of other properties, and never objects to a valid value.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import tinycss2
from tinycss2.ast import Node

DATA = Path(__file__).resolve().parent / "data"
WIDE = {"inherit", "initial", "unset", "revert", "revert-layer"}
MATH = {
    "calc", "min", "max", "clamp", "round", "mod", "rem", "abs", "sign", "sin", "cos", "tan", "hypot",
    "sqrt", "pow", "log", "exp", "asin", "acos", "atan", "atan2", "calc-size", "progress",
    "sibling-index", "sibling-count",
}  # fmt: skip
ANYWHERE = {"var", "env", "attr", "if"}
COLOR_FUNCTIONS = {
    "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "color-mix",
    "light-dark", "device-cmyk", "contrast-color",
}  # fmt: skip
IMAGE_FUNCTIONS = {
    "url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "element", "paint",
    "linear-gradient", "radial-gradient", "conic-gradient", "repeating-linear-gradient",
    "repeating-radial-gradient", "repeating-conic-gradient",
}  # fmt: skip
SHAPE_FUNCTIONS = {"inset", "circle", "ellipse", "polygon", "path", "rect", "xywh", "shape"}
TRANSFORM_FUNCTIONS = {
    "matrix", "matrix3d", "perspective", "rotate", "rotate3d", "rotatex", "rotatey", "rotatez", "scale",
    "scale3d", "scalex", "scaley", "scalez", "skew", "skewx", "skewy", "translate", "translate3d",
    "translatex", "translatey", "translatez",
}  # fmt: skip
ANGLES, TIMES = {"deg", "grad", "rad", "turn"}, {"s", "ms"}
RESOLUTIONS, FREQUENCIES = {"dpi", "dpcm", "dppx", "x"}, {"hz", "khz"}


@lru_cache(maxsize=1)
def tables() -> dict[str, Any]:
    """``data/css.json``: properties, at-rules, units and names of colours."""
    loaded: dict[str, Any] = json.loads((DATA / "css.json").read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=1)
def _colors() -> frozenset[str]:
    return frozenset(tables()["colors"])


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    return frozenset(tables()["units"])


@lru_cache(maxsize=1024)
def _words(name: str) -> frozenset[str]:
    return frozenset(tables()["properties"][name].split())


def is_property(name: str) -> bool:
    return name.startswith("--") or name in tables()["properties"]


@lru_cache(maxsize=8192)
def wrong_part(name: str, value: str) -> str | None:
    """The first part of ``value`` that cannot stand in the property ``name``; None if all may."""
    if name.startswith("--") or name not in tables()["properties"]:
        return None
    words = _words(name)
    if "<any-value>" in words or "<declaration-value>" in words:
        return None
    for token in tinycss2.parse_component_value_list(value, skip_comments=True):
        if not _fits(token, words):
            return str(token.serialize())
    return None


def _fits(token: Node, words: frozenset[str]) -> bool:
    kind = token.type
    if kind == "ident":
        return _word_fits(token.lower_value, words)
    if kind == "dimension":
        return _unit_fits(token.lower_unit, words)
    if kind == "percentage":
        return "<percentage>" in words or "<number>" in words
    if kind == "number":
        takes = {"<number>", "<integer>"} & words
        return bool(takes) or (token.value == 0 and bool({"<length>", "<angle>", "<percentage>"} & words))
    if kind == "hash":
        return "<color>" in words and len(token.value) in (3, 4, 6, 8) and _is_hex(token.value)
    if kind == "string":
        return bool({"<string>", "<image>", "<url>", "<custom-ident>"} & words)
    if kind == "url":
        return bool({"<url>", "<image>"} & words)
    if kind == "function":
        return _function_fits(token.lower_name, words)
    # Commas, slashes and brackets: grammar that the table does not keep.
    return bool(kind != "error")


def _word_fits(word: str, words: frozenset[str]) -> bool:
    if word in words or word in WIDE:
        return True
    if "<color>" in words and (word in _colors()):
        return True
    return bool({"<custom-ident>", "<ident>", "<dashed-ident>", "<custom-property-name>"} & words)


def _unit_fits(unit: str, words: frozenset[str]) -> bool:
    if unit not in _units():
        return False
    for names, kind in (
        (ANGLES, "angle"),
        (TIMES, "time"),
        (RESOLUTIONS, "resolution"),
        (FREQUENCIES, "frequency"),
    ):
        if unit in names:
            return f"<{kind}>" in words
    if unit == "fr":
        return "<flex>" in words
    return "<length>" in words


def _function_fits(name: str, words: frozenset[str]) -> bool:
    if name in ANYWHERE or f"{name}()" in words:
        return True
    if name in MATH:
        numeric = (
            "length",
            "percentage",
            "number",
            "integer",
            "angle",
            "time",
            "flex",
            "resolution",
            "frequency",
        )
        return any(f"<{kind}>" in words for kind in numeric)
    families = (
        ("<color>", COLOR_FUNCTIONS),
        ("<image>", IMAGE_FUNCTIONS),
        ("<url>", {"url", "src"}),
        ("<basic-shape>", SHAPE_FUNCTIONS),
        ("<transform-function>", TRANSFORM_FUNCTIONS),
    )
    return any(kind in words and name in functions for kind, functions in families)


def _is_hex(value: str) -> bool:
    return all(character in "0123456789abcdefABCDEF" for character in value)
