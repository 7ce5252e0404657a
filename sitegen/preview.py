"""What components are shown with, apart from their own samples: a business, its theme, its forms."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from sitegen.brief import Brief, Opening
from sitegen.spec import FormField, FormSpec, Palette, Theme, Tone

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


def linked_pages(sample: dict[str, Any] | None) -> list[str]:
    """Slugs of the pages that a sample links to, so that they can be there."""
    slugs = re.findall(r'"page:([a-z0-9-]+)|"page": "([a-z0-9-]+)"', json.dumps(sample or {}))
    return sorted({link or page for link, page in slugs} - {"home"})


def item_count(sample: dict[str, Any]) -> int:
    """How many items a sample has; the items of every kind of content stand under one of a few names."""
    for key in ("items", "people", "groups", "tiers", "days", "amounts", "columns"):
        if key in sample:
            return len(sample[key])
    return 0


def write_files(files: dict[str, bytes], folder: Path) -> int:
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return len(files)
