"""Colours of a picture, derived in OKLCH from the site's palette.

OKLab is Björn Ottosson's (https://bottosson.github.io/posts/oklab/). Colours outside sRGB lose chroma until
they fit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import NamedTuple


class Oklch(NamedTuple):
    """Lightness 0–1, chroma 0–0.4, hue in degrees."""

    lightness: float
    chroma: float
    hue: float


@lru_cache(maxsize=4096)
def oklch(colour: str) -> Oklch:
    """OKLCH of ``#rrggbb``."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


@lru_cache(maxsize=8192)
def hexed(lightness: float, chroma: float, hue: float) -> str:
    """``#rrggbb`` of an OKLCH colour, with less chroma if sRGB has no such colour."""
    lightness = min(max(lightness, 0.0), 1.0)
    for step in range(13):
        channels = _rgb(lightness, chroma * (1 - step / 12), hue)
        if all(-0.001 <= channel <= 1.001 for channel in channels):
            break
    return "#" + "".join(f"{round(255 * _encoded(min(max(channel, 0), 1))):02x}" for channel in channels)


@lru_cache(maxsize=8192)
def lighter(colour: str, by: float) -> str:
    """``colour`` with its lightness raised by ``by`` (−1…1; negative is darker), chroma kept if it can be."""
    lightness, chroma, hue = oklch(colour)
    return hexed(round(lightness + by, 4), round(chroma, 4), round(hue, 2))


@lru_cache(maxsize=4096)
def mixed(first: str, second: str, share: float) -> str:
    """``first`` with a ``share`` of ``second``, mixed in OKLab."""
    one, two = oklch(first), oklch(second)
    a, b = (_mix(one, two, share, function) for function in (math.cos, math.sin))
    lightness = one.lightness * (1 - share) + two.lightness * share
    return hexed(
        round(lightness, 4), round(math.hypot(a, b), 4), round(math.degrees(math.atan2(b, a)) % 360, 2)
    )


def _mix(one: Oklch, two: Oklch, share: float, function: object) -> float:
    assert callable(function)  # noqa: S101 - math.cos or math.sin
    first = one.chroma * function(math.radians(one.hue))
    second = two.chroma * function(math.radians(two.hue))
    return float(first * (1 - share) + second * share)


def _rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _encoded(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else float(1.055 * channel ** (1 / 2.4) - 0.055)


@dataclass(frozen=True)
class Inks:
    """The colours of one picture, by what they are for.

    ``sky`` and ``sky2`` are backgrounds, ``far`` to ``near`` planes in depth, ``floor`` is what things stand
    on, ``cast`` the shadow there. ``one``, ``two``, ``three`` colour things (``three`` is pale), ``pop``
    small accents, ``leaf`` plants, ``crust`` bread, wood and leather, ``ink`` lines, ``light`` highlights.
    Leaves are green and crusts are warm on every site, as muted as the rest.
    """

    sky: str
    sky2: str
    far: str
    mid: str
    near: str
    floor: str
    cast: str
    one: str
    two: str
    three: str
    pop: str
    leaf: str
    crust: str
    ink: str
    light: str
    dark: bool

    @property
    def colours(self) -> tuple[str, ...]:
        return tuple(getattr(self, field.name) for field in fields(self) if field.name != "dark")


@dataclass(frozen=True)
class Hues:
    """What inks are made of: the accent, a companion hue, the neutrals' hue, how colourful to be (0–1).

    ``natural`` pictures show food and need red for it.
    """

    accent: Oklch
    companion: float
    neutral: float
    strength: float
    natural: bool = False


# Role: (hue of a(ccent), b (companion), n(eutral), g(reen) or w(arm), lightness, chroma at full strength)
_Recipe = dict[str, tuple[str, float, float]]
DAY: _Recipe = {
    "sky": ("n", 0.955, 0.014), "sky2": ("a", 0.905, 0.035), "far": ("a", 0.83, 0.055),
    "mid": ("a", 0.7, 0.085), "near": ("a", 0.45, 0.085), "floor": ("b", 0.875, 0.045),
    "cast": ("b", 0.76, 0.055), "two": ("b", 0.74, 0.11), "three": ("n", 0.965, 0.014),
    "pop": ("b", 0.66, 0.16), "leaf": ("g", 0.52, 0.085), "crust": ("w", 0.72, 0.095),
    "ink": ("a", 0.25, 0.04), "light": ("n", 0.99, 0.006),
}  # fmt: skip
TINTED: _Recipe = {
    "sky": ("a", 0.86, 0.06), "sky2": ("a", 0.91, 0.04), "far": ("a", 0.77, 0.075),
    "mid": ("a", 0.64, 0.09), "near": ("a", 0.38, 0.075), "floor": ("a", 0.72, 0.075),
    "cast": ("a", 0.58, 0.08), "two": ("b", 0.8, 0.1), "three": ("n", 0.97, 0.014),
    "pop": ("b", 0.7, 0.16), "leaf": ("g", 0.42, 0.08), "crust": ("w", 0.72, 0.095),
    "ink": ("a", 0.24, 0.045), "light": ("n", 0.99, 0.008),
}  # fmt: skip
BLUSH: _Recipe = {
    "sky": ("b", 0.9, 0.045), "sky2": ("b", 0.94, 0.028), "far": ("b", 0.82, 0.07),
    "mid": ("b", 0.7, 0.1), "near": ("a", 0.42, 0.08), "floor": ("b", 0.8, 0.075),
    "cast": ("b", 0.67, 0.085), "two": ("b", 0.62, 0.12), "three": ("n", 0.972, 0.012),
    "pop": ("a", 0.58, 0.15), "leaf": ("g", 0.46, 0.08), "crust": ("w", 0.72, 0.095),
    "ink": ("a", 0.25, 0.04), "light": ("n", 0.99, 0.006),
}  # fmt: skip
DUSK: _Recipe = {
    "sky": ("a", 0.27, 0.045), "sky2": ("a", 0.34, 0.055), "far": ("a", 0.41, 0.06),
    "mid": ("a", 0.5, 0.075), "near": ("a", 0.2, 0.035), "floor": ("a", 0.37, 0.05),
    "cast": ("a", 0.26, 0.045), "two": ("b", 0.76, 0.11), "three": ("n", 0.94, 0.02),
    "pop": ("b", 0.74, 0.16), "leaf": ("g", 0.56, 0.08), "crust": ("w", 0.72, 0.095),
    "ink": ("a", 0.16, 0.025), "light": ("b", 0.965, 0.03),
}  # fmt: skip
BOLD: _Recipe = {
    "sky": ("a", 0.52, 0.14), "sky2": ("a", 0.6, 0.14), "far": ("a", 0.46, 0.13),
    "mid": ("a", 0.4, 0.11), "near": ("a", 0.28, 0.07), "floor": ("a", 0.36, 0.1),
    "cast": ("a", 0.28, 0.075), "two": ("b", 0.8, 0.12), "three": ("n", 0.965, 0.018),
    "pop": ("b", 0.76, 0.16), "leaf": ("g", 0.72, 0.1), "crust": ("w", 0.78, 0.095),
    "ink": ("a", 0.19, 0.04), "light": ("n", 0.985, 0.01),
}  # fmt: skip
SCHEMES: dict[str, _Recipe] = {"day": DAY, "tinted": TINTED, "blush": BLUSH, "dusk": DUSK, "bold": BOLD}


GREENS, WARMS, REDS = (105, 185), (48, 90), (18, 42)


def _nearest(hues: tuple[float, float], *, within: tuple[float, float], otherwise: float) -> float:
    return next((hue for hue in hues if within[0] <= hue <= within[1]), otherwise)


@lru_cache(maxsize=256)
def inks(hues: Hues, scheme: str) -> Inks:
    """The inks of a scheme: ``day``, ``tinted``, ``blush`` (ground of the companion), ``dusk``, ``bold``."""
    hue_of = {"a": hues.accent.hue, "b": hues.companion, "n": hues.neutral}
    hue_of["g"] = _nearest((hues.accent.hue, hues.companion), within=GREENS, otherwise=140)
    hue_of["w"] = _nearest((hues.companion, hues.accent.hue), within=WARMS, otherwise=64)
    recipe = SCHEMES[scheme]
    if hues.natural:
        # Tomatoes and cherries are red on every site.
        red = _nearest((hues.accent.hue, hues.companion), within=REDS, otherwise=32)
        hue_of["r"] = red
        recipe = {**recipe, "pop": ("r", min(recipe["pop"][1], 0.64), 0.16)}
    colours = {
        role: hexed(lightness, round(chroma * hues.strength, 4), round(hue_of[which], 2))
        for role, (which, lightness, chroma) in recipe.items()
    }
    low, high = (0.62, 0.8) if scheme in ("dusk", "bold") else (0.4, 0.62)
    if scheme == "bold":
        one = hexed(0.84, round(0.09 * hues.strength, 4), round(hues.accent.hue, 2))
    else:
        lightness = min(max(hues.accent.lightness, low), high)
        one = hexed(round(lightness, 4), round(min(hues.accent.chroma, 0.16), 4), round(hues.accent.hue, 2))
    return Inks(one=one, dark=scheme in ("dusk", "bold"), **colours)
