"""``python -m sitegen.preview OUT_DIR [component-id…]``: each component in each variant and tone."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, get_args

from sitegen.brief import Brief, Opening
from sitegen.catalog import Catalog, Component, default_catalog_path, read_directory
from sitegen.content import parse_content
from sitegen.errors import SitegenError
from sitegen.render import render_site
from sitegen.spec import FormField, FormSpec, Page, Palette, Picture, Section, SiteSpec, Theme, Tone

LIGHT = Palette(
    ground="#fbfaf7",
    surface="#f1eee7",
    ink="#1c1a17",
    ink_soft="#57524a",
    line="#e0dbd0",
    line_strong="#857d70",
    accent="#1f5c4a",
    on_accent="#ffffff",
    accent_text="#1f5c4a",
)
TINT = LIGHT.model_copy(update={"ground": "#f0ece3", "surface": "#faf8f3", "line": "#d8d1c3"})
DARK = Palette(
    ground="#17211d",
    surface="#212d28",
    ink="#f5f3ec",
    ink_soft="#bcc4bd",
    line="#35423c",
    line_strong="#7f8f87",
    accent="#8fd0b5",
    on_accent="#10201a",
    accent_text="#8fd0b5",
)
ACCENT = Palette(
    ground="#1f5c4a",
    surface="#17483a",
    ink="#ffffff",
    ink_soft="#dcebe5",
    line="#3d7664",
    line_strong="#a4cbbd",
    accent="#ffffff",
    on_accent="#1f5c4a",
    accent_text="#ffffff",
)
FORM_IDS = (
    "contact", "newsletter", "booking", "reservation", "order",
    "rsvp", "quote", "signup", "donate", "proposal",
)  # fmt: skip


def sample_brief() -> Brief:
    return Brief(
        prompt="A ceramics studio in Porto",
        subject="ceramics studio",
        name="Atelier Azul",
        place="Porto",
        phone="+351 22 555 0100",
        email="ola@azul.example",
        address="Rua das Flores 12, Porto",
        hours=(
            Opening(days="Tue–Fri", opens="10:00", closes="18:00"),
            Opening(days="Sat", opens="10:00", closes="16:00"),
        ),
    )


def sample_theme() -> Theme:
    palettes: dict[Tone, Palette] = {"plain": LIGHT, "tint": TINT, "dark": DARK, "accent": ACCENT}
    return Theme(
        palettes=palettes,
        dark=False,
        type_pairing="",
        radius=12,
        density=1.0,
        rhythm="classic",
        buttons="solid",
        artwork_style="flat",
    )


def sample_forms() -> tuple[FormSpec, ...]:
    fields = (
        FormField(name="name", label="Name", type="text", required=True, autocomplete="name"),
        FormField(name="email", label="E-mail", type="email", required=True, autocomplete="email"),
        FormField(name="topic", label="What is it about?", type="select", options=("A course", "An order")),
        FormField(name="message", label="Message", type="textarea", required=True),
        FormField(name="consent", label="You may answer me by e-mail", type="checkbox", required=True),
    )
    short = fields[1:2]
    return tuple(
        FormSpec(
            id=form_id,
            kind="contact",
            fields=short if form_id == "newsletter" else fields,
            submit_label="Send",
            success_message="Thank you, we answer within two days.",
        )
        for form_id in FORM_IDS
    )


def preview_site(
    catalog: Catalog, component_ids: list[str], *, theme: Theme, pictures: bool = True
) -> SiteSpec:
    """A site with a page for each component: all variants on all its tones."""
    components = [catalog.components[item] for item in component_ids]
    shown = [item for item in components if item.content is not None]
    headers = catalog.of_category("navigation")
    footers = catalog.of_category("footer")
    files: dict[str, str] = {}
    pages = [_page(item, theme, files, pictures=pictures) for item in shown]
    index = Page(
        slug="home",
        role="home",
        nav_label="All",
        in_nav=True,
        title="Every component of the catalog",
        description="Every component of the catalog in each variant and tone, one below the other.",
        sections=tuple(section for page in pages for section in page.sections),
    )
    return SiteSpec(
        brief=sample_brief(),
        seed=1,
        template_id="preview",
        template_version=1,
        theme=theme,
        header=headers[0].id,
        footer=footers[0].id,
        tagline="Stoneware for daily use",
        pages=(index, *pages),
        forms=sample_forms(),
        files=files,
    )


def _page(component: Component, theme: Theme, files: dict[str, str], *, pictures: bool) -> Page:
    sections = [
        _section(component, variant, tone, theme, files, pictures=pictures)
        for variant in component.variants
        for tone in component.tones
    ]
    return Page(
        slug=component.id,
        role="preview",
        nav_label=component.name,
        in_nav=False,
        title=f"{component.name} in every variant",
        description=component.description or component.name,
        sections=tuple(sections),
    )


def _section(
    component: Component, variant: str, tone: Tone, theme: Theme, files: dict[str, str], *, pictures: bool
) -> Section:
    if component.content is None or component.sample is None:
        raise SitegenError(f"{component.id}: a component needs a sample to be shown.")
    section_id = f"{component.id}-{variant}-{tone}"
    slots = _slots(component, component.sample) if pictures else []
    return Section(
        id=section_id[:60].strip("-"),
        kind=component.content,
        component=component.id,
        variant=variant,
        tone=tone,
        content=parse_content(component.content, component.sample),
        pictures={
            slot: _placeholder(files, component.id, slot, size, theme.palettes[tone]) for slot, *size in slots
        },
    )


def _slots(component: Component, sample: dict[str, Any]) -> list[tuple[str, int, int]]:
    slots = [(item.slot, item.width, item.height) for item in component.pictures]
    if component.item_pictures:
        size = (component.item_pictures.width, component.item_pictures.height)
        slots += [(f"item-{number}", *size) for number in range(len(_items(sample)))]
    return slots


def _items(sample: dict[str, Any]) -> list[Any]:
    for key in ("items", "people", "groups", "tiers", "days", "amounts", "columns"):
        if key in sample:
            return list(sample[key])
    return []


def _placeholder(
    files: dict[str, str], component: str, slot: str, size: list[int], palette: Palette
) -> Picture:
    width, height = size
    path = f"assets/art/{component}-{slot}-{palette.ground[1:]}.svg"
    shift = sum(slot.encode()) % 7
    x, y, r = width * (2 + shift) / 10, height * 0.45, min(width, height) * 0.28
    left, middle, right = height * 0.7, height * 0.55, height * 0.8
    files[path] = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><rect width="{width}" height="{height}" fill="{palette.line}"/>'
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r:.0f}" fill="{palette.accent}"/>'
        f'<path d="M0 {left:.0f}L{width * 0.45:.0f} {middle:.0f}L{width} {right:.0f}V{height}H0Z" '
        f'fill="{palette.line_strong}"/></svg>'
    )
    return Picture(path=path, width=width, height=height, alt=f"Sample picture for {slot}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m sitegen.preview", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("components", nargs="*", help="ids; without any: all")
    parser.add_argument("--rhythm", choices=("classic", "editorial", "bold"), default="classic")
    parser.add_argument("--buttons", choices=("solid", "pill", "sharp"), default="solid")
    parser.add_argument("--pairing", default="", help="id of a type pairing")
    parser.add_argument("--no-pictures", action="store_true")
    parser.add_argument("--catalog", type=Path, default=default_catalog_path())
    options = parser.parse_args(arguments)
    try:
        catalog = read_directory(options.catalog)
        theme = sample_theme().model_copy(
            update={"rhythm": options.rhythm, "buttons": options.buttons, "type_pairing": options.pairing}
        )
        wanted = options.components or list(catalog.components)
        spec = preview_site(catalog, wanted, theme=theme, pictures=not options.no_pictures)
        written = 0
        for header in catalog.of_category("navigation"):
            for footer in catalog.of_category("footer"):
                chrome = spec.model_copy(update={"header": header.id, "footer": footer.id})
                if header.id == spec.header or footer.id == spec.footer:
                    folder = options.out if chrome == spec else options.out / f"{header.id}+{footer.id}"
                    written += write_files(render_site(chrome, catalog), folder)
    except SitegenError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    print(f"{written} files in {options.out}; tones: {', '.join(get_args(Tone))}")  # noqa: T201
    return 0


def write_files(files: dict[str, bytes], folder: Path) -> int:
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return len(files)


if __name__ == "__main__":
    raise SystemExit(main())
