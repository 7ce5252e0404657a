"""The frontend agent: writes what stands in every section."""

from __future__ import annotations

from dataclasses import dataclass

from builds.agents.base import MakeInputs, Report, Voice, counted
from sitegen.copy import write_copy
from sitegen.spec import SiteCopy


@dataclass(frozen=True)
class Frontend:
    name: str = "frontend"

    def run(self, inputs: MakeInputs, report: Report) -> SiteCopy:
        """Words for all sections that have something true to say."""
        voice, plan = Voice(self.name, report), inputs.plan
        theme = plan.theme
        ground = "dark" if theme.dark else "light"
        voice.thinking(
            f"Setting {theme.type_pairing.replace('-', ' ')} type on a {ground}, {theme.rhythm} layout", 10
        )
        sections = sum(len(page.sections) for page in plan.pages if page.role != "product")
        voice.working(f"Writing {counted(sections, 'section')} for {plan.brief.name}", 30)
        copy = write_copy(plan, inputs.catalog)
        if copy.dropped:
            voice.warning(
                f"Left out {counted(len(copy.dropped), 'section')} that had nothing true to say", 90
            )
        written = sum(len(page.contents) for page in copy.pages.values())
        voice.completed(f"Wrote {counted(written, 'section')} on {counted(len(copy.pages), 'page')}")
        return copy
