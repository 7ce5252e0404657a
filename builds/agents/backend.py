"""The backend agent: forms that deliver, and structured data for search engines."""

from __future__ import annotations

from dataclasses import dataclass

from builds.agents.base import MakeInputs, Report, Voice, counted, listed
from sitegen.backend import make_backend
from sitegen.spec import SiteBackend


@dataclass(frozen=True)
class Backend:
    name: str = "backend"

    def run(self, inputs: MakeInputs, report: Report) -> SiteBackend:
        """Forms and JSON-LD of the site."""
        voice = Voice(self.name, report)
        voice.thinking(f"Deciding what visitors of {inputs.plan.brief.name} may want to send", 10)
        backend = make_backend(inputs.plan)
        forms = [form.id.replace("-", " ") for form in backend.forms]
        types = sorted(
            {str(block.get("@type")) for blocks in backend.json_ld.values() for block in blocks} - {"None"}
        )
        if forms:
            voice.working(f"Prepared {counted(len(forms), 'form')}: {listed(forms)}", 60)
        voice.completed(_summary(forms, types))
        return backend


def _summary(forms: list[str], types: list[str]) -> str:
    described = (
        f"described the site to search engines as {listed(types)}" if types else "no structured data needed"
    )
    wired = f"Wired {counted(len(forms), 'form')}" if forms else "No forms needed"
    return f"{wired}; {described}"
