"""Colours of a site: OKLCH shades around what the prompt asks for, with every contrast computed.

Contrast is that of WCAG 2.2: texts reach 4.5:1 (1.4.3), lines and controls 3:1 (1.4.11). The shades aim a
little higher, so that rounding to eight bits never falls below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from coloraide import Color

from sitegen.brief import Brief
from sitegen.choice import Chooser
from sitegen.spec import Palette, Tone

TEXT, SOFT_TEXT, CONTROL = 7.0, 4.8, 3.1
# OKLCH hues that suit a trade: what its things, rooms and materials look like.
HUES: dict[str, tuple[float, ...]] = {
    "ecommerce": (35, 150, 20, 250, 75, 320, 190), "saas": (265, 200, 155, 285, 45, 320, 25, 235),
    "portfolio": (30, 265, 145, 350, 85, 200), "photography": (55, 30, 150, 20, 240, 350),
    "agency": (30, 275, 140, 5, 90, 320, 200), "restaurant": (35, 25, 145, 75, 15, 165, 350, 55),
    "fitness": (145, 40, 200, 30, 120, 280, 15), "education": (250, 150, 60, 30, 285, 195, 15),
    "realestate": (155, 235, 60, 30, 195, 15), "event": (285, 30, 160, 350, 60, 210, 320),
    "music": (25, 310, 60, 150, 345, 265), "nonprofit": (155, 45, 230, 25, 285, 195),
    "medical": (200, 225, 170, 155, 250, 290), "legal": (255, 20, 160, 60, 235, 185),
    "travel": (215, 50, 165, 30, 185, 75), "startup": (150, 280, 35, 215, 320, 60),
    "blog": (25, 255, 145, 60, 340, 200), "beauty": (15, 340, 55, 150, 250, 185),
    "trades": (245, 50, 140, 75, 30, 215, 20), "hotel": (150, 55, 30, 220, 190, 15),
    "finance": (160, 250, 215, 30, 285, 185), "consulting": (250, 165, 40, 20, 215, 300),
    "app": (285, 160, 30, 240, 205, 340), "community": (45, 150, 265, 20, 200, 310),
    "landing": (260, 155, 35, 200, 300, 20, 75),
}  # fmt: skip
CHROMA = {
    "luxury": 0.07, "rustic": 0.085, "minimal": 0.08, "serious": 0.09, "airy": 0.08, "vintage": 0.1,
    "editorial": 0.12,
    "warm": 0.12, "modern": 0.16, "dark": 0.15, "playful": 0.18, "loud": 0.21,
}  # fmt: skip
LIGHTNESS = {"luxury": 0.38, "serious": 0.38, "rustic": 0.44, "loud": 0.62, "playful": 0.6, "airy": 0.5}
# Lightness and chroma of the two quiet grounds: bright as a screen, off-white, cream, grey paper, and three
# papers dyed in a hue, from pale to deep.
PAPERS = {
    "white": ((1.0, 0.0), (0.958, 0.014)),
    "off-white": ((0.982, 0.007), (0.932, 0.024)),
    "cream": ((0.966, 0.017), (0.902, 0.042)),
    "toned": ((0.892, 0.026), (0.842, 0.036)),
    "mist": ((0.93, 0.033), (0.872, 0.05)),
    "clay": ((0.858, 0.048), (0.925, 0.026)),
    "dye": ((0.79, 0.072), (0.86, 0.046)),
}
DYED = {"mist", "clay", "dye"}
# Moods that want warm greys and no papers in a foreign hue.
EARTHY = {"warm", "rustic", "luxury", "vintage"}
# Degrees from the accent to a dyed paper: in its own hue mostly, or one that sets it off.
PAPER_TURNS = (0, 0, 0, -48, 150, 195)
# Lightness and chroma of the plain, the tinted and the deepest ground of dark sites: black, black with panels
# of slate or colour, slate, and two dyed ones, the last of them bottle green or navy from edge to edge.
NIGHTS = {
    "black": ((0.17, 0.014), (0.215, 0.018), (0.125, 0.014)),
    "panels": ((0.165, 0.013), (0.385, 0.045), (0.12, 0.012)),
    "slate": ((0.275, 0.016), (0.39, 0.022), (0.205, 0.015)),
    "dyed": ((0.25, 0.052), (0.39, 0.072), (0.19, 0.04)),
    "deep": ((0.39, 0.072), (0.335, 0.062), (0.25, 0.048)),
}
UNDYED = ("black", "panels", "slate")
# Hues that turn muddy as a dark ground: ochre, olive, mustard.
MUDDY = (38, 125)
PAPERS_OF_MOOD: dict[str, tuple[str, ...]] = {
    "minimal": ("white", "mist", "toned", "off-white"), "modern": ("white", "mist", "clay", "dye"),
    "serious": ("white", "off-white", "mist", "toned"), "airy": ("white", "mist", "cream", "off-white"),
    "warm": ("cream", "toned", "clay", "dye"), "rustic": ("cream", "toned", "clay", "dye"),
    "vintage": ("cream", "toned", "clay", "dye"), "editorial": ("cream", "white", "toned", "mist", "dye"),
    "loud": ("clay", "dye", "white"), "luxury": ("toned", "clay", "off-white", "cream", "mist"),
    "playful": ("clay", "mist", "dye", "white"),
}  # fmt: skip
# Kinds of site that people expect to be bright.
BRIGHT = {"saas", "app", "startup", "medical", "finance", "legal", "consulting", "education"}
NEAR_WHITE, NEAR_BLACK = "#ffffff", "#14120f"


@dataclass(frozen=True)
class Shade:
    """An OKLCH colour: lightness 0–1, chroma 0–0.4, hue in degrees."""

    lightness: float
    chroma: float
    hue: float

    @property
    def hex(self) -> str:
        return oklch_hex(round(self.lightness, 4), round(self.chroma, 4), round(self.hue, 2))

    def at(self, lightness: float, chroma: float | None = None) -> Shade:
        return Shade(lightness, self.chroma if chroma is None else chroma, self.hue)


@dataclass(frozen=True)
class Scheme:
    """What the palettes are made from: two accents, the tint of the greys, and the grounds asked for."""

    accent: Shade
    second: Shade
    grey: Shade
    dark: bool
    ground: Shade | None = None
    monochrome: bool = False
    paper: str = "off-white"
    paper_hue: float = 0.0
    night: str = "black"


def make_palettes(
    brief: Brief, chooser: Chooser, *, hues: Sequence[float] = (), dark: bool
) -> dict[Tone, Palette]:
    """A palette for each tone. Named colours come first, then the trade's ``hues`` and the moods."""
    scheme = make_scheme(brief, chooser, hues=hues, dark=dark)
    grounds = _grounds(scheme)
    return {
        "plain": _palette(scheme, grounds["plain"], scheme.accent),
        "tint": _palette(scheme, grounds["tint"], scheme.accent),
        "dark": _palette(scheme, grounds["dark"], scheme.second),
        "accent": _accent_palette(scheme),
    }


def make_scheme(brief: Brief, chooser: Chooser, *, hues: Sequence[float] = (), dark: bool) -> Scheme:
    named = [read_colour(colour.hex) for colour in brief.colours]
    if (
        named
        and all(shade.chroma < 0.025 for shade in named)
        and {"black", "white"} <= {c.name for c in brief.colours}
    ):
        neutral = Shade(0.2, 0.0, 0.0)
        return Scheme(neutral, Shade(0.98, 0.0, 0.0), neutral, dark, monochrome=True)
    vivid = [shade for shade in named if shade.chroma >= 0.045 and shade.lightness < 0.9]
    pale = [shade for shade in named if shade.lightness >= 0.84]
    invented = _invented(brief, chooser, hues)
    accent = (
        vivid[0] if vivid else (pale[0].at(0.45, max(0.09, pale[0].chroma)) if _tinted(pale) else invented)
    )
    second = vivid[1] if len(vivid) > 1 else accent
    grey = Shade(0.5, 0.012 if "minimal" in brief.moods else 0.018, _grey_hue(brief, accent, chooser))
    ground = next((shade for shade in pale if shade.chroma < 0.06), None)
    earthy = not EARTHY.isdisjoint(brief.moods)
    return Scheme(
        accent,
        second,
        grey,
        dark,
        ground=None if dark else ground,
        paper=_paper(brief, chooser),
        paper_hue=accent.hue + (0 if named or earthy else chooser.pick(PAPER_TURNS, "paper hue")),
        night=_night(accent, chooser),
    )


def read_colour(value: str) -> Shade:
    """The shade of a hex colour; greys have hue 0."""
    lightness, chroma, hue = Color(value).convert("oklch").coords(nans=False)
    return Shade(lightness, chroma, hue)


def contrast(first: str, second: str) -> float:
    """Contrast ratio 1–21 of two hex colours (WCAG 2.2)."""
    light, dark = sorted((relative_luminance(first), relative_luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=4096)
def relative_luminance(colour: str) -> float:
    """Relative luminance 0–1 of ``#rrggbb`` as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@lru_cache(maxsize=8192)
def oklch_hex(lightness: float, chroma: float, hue: float) -> str:
    """The nearest sRGB colour, chroma reduced where it does not fit."""
    colour = Color("oklch", [lightness, chroma, hue])
    return str(colour.convert("srgb").fit(method="raytrace", pspace="oklch").to_string(hex=True, comma=False))


def reach(shade: Shade, grounds: Sequence[str], ratio: float) -> str:
    """``shade`` moved away from the grounds in lightness until it has ``ratio`` on all of them."""
    darker = sum(relative_luminance(ground) for ground in grounds) / len(grounds) > 0.18
    lightness = shade.lightness
    while 0 <= lightness <= 1:
        candidate = shade.at(lightness).hex
        if all(contrast(candidate, ground) >= ratio for ground in grounds):
            return candidate
        lightness += -0.012 if darker else 0.012
    return NEAR_BLACK if darker else NEAR_WHITE


def _invented(brief: Brief, chooser: Chooser, hues: Sequence[float]) -> Shade:
    """An accent for a prompt without colours: a hue of the trade, as strong as the mood."""
    hue = chooser.pick(tuple(hues) or HUES[brief.kind], "hue") + chooser.between(-9, 9, "hue shift")
    strengths = [CHROMA[mood] for mood in brief.moods if mood in CHROMA]
    chroma = sum(strengths) / len(strengths) if strengths else chooser.pick((0.1, 0.12, 0.14, 0.16), "chroma")
    levels = [LIGHTNESS[mood] for mood in brief.moods if mood in LIGHTNESS]
    lightness = sum(levels) / len(levels) if levels else chooser.between(0.42, 0.54, "lightness")
    return Shade(lightness, chroma, hue % 360)


def _paper(brief: Brief, chooser: Chooser) -> str:
    """What the site is printed on: the mood decides, else the seed."""
    usual = ("white", "off-white", "mist", "clay") if brief.kind in BRIGHT else tuple(PAPERS)
    if brief.kind == "landing":
        # Nothing is known of the trade: a paper of its own makes the page somebody's.
        usual = ("cream", "toned", "clay", "dye")
    fitting = next((PAPERS_OF_MOOD[mood] for mood in brief.moods if mood in PAPERS_OF_MOOD), usual)
    return chooser.pick(fitting, "paper")


def _night(accent: Shade, chooser: Chooser) -> str:
    """The kind of dark: black, slate, or dyed in the accent if its hue bears that."""
    muddy = MUDDY[0] < accent.hue % 360 < MUDDY[1]
    return chooser.pick(UNDYED if muddy else tuple(NIGHTS), "night")


def _tinted(pale: list[Shade]) -> bool:
    return bool(pale) and pale[0].chroma >= 0.03


def _grey_hue(brief: Brief, accent: Shade, chooser: Chooser) -> float:
    if not (EARTHY | {"editorial"}).isdisjoint(brief.moods):
        return 72.0
    if {"modern", "serious"} & set(brief.moods):
        return 255.0 if not 20 < accent.hue < 110 else accent.hue
    return accent.hue if chooser.pick((True, False), "grey") else 74.0


def _grounds(scheme: Scheme) -> dict[Tone, str]:
    grey, accent = scheme.grey, scheme.accent
    if scheme.monochrome:
        light = {"plain": "#ffffff", "tint": "#f3f3f3", "dark": "#0d0d0d"}
        return {"plain": "#0d0d0d", "tint": "#191919", "dark": "#000000"} if scheme.dark else light  # type: ignore[return-value]
    deep = Shade(0.25, min(accent.chroma * 0.45, 0.05), accent.hue)
    if scheme.second is not accent and accent.lightness < 0.5:
        deep = accent.at(min(accent.lightness, 0.3), min(accent.chroma, 0.08))
    if scheme.dark:
        hue = accent.hue if grey.hue == accent.hue or scheme.night not in UNDYED else grey.hue
        night, tint, deepest = (Shade(*level, hue) for level in NIGHTS[scheme.night])
        return {"plain": night.hex, "tint": tint.hex, "dark": deepest.hex}
    if scheme.ground is not None:
        base = scheme.ground if scheme.ground.lightness < 0.995 else Shade(1.0, 0.0, 0.0)
        tint = base.at(base.lightness - 0.035, max(base.chroma, 0.008))
        return {"plain": base.hex, "tint": tint.hex, "dark": deep.hex}
    hue = scheme.paper_hue % 360 if scheme.paper in DYED else grey.hue
    paper, tint = (Shade(lightness, chroma, hue) for lightness, chroma in PAPERS[scheme.paper])
    return {"plain": paper.hex, "tint": tint.hex, "dark": deep.hex}


def _palette(scheme: Scheme, ground: str, accent: Shade) -> Palette:
    """Colours that work on ``ground``: its surface, inks, lines and the accent."""
    base = read_colour(ground)
    is_dark = relative_luminance(ground) < 0.18
    surface = base.at(
        min(1.0, base.lightness + 0.035) if is_dark or base.lightness < 0.97 else base.lightness - 0.025
    )
    if not is_dark and base.lightness < 0.97:
        # Deep papers carry paler sheets, or these would look dirty on them.
        step = 0.03 if base.lightness > 0.9 else 0.055
        surface = base.at(min(1.0, base.lightness + step), base.chroma * 0.55)
    both = (ground, surface.hex)
    grey = Shade(0.5, 0.0 if scheme.monochrome else scheme.grey.chroma, scheme.grey.hue)
    ink = grey.at(0.955, 0.008 if grey.chroma else 0.0) if is_dark else grey.at(0.21)
    line = (
        base.at(base.lightness + 0.09)
        if is_dark
        else base.at(base.lightness - 0.085, max(base.chroma, grey.chroma * 0.7))
    )
    button, on_button = _button(accent, both, monochrome=scheme.monochrome, dark=is_dark)
    return Palette(
        ground=ground,
        surface=surface.hex,
        ink=reach(ink, both, TEXT),
        ink_soft=reach(grey.at(0.79 if is_dark else 0.46), both, SOFT_TEXT + 0.6),
        line=line.hex,
        line_strong=reach(grey.at(0.6 if is_dark else 0.62), both, CONTROL),
        accent=button,
        on_accent=on_button,
        accent_text=reach(read_colour(button), both, SOFT_TEXT),
    )


def _accent_palette(scheme: Scheme) -> Palette:
    """The coloured ground: the accent itself, as near to its own lightness as text allows."""
    if scheme.monochrome:
        return _palette(
            scheme,
            "#0d0d0d" if not scheme.dark else "#ffffff",
            scheme.second if not scheme.dark else scheme.accent,
        )
    ground, ink = _ground_for_text(scheme.accent)
    base = read_colour(ground)
    light_text = relative_luminance(ink) > 0.5
    surface = base.at(base.lightness - 0.04 if light_text else min(0.99, base.lightness + 0.04))
    both = (ground, surface.hex)
    tinted = Shade(0.93 if light_text else 0.25, 0.02, base.hue)
    text = reach(Shade(0.99 if light_text else 0.2, 0.008, base.hue), both, TEXT if not light_text else 4.7)
    second = (
        scheme.second
        if scheme.second is not scheme.accent
        else Shade(0.985 if light_text else 0.22, 0.012, base.hue)
    )
    button, on_button = _button(second, both, monochrome=False, dark=light_text)
    return Palette(
        ground=ground,
        surface=surface.hex,
        ink=text,
        ink_soft=reach(tinted, both, SOFT_TEXT),
        line=base.at(base.lightness + (0.1 if light_text else -0.1)).hex,
        line_strong=reach(base.at(0.8 if light_text else 0.4, base.chroma * 0.4), both, CONTROL),
        accent=button,
        on_accent=on_button,
        accent_text=reach(read_colour(button), both, SOFT_TEXT),
    )


def _ground_for_text(accent: Shade) -> tuple[str, str]:
    """The accent as a ground on which near-white text reaches 5.6:1, or dark text on bright hues such as
    yellow.
    """
    if accent.lightness > 0.74:
        return accent.hex, NEAR_BLACK
    lightness = min(accent.lightness, 0.62)
    while lightness > 0.15 and contrast(accent.at(lightness).hex, NEAR_WHITE) < 6.0:
        lightness -= 0.012
    return accent.at(lightness).hex, NEAR_WHITE


def _button(accent: Shade, grounds: tuple[str, str], *, monochrome: bool, dark: bool) -> tuple[str, str]:
    """A button's colour with 3:1 on the grounds, and the text colour that has 4.5:1 on it."""
    if monochrome:
        return ("#ffffff", "#0d0d0d") if dark else ("#0d0d0d", "#ffffff")
    for step in range(70):
        for sign in (1, -1):
            lightness = accent.lightness + sign * step * 0.01
            if not 0.12 <= lightness <= 0.97:
                continue
            colour = accent.at(lightness).hex
            if any(contrast(colour, ground) < CONTROL for ground in grounds):
                continue
            text = max((NEAR_WHITE, NEAR_BLACK), key=lambda ink: contrast(colour, ink))
            if contrast(colour, text) >= SOFT_TEXT:
                return colour, text
    return (NEAR_WHITE, NEAR_BLACK) if dark else (NEAR_BLACK, NEAR_WHITE)
