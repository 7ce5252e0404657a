"""Templates against the components of the same catalog: each place can be filled, each page has a title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sitegen.authoring.documents import Folder
from sitegen.authoring.positions import Location
from sitegen.authoring.problems import did_you_mean
from sitegen.catalog import Component, Template, TemplatePage, TemplateSection
from sitegen.content import PAGE_TITLES
from sitegen.fonts import PAIRINGS
from sitegen.planning.look import ALL_ARTWORK

CHROME = {"headers": "navigation", "footers": "footer"}


def check_template(folder: Folder[Template], template: Template, components: Mapping[str, Component]) -> None:
    """Note what a template asks for and the catalog does not have.

    ``components`` are all whose files can be read, also those with problems of their own.
    """
    for key, category in CHROME.items():
        _chrome(folder, key, category, getattr(template, key), components)
    _known(folder, ("design", "pairings"), template.design.pairings, PAIRINGS, "type pairing")
    _known(folder, ("design", "artwork"), template.design.artwork, ALL_ARTWORK, "style of artwork")
    _pages(folder, template.pages)
    for number, page in enumerate(template.pages):
        for place, section in enumerate(page.sections):
            _section(folder, ("pages", number, "sections", place), section, components)


def _chrome(
    folder: Folder[Template],
    key: str,
    category: str,
    named: Sequence[str],
    components: Mapping[str, Component],
) -> None:
    there = {name for name, item in components.items() if item.category == category}
    if not named:
        folder.complain(f"no-{key[:-1]}", f"Name at least one component under “{key}”.", (key,))
    for number, name in enumerate(named):
        if name not in components:
            message = f"There is no component “{name}”.{did_you_mean(name, there)}"
            folder.complain("unknown-component", message, (key, number))
        elif name not in there:
            message = f"“{name}” is of category {components[name].category}, not {category}."
            folder.complain(f"no-{key[:-1]}", message, (key, number))


def _known(
    folder: Folder[Template],
    at: Location,
    values: Sequence[str],
    known: Mapping[str, object] | Sequence[str],
    what: str,
) -> None:
    for number, value in enumerate(values):
        if value not in known:
            folder.complain(
                "unknown-value", f"There is no {what} “{value}”.{did_you_mean(value, known)}", (*at, number)
            )


def _pages(folder: Folder[Template], pages: Sequence[TemplatePage]) -> None:
    seen: set[str] = set()
    for number, page in enumerate(pages):
        first = page.sections[0]
        place = ("pages", number, "sections", 0)
        if first.content not in PAGE_TITLES:
            message = (
                f"A page begins with a hero or a page_header, which holds its h1, not with {first.content}."
            )
            folder.complain("no-h1", message, (*place, "content"))
        elif first.optional:
            folder.complain(
                "no-h1", "The section that holds the page's h1 cannot be optional.", (*place, "optional")
            )
        for later, section in enumerate(page.sections[1:], start=1):
            if section.content in PAGE_TITLES:
                message = "A page has one h1: no second hero or page_header."
                folder.complain("second-h1", message, ("pages", number, "sections", later, "content"))
        if page.role in seen:
            folder.complain(
                "page-twice", f"The page “{page.role}” is there twice.", ("pages", number, "role")
            )
        seen.add(page.role)
    if pages[0].role != "home" or pages[0].optional:
        folder.complain(
            "no-home",
            "The first page is the start page: its role is “home”, and it is not optional.",
            ("pages", 0),
        )


def _section(
    folder: Folder[Template], at: Location, section: TemplateSection, components: Mapping[str, Component]
) -> None:
    fitting = {name: item for name, item in components.items() if item.content == section.content}
    if not fitting:
        message = f"No component of the catalog shows {section.content}."
        folder.complain("nothing-shows", message, (*at, "content"))
    candidates = []
    for number, name in enumerate(section.components):
        if name not in components:
            message = f"There is no component “{name}”.{did_you_mean(name, fitting)}"
            folder.complain("unknown-component", message, (*at, "components", number))
        elif name not in fitting:
            shown = components[name].content or components[name].category
            message = f"“{name}” shows {shown}, not {section.content}.{did_you_mean(name, fitting)}"
            folder.complain("wrong-content", message, (*at, "components", number))
        else:
            candidates.append(fitting[name])
    _demands(folder, at, section, candidates or list(fitting.values()))


def _demands(
    folder: Folder[Template], at: Location, section: TemplateSection, candidates: Sequence[Component]
) -> None:
    """Whether some candidate has the tones and takes the number of items that are asked for."""
    if not candidates:
        return
    if section.tones and not any(set(section.tones) & set(item.tones) for item in candidates):
        message = f"None of the components has the tone {' or '.join(section.tones)}."
        folder.complain("tone-not-there", message, (*at, "tones"))
    count = section.items
    if count is not None and not any(_takes(item, count) for item in candidates):
        folder.complain("item-count", f"None of the components takes {count} items.", (*at, "items"))


def _takes(component: Component, count: int) -> bool:
    return (component.min_items or 1) <= count <= (component.max_items or count)
