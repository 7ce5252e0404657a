"""The image agent: draws the site's pictures in its own colours."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass

from builds.agents.base import MakeInputs, Report, Voice
from builds.agents.sayings import Listed, Saying, say, say_counted
from builds.agents.words import COLOURS, DRAWING_STYLES, named
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
        voice.thinking(say("Choosing motifs for “%(subject)s”", subject=plan.brief.subject), 10)
        if inputs.uploads:
            voice.working(_room(len(inputs.uploads)), 20)
        if inputs.elsewhere:
            voice.warning(_left_out(inputs.elsewhere), 25)
        style, colours = named(DRAWING_STYLES, plan.theme.artwork_style), _colours(plan)
        voice.working(say("Drawing with %(style)s, in %(colours)s", style=style, colours=colours), 30)
        artwork = draw_artwork(plan, inputs.catalog)
        pictures = sum(len(slots) for slots in artwork.pictures.values())
        voice.completed(
            say_counted(
                "Drew %(count)s picture in %(colours)s",
                "Drew %(count)s pictures in %(colours)s",
                pictures,
                colours=colours,
            )
            if pictures
            else say("This site needs no pictures")
        )
        return artwork


def _room(count: int) -> Saying:
    return say_counted(
        "Making room for %(count)s picture of yours", "Making room for %(count)s pictures of yours", count
    )


def _left_out(count: int) -> Saying:
    return say_counted(
        "%(count)s picture on another host cannot be used: upload it here",
        "%(count)s pictures on another host cannot be used: upload them here",
        count,
    )


def _colours(plan: SitePlan) -> Saying | Listed:
    """The colours in the owner's words, else the accent's name."""
    if plan.brief.colours:
        return Listed([say("“%(colour)s”", colour=colour.name) for colour in plan.brief.colours[:2]])
    return COLOURS[colour_name(plan.theme.palettes["plain"].accent)]


def colour_name(value: str) -> str:
    """The name of an sRGB colour ``#rrggbb`` in ``words.COLOURS``, roughly what people call it: “deep green”,
    “pale gold”, “grey”.
    """
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.12:
        return "near-black" if lightness < 0.2 else "near-white" if lightness > 0.85 else "grey"
    name = next(name for limit, name in HUES if hue * 360 < limit)
    shade = "deep " if lightness < 0.36 else "pale " if lightness > 0.7 else ""
    return shade + name
