"""Colours and sizes of each element as the stylesheets' cascade gives them, custom properties included.

Only rules that always hold are followed: rules under a media or container query, and for states such as
``:hover``, are left out. What cannot be known without layout is None, and nothing is said about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import tinycss2.color4
import turbohtml
from turbohtml.convert import css_specificity

from sitegen.checks.documents import Document, Element, Site
from sitegen.checks.sheets import Declaration, Sheet

Rgb = tuple[float, float, float]
Origin = tuple[str, int]

HEIGHTS = ("min-block-size", "min-height", "block-size", "height")
WIDTHS = ("max-inline-size", "max-width", "inline-size", "width")
FOLLOWED = {"color", "background", "background-color", "background-image", "font-size", "font-weight",
    "position",
            "opacity", "display", *WIDTHS, "visibility", "clip", "clip-path", *HEIGHTS}  # fmt: skip
STATES = re.compile(
    r"::|:(?:hover|focus|active|visited|target|checked|disabled|invalid|valid|user-|placeholder-shown|open|popover-open"
    r"|before|after|autofill|indeterminate|default|in-range|out-of-range|read-|modal|fullscreen)"
)
VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*(?:\([^()]*\)[^()]*)*))?\)")
NUMBER = re.compile(r"^(-?\d*\.?\d+)(px|rem|em|%|pt)$")
CALL = re.compile(r"^(clamp|min|max)\((.*)\)$")
ROOT_PX = 16.0
KEYWORDS = {"xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0,
            "xx-large": 32.0}  # fmt: skip
BOLD = {"h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "th"}
# Their colours come from the system until a stylesheet sets them.
SYSTEM = {"button", "input", "select", "textarea", "mark", "dialog"}


@dataclass(frozen=True)
class Applied:
    """Declarations of one selector that this module follows."""

    selector: str
    specificity: tuple[int, int, int]
    order: int
    declarations: tuple[Declaration, ...]
    file: str


@dataclass
class Style:
    """``color`` and ``ground`` are sRGB 0–1, or None where they cannot be known; sizes are CSS pixels on the
    narrowest screen. ``height`` is what the stylesheet asks for at least, ``shrinks`` whether the width
    follows the container's.
    """

    tokens: Mapping[str, str]
    color: Rgb | None
    ground: Rgb | None
    size: float
    weight: float
    opacity: float
    shown: bool
    size_from: Origin | None = None
    height: float | None = None
    height_from: Origin | None = None
    shrinks: bool = False


def styles_of(site: Site, document: Document) -> dict[Element, Style]:
    """The style of every element of a page, in document order."""
    matched = _matched(document, rules_of(site, document))
    styles: dict[Element, Style] = {}
    # Items of a list have the same rules and the same parent, and so the same style.
    known: dict[tuple[object, ...], Style] = {}
    start = Style({}, (0.0, 0.0, 0.0), (1.0, 1.0, 1.0), ROOT_PX, 400, 1.0, shown=True)
    for element in document.elements:
        parent = styles[element.parent] if element.parent is not None else start
        rules = matched.get(element, [])
        key = (id(parent), element.tag, "href" in element.attributes, "hidden" in element.attributes,
               *map(id, rules))  # fmt: skip
        style = known.get(key)
        if style is None:
            style = known[key] = _style(element, parent, rules)
        styles[element] = style
    return styles


def rules_of(site: Site, document: Document) -> list[Applied]:
    """Rules of the stylesheets that the page loads, in order."""
    loaded = []
    for link in document.links("stylesheet"):
        target = site.resolve(document.path, link.get("href") or "")
        loaded += [sheet for sheet in site.sheets if target and sheet.path == target[0]]
    # Lines of a style element count from the beginning of the page.
    loaded += [
        Sheet(document.path, "\n" * ((style.line or 1) - 1) + style.own_text)
        for style in document.all("style")
    ]
    order = 0
    applied = []
    for sheet in loaded:
        for rule in _followed(sheet):
            applied.append(Applied(rule.selector, rule.specificity, order, rule.declarations, rule.file))
            order += 1
    return applied


def _followed(sheet: Sheet) -> list[Applied]:
    if sheet.followed is None:
        sheet.followed = list(_read_rules(sheet))
    return sheet.followed


def _read_rules(sheet: Sheet) -> Iterator[Applied]:
    for rule in sheet.rules:
        if rule.selector.startswith("@") or not all(_always(condition) for condition in rule.conditions):
            continue
        kept = tuple(
            item for item in rule.declarations if item.name in FOLLOWED or item.name.startswith("--")
        )
        if kept:
            for selector, specificity in parts_of(rule.selector):
                yield Applied(selector, specificity, 0, kept, sheet.path)


def _always(condition: str) -> bool:
    return condition.startswith(("@layer", "@supports")) and "not" not in condition


@lru_cache(maxsize=4096)
def parts_of(selector: str) -> tuple[tuple[str, tuple[int, int, int]], ...]:
    """Selectors of a list, with their specificity; those of states and pseudo-elements are left out."""
    try:
        specificities = css_specificity(selector)
    except (turbohtml.SelectorSyntaxError, ValueError):
        specificities = []
    parts = _split(selector)
    if len(parts) != len(specificities):
        specificities = [_specificity(part) for part in parts]
    return tuple(
        (part, specificity)
        for part, specificity in zip(parts, specificities, strict=True)
        if not STATES.search(part)
    )


def _specificity(selector: str) -> tuple[int, int, int]:
    try:
        return css_specificity(selector)[0]
    except (turbohtml.SelectorSyntaxError, ValueError):
        return (0, 0, 0)


def _split(selector: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, character in enumerate(selector):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(character, 0)
        if character == "," and not depth:
            parts.append(selector[start:at].strip())
            start = at + 1
    return [*parts, selector[start:].strip()]


def _matched(document: Document, rules: list[Applied]) -> dict[Element, list[Applied]]:
    matched: dict[Element, list[Applied]] = {}
    by_node = document.by_node
    for rule in rules:
        try:
            nodes = document.tree.select(rule.selector)
        except turbohtml.SelectorSyntaxError:
            continue
        for node in nodes:
            element = by_node.get(node)
            if element is not None:
                matched.setdefault(element, []).append(rule)
    for found in matched.values():
        found.sort(key=lambda rule: (rule.specificity, rule.order))
    return matched


def _style(element: Element, parent: Style, rules: list[Applied]) -> Style:
    won: dict[str, tuple[Declaration, str]] = {}
    for rule in rules:
        for item in rule.declarations:
            if item.name in won and won[item.name][0].important and not item.important:
                continue
            # The shorthand sets the longhands back.
            if item.name == "background":
                won.pop("background-color", None)
                won.pop("background-image", None)
            won[item.name] = (item, rule.file)
    own = {name: item.value for name, (item, _) in won.items() if name.startswith("--")}
    tokens = {**parent.tokens, **own} if own else parent.tokens
    value = {
        name: resolved(item.value, tokens) for name, (item, _) in won.items() if not name.startswith("--")
    }
    size = pixels(value["font-size"], parent.size) if "font-size" in value else None
    style = Style(
        tokens=tokens,
        color=_color(element, value.get("color"), parent),
        ground=_ground(element, value, parent),
        size=size or parent.size,
        weight=_weight(element, value.get("font-weight"), parent),
        opacity=parent.opacity * _number(value.get("opacity")),
        shown=parent.shown and _is_shown(element, value),
        size_from=_origin(won["font-size"]) if size else parent.size_from,
    )
    for name in HEIGHTS:
        height = pixels(value[name], style.size) if name in value else None
        if height is not None and height > (style.height or 0):
            style.height, style.height_from = height, _origin(won[name])
    style.shrinks = any("%" in value.get(name, "") or "vw" in value.get(name, "") for name in WIDTHS)
    return style


def _origin(won: tuple[Declaration, str]) -> Origin:
    return won[1], won[0].line


def resolved(value: str, tokens: Mapping[str, str]) -> str:
    """The value with its ``var()`` put in; unknown ones stay, so that nothing matches them."""
    for _ in range(8):
        if "var(" not in value:
            break
        value = VAR.sub(lambda match: tokens.get(match.group(1), match.group(2) or "unknown"), value)
    return value.strip()


def pixels(value: str, em: float) -> float | None:
    """A length in CSS pixels at the narrowest screen: the lower end of ``clamp()``; None if layout
    decides.
    """
    value = value.strip()
    if value in KEYWORDS:
        return KEYWORDS[value]
    if value in ("smaller", "larger"):
        return em / 1.2 if value == "smaller" else em * 1.2
    match = NUMBER.match(value)
    if match:
        number, unit = float(match.group(1)), match.group(2)
        return number * {"px": 1.0, "rem": ROOT_PX, "em": em, "%": em / 100, "pt": 4 / 3}[unit]
    call = CALL.match(value)
    if not call:
        return None
    name = call.group(1)
    sizes = [pixels(part, em) for part in _split(call.group(2))]
    if name == "clamp":
        return sizes[0]
    known = [size for size in sizes if size is not None]
    if name == "max":
        return max(known, default=None)
    return min(known, default=None) if len(known) == len(sizes) else None


def _color(element: Element, value: str | None, parent: Style) -> Rgb | None:
    if value is None:
        if element.tag in SYSTEM:
            return None
        return (
            parent.color if not (element.tag == "a" and "href" in element.attributes) else (0.0, 0.0, 0.933)
        )
    if value.lower() in ("inherit", "unset", "currentcolor"):
        return parent.color
    return rgb(value, parent.ground)


def _ground(element: Element, value: dict[str, str], parent: Style) -> Rgb | None:
    image = value.get("background-image", "none")
    written = value.get("background-color") or value.get("background")
    if image != "none" or (written and re.search(r"gradient\(|url\(|image-set\(", written)):
        return None
    if written and written.lower() not in ("none", "transparent", "inherit", "unset", "0"):
        return rgb(written, parent.ground)
    if written is None and element.tag in SYSTEM:
        return None
    # What is taken out of the flow may stand on anything.
    if value.get("position") in ("absolute", "fixed"):
        return None
    return parent.ground


def _weight(element: Element, value: str | None, parent: Style) -> float:
    if value is None:
        return 700 if element.tag in BOLD else parent.weight
    if value in ("bold", "bolder", "normal", "lighter"):
        return 700 if value.startswith("bold") else 400
    return _number(value, parent.weight)


def _number(value: str | None, otherwise: float = 1.0) -> float:
    try:
        return float(value) if value is not None else otherwise
    except ValueError:
        return otherwise


def _is_shown(element: Element, value: dict[str, str]) -> bool:
    if (
        value.get("display") == "none"
        or value.get("visibility") == "hidden"
        or "hidden" in element.attributes
    ):
        return False
    # Text for screen readers alone is cut away or a pixel high.
    return not ("clip" in value or value.get("clip-path", "none") != "none")


@lru_cache(maxsize=8192)
def rgb(value: str, ground: Rgb | None) -> Rgb | None:
    """A colour as sRGB 0–1, a translucent one laid over ``ground``; None if it is none."""
    parsed = tinycss2.color4.parse_color(value)
    if parsed is None or parsed == "currentcolor":
        return None
    try:
        red, green, blue = parsed.to("srgb").coordinates
    except (NotImplementedError, TypeError):
        return None
    alpha = parsed.alpha
    if alpha >= 1:
        return red, green, blue
    if ground is None:
        return None
    return blend((red, green, blue), ground, alpha)


def blend(over: Rgb, under: Rgb, alpha: float) -> Rgb:
    mixed = [alpha * top + (1 - alpha) * bottom for top, bottom in zip(over, under, strict=True)]
    return mixed[0], mixed[1], mixed[2]


@lru_cache(maxsize=4096)
def hex_of(color: Rgb) -> str:
    return "#" + "".join(f"{round(min(1, max(0, channel)) * 255):02x}" for channel in color)
