"""Styles of components: below their class, colours from tokens, valid syntax; scripts leak nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import tinycss2

from sitegen.catalog import Component
from sitegen.render import ASSETS
from tests.sitegen.components import stage

COMPONENTS = dict(stage.catalog().components)
SCRIPTED = {name: item for name, item in COMPONENTS.items() if item.script}
GROUPS = {"media", "supports", "container"}
NAMED_COLOURS = {"white", "black", "red", "grey", "gray", "silver", "green", "blue", "gold", "beige", "ivory"}
BASE = (ASSETS / "base.css").read_text(encoding="utf-8")


def rules(nodes: list[Any]) -> Iterator[Any]:
    """Style rules of a sheet, also those inside @media, @supports and @container."""
    for node in nodes:
        assert node.type != "error", node.message
        if node.type == "qualified-rule":
            yield node
        elif node.type == "at-rule" and node.lower_at_keyword in GROUPS:
            yield from rules(tinycss2.parse_rule_list(node.content, skip_whitespace=True, skip_comments=True))


def style_rules(css: str) -> list[Any]:
    return list(rules(tinycss2.parse_stylesheet(css, skip_whitespace=True, skip_comments=True)))


def selectors(css: str) -> list[str]:
    texts = [tinycss2.serialize(rule.prelude) for rule in style_rules(css)]
    return [part.strip() for text in texts for part in split_list(text)]


def split_list(text: str) -> list[str]:
    """A selector list, cut at the commas outside brackets."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def declarations(css: str) -> list[Any]:
    found = []
    for rule in style_rules(css):
        for item in tinycss2.parse_declaration_list(rule.content, skip_whitespace=True, skip_comments=True):
            assert item.type == "declaration", tinycss2.serialize([item])
            found.append(item)
    return found


def words(value: list[Any]) -> Iterator[Any]:
    for token in value:
        yield token
        yield from words(getattr(token, "arguments", None) or getattr(token, "content", None) or [])


def literal_colours(css: str) -> list[str]:
    found = []
    for item in declarations(css):
        for token in words(item.value):
            if token.type == "hash" and re.fullmatch(r"[0-9a-f]{3,8}", token.value, re.I):
                found.append(f"{item.name}: #{token.value}")
            if token.type == "function" and token.lower_name in {
                "rgb",
                "rgba",
                "hsl",
                "hsla",
                "oklch",
                "lab",
            }:
                found.append(f"{item.name}: {token.lower_name}()")
            if token.type == "ident" and token.lower_value in NAMED_COLOURS:
                found.append(f"{item.name}: {token.value}")
    return found


@pytest.mark.parametrize("component", COMPONENTS.values(), ids=COMPONENTS)
def test_it_styles_nothing_but_itself(component: Component) -> None:
    own = re.compile(
        rf'(\[(data-rhythm|data-buttons|data-artwork|dir)="[a-z]+"\] )?\.{component.id}(?![a-z0-9])'
    )
    assert [text for text in selectors(component.style) if not own.match(text)] == []


@pytest.mark.parametrize("component", COMPONENTS.values(), ids=COMPONENTS)
def test_it_takes_every_colour_from_a_token(component: Component) -> None:
    assert literal_colours(component.style) == []


@pytest.mark.parametrize("component", COMPONENTS.values(), ids=COMPONENTS)
def test_type_sizes_follow_the_readers_setting(component: Component) -> None:
    sizes = [item for item in declarations(component.style) if item.name in {"font-size", "font"}]
    assert not any(
        token.type == "dimension" and token.unit == "px" for item in sizes for token in words(item.value)
    )


@pytest.mark.parametrize("component", COMPONENTS.values(), ids=COMPONENTS)
def test_directions_are_logical(component: Component) -> None:
    sided = re.compile(r"^(margin|padding|border)-(left|right)|^(left|right|float|text-align)$")
    found = [item for item in declarations(component.style) if sided.match(item.name)]
    assert not any(
        token.value in {"left", "right"} for item in found for token in item.value if token.type == "ident"
    )
    assert not [item.name for item in found if re.search(r"left|right", item.name)]


@pytest.mark.parametrize("component", COMPONENTS.values(), ids=COMPONENTS)
def test_every_variant_differs_in_style_or_markup(component: Component) -> None:
    for variant in component.variants[1:]:
        assert f"{component.id}--{variant}" in component.style or f'"{variant}"' in component.markup


@pytest.mark.parametrize("component", SCRIPTED.values(), ids=SCRIPTED)
def test_its_script_leaks_no_global_and_asks_nobody(component: Component) -> None:
    script = component.script or ""
    assert not re.search(r"\b(var|eval|fetch|XMLHttpRequest|innerHTML|document\.write)\b|https?://", script)
    assert not re.search(r"^(window|globalThis)\.", script, re.MULTILINE)
    # It finds its sections by class, or by a hook that is in its markup.
    hooks = re.findall(r"\[(data-[a-z]+)\]", script)
    assert f".{component.id}" in script or hooks[0] in component.markup


def test_the_base_sheet_is_small_and_takes_colours_from_tokens() -> None:
    assert len(BASE.encode()) < 16_000
    assert literal_colours(BASE) == []
