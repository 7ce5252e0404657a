"""The image agent: draws the site's pictures in its own colours."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass

from builds.agents.base import MakeInputs, Report, Voice, counted
from sitegen.artwork import draw_artwork
from sitegen.spec import SiteArtwork, SitePlan

# Where each hue ends, in degrees of the HSL circle.
HUES = (
    (12, "red"), (32, "terracotta"), (48, "gold"), (66, "yellow"), (168, "green"), (185, "teal"),
    (205, "petrol"), (250, "blue"), (285, "violet"), (330, "plum"), (348, "rose"), (361, "red"),
)  # fmt: skip


@dataclass(frozen=True)
class Image:
    name: str = "image"

    def run(self, inputs: MakeInputs, report: Report) -> SiteArtwork:
        """Pictures for every section that shows some."""
        voice, plan = Voice(self.name, report), inputs.plan
        voice.thinking(f"Choosing motifs for {plan.brief.subject}", 10)
        if inputs.uploads:
            voice.working(f"Making room for {counted(len(inputs.uploads), 'picture')} of yours", 20)
        if inputs.elsewhere:
            voice.warning(
                f"{counted(inputs.elsewhere, 'picture')} on another host cannot be used: upload them here", 25
            )
        voice.working(f"Drawing in {plan.theme.artwork_style} style, in {_colours(plan)}", 30)
        artwork = draw_artwork(plan, inputs.catalog)
        pictures = sum(len(slots) for slots in artwork.pictures.values())
        voice.completed(
            f"Drew {counted(pictures, 'picture')} in {_colours(plan)}"
            if pictures
            else "This site needs no pictures"
        )
        return artwork


def _colours(plan: SitePlan) -> str:
    """The colours in the owner's words, else the accent's name."""
    if plan.brief.colours:
        return " and ".join(colour.name for colour in plan.brief.colours[:2])
    return colour_name(plan.theme.palettes["plain"].accent)


def colour_name(value: str) -> str:
    """What people call an sRGB colour ``#rrggbb``, roughly: “deep green”, “pale gold”, “grey”."""
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.12:
        return "near-black" if lightness < 0.2 else "near-white" if lightness > 0.85 else "grey"
    name = next(name for limit, name in HUES if hue * 360 < limit)
    shade = "deep " if lightness < 0.36 else "pale " if lightness > 0.7 else ""
    return shade + name
