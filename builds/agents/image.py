"""The image agent: draws the site's pictures in its own colours."""

from __future__ import annotations

from dataclasses import dataclass

from builds.agents.base import MakeInputs, Report, Voice, counted
from sitegen.artwork import draw_artwork
from sitegen.spec import SiteArtwork, SitePlan


@dataclass(frozen=True)
class Image:
    name: str = "image"

    def run(self, inputs: MakeInputs, report: Report) -> SiteArtwork:
        """Pictures for every section that shows some."""
        voice, plan = Voice(self.name, report), inputs.plan
        voice.thinking(f"Choosing motifs for {plan.brief.subject}", 10)
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
    """The colours in the owner's words, else the accent's value."""
    if plan.brief.colours:
        return " and ".join(colour.name for colour in plan.brief.colours[:2])
    return f"shades of {plan.theme.palettes['plain'].accent}"
