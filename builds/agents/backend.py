"""The backend agent: forms that deliver, and structured data for search engines."""

from __future__ import annotations

from dataclasses import dataclass

from builds.agents.base import MakeInputs, Report, Voice
from builds.agents.sayings import Listed, Saying, Sentences, say, say_counted
from builds.agents.words import BUSINESSES, FORMS, named
from sitegen.backend import make_backend
from sitegen.spec import SiteBackend


@dataclass(frozen=True)
class Backend:
    name: str = "backend"

    def run(self, inputs: MakeInputs, report: Report) -> SiteBackend:
        """Forms and JSON-LD of the site."""
        voice = Voice(self.name, report)
        site = inputs.plan.brief.name
        voice.thinking(say("Deciding what visitors of %(site)s may want to send", site=site), 10)
        backend = make_backend(inputs.plan)
        forms = [named(FORMS, form.id) for form in backend.forms]
        types = sorted(
            {str(block.get("@type")) for blocks in backend.json_ld.values() for block in blocks} - {"None"}
        )
        if forms:
            voice.working(
                say_counted(
                    "Prepared %(count)s form: %(forms)s",
                    "Prepared %(count)s forms: %(forms)s",
                    len(forms),
                    forms=Listed(forms),
                ),
                60,
            )
        voice.completed(_summary(len(forms), types))
        return backend


def _summary(forms: int, types: list[str]) -> Sentences:
    wired = (
        say_counted("Wired %(count)s form.", "Wired %(count)s forms.", forms)
        if forms
        else say("No forms are needed.")
    )
    return Sentences([wired, _described(types)])


def _described(types: list[str]) -> Saying:
    if not types:
        return say("No structured data is needed.")
    kinds = Listed([named(BUSINESSES, kind) for kind in types])
    return say("Search engines are told what this is: %(kinds)s.", kinds=kinds)
