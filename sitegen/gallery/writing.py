"""Writing the gallery: ``index.html``, a page for each component and template, and what their frames show."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sitegen.authoring.problems import did_you_mean
from sitegen.catalog import Catalog, Component, Template
from sitegen.engine import GeneratedSite, generate
from sitegen.errors import CatalogError
from sitegen.gallery.html import PAGES, rendered
from sitegen.gallery.looks import LOOKS, Look
from sitegen.gallery.prompts import prompt_for
from sitegen.gallery.samples import LENGTHS
from sitegen.gallery.stages import file_of, stage_files
from sitegen.rendering.context import file_name
from sitegen.rendering.tokens import token_css
from sitegen.rendering.typefaces import typeface

# The same catalog gives the same gallery.
TODAY = date(2026, 1, 1)
MARK = ".catalog-gallery"
COPIED = ("gallery.css", "gallery.js", "stage.css", "stage.js")
THUMBNAILS = "thumbnails"


@dataclass(frozen=True)
class Card:
    """An entry of the index; ``frame`` is a page to show small, ``thumbnail`` a picture of it."""

    group: str
    id: str
    name: str
    category: str
    kind: str
    description: str
    tags: tuple[str, ...]
    version: int
    href: str
    frame: str
    thumbnail: str | None = None


@dataclass(frozen=True)
class Gallery:
    folder: Path
    cards: tuple[Card, ...]
    file_count: int


def write_gallery(
    catalog: Catalog, folder: Path, *, only: Sequence[str] = (), tell: Callable[[str], None] = lambda _: None
) -> Gallery:
    """Write the gallery into ``folder``, which must be new, empty or an earlier gallery.

    ``only`` names components and templates; none named: all. Raises CatalogError for an unknown id.
    """
    components, templates = _chosen(catalog, only)
    _make_room(folder)
    writer = _Writer(folder)
    for look in LOOKS if components else ():
        tell(f"components in the look “{look.label}”")
        for path, data in stage_files(catalog, components, look):
            writer.write(f"stages/{path}", data)
    sites = {}
    for template in templates:
        tell(f"template {template.id}")
        sites[template.id] = _site_of(template, catalog)
        for path, data in sites[template.id].files.items():
            writer.write(f"sites/{template.id}/{path}", data)
    users = _users(catalog)
    for component in components:
        writer.page(
            f"components/{component.id}.html", _component_page(component, users.get(component.id, []))
        )
    for template in templates:
        writer.page(f"templates/{template.id}.html", _template_page(template, sites[template.id]))
    _write_assets(writer)
    cards = (*(_template_card(item) for item in templates), *(_component_card(item) for item in components))
    write_index(folder, cards)
    return Gallery(folder, cards, writer.count + 1)


def write_index(folder: Path, cards: Sequence[Card]) -> None:
    """Write ``index.html``; cards whose thumbnail is there show it."""
    found = [
        replace(card, thumbnail=path)
        if (folder / (path := f"{THUMBNAILS}/{card.id}.webp")).exists()
        else card
        for card in cards
    ]
    text = rendered(
        "index.html.j2",
        root="",
        cards=found,
        groups={group: sum(card.group == group for card in cards) for group in ("template", "component")},
        categories=sorted({card.category for card in cards if card.group == "component"}),
        kinds=sorted({card.kind for card in cards if card.kind}),
    )
    (folder / "index.html").write_text(text, encoding="utf-8")


def _chosen(catalog: Catalog, only: Sequence[str]) -> tuple[list[Component], list[Template]]:
    known = {*catalog.components, *catalog.templates}
    for name in only:
        if name not in known:
            raise CatalogError(
                f"The catalog has no component or template “{name}”.{did_you_mean(name, known)}"
            )
    wanted = set(only) or known
    return (
        [item for name, item in catalog.components.items() if name in wanted],
        [item for name, item in catalog.templates.items() if name in wanted],
    )


def _make_room(folder: Path) -> None:
    """Nothing is deleted but an earlier gallery."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise CatalogError(f"{folder} holds other files; name a new folder or an earlier gallery.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text(
        "Written by manage.py catalog_preview; replaced as a whole.\n", encoding="utf-8"
    )


class _Writer:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    def write(self, path: str, data: bytes) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        self.count += 1

    def page(self, path: str, text: str) -> None:
        self.write(path, text.encode())


def _site_of(template: Template, catalog: Catalog) -> GeneratedSite:
    prompt = prompt_for(template.kind, template.keywords)
    return generate(prompt, catalog, today=TODAY, template_id=template.id)


def _users(catalog: Catalog) -> dict[str, list[str]]:
    """Templates that name a component, by component."""
    users: dict[str, list[str]] = {}
    for template in catalog.templates.values():
        named = {name for page in template.pages for section in page.sections for name in section.components}
        for name in named | set(template.headers) | set(template.footers):
            users.setdefault(name, []).append(template.id)
    return users


def _component_page(component: Component, users: Iterable[str]) -> str:
    files = (
        ("markup.html.j2", component.markup),
        ("style.css", component.style),
        ("script.js", component.script),
    )
    return rendered(
        "component.html.j2",
        root="../",
        item=component,
        kind=component.content,
        looks=[{"id": look.id, "label": look.label} for look in LOOKS],
        lengths=LENGTHS if component.content else LENGTHS[:1],
        first=f"../stages/{LOOKS[0].id}/{file_of(component)}",
        users=sorted(users),
        sources=[(name, text) for name, text in files if text],
    )


def _template_page(template: Template, site: GeneratedSite) -> str:
    pages = [
        {"file": file_name(page.slug), "label": page.nav_label, "sections": page.sections}
        for page in site.spec.pages
    ]
    return rendered(
        "template.html.j2",
        root="../",
        item=template,
        prompt=site.spec.brief.prompt,
        first=f"../sites/{template.id}/index.html",
        pages=pages,
        header=site.spec.header,
        footer=site.spec.footer,
        score=site.report.score,
    )


def _component_card(item: Component) -> Card:
    return Card(
        group="component",
        id=item.id,
        name=item.name,
        category=item.category,
        kind=item.content or "",
        description=item.description,
        tags=item.tags,
        version=item.version,
        href=f"components/{item.id}.html",
        frame=f"stages/{LOOKS[0].id}/{file_of(item)}?variant={item.variants[0]}&tone={item.tones[0]}&bare=1",
    )


def _template_card(item: Template) -> Card:
    return Card(
        group="template",
        id=item.id,
        name=item.name,
        category=item.category,
        kind=item.kind,
        description=item.description,
        tags=item.tags,
        version=item.version,
        href=f"templates/{item.id}.html",
        frame=f"sites/{item.id}/index.html",
    )


def _write_assets(writer: _Writer) -> None:
    look: Look = LOOKS[0]
    face = typeface(look.pairing)
    css = "\n".join((face.css, token_css(look.theme()), (PAGES / "gallery.css").read_text(encoding="utf-8")))
    writer.page("assets/gallery.css", css)
    for name in COPIED[1:]:
        writer.write(f"assets/{name}", (PAGES / name).read_bytes())
    for path, source in face.files.items():
        writer.write(path, source.read_bytes())
