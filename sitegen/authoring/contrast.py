"""Contrast of the colour tokens that a stylesheet puts on each other, in light and dark palettes.

Texts reach 4.5:1 (WCAG 1.4.3). Only what one sheet tells is judged: a rule that sets both colours, and
a rule whose text colour is too weak on every background that it can stand on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tinycss2.ast import Node

from sitegen.authoring.problems import Problem
from sitegen.brief import Brief, SiteKind
from sitegen.catalog import Component
from sitegen.choice import Chooser
from sitegen.palette import contrast, make_palettes
from sitegen.spec import Palette, Tone

TEXT_RATIO = 4.5
# Every section may stand on these two.
GROUNDS = ("ground", "surface")
KINDS: tuple[SiteKind, ...] = ("ecommerce", "saas", "restaurant", "legal", "event", "travel")


@dataclass(frozen=True)
class Colouring:
    """What a rule says of colours: token names without dashes; None where it says nothing or no token."""

    selector: str
    text: str | None
    background: str | None
    line: int
    column: int

    @classmethod
    def of_rule(cls, selector: str, declarations: Mapping[str, Node]) -> Iterator[Colouring]:
        colour = declarations.get("color")
        ground = declarations.get("background-color") or declarations.get("background")
        text, background = _token(colour), _token(ground)
        place = colour or ground
        if place is not None and (text or background):
            yield cls(selector, text, background, place.source_line, place.source_column)


def check_contrast(colourings: Iterable[Colouring], component: Component, file: Path) -> Iterator[Problem]:
    """Problems of a sheet's colours on the tones that the component allows."""
    rules = list(colourings)
    grounds = {*GROUNDS, *(rule.background for rule in rules if rule.background)}
    for rule in rules:
        if rule.text is None:
            continue
        backs = (rule.background,) if rule.background else tuple(sorted(grounds))
        worst = min(_best(rule.text, backs, tone) for tone in component.tones)
        if worst.ratio < TEXT_RATIO:
            message = (
                f"--{rule.text} on --{worst.back} reaches {worst.ratio:.2f} on the tone {worst.tone} "
                f"of a {worst.palette} palette, less than {TEXT_RATIO} (WCAG 1.4.3)."
            )
            yield Problem(file, rule.line, rule.column, "contrast", message)


@dataclass(frozen=True, order=True)
class Reached:
    ratio: float
    back: str
    tone: str
    palette: str


def _best(text: str, backs: Iterable[str], tone: Tone) -> Reached:
    """The contrast with the background that suits best, on the palette where that is worst."""
    return max(
        (
            min(
                Reached(contrast(colour(text, palette), colour(back, palette)), back, tone, name)
                for name, palette in palettes(tone)
            )
            for back in backs
        ),
        default=Reached(21, "", tone, ""),
    )


def colour(token: str, palette: Palette) -> str:
    value: str = getattr(palette, token.replace("-", "_"))
    return value


@lru_cache(maxsize=8)
def palettes(tone: Tone) -> tuple[tuple[str, Palette], ...]:
    """Light and dark palettes of several trades for a tone."""
    found = []
    for number, kind in enumerate(KINDS):
        brief = Brief(prompt=kind, subject=kind, name="Sample", kind=kind)
        for dark in (False, True):
            made = make_palettes(brief, Chooser(number), dark=dark)
            found.append(("dark" if dark else "light", made[tone]))
    return tuple(found)


def _token(declaration: Node | None) -> str | None:
    """The colour token that a declaration consists of."""
    if declaration is None:
        return None
    parts = [part for part in declaration.value if part.type not in ("whitespace", "comment")]
    if len(parts) != 1 or parts[0].type != "function" or parts[0].lower_name != "var":
        return None
    name = next((part.value[2:] for part in parts[0].arguments if part.type == "ident"), "")
    return name if name.replace("-", "_") in Palette.model_fields else None
