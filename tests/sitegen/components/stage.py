"""One component on a page of its own: what the tests of the components render."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sitegen.catalog import Catalog, Component, default_catalog_path, read_directory
from sitegen.content import parse_content
from sitegen.preview import sample_brief, sample_forms, sample_theme
from sitegen.render import render_site
from sitegen.spec import Page, Picture, Section, SiteSpec, Tone

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
KEPT = {"href", "slug", "page", "icon", "form_id", "currency"}
LISTS = ("items", "people", "groups", "tiers", "days", "amounts", "rows")


@lru_cache(maxsize=1)
def catalog() -> Catalog:
    return read_directory(default_catalog_path())


def sections() -> list[Component]:
    return [item for item in catalog().components.values() if item.content is not None]


def page_of(
    component: Component,
    *,
    variant: str | None = None,
    tone: Tone | None = None,
    sample: dict[str, Any] | None = None,
    pictures: bool = True,
    header: str = "header-bar",
    footer: str = "footer-columns",
) -> str:
    """The HTML of a start page that shows ``component`` alone."""
    assert component.content is not None
    data = sample if sample is not None else component.sample
    assert data is not None
    section = Section(
        id="shown",
        kind=component.content,
        component=component.id,
        variant=variant or component.variants[0],
        tone=tone or component.tones[0],
        content=parse_content(component.content, data),
        pictures=pictures_for(component, data) if pictures else {},
    )
    return render_site(spec_of(section, header=header, footer=footer), catalog())["index.html"].decode()


def spec_of(section: Section, *, header: str, footer: str) -> SiteSpec:
    pages = (
        _page("home", "Start", (section,)),
        _page("prices", "Prices", ()),
        _page("contact", "Contact", ()),
    )
    return SiteSpec(
        brief=sample_brief(),
        seed=1,
        template_id="stage",
        template_version=1,
        theme=sample_theme(),
        header=header,
        footer=footer,
        tagline="Stoneware for daily use",
        pages=pages,
        forms=sample_forms(),
    )


def _page(slug: str, label: str, shown: tuple[Section, ...]) -> Page:
    return Page(
        slug=slug,
        role=slug,
        nav_label=label,
        in_nav=True,
        title=f"{label} of Atelier Azul",
        description="A page that shows a component to the tests, and nothing else.",
        sections=shown,
    )


def pictures_for(component: Component, data: dict[str, Any]) -> dict[str, Picture]:
    slots = {item.slot: item for item in component.pictures}
    found = {
        slot: Picture(path=f"assets/art/{slot}.svg", width=item.width, height=item.height, alt="A bowl")
        for slot, item in slots.items()
    }
    size = component.item_pictures
    if size:
        for number in range(item_count(data)):
            found[f"item-{number}"] = Picture(
                path=f"assets/art/item-{number}.svg", width=size.width, height=size.height, alt="A bowl"
            )
    return found


def item_count(data: dict[str, Any]) -> int:
    return len(next((data[key] for key in LISTS if key in data), []))


def with_items(data: dict[str, Any], count: int) -> dict[str, Any]:
    """The sample with ``count`` items: cut, or its items again and again under new names."""
    key = next(key for key in LISTS if key in data)
    items = [_renamed(data[key][number % len(data[key])], number) for number in range(count)]
    return {**data, key: items}


def _renamed(item: Any, number: int) -> Any:
    return {**item, "slug": f"item-{number}"} if isinstance(item, dict) and "slug" in item else item


def with_long_words(data: Any, key: str | None = None) -> Any:
    """Every text of the sample replaced by one word of 80 letters."""
    if isinstance(data, dict):
        return {name: with_long_words(value, name) for name, value in data.items()}
    if isinstance(data, list):
        return [with_long_words(value, key) for value in data]
    return LONG_WORD if isinstance(data, str) and key not in KEPT else data


def without_optional_words(component: Component) -> dict[str, Any]:
    """The sample with nothing but what its content model requires."""
    assert component.content is not None
    assert component.sample is not None
    model = parse_content(component.content, component.sample)
    bare: dict[str, Any] = _bare(model)
    return bare


def _bare(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_bare(item) for item in value]
    if not hasattr(value, "model_fields_set"):
        return value
    fields = type(value).model_fields
    return {name: _bare(getattr(value, name)) for name, field in fields.items() if field.is_required()}
