"""The planner: reads the prompt, chooses the template, lays out pages and look."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builds.agents.base import PlanInputs, Report, Voice, counted, listed
from sitegen.brief import Brief
from sitegen.planning import make_plan, seed_of
from sitegen.reading import read_brief
from sitegen.spec import SitePlan
from sitegen.uploads import brief_for

# Project names that say nothing about the business, so that a site is never called “Test project 3”.
_WORKING_TITLE = re.compile(
    r"\b(test|tests|demo|untitled|project|site|website|page|new|my|build|prompt|sample|example|draft|try|foo|bar)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Planner:
    name: str = "planner"

    def run(self, inputs: PlanInputs, report: Report) -> SitePlan:
        """The plan of the site; raises ``sitegen.errors.UnknownTemplate``."""
        voice, order = Voice(self.name, report), inputs.order
        voice.thinking("Reading the prompt", 5)
        brief = brief_for(_read(inputs), order.uploads)
        voice.working(_understood(brief), 40)
        seed = order.seed if order.seed is not None else seed_of(order.prompt)
        plan = make_plan(brief, inputs.catalog, seed=seed, template_id=order.template_id)
        voice.working(f"Chose the template {plan.template_reason}", 80)
        voice.completed(_laid_out(plan))
        return plan


def _read(inputs: PlanInputs) -> Brief:
    order = inputs.order
    brief = read_brief(order.prompt, language=order.language, today=order.today)
    if brief.name_given or not order.project_name or not _is_a_name(order.project_name):
        return brief
    return read_brief(order.prompt, name=order.project_name, language=order.language, today=order.today)


def _is_a_name(text: str) -> bool:
    """Whether a project's name may stand on the site."""
    return len(text) <= 40 and text[:1].isupper() and not _WORKING_TITLE.search(text)


def _understood(brief: Brief) -> str:
    place = f" in {brief.place}" if brief.place else ""
    words = f"Understood: {brief.name}, {brief.subject}{place}"
    facts = [offer.name for offer in brief.offers]
    return f"{words}; offers {listed(facts)}" if facts else words


def _laid_out(plan: SitePlan) -> str:
    # How many goods there are is for the words to say; a page for each that there may be is ready.
    own = [page for page in plan.pages if page.role != "product"]
    sections = sum(len(page.sections) for page in own)
    pages = listed([page.role.replace("-", " ").replace("_", " ") for page in own], most=6)
    goods = ", and a page for each product" if len(own) < len(plan.pages) else ""
    return f"Planned {counted(len(own), 'page')} ({pages}) with {counted(sections, 'section')}{goods}"
