"""The sites that the landing page shows: a description each, and what the generator makes of it, live.

Nothing of them is kept in a database: the same description, catalog and day give the same bytes, so each web
process makes a site when somebody first opens it (well under a second) and keeps it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from projects import services as project_services
from projects.selectors import ServedFile
from publishing.previews import NOT_FOUND_PAGE, possible_files
from sitegen.catalog import default_catalog
from sitegen.engine import generate

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TODAY = date(2026, 11, 25)
"""The day that the sites are made for: their pictures on the landing page show the same."""


@dataclass(frozen=True)
class Example:
    """A site: ``label`` says what it is for, ``prompt`` is all that the generator was given."""

    name: str
    title: str
    label: _StrPromise
    icon: str
    prompt: str
    language: str = "en"

    @property
    def small_shot(self) -> str:
        """The static file of its picture for phones; ``bench/examples.py`` takes it."""
        return f"web/examples/{self.name}-480.webp"

    @property
    def large_shot(self) -> str:
        return f"web/examples/{self.name}-800.webp"


SITES = {
    site.name: site
    for site in (
        Example(
            "copper-wolves",
            "Copper Wolves",
            _("Band on tour"),
            "guitar",
            "Tour site for the rock band Copper Wolves: dates in Leeds, Lyon and Turin, merch, newsletter. "
            "Dark and loud",
        ),
        Example(
            "maison-verveine",
            "Maison Verveine",
            _("Online shop"),
            "shopping-bag",
            "Create a luxury skincare e-commerce website called Maison Verveine with premium product "
            "showcase, in deep green and gold",
        ),
        Example(
            "nishiki",
            "Nishiki",
            _("Restaurant"),
            "soup",
            "One page site for a ramen restaurant called Nishiki in Portland with menu, opening hours "
            "Tue-Sun 17:00-22:00 and reservations",
        ),
        Example(
            "ines-duarte",
            "Inês Duarte",
            _("Photographer"),
            "camera",
            "A portfolio for Inês Duarte, a wedding photographer in Lisbon. Warm, airy, lots of images. "
            "Email ines@duarte.example",
        ),
        Example(
            "loglantern",
            "LogLantern",
            _("Software"),
            "app-window",
            "Modern SaaS landing page for LogLantern, a log analytics tool for small teams, with features "
            "showcase and pricing section",
        ),
        Example(
            "casa-loto",
            "Casa Loto",
            _("Studio, in Spanish"),
            "flower-2",
            "Sitio web para un estudio de yoga en Valencia llamado Casa Loto, clases para principiantes, "
            "en español",
            "es",
        ),
    )
}


def find(name: str, path: str) -> tuple[ServedFile, int] | None:
    """A file of an example and its HTTP status (the site's own 404 page has 404); None without the site."""
    if name not in SITES:
        return None
    files = _files(name)
    for wanted in possible_files(path):
        if wanted in files:
            return files[wanted], 200
    return files[NOT_FOUND_PAGE], 404


@lru_cache(maxsize=len(SITES))
def _files(name: str) -> dict[str, ServedFile]:
    made = generate(SITES[name].prompt, default_catalog(), today=TODAY).files
    return {
        path: ServedFile(data, project_services.content_type(path), hashlib.sha256(data).hexdigest())
        for path, data in made.items()
    }
