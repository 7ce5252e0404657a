"""The looks that components are shown in: palettes, type and temper of sites that could be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sitegen.brief import Brief, Colour, SiteKind
from sitegen.choice import Chooser
from sitegen.palette import make_palettes
from sitegen.preview import sample_theme
from sitegen.spec import Theme


@dataclass(frozen=True)
class Look:
    """A theme with a name for people; ``colours`` are asked for as a prompt would."""

    id: str
    label: str
    kind: SiteKind
    dark: bool = False
    pairing: str = ""
    radius: int = 10
    rhythm: Literal["classic", "editorial", "bold"] = "classic"
    buttons: Literal["solid", "pill", "sharp"] = "solid"
    artwork: str = "flat"
    colours: tuple[Colour, ...] = ()
    moods: tuple[str, ...] = ()

    def theme(self) -> Theme:
        return _theme(self)


LOOKS = (
    Look("studio", "Studio, light", "ecommerce", pairing="instrument", radius=12, artwork="grain"),
    Look(
        "night", "Night, dark", "saas", dark=True, pairing="sora", radius=16, rhythm="bold", buttons="pill",
        artwork="geometric",
    ),
    Look(
        "journal", "Journal, warm", "blog", pairing="newsreader", radius=2, rhythm="editorial",
        buttons="sharp", artwork="line", moods=("editorial", "warm"),
    ),
    Look(
        "market", "Market, vivid", "startup", pairing="bricolage", radius=20, rhythm="bold", buttons="pill",
        artwork="cutout", moods=("playful",),
    ),
    Look(
        "ink", "Ink, black and white", "agency", pairing="archivo-wide", radius=0, buttons="sharp",
        artwork="line", colours=(Colour(name="black", hex="#000000"), Colour(name="white", hex="#ffffff")),
    ),
)  # fmt: skip


@lru_cache(maxsize=16)
def _theme(look: Look) -> Theme:
    brief = Brief(
        prompt=look.label,
        subject="ceramics studio",
        name="Atelier Azul",
        kind=look.kind,
        colours=look.colours,
        moods=look.moods,
    )
    return sample_theme().model_copy(
        update={
            "palettes": make_palettes(brief, Chooser(len(look.id)), dark=look.dark),
            "dark": look.dark,
            "type_pairing": look.pairing,
            "radius": look.radius,
            "rhythm": look.rhythm,
            "buttons": look.buttons,
            "artwork_style": look.artwork,
        }
    )
