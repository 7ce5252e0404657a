"""The templates gallery, as its templates show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sitegen.catalog import Component, Template
from web.cards import Choice, href

CATEGORIES: Mapping[str, Promise] = {
    "agency": _("Agencies"),
    "app": _("Apps"),
    "beauty": _("Beauty"),
    "blog": _("Blogs and magazines"),
    "community": _("Clubs and communities"),
    "consulting": _("Consulting"),
    "ecommerce": _("Shops"),
    "education": _("Education"),
    "event": _("Events"),
    "finance": _("Finance"),
    "fitness": _("Fitness"),
    "hotel": _("Hotels"),
    "landing": _("One page"),
    "legal": _("Law"),
    "medical": _("Health"),
    "music": _("Music"),
    "nonprofit": _("Charities"),
    "photography": _("Photography"),
    "portfolio": _("Portfolios"),
    "realestate": _("Real estate"),
    "restaurant": _("Restaurants"),
    "saas": _("Software"),
    "startup": _("Start-ups"),
    "trades": _("Trades"),
    "travel": _("Travel"),
}
WIDTHS = ((390, _("Phone"), "smartphone"), (768, _("Tablet"), "tablet"), (1280, _("Desktop"), "monitor"))
MOST_TAGS = 12


@dataclass(frozen=True)
class TemplateCard:
    """A template of the gallery."""

    template: Template

    @property
    def category(self) -> Promise | str:
        return category_words(self.template.category)

    @property
    def picture_url(self) -> str:
        return reverse("template-picture", args=[self.template.id])

    @property
    def page_count(self) -> int:
        return len(self.template.pages)


def category_words(category: str) -> Promise | str:
    """A category for people; one that a catalog of one's own has made up stays as it is."""
    return CATEGORIES.get(category, category.replace("-", " ").capitalize())


def category_choices(templates: Iterable[Template], asked: Mapping[str, Any]) -> list[Choice]:
    """All, then each category with how many of ``templates`` it has, by name."""
    counts: dict[str, int] = {}
    for template in templates:
        counts[template.category] = counts.get(template.category, 0) + 1
    rows: list[tuple[str, Promise | str, int]] = [("", _("All"), sum(counts.values()))]
    rows += sorted(
        ((value, category_words(value), count) for value, count in counts.items()),
        key=lambda row: str(row[1]),
    )
    return [
        Choice(value, label, count, href(asked, category=value, page=""), asked["category"] == value)
        for value, label, count in rows
    ]


def tag_choices(templates: Iterable[Template], asked: Mapping[str, Any]) -> list[Choice]:
    """The tags that most of ``templates`` bear; the one that is chosen is always there."""
    counts: dict[str, int] = {}
    for template in templates:
        for tag in template.tags:
            counts[tag] = counts.get(tag, 0) + 1
    often = sorted(counts, key=lambda tag: (-counts[tag], tag))[:MOST_TAGS]
    shown = dict.fromkeys([*([asked["tag"]] if asked["tag"] else []), *often])
    return [
        Choice(
            tag, tag, counts.get(tag, 0), href(asked, tag="" if tag == asked["tag"] else tag, page=""),
            tag == asked["tag"],
        )
        for tag in shown
    ]  # fmt: skip


@dataclass(frozen=True)
class ComponentGroup:
    """The components of a category."""

    category: str
    components: list[Component]


def component_groups(components: Iterable[Component]) -> list[ComponentGroup]:
    groups: dict[str, list[Component]] = {}
    for component in components:
        groups.setdefault(component.category, []).append(component)
    return [ComponentGroup(category, groups[category]) for category in sorted(groups)]
