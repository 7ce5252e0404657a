"""The look of a site: palettes, type pairing, radius, density, rhythm, buttons and artwork style."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeVar

from sitegen.brief import Brief
from sitegen.catalog import Design
from sitegen.choice import Chooser
from sitegen.fonts import PAIRINGS, Pairing
from sitegen.palette import make_palettes
from sitegen.rendering.tokens import WASHES
from sitegen.spec import Theme, Tone

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
# How many of a hundred sites are dark where the prompt says nothing of it; other kinds never are.
NIGHTS = {
    "music": 40, "event": 28, "agency": 28, "portfolio": 26, "photography": 28, "restaurant": 26,
    "startup": 26, "app": 26, "fitness": 28, "saas": 22, "beauty": 20, "hotel": 20, "ecommerce": 20,
    "trades": 20, "consulting": 20, "legal": 20, "blog": 18, "travel": 15, "realestate": 18, "finance": 18,
    "community": 12, "nonprofit": 10, "education": 8,
}  # fmt: skip
# Where the headings above tiles stand.
HEADS: dict[str, tuple[Literal["start", "centre"], ...]] = {
    "classic": ("start", "centre"), "bold": ("start", "centre"), "editorial": ("start", "start", "centre"),
}  # fmt: skip
WIDTHS: tuple[Literal["narrow", "usual", "wide"], ...] = ("narrow", "usual", "usual", "wide")
# Faces that are scaled to less than this are so wide that a word of a headline would not fit a narrow column.
WIDE_FACE = 0.98
BRIGHT_MOODS = {"airy", "warm", "playful"}
# Headers that carry a ground of their own; the others are part of the paper.
HEADERS_IN_COLOUR = {"header-bar"}
ALL_ARTWORK = ("flat", "line", "grain", "cutout", "geometric")


def make_theme(brief: Brief, design: Design, chooser: Chooser, *, opening: Tone, header: str) -> Theme:
    """The theme: what the prompt says first, then its moods, then the template's taste and the seed.

    ``opening`` is the ground of the start page's hero, ``header`` the header's component.
    """
    dark = is_dark(brief, design, chooser)
    radius = _radius(brief, design, chooser)
    rhythm = _of_moods(brief, RHYTHMS, design.rhythms or ("classic", "editorial", "bold"), chooser, "rhythm")
    pairing = choose_pairing(brief, design, chooser)
    artwork = _of_moods(brief, ARTWORK, design.artwork or ALL_ARTWORK, chooser, "artwork")
    return Theme(
        palettes=make_palettes(brief, chooser, hues=design.hues, dark=dark),
        dark=dark,
        type_pairing=pairing.id,
        radius=radius,
        density=_density(brief, design, chooser),
        rhythm=rhythm,
        buttons=_buttons(design, radius, chooser),
        artwork_style=artwork,
        header=_header_tone(opening, header, chooser),
        bands=chooser.pick(("full", "full", "inset"), "bands"),
        heads=chooser.pick(HEADS[rhythm], "heads"),
        wash=int(chooser.number("wash") * len(WASHES)),
        width="usual" if pairing.scale < WIDE_FACE else chooser.pick(WIDTHS, "width"),
    )


def _header_tone(opening: Tone, header: str, chooser: Chooser) -> Tone:
    """The header's ground: the paper, that of the hero, so that both are one surface, or a strong one."""
    options: tuple[Tone, ...] = ("plain", "plain", opening)
    if header in HEADERS_IN_COLOUR:
        options += (opening, "dark", "accent")
    return chooser.pick(options, "header tone")


def is_dark(brief: Brief, design: Design, chooser: Chooser) -> bool:
    if brief.dark is not None:
        return brief.dark
    if "dark" in brief.moods:
        return True
    names = [colour.name for colour in brief.colours]
    if names and names[0] == "black" and "white" not in names:
        return True
    if brief.colours or BRIGHT_MOODS.intersection(brief.moods):
        return False
    share = 60 if design.dark else NIGHTS.get(brief.kind, 0)
    return chooser.number("dark") * 100 < share


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
