"""A component's stylesheet: its syntax, its scope, and that colours and letters come from tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import tinycss2
from tinycss2.ast import Node

from sitegen.authoring.contrast import Colouring, check_contrast
from sitegen.authoring.problems import Problem, did_you_mean
from sitegen.catalog import Component
from sitegen.preview import sample_theme
from sitegen.render import base_css
from sitegen.rendering.tokens import token_css

GROUPS = {"media", "supports", "container", "layer"}
DEFINED = re.compile(r"(?<![\w-])(--[\w-]+)\s*:")
OUTER = r'(?:\[(?:data-rhythm|data-buttons|data-artwork|dir)="[a-z]+"\]\s+)?'
COLOUR_FUNCTIONS = {"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color"}
# CSS Color 4, 6.1; “transparent” and “currentcolor” are no literal colours.
COLOURS = set(
    [
        "aliceblue",
        "antiquewhite",
        "aqua",
        "aquamarine",
        "azure",
        "beige",
        "bisque",
        "black",
        "blanchedalmond",
        "blue",
        "blueviolet",
        "brown",
        "burlywood",
        "cadetblue",
        "chartreuse",
        "chocolate",
        "coral",
        "cornflowerblue",
        "cornsilk",
        "crimson",
        "cyan",
        "darkblue",
        "darkcyan",
        "darkgoldenrod",
        "darkgray",
        "darkgreen",
        "darkgrey",
        "darkkhaki",
        "darkmagenta",
        "darkolivegreen",
        "darkorange",
        "darkorchid",
        "darkred",
        "darksalmon",
        "darkseagreen",
        "darkslateblue",
        "darkslategray",
        "darkslategrey",
        "darkturquoise",
        "darkviolet",
        "deeppink",
        "deepskyblue",
        "dimgray",
        "dimgrey",
        "dodgerblue",
        "firebrick",
        "floralwhite",
        "forestgreen",
        "fuchsia",
        "gainsboro",
        "ghostwhite",
        "gold",
        "goldenrod",
        "gray",
        "green",
        "greenyellow",
        "grey",
        "honeydew",
        "hotpink",
        "indianred",
        "indigo",
        "ivory",
        "khaki",
        "lavender",
        "lavenderblush",
        "lawngreen",
        "lemonchiffon",
        "lightblue",
        "lightcoral",
        "lightcyan",
        "lightgoldenrodyellow",
        "lightgray",
        "lightgreen",
        "lightgrey",
        "lightpink",
        "lightsalmon",
        "lightseagreen",
        "lightskyblue",
        "lightslategray",
        "lightslategrey",
        "lightsteelblue",
        "lightyellow",
        "lime",
        "limegreen",
        "linen",
        "magenta",
        "maroon",
        "mediumaquamarine",
        "mediumblue",
        "mediumorchid",
        "mediumpurple",
        "mediumseagreen",
        "mediumslateblue",
        "mediumspringgreen",
        "mediumturquoise",
        "mediumvioletred",
        "midnightblue",
        "mintcream",
        "mistyrose",
        "moccasin",
        "navajowhite",
        "navy",
        "oldlace",
        "olive",
        "olivedrab",
        "orange",
        "orangered",
        "orchid",
        "palegoldenrod",
        "palegreen",
        "paleturquoise",
        "palevioletred",
        "papayawhip",
        "peachpuff",
        "peru",
        "pink",
        "plum",
        "powderblue",
        "purple",
        "rebeccapurple",
        "red",
        "rosybrown",
        "royalblue",
        "saddlebrown",
        "salmon",
        "sandybrown",
        "seagreen",
        "seashell",
        "sienna",
        "silver",
        "skyblue",
        "slateblue",
        "slategray",
        "slategrey",
        "snow",
        "springgreen",
        "steelblue",
        "tan",
        "teal",
        "thistle",
        "tomato",
        "turquoise",
        "violet",
        "wheat",
        "white",
        "whitesmoke",
        "yellow",
        "yellowgreen",
    ]
)
COLOURED = re.compile(
    r"color$|^(background|border|outline|fill|stroke|box-shadow|text-shadow|caret|accent|column-rule)"
)
INHERITED = {"inherit", "initial", "unset", "revert"}
SIDED = re.compile(r"^(?:margin|padding|border)-(?:left|right)\b")


def check_styles(component: Component, file: Path) -> list[Problem]:
    """Problems of style.css."""
    sheet = _Sheet(component, file)
    sheet.rules(tinycss2.parse_stylesheet(component.style, skip_comments=True, skip_whitespace=True))
    sheet.variants()
    return [*sheet.problems, *check_contrast(sheet.colourings, component, file)]


@lru_cache(maxsize=1)
def known_tokens() -> frozenset[str]:
    """Custom properties that the renderer and the base sheet set."""
    return frozenset(DEFINED.findall(token_css(sample_theme()) + base_css()))


class _Sheet:
    def __init__(self, component: Component, file: Path) -> None:
        self.component = component
        self.file = file
        self.problems: list[Problem] = []
        self.colourings: list[Colouring] = []
        self.tokens = known_tokens() | set(DEFINED.findall(component.style))
        self.own = re.compile(rf"{OUTER}\.{re.escape(component.id)}(?![a-z0-9])")

    def complain(self, node: Node, code: str, message: str) -> None:
        self.problems.append(Problem(self.file, node.source_line, node.source_column, code, message))

    def rules(self, nodes: list[Node]) -> None:
        for node in nodes:
            if node.type == "error":
                self.complain(node, "css-syntax", f"The stylesheet cannot be read here: {node.message}.")
            elif node.type == "qualified-rule":
                self.selectors(node)
                self.declarations(node)
            elif node.type == "at-rule":
                self.at_rule(node)

    def at_rule(self, node: Node) -> None:
        name = node.lower_at_keyword
        if name in GROUPS and node.content is not None:
            self.rules(tinycss2.parse_rule_list(node.content, skip_whitespace=True, skip_comments=True))
        elif name == "keyframes":
            self.keyframes(node)
        elif name == "import":
            self.complain(node, "css-import", "A site has one stylesheet; put the rules here.")
        elif name == "font-face":
            self.complain(
                node,
                "css-font",
                "Fonts come with the site's type pairing: var(--font-display), var(--font-body).",
            )
        else:
            self.complain(node, "css-at-rule", f"@{node.at_keyword} cannot be used in a component.")

    def keyframes(self, node: Node) -> None:
        name = tinycss2.serialize(node.prelude).strip()
        if not name.startswith(f"{self.component.id}-"):
            message = f"Keyframes are seen by the whole site; call them “{self.component.id}-{name}”."
            self.complain(node, "css-scope", message)

    def selectors(self, rule: Node) -> None:
        for token in rule.prelude:
            if token.type == "error":
                self.complain(token, "css-syntax", f"The selector cannot be read: {token.message}.")
        for part in _split(rule.prelude):
            text = tinycss2.serialize(part).strip()
            if not self.own.match(text):
                place = next((token for token in part if token.type != "whitespace"), rule)
                message = f"“{text}” styles more than this component; begin it with .{self.component.id}."
                self.complain(place, "css-scope", message)

    def declarations(self, rule: Node) -> None:
        found: dict[str, Node] = {}
        for item in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
            if item.type == "error":
                self.complain(item, "css-syntax", f"The declaration cannot be read: {item.message}.")
            elif item.type == "declaration":
                found[item.lower_name] = item
                self.declaration(item)
            elif item.type == "qualified-rule":
                self.complain(item, "css-nesting", "Write the selector out; nested rules cannot be scoped.")
        text = tinycss2.serialize(rule.prelude).strip()
        self.colourings += Colouring.of_rule(text, found)

    def declaration(self, item: Node) -> None:
        name = item.lower_name
        for token in _tokens(item.value):
            self.colour(item, token)
            self.address(token)
            self.token(token)
        if name == "font-family" or name == "font":
            self.font(item)
        if name in ("font-size", "font") and any(
            token.type == "dimension" and token.lower_unit == "px" for token in _tokens(item.value)
        ):
            message = "Sizes of type follow the reader's setting: use --step-… tokens or rem."
            self.complain(item, "css-px-type", message)
        words = {token.lower_value for token in item.value if token.type == "ident"}
        sided = name in ("left", "right") or SIDED.match(name)
        if sided or (name in ("float", "clear", "text-align") and words & {"left", "right"}):
            message = "Directions are logical, for languages from right to left: inline-start and inline-end."
            self.complain(item, "css-direction", message)

    def colour(self, item: Node, token: Node) -> None:
        literal = None
        if token.type == "hash" and re.fullmatch(r"[0-9a-f]{3,8}", token.value, re.IGNORECASE):
            literal = f"#{token.value}"
        elif token.type == "function" and token.lower_name in COLOUR_FUNCTIONS:
            literal = f"{token.name}()"
        elif token.type == "ident" and token.lower_value in COLOURS and COLOURED.search(item.lower_name):
            literal = token.value
        if literal:
            message = f"“{literal}” is a colour of its own; take a token, as in var(--ink)."
            self.complain(token, "css-colour", message)

    def address(self, token: Node) -> None:
        if token.type == "url" or (token.type == "function" and token.lower_name in ("url", "src")):
            message = "A stylesheet loads nothing; pictures come from picture(slot), icons from icon(name)."
            self.complain(token, "css-url", message)

    def token(self, token: Node) -> None:
        if token.type != "function" or token.lower_name != "var":
            return
        names = [part for part in token.arguments if part.type != "whitespace"]
        if len(names) == 1 and names[0].type == "ident" and names[0].value not in self.tokens:
            message = f"There is no token “{names[0].value}”.{did_you_mean(names[0].value, self.tokens)}"
            self.complain(token, "css-token", message)

    def font(self, item: Node) -> None:
        tokens = [token for token in item.value if token.type != "whitespace"]
        words = [token for token in tokens if token.type in ("ident", "string")]
        named = [token for token in words if token.type == "string" or token.lower_value not in INHERITED]
        from_token = any(token.type == "function" and token.lower_name == "var" for token in tokens)
        if named and (item.lower_name == "font-family" or not from_token):
            message = "Fonts come from tokens: var(--font-display) or var(--font-body)."
            self.complain(item, "css-font", message)

    def variants(self) -> None:
        """Every variant but the first must differ by a rule or in the markup."""
        text = self.component.style
        for variant in self.component.variants[1:]:
            if f"{self.component.id}--{variant}" in text or f'"{variant}"' in self.component.markup:
                continue
            message = f"The variant “{variant}” looks like the first; style .{self.component.id}--{variant}."
            self.problems.append(Problem(self.file, 1, 1, "variant-unused", message))


def _split(prelude: list[Node]) -> Iterator[list[Node]]:
    """The selectors of a list; commas in brackets are inside one token."""
    part: list[Node] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _tokens(value: list[Node]) -> Iterator[Node]:
    for token in value:
        yield token
        yield from _tokens(getattr(token, "arguments", None) or getattr(token, "content", None) or [])
