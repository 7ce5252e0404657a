"""``make_plan``: the steps of planning in their order."""

from __future__ import annotations

from sitegen.brief import Brief
from sitegen.catalog import Catalog, Component
from sitegen.choice import Chooser
from sitegen.errors import CatalogError
from sitegen.pins import pins_of
from sitegen.planning.look import make_theme
from sitegen.planning.pages import outline_pages
from sitegen.planning.products import product_pages
from sitegen.planning.rhythm import dress_page
from sitegen.planning.scoring import choose_template
from sitegen.spec import PagePlan, SitePlan


def make_plan(brief: Brief, catalog: Catalog, *, seed: int, template_id: str | None = None) -> SitePlan:
    """The plan of a site. Raises UnknownTemplate for an id that is not in the catalog.

    Two seeds differ in components, variants, tones, order and look; brief, catalog and seed decide
    everything.
    """
    chooser = Chooser(seed)
    if template_id is not None:
        template, reason = catalog.template(template_id), "asked for"
    else:
        template, reason = choose_template(brief, catalog, chooser)
    outlines = outline_pages(brief, template, chooser, known=frozenset(catalog.shown_kinds))
    header = _chrome(catalog, "navigation", template.headers, chooser).id
    footer = _chrome(catalog, "footer", template.footers, chooser)
    used: dict[str, int] = {}
    pages = []
    for outline in outlines:
        sections = dress_page(
            outline, brief=brief, catalog=catalog, chooser=chooser, used=used, below=footer.tones
        )
        pages.append(
            PagePlan(slug=outline.slug, role=outline.role, in_nav=outline.in_nav, sections=tuple(sections))
        )
    pages += product_pages(brief, outlines, catalog=catalog, chooser=chooser, used=used, below=footer.tones)
    opening = pages[0].sections[0].tone
    theme = make_theme(brief, template.design, chooser, opening=opening, header=header)
    in_use = {section.component for page in pages for section in page.sections} | {header, footer.id}
    return SitePlan(
        brief=brief,
        seed=seed,
        template_id=template.id,
        template_version=template.version,
        template_reason=reason,
        theme=theme,
        header=header,
        footer=footer.id,
        pages=tuple(pages),
        components=pins_of(in_use, catalog),
    )


def _chrome(catalog: Catalog, category: str, wanted: tuple[str, ...], chooser: Chooser) -> Component:
    there = catalog.of_category(category)
    if not there:
        raise CatalogError(f"The catalog has no component of category “{category}”.")
    preferred = [component for component in there if component.id in wanted]
    # The template's own twice as often as any other.
    return chooser.pick([*preferred, *there], category)
