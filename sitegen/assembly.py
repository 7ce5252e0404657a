"""Putting a site together: plan, copy, backend and artwork become one SiteSpec that can be rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sitegen.artwork import draw_products, fit_to_words
from sitegen.backend import product_data
from sitegen.content import PAGE_TITLES, Content, ProductPage, parse_content
from sitegen.files import DRAWN, PHOTOS
from sitegen.spec import (
    Page,
    PageCopy,
    PagePlan,
    Picture,
    Section,
    SectionPlan,
    SiteArtwork,
    SiteBackend,
    SiteCopy,
    SitePlan,
    SiteSpec,
)

PAGE_LINK = re.compile(r"^page:([a-z0-9-]+)(?:#([a-z0-9-]+))?$")
ITEM_KEYS = ("items", "people", "groups", "tiers", "days", "amounts")
ITEM_TITLES = ("title", "name", "caption", "label", "role")

Written = list[tuple[SectionPlan, dict[str, Any]]]


@dataclass(frozen=True)
class _Site:
    """What every page needs: ``targets`` are section ids by planned slug, ``addresses`` final by planned
    slugs.
    """

    backend: SiteBackend
    artwork: SiteArtwork
    targets: dict[str, set[str]]
    addresses: dict[str, str]
    subject: str


def assemble(plan: SitePlan, copy: SiteCopy, backend: SiteBackend, artwork: SiteArtwork) -> SiteSpec:
    """One spec from the four results.

    Sections without copy are left out, links to what is not there are led home, titles are made unique,
    and every page keeps exactly one ``h1``. Raises pydantic's ValidationError for content that does not fit
    its kind.
    """
    forms = {form.id for form in backend.forms}
    sections = {page.slug: _written_sections(page, copy.pages.get(page.slug), forms) for page in plan.pages}
    sections = _without_stray_products(plan, sections)
    artwork = fit_to_words(plan, artwork, _item_titles(copy))
    artwork = draw_products(plan, artwork, [item for written in sections.values() for item in written])
    targets = {slug: {section.id for section, _ in written} for slug, written in sections.items() if written}
    site = _Site(
        backend=backend,
        artwork=artwork,
        targets=targets,
        addresses={slug: copy.pages[slug].address or slug for slug in targets},
        subject=plan.brief.subject,
    )
    pages = [
        _page(page, copy.pages[page.slug], sections[page.slug], site)
        for page in plan.pages
        if sections[page.slug]
    ]
    return SiteSpec(
        brief=plan.brief,
        seed=plan.seed,
        template_id=plan.template_id,
        template_version=plan.template_version,
        theme=plan.theme,
        header=plan.header,
        footer=plan.footer,
        tagline=copy.tagline,
        pages=tuple(_unique_titles(pages, plan.brief.name)),
        forms=backend.forms,
        files=_used_files(artwork, pages),
        components=_used_pins(plan, pages),
        logo=artwork.logo,
    )


def _item_titles(copy: SiteCopy) -> dict[str, list[str]]:
    """The written titles of sections' items, by section id."""
    titles: dict[str, list[str]] = {}
    for page in copy.pages.values():
        for section_id, content in page.contents.items():
            items: list[Any] = next((content[key] for key in ITEM_KEYS if content.get(key)), [])
            titles[section_id] = [
                next((str(item[key]) for key in ITEM_TITLES if item.get(key)), "")
                for item in items
                if isinstance(item, dict)
            ]
    return titles


def _written_sections(page: PagePlan, copy: PageCopy | None, forms: set[str]) -> Written:
    """Sections that have words; none at all if the page's first section, which holds the ``h1``, has not."""
    if copy is None:
        return []
    written: Written = []
    for section in page.sections:
        content = copy.contents.get(section.id)
        if content is None or not _form_is_there(content, forms):
            continue
        # One h1 a page: only the first section may hold it.
        if section.content in PAGE_TITLES and written:
            continue
        written.append((section, content))
    holds_title = bool(written) and written[0][0].content in PAGE_TITLES
    return written if holds_title else []


def _without_stray_products(plan: SitePlan, sections: dict[str, Written]) -> dict[str, Written]:
    """Product pages only where a shelf that is shown leads to them."""
    everything = [item for written in sections.values() for item in written]
    shelves = [content for section, content in everything if section.content == "products"]
    led = {item["link"]["href"] for shelf in shelves for item in shelf["items"] if item.get("link")}
    stray = {page.slug for page in plan.pages if page.role == "product" and f"page:{page.slug}" not in led}
    return {slug: [] if slug in stray else written for slug, written in sections.items()}


def _form_is_there(content: dict[str, Any], forms: set[str]) -> bool:
    form_id = content.get("form_id")
    return form_id is None or form_id in forms


def _page(plan: PagePlan, copy: PageCopy, written: Written, site: _Site) -> Page:
    slug = site.addresses[plan.slug]
    sections = tuple(
        _section(section, _addressed(repaired(content, plan.slug, site.targets), site.addresses), site)
        for section, content in written
    )
    return Page(
        slug=slug,
        role=plan.role,
        nav_label=copy.nav_label,
        in_nav=plan.in_nav,
        title=copy.title,
        description=copy.description,
        sections=sections,
        json_ld=(*site.backend.json_ld.get(plan.slug, []), *_product_data(sections, slug)),
    )


def _product_data(sections: tuple[Section, ...], slug: str) -> Iterator[dict[str, Any]]:
    for section in sections:
        if isinstance(section.content, ProductPage):
            picture = section.pictures.get("main")
            yield from product_data(section.content, slug, picture.path if picture else None)


def _addressed(data: Any, addresses: dict[str, str]) -> Any:
    """The content with links to where the pages are in the end."""
    if isinstance(data, dict):
        return {
            key: _moved(value, addresses)
            if key == "href" and isinstance(value, str)
            else _addressed(value, addresses)
            for key, value in data.items()
        }
    return [_addressed(value, addresses) for value in data] if isinstance(data, list) else data


def _moved(href: str, addresses: dict[str, str]) -> str:
    match = PAGE_LINK.match(href)
    if match is None:
        return href
    page, anchor = match.groups()
    return f"page:{addresses[page]}" + (f"#{anchor}" if anchor else "")


def _section(plan: SectionPlan, data: dict[str, Any], site: _Site) -> Section:
    content = parse_content(plan.content, data)
    pictures = site.artwork.pictures.get(plan.id, {})
    return Section(
        id=plan.id,
        kind=plan.content,
        component=plan.component,
        variant=plan.variant,
        tone=plan.tone,
        content=content,
        pictures=_described(pictures, content, site.subject),
    )


def _described(pictures: dict[str, Picture], content: Content, subject: str) -> dict[str, Picture]:
    """Pictures of the items that exist; a gallery's pictures are described by caption and subject, since the
    caption alone stands beside them already (axe: image-redundant-alt).

    Elsewhere the item's title stands beside its picture, which stays decorative (WCAG H2, H67).
    """
    items = _items(content)
    kept = {}
    for slot, picture in pictures.items():
        number = slot.removeprefix("item-")
        if not slot.startswith("item-") or not number.isdigit():
            kept[slot] = (
                _captioned(picture, content.name, subject)
                if isinstance(content, ProductPage) and not picture.alt
                else picture
            )
            continue
        if int(number) < len(items):
            caption = getattr(items[int(number)], "caption", "")
            kept[slot] = _captioned(picture, caption, subject) if caption and not picture.alt else picture
    return kept


def _captioned(picture: Picture, caption: str, subject: str) -> Picture:
    return picture.model_copy(update={"alt": f"{caption}, {subject}"})


def _items(content: Content) -> list[Content]:
    for key in ITEM_KEYS:
        if hasattr(content, key):
            return list(getattr(content, key))
    return []


def repaired(data: Any, slug: str, targets: dict[str, set[str]]) -> Any:
    """The content with links that lead nowhere led to the page itself or home."""
    if isinstance(data, dict):
        return {
            key: _target(value, slug, targets)
            if key == "href" and isinstance(value, str)
            else repaired(value, slug, targets)
            for key, value in data.items()
        }
    if isinstance(data, (list, tuple)):
        return [repaired(value, slug, targets) for value in data]
    return data


def _target(href: str, slug: str, targets: dict[str, set[str]]) -> str:
    if href.startswith("#"):
        return href if href[1:] in targets.get(slug, set()) else "page:home"
    match = PAGE_LINK.match(href)
    if match is None:
        return href
    page, anchor = match.groups()
    if page not in targets:
        return "page:home"
    return href if anchor is None or anchor in targets[page] else f"page:{page}"


def _unique_titles(pages: list[Page], name: str) -> Iterator[Page]:
    seen: set[str] = set()
    descriptions: set[str] = set()
    for page in pages:
        changes: dict[str, Any] = {}
        if page.title in seen:
            changes["title"] = f"{page.nav_label} · {name}"[:70]
        if page.description in descriptions:
            changes["description"] = f"{page.nav_label}: {page.description}"[:170]
        page = page.model_copy(update=changes) if changes else page
        seen.add(page.title)
        descriptions.add(page.description)
        yield page


def _used_files(artwork: SiteArtwork, pages: list[Page]) -> dict[str, str]:
    """Pictures that some page shows, and the files of the site itself (favicon, logo, share image)."""
    shown = {
        path
        for page in pages
        for section in page.sections
        for picture in section.pictures.values()
        for path in (picture.path, picture.narrow)
    }
    return {
        path: text
        for path, text in artwork.files.items()
        if path in shown or not path.startswith((DRAWN, PHOTOS))
    }


def _used_pins(plan: SitePlan, pages: list[Page]) -> dict[str, str]:
    used = {section.component for page in pages for section in page.sections} | {plan.header, plan.footer}
    return {component: pin for component, pin in plan.components.items() if component in used}
