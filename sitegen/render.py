"""From a SiteSpec and the catalog to the files of a site. Pure: the same input gives the same bytes."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from sitegen.catalog import Catalog, Component
from sitegen.content import PAGE_TITLES
from sitegen.errors import RenderError
from sitegen.files import to_bytes
from sitegen.pins import pinned_catalog
from sitegen.rendering.context import PageContext, file_name
from sitegen.rendering.markup import ENVIRONMENT, render_component
from sitegen.rendering.sitefiles import default_base_url, share_image, site_files
from sitegen.rendering.tokens import token_css
from sitegen.rendering.typefaces import typeface
from sitegen.spec import Page, Section, SiteSpec

ASSETS = Path(__file__).resolve().parent / "assets"


def render_site(
    spec: SiteSpec, catalog: Catalog, *, base_url: str | None = None, forms_url: str = "forms"
) -> dict[str, bytes]:
    """Every file of the site, by path below its root.

    ``base_url`` is where the site will live (canonical addresses, sitemap and share image need an absolute
    one); without it a reserved ``.example`` address stands in until the site is published. ``forms_url`` is
    where forms post to, followed by the form's id. Raises RenderError, and ComponentVersionMissing if the
    site pins other components than ``catalog`` has: ``pins.pinned_catalog`` puts them in their place.
    """
    catalog = pinned_catalog(catalog, spec.components)
    base = (base_url or default_base_url(spec)).rstrip("/")
    style, script = stylesheet(spec, catalog), site_script(spec, catalog)
    files = {path: to_bytes(text) for path, text in spec.files.items()}
    files["assets/site.css"] = style.encode()
    if script:
        files["assets/site.js"] = script.encode()
    for name, source in typeface(spec.theme.type_pairing, spec.brief.language).files.items():
        files[name] = font_bytes(source)
    for page in spec.pages:
        text = render_page(spec, page, catalog, base=base, forms_url=forms_url, has_script=bool(script))
        files[file_name(page.slug)] = text.encode()
    root = (urlsplit(base_url).path.rstrip("/") + "/") if base_url else "/"
    files |= site_files(spec, base=base, root=root)
    return dict(sorted(files.items()))


def render_page(
    spec: SiteSpec,
    page: Page,
    catalog: Catalog,
    *,
    base: str,
    forms_url: str = "forms",
    has_script: bool = False,
) -> str:
    """The HTML of one page."""
    context = PageContext(spec, page, forms_url=forms_url)
    header, footer = component_of(catalog, spec.header), component_of(catalog, spec.footer)
    face = typeface(spec.theme.type_pairing, spec.brief.language)
    sections = [render_section(section, catalog, context) for section in page.sections]
    html: str = _shell("page.html.j2").render(
        **context.for_chrome("page"),
        theme=spec.theme,
        description=page.description,
        canonical=_address(page.slug, base),
        share_image=f"{base}/{share_image(spec)}",
        locale=spec.brief.language.replace("-", "_"),
        preloads=[face.preload],
        has_script=has_script,
        json_ld=[_json_ld(_absolute(block, base)) for block in page.json_ld],
        header_id=header.id,
        footer_id=footer.id,
        header=render_component(header, context.for_chrome("header")),
        footer=render_component(footer, context.for_chrome("footer")),
        sections=Markup("\n").join(sections),
    )
    return html


def render_section(section: Section, catalog: Catalog, context: PageContext) -> Markup:
    """A section's markup in its wrapper."""
    component = component_of(catalog, section.component)
    return wrapped(section, component, render_component(component, context.for_section(section)))


def wrapped(section: Section, component: Component, inner: Markup) -> Markup:
    """A section's element around the markup of its component."""
    if not component.bleed:
        inner = Markup('<div class="container">\n{}\n</div>').format(inner)
    # A section without a heading must not point at one (axe: aria-valid-attr-value). The head of a page is no
    # region of its own: below “Tickets” there may be a section of that name (axe: landmark-unique).
    named = f'id="{section.id}-title"' in inner and section.kind not in PAGE_TITLES
    return Markup('<section id="{}" class="section tone-{} {}"{}>\n{}\n</section>').format(
        section.id,
        section.tone,
        f"{component.id} {component.id}--{section.variant}",
        Markup(' aria-labelledby="{}-title"').format(section.id) if named else "",
        inner,
    )


def stylesheet(spec: SiteSpec, catalog: Catalog) -> str:
    """Font faces, tokens, the base sheet, then the components in use."""
    parts = [typeface(spec.theme.type_pairing, spec.brief.language).css, token_css(spec.theme), base_css()]
    parts += [component.style for component in components_in_use(spec, catalog)]
    return "\n".join(part.strip() + "\n" for part in parts if part.strip())


def site_script(spec: SiteSpec, catalog: Catalog) -> str:
    """The scripts of forms and of the components in use, each in a task of its own, so that a slow phone can
    paint and answer between them; empty without any."""
    scripts = [form_script()] if spec.forms else []
    scripts += [item.script.strip() for item in components_in_use(spec, catalog) if item.script]
    return "\n".join(f"setTimeout(() => {{\n{script}\n}});\n" for script in dict.fromkeys(scripts))


def components_in_use(spec: SiteSpec, catalog: Catalog) -> list[Component]:
    ids = {section.component for page in spec.pages for section in page.sections}
    return [component_of(catalog, item) for item in sorted({*ids, spec.header, spec.footer})]


def component_of(catalog: Catalog, component_id: str) -> Component:
    try:
        return catalog.components[component_id]
    except KeyError:
        raise RenderError(f"There is no component “{component_id}” in the catalog.") from None


@lru_cache(maxsize=1)
def base_css() -> str:
    file = ASSETS / "base.css"
    return file.read_text(encoding="utf-8") if file.exists() else ""


@lru_cache(maxsize=1)
def form_script() -> str:
    return (ASSETS / "form.js").read_text(encoding="utf-8").strip()


@lru_cache(maxsize=64)
def font_bytes(path: Path) -> bytes:
    return path.read_bytes()


@lru_cache(maxsize=8)
def _shell(name: str) -> Any:
    return ENVIRONMENT.from_string((ASSETS / name).read_text(encoding="utf-8"))


def _address(slug: str, base: str) -> str:
    return f"{base}/" if slug == "home" else f"{base}/{file_name(slug)}"


def _absolute(value: Any, base: str) -> Any:
    """Structured data with the absolute addresses of the pages and pictures that it names."""
    if isinstance(value, list):
        return [_absolute(inner, base) for inner in value]
    if not isinstance(value, dict):
        return value
    placed = {key: _absolute(inner, base) for key, inner in value.items()}
    for key in ("url", "item"):
        if isinstance(address := placed.get(key), str) and address.startswith("page:"):
            placed[key] = _address(address.removeprefix("page:"), base)
    if isinstance(path := placed.get("image"), str) and "//" not in path:
        placed["image"] = f"{base}/{path}"
    return placed


def _json_ld(block: dict[str, Any]) -> Markup:
    text = json.dumps(block, ensure_ascii=False, separators=(",", ":"))
    # "<" would let a fact of the prompt end the script element.
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028"))  # noqa: S704
