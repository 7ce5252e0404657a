"""The frontend agent: writes what stands in every section."""

from __future__ import annotations

from dataclasses import dataclass

from builds.agents.base import MakeInputs, Report, Voice
from builds.agents.sayings import Saying, say, say_counted
from builds.agents.words import RHYTHMS, named
from sitegen.copy import write_copy
from sitegen.fonts import PAIRINGS
from sitegen.spec import SiteCopy, Theme


@dataclass(frozen=True)
class Frontend:
    name: str = "frontend"

    def run(self, inputs: MakeInputs, report: Report) -> SiteCopy:
        """Words for all sections that have something true to say."""
        voice, plan = Voice(self.name, report), inputs.plan
        voice.thinking(_set(plan.theme), 10)
        sections = sum(len(page.sections) for page in plan.pages if page.role != "product")
        voice.working(
            say_counted(
                "Writing %(count)s section for %(site)s",
                "Writing %(count)s sections for %(site)s",
                sections,
                site=plan.brief.name,
            ),
            30,
        )
        copy = write_copy(plan, inputs.catalog)
        if copy.dropped:
            voice.warning(
                say_counted(
                    "Left out %(count)s section that had nothing true to say",
                    "Left out %(count)s sections that had nothing true to say",
                    len(copy.dropped),
                ),
                90,
            )
        written = sum(len(page.contents) for page in copy.pages.values())
        voice.completed(
            say(
                "Wrote %(sections)s on %(pages)s",
                sections=say_counted("%(count)s section", "%(count)s sections", written),
                pages=say_counted("%(count)s page", "%(count)s pages", len(copy.pages)),
            )
        )
        return copy


def _set(theme: Theme) -> Saying:
    layout, face = named(RHYTHMS, theme.rhythm), PAIRINGS[theme.type_pairing].display.family
    if theme.dark:
        return say("Setting headings in %(face)s on a dark, %(layout)s layout", face=face, layout=layout)
    return say("Setting headings in %(face)s on a light, %(layout)s layout", face=face, layout=layout)
