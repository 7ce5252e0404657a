"""Which template: a score that can be explained to the customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sitegen.brief import Brief
from sitegen.catalog import Catalog, Template
from sitegen.choice import Chooser
from sitegen.errors import CatalogError
from sitegen.reading.text import fold, phrase_key

KIND, RELATED, KEYWORD, MOOD, PAGE = 10.0, 6.0, 3.0, 1.5, 0.5
NOISE = 1.2


@dataclass(frozen=True)
class Fit:
    """How a template suits a brief: the kind, and what both have of words, moods and pages."""

    kind: Literal["made for", "suits", ""]
    keywords: tuple[str, ...]
    moods: tuple[str, ...]
    pages: tuple[str, ...]

    @property
    def points(self) -> float:
        return (
            {"made for": KIND, "suits": RELATED, "": 0.0}[self.kind]
            + KEYWORD * min(len(self.keywords), 3)
            + MOOD * len(self.moods)
            + PAGE * len(self.pages)
        )


def choose_template(brief: Brief, catalog: Catalog, chooser: Chooser) -> tuple[Template, str]:
    """The template with the highest score, and why; raises CatalogError for an empty catalog."""
    templates = list(catalog.templates.values())
    if not templates:
        raise CatalogError("The catalog has no templates.")
    fits = {template.id: fit_of(brief, template) for template in templates}
    best = chooser.best(templates, lambda template: fits[template.id].points, "template", noise=NOISE)
    fit = fits[best.id]
    return best, f"{best.name}: {_reason(brief, fit)} (score {fit.points:g})"


def fit_of(brief: Brief, template: Template) -> Fit:
    """What speaks for a template."""
    text = f" {phrase_key(' '.join((brief.subject, *brief.topics)))} "
    roles = {page.role for page in template.pages}
    return Fit(
        kind="made for" if brief.kind == template.kind else "suits" if brief.kind in template.kinds else "",
        keywords=tuple(word for word in template.keywords if f" {phrase_key(word)} " in text),
        moods=tuple(mood for mood in template.moods if mood in brief.moods),
        pages=tuple(role for role in brief.pages if fold(role) in roles and role != "home"),
    )


def _reason(brief: Brief, fit: Fit) -> str:
    reasons = [
        f"{fit.kind} {brief.kind}" if fit.kind else "",
        "words " + ", ".join(f"“{word}”" for word in fit.keywords[:3]) if fit.keywords else "",
        "mood " + ", ".join(fit.moods) if fit.moods else "",
        "has pages " + ", ".join(fit.pages) if fit.pages else "",
    ]
    return ", ".join(filter(None, reasons)) or "no better match"
