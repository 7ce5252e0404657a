"""Which template: a score that can be explained to the customer."""

from __future__ import annotations

from sitegen.brief import Brief
from sitegen.catalog import Catalog, Template
from sitegen.choice import Chooser
from sitegen.errors import CatalogError
from sitegen.reading.text import fold, phrase_key

KIND, RELATED, KEYWORD, MOOD, PAGE = 10.0, 6.0, 3.0, 1.5, 0.5
NOISE = 1.2


def choose_template(brief: Brief, catalog: Catalog, chooser: Chooser) -> tuple[Template, str]:
    """The template with the highest score, and why; raises CatalogError for an empty catalog."""
    templates = list(catalog.templates.values())
    if not templates:
        raise CatalogError("The catalog has no templates.")
    scores = {template.id: score_template(brief, template) for template in templates}
    best = chooser.best(templates, lambda template: scores[template.id][0], "template", noise=NOISE)
    points, reasons = scores[best.id]
    return best, f"{best.name}: {', '.join(reasons) or 'no better match'} (score {points:g})"


def score_template(brief: Brief, template: Template) -> tuple[float, list[str]]:
    """Points for kind, keywords, moods and pages, and a reason for each."""
    points = 0.0
    reasons: list[str] = []
    if brief.kind == template.kind:
        points += KIND
        reasons.append(f"made for {template.kind}")
    elif brief.kind in template.kinds:
        points += RELATED
        reasons.append(f"suits {brief.kind}")
    text = f" {phrase_key(' '.join((brief.subject, *brief.topics)))} "
    keywords = [word for word in template.keywords if f" {phrase_key(word)} " in text]
    if keywords:
        points += KEYWORD * min(len(keywords), 3)
        reasons.append("words " + ", ".join(f"“{word}”" for word in keywords[:3]))
    moods = [mood for mood in template.moods if mood in brief.moods]
    if moods:
        points += MOOD * len(moods)
        reasons.append("mood " + ", ".join(moods))
    roles = {page.role for page in template.pages}
    pages = [role for role in brief.pages if fold(role) in roles and role != "home"]
    if pages:
        points += PAGE * len(pages)
        reasons.append("has pages " + ", ".join(pages))
    return points, reasons
