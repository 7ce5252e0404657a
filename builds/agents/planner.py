"""The planner: reads the prompt, chooses the template, lays out pages and look."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builds.agents.base import PlanInputs, Report, Voice
from builds.agents.sayings import Listed, Saying, Sentences, say, say_counted
from builds.agents.words import MOODS, PAGES, named
from sitegen.brief import Brief
from sitegen.catalog import Template
from sitegen.planning import Fit, fit_of, make_plan, seed_of
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
        voice.thinking(say("Reading the prompt"), 5)
        brief = brief_for(_read(inputs), order.uploads)
        voice.working(_understood(brief), 40)
        seed = order.seed if order.seed is not None else seed_of(order.prompt)
        plan = make_plan(brief, inputs.catalog, seed=seed, template_id=order.template_id)
        voice.working(_chosen(plan, inputs.catalog.template(plan.template_id), order.template_id), 80)
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


def _understood(brief: Brief) -> Sentences:
    name, subject = brief.name, brief.subject
    if brief.place:
        understood = say(
            "Understood: %(name)s, “%(subject)s” in %(place)s.",
            name=name,
            subject=subject,
            place=brief.place,
        )
    else:
        understood = say("Understood: %(name)s, “%(subject)s”.", name=name, subject=subject)
    offers = [offer.name for offer in brief.offers]
    return Sentences([understood, *([say("On offer: %(offers)s.", offers=Listed(offers))] if offers else [])])


def _chosen(plan: SitePlan, template: Template, asked_for: str | None) -> Sentences:
    if asked_for is not None:
        return Sentences([say("Took the template %(template)s, as asked.", template=template.name)])
    reasons = _reasons(fit_of(plan.brief, template)) or [say("None fits better.")]
    return Sentences([say("Chose the template %(template)s.", template=template.name), *reasons])


def _reasons(fit: Fit) -> list[Saying]:
    reasons = []
    if fit.kind == "made for":
        reasons.append(say("It is made for sites of this kind."))
    elif fit.kind == "suits":
        reasons.append(say("It suits sites of this kind."))
    if fit.keywords:
        words = Listed([say("“%(word)s”", word=keyword) for keyword in fit.keywords])
        reasons.append(say("It goes with words of the prompt: %(words)s.", words=words))
    if fit.moods:
        moods = Listed([named(MOODS, mood) for mood in fit.moods])
        reasons.append(say("It has the mood: %(moods)s.", moods=moods))
    if fit.pages:
        pages = Listed([named(PAGES, role) for role in fit.pages])
        reasons.append(say("It has pages that were asked for: %(pages)s.", pages=pages))
    return reasons


def _laid_out(plan: SitePlan) -> Sentences:
    # How many goods there are is for the words to say; a page for each that there may be is ready.
    own = [page for page in plan.pages if page.role != "product"]
    planned = say_counted(
        "Planned %(count)s page: %(pages)s.",
        "Planned %(count)s pages: %(pages)s.",
        len(own),
        pages=Listed([named(PAGES, page.role) for page in own], most=6),
    )
    sections = say_counted(
        "There is %(count)s section in all.",
        "There are %(count)s sections in all.",
        sum(len(page.sections) for page in own),
    )
    goods = [say("Each product gets a page of its own.")] if len(own) < len(plan.pages) else []
    return Sentences([planned, sections, *goods])
