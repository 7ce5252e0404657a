"""The look of a site: palettes, type pairing, radius, density, rhythm, buttons and artwork style."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeVar

from sitegen.brief import Brief
from sitegen.catalog import Design
from sitegen.choice import Chooser
from sitegen.fonts import PAIRINGS, Pairing
from sitegen.palette import make_palettes
from sitegen.spec import Theme

T = TypeVar("T")
Rhythm = Literal["classic", "editorial", "bold"]
Buttons = Literal["solid", "pill", "sharp"]

# Words that the font pairings use for a mood of the brief.
PAIRING_MOODS = {
    "luxury": {"luxury", "elegant", "premium", "refined", "romantic"}, "warm": {"warm", "friendly",
    "cosy", "gentle"},
    "airy": {"airy", "calm", "fresh", "elegant", "clean"}, "dark": {"dark", "dramatic", "bold"},
    "loud": {"loud", "bold", "rebellious", "strong"}, "serious": {"serious", "trustworthy", "formal"},
    "playful": {"playful", "friendly", "characterful"}, "minimal": {"minimal", "clean", "simple"},
    "rustic": {"natural", "craft", "honest", "warm"}, "modern": {"modern", "technical", "fresh"},
    "vintage": {"classic", "dramatic", "editorial"}, "editorial": {"editorial", "literary", "avant-garde",
    "creative"},
}  # fmt: skip
# Type that a prompt asks for by its name.
ASKED_FACES = {"monospace": "mono", "typewriter": "mono"}
RHYTHMS: dict[str, tuple[Rhythm, ...]] = {
    "luxury": ("editorial", "classic"), "airy": ("editorial", "classic"), "vintage": ("editorial", "classic"),
    "editorial": ("editorial",), "loud": ("bold",), "playful": ("bold", "classic"), "serious": ("classic",),
    "minimal": ("classic", "editorial"), "modern": ("classic", "bold"), "dark": ("bold", "editorial"),
    "warm": ("classic", "editorial"), "rustic": ("editorial", "classic"),
}  # fmt: skip
RADII = {
    "luxury": (0, 2), "serious": (2, 4, 6), "minimal": (0, 2, 4), "editorial": (0, 2), "loud": (0, 0, 4),
    "playful": (18, 22, 26), "warm": (10, 14, 18), "airy": (4, 10, 16), "modern": (8, 12, 14),
    "rustic": (2, 4, 6), "vintage": (0, 4), "dark": (0, 6, 10),
}  # fmt: skip
DENSITIES = {"luxury": 1.15, "airy": 1.18, "minimal": 1.12, "loud": 0.92, "playful": 0.96, "serious": 1.0}
ARTWORK = {
    "luxury": ("grain", "line"), "serious": ("line", "flat"), "minimal": ("line", "geometric"),
    "editorial": ("line", "grain"), "loud": ("geometric", "cutout"), "playful": ("cutout", "geometric",
    "flat"),
    "warm": ("grain", "cutout", "flat"), "airy": ("grain", "flat"), "modern": ("flat", "geometric"),
    "rustic": ("cutout", "line", "grain"), "vintage": ("grain", "geometric"), "dark": ("geometric", "grain"),
}  # fmt: skip
ALL_ARTWORK = ("flat", "line", "grain", "cutout", "geometric")


def make_theme(brief: Brief, design: Design, chooser: Chooser) -> Theme:
    """The theme: what the prompt says first, then its moods, then the template's taste and the seed."""
    dark = is_dark(brief, design, chooser)
    radius = _radius(brief, design, chooser)
    rhythm = _of_moods(brief, RHYTHMS, design.rhythms or ("classic", "editorial", "bold"), chooser, "rhythm")
    artwork = _of_moods(brief, ARTWORK, design.artwork or ALL_ARTWORK, chooser, "artwork")
    return Theme(
        palettes=make_palettes(brief, chooser, hues=design.hues, dark=dark),
        dark=dark,
        type_pairing=choose_pairing(brief, design, chooser).id,
        radius=radius,
        density=_density(brief, design, chooser),
        rhythm=rhythm,
        buttons=_buttons(design, radius, chooser),
        artwork_style=artwork,
    )


def is_dark(brief: Brief, design: Design, chooser: Chooser) -> bool:
    if brief.dark is not None:
        return brief.dark
    if "dark" in brief.moods:
        return True
    names = [colour.name for colour in brief.colours]
    if names and names[0] == "black" and "white" not in names:
        return True
    return bool(design.dark) and not brief.colours and chooser.number("dark") < 0.6


def choose_pairing(brief: Brief, design: Design, chooser: Chooser) -> Pairing:
    """Type by mood first, then by kind and the template's taste, with some room for the seed."""
    wanted = [PAIRING_MOODS.get(mood, set()) for mood in brief.moods]

    words = brief.prompt.lower()
    asked = {pairing for word, pairing in ASKED_FACES.items() if word in words}

    def score(pairing: Pairing) -> float:
        moods = sum(min(2, len(words.intersection(pairing.moods))) for words in wanted)
        kind = 2.5 - 0.4 * pairing.kinds.index(brief.kind) if brief.kind in pairing.kinds else 0.0
        return (
            2.2 * moods
            + kind
            + (3.6 if pairing.id in design.pairings else 0.0)
            + (12.0 if pairing.id in asked else 0.0)
        )

    return chooser.best(list(PAIRINGS.values()), score, "pairing", noise=2.6)


def _of_moods(
    brief: Brief, table: dict[str, tuple[T, ...]], fallback: Sequence[T], chooser: Chooser, purpose: str
) -> T:
    for mood in brief.moods:
        if mood in table:
            shared = [option for option in table[mood] if option in fallback]
            return chooser.pick(shared or table[mood], purpose)
    return chooser.pick(fallback, purpose)


def _radius(brief: Brief, design: Design, chooser: Chooser) -> int:
    for mood in brief.moods:
        if mood in RADII:
            return chooser.pick(RADII[mood], "radius")
    return chooser.pick(design.radii or (0, 4, 8, 12, 16), "radius")


def _density(brief: Brief, design: Design, chooser: Chooser) -> float:
    levels = [DENSITIES[mood] for mood in brief.moods if mood in DENSITIES]
    if levels:
        return round(sum(levels) / len(levels), 2)
    return chooser.pick(design.densities or (0.95, 1.0, 1.08), "density")


def _buttons(design: Design, radius: int, chooser: Chooser) -> Buttons:
    if radius == 0:
        return "sharp"
    if radius >= 16:
        return "pill"
    options: tuple[Buttons, ...] = ("solid", "pill") if radius >= 6 else ("solid", "sharp")
    shared = [option for option in design.buttons if option in options]
    return chooser.pick(shared or options, "buttons")
