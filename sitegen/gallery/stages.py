"""Pages that show one component: every variant on every tone, in one look and one length of content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.artwork import draw_artwork
from sitegen.catalog import Catalog, Component
from sitegen.content import parse_content
from sitegen.gallery.html import rendered
from sitegen.gallery.looks import Look
from sitegen.gallery.samples import LENGTHS, Length, sample_of
from sitegen.preview import item_count, linked_pages, sample_brief, sample_forms
from sitegen.render import render_section, render_site, site_script, stylesheet
from sitegen.rendering.context import PageContext
from sitegen.rendering.markup import render_component
from sitegen.spec import Page, PagePlan, Picture, Section, SectionPlan, SitePlan, SiteSpec

Pictures = dict[str, dict[str, Picture]]


@dataclass(frozen=True)
class Shot:
    """A component in one variant on one tone."""

    variant: str
    tone: str
    html: Markup


def stage_files(catalog: Catalog, shown: Sequence[Component], look: Look) -> Iterator[tuple[str, bytes]]:
    """Path and content of every file of a look's stages."""
    pictures, drawn = _artwork(catalog, shown, look)
    site = _site(catalog, shown, look)
    for path, data in render_site(site, catalog).items():
        if path.startswith("assets/fonts/"):
            yield f"{look.id}/{path}", data
    styles, scripts = _sheets(catalog, shown, site)
    yield f"{look.id}/assets/site.css", styles.encode()
    yield f"{look.id}/assets/site.js", scripts.encode()
    for path, text in drawn.items():
        yield f"{look.id}/{path}", text.encode()
    for component in shown:
        for length in LENGTHS if component.content else LENGTHS[:1]:
            html = _page(catalog, component, look, length, pictures.get(component.id, {}))
            yield f"{look.id}/{file_of(component, length)}", html.encode()


def file_of(component: Component, length: Length = "sample") -> str:
    return f"{component.id}.html" if length == "sample" else f"{component.id}-{length}.html"


def _page(
    catalog: Catalog, component: Component, look: Look, length: Length, pictures: dict[str, Picture]
) -> str:
    shots = list(_shots(catalog, component, look, length, pictures))
    return rendered(
        "stage.html.j2",
        theme=look.theme(),
        component=component,
        shots=shots,
    )


def _sheets(catalog: Catalog, shown: Sequence[Component], site: SiteSpec) -> tuple[str, str]:
    """Stylesheet and script of a site with every component of ``shown``, also with several headers."""
    chrome = [item for item in shown if item.content is None and item.id not in (site.header, site.footer)]
    styles = [stylesheet(site, catalog), *(item.style for item in chrome)]
    known = site_script(site, catalog)
    scripts = dict.fromkeys(item.script.strip() for item in chrome if item.script)
    more = [f"{{\n{script}\n}}\n" for script in scripts if script not in known]
    return "\n".join(styles), known + "\n".join(more)


def _shots(
    catalog: Catalog, component: Component, look: Look, length: Length, pictures: dict[str, Picture]
) -> Iterator[Shot]:
    if component.content is None:
        context = PageContext(_site(catalog, [component], look), _home(()), forms_url="#")
        name = "header" if component.category == "navigation" else "footer"
        inner = render_component(component, context.for_chrome(name))
        html = Markup('<{0} class="site-{0} {1}">{2}</{0}>').format(Markup(name), component.id, inner)  # noqa: S704
        yield Shot("default", "plain", html)
        return
    content = parse_content(component.content, sample_of(component, length))
    for variant in component.variants:
        for tone in component.tones:
            section = Section(
                id=_short(f"{component.id}-{variant}-{tone}"),
                kind=component.content,
                component=component.id,
                variant=variant,
                tone=tone,
                content=content,
                pictures=pictures if length != "short" else {},
            )
            page = _home((section,))
            context = PageContext(_site(catalog, [component], look, page), page, forms_url="#")
            yield Shot(variant, tone, render_section(section, catalog, context))


def _short(name: str) -> str:
    return name[:60].strip("-")


def _home(sections: tuple[Section, ...]) -> Page:
    return Page(
        slug="home",
        role="home",
        nav_label="Start",
        in_nav=True,
        title="Stage",
        description="A page that shows one component.",
        sections=sections,
    )


def _site(catalog: Catalog, shown: Sequence[Component], look: Look, home: Page | None = None) -> SiteSpec:
    """A site that uses every component of ``shown``, so that its stylesheet and script have them all."""
    header, footer = catalog.of_category("navigation")[0], catalog.of_category("footer")[0]
    sections = tuple(_plain_section(item) for item in shown if item.content and item.sample)
    linked = {slug for item in shown for slug in linked_pages(item.sample)} | {"work", "prices", "visit"}
    home = home or _home(sections)
    others = [
        home.model_copy(update={"slug": slug, "nav_label": slug.title(), "sections": ()})
        for slug in sorted(linked)
    ]
    return SiteSpec(
        brief=sample_brief(),
        seed=1,
        template_id="stage",
        template_version=1,
        theme=look.theme(),
        header=header.id,
        footer=footer.id,
        tagline="Stoneware for daily use",
        pages=(home, *others),
        forms=sample_forms(),
    )


def _plain_section(component: Component) -> Section:
    assert component.content is not None  # noqa: S101 - chosen by the caller
    return Section(
        id=_short(component.id),
        kind=component.content,
        component=component.id,
        variant=component.variants[0],
        tone=component.tones[0],
        content=parse_content(component.content, component.sample),
    )


def _artwork(catalog: Catalog, shown: Sequence[Component], look: Look) -> tuple[Pictures, dict[str, str]]:
    """The pictures that the components would have on a real site, by component and slot."""
    sections = tuple(
        SectionPlan(
            id=_short(item.id),
            content=item.content,
            component=item.id,
            variant=item.variants[0],
            tone=item.tones[0],
            item_count=item_count(item.sample or {}) or None,
        )
        for item in shown
        if item.content and item.has_pictures
    )
    if not sections:
        return {}, {}
    plan = SitePlan(
        brief=sample_brief(),
        seed=7,
        template_id="stage",
        template_version=1,
        template_reason="",
        theme=look.theme(),
        header="",
        footer="",
        pages=(PagePlan(slug="home", role="home", sections=sections),),
    )
    drawn = draw_artwork(plan, catalog)
    return drawn.pictures, {path: text for path, text in drawn.files.items() if path.startswith("assets/art")}
