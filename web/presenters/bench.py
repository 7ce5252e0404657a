"""The bench: conversation and agents on one side, the site on the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote as quoted
from uuid import UUID

from django.utils.translation import gettext as _

from builds import selectors as build_selectors
from builds import services as build_services
from builds.models import Build
from credits.pricing import Quote
from projects import selectors as project_selectors
from projects import services as project_services
from projects.models import Project, ProjectMessage, SiteVersion
from templates_catalog import services as catalog_services

MESSAGES = 100
OPENED_AT_ONCE = 30
"""How many versions the picker offers; the others are on their own page."""
HOME_PAGE = "index.html"


@dataclass(frozen=True)
class AgentRow:
    """One agent in the panel before any event has come: the socket's replay fills in the rest."""

    key: str
    name: str
    task: str
    icon: str
    credits: int


@dataclass(frozen=True)
class Line:
    """A line of the conversation; ``version`` is what its build made, if this line tells of it, and
    ``language`` what the build speaks.
    """

    message: ProjectMessage
    version: int | None
    language: str

    @property
    def is_users(self) -> bool:
        return self.message.role == ProjectMessage.Role.USER


@dataclass(frozen=True)
class Place:
    """Where the preview shall open: the file of a page and the id of an element on it; empty for the top of
    the start page.
    """

    page: str = ""
    element: str = ""


def bench(project: Project, build: Build | None, *, number: int | None, place: Place) -> dict[str, Any]:
    """What the page of the preview shows besides its head; ``number`` of the version, else the current one.

    Raises VersionNotFound.
    """
    shown = _shown(project, number)
    preview_url = project_services.preview_url(shown) if shown else ""
    pages = _pages(shown, place.page) if shown else []
    opened = _opened(pages, place)
    quote = build_services.full_quote()
    return {
        "agents": agents(quote),
        "lines": lines(project.pk),
        "quote": quote,
        "typical_seconds": build_selectors.typical_seconds(),
        "templates": catalog_services.list_templates(),
        "can_retry": bool(build and build.status in (Build.Status.FAILED, Build.Status.CANCELLED)),
        "shown": shown,
        "is_current": bool(shown and shown.pk == project.current_version_id),
        "preview_url": preview_url,
        "pages": pages,
        "opened": opened,
        "opened_url": preview_url + opened.page + (f"#{quoted(opened.element)}" if opened.element else ""),
        "pane": "view" if shown and (place.page or not (build and build.is_active)) else "talk",
        "pictures": list(project_selectors.asset_rows(project=project)),
        "picture_limits": {"bytes": project_services.PICTURE_BYTES, "chosen": build_services.MAX_IMAGES},
        "picker": list(project_selectors.version_rows(project=project)[:OPENED_AT_ONCE]),
    }


def _shown(project: Project, number: int | None) -> SiteVersion | None:
    if number is None:
        return project.current_version
    version = project_selectors.version_of(project, number=number)
    version.project = project
    return version


def _pages(version: SiteVersion, asked: str) -> list[dict[str, str]]:
    """The pages of a version, with the one that is ``asked`` for if no menu leads there, such as 404.html."""
    pages: list[dict[str, str]] = list(version.pages)
    known = {page["path"] or HOME_PAGE for page in pages}
    if asked.endswith(".html") and asked.isprintable() and asked not in known:
        pages += [
            {"path": path, "label": path}
            for path in project_selectors.find_files(version_id=version.pk, paths=[asked])
        ]
    return pages


def _opened(pages: list[dict[str, str]], place: Place) -> Place:
    """``place`` as the preview's addresses have it; the start page if there is no such page."""
    for page in pages:
        if (page["path"] or HOME_PAGE) == place.page:
            return Place(page["path"], place.element)
    return Place()


def lines(project_id: UUID) -> list[Line]:
    """The conversation, oldest first. Three queries."""
    spoken = build_selectors.locales(project_id=project_id)
    made = project_selectors.versions_by_build(project_id=project_id)
    told = project_selectors.messages(project_id=project_id, limit=MESSAGES)
    return [
        Line(message, None, "")
        if message.role == ProjectMessage.Role.USER or message.build_id is None
        else Line(message, made.get(message.build_id), spoken.get(message.build_id, ""))
        for message in told
    ]


def agents(quote: Quote) -> list[AgentRow]:
    """The five agents with what each costs."""
    prices = {line.agent: line.credits for line in quote.breakdown}
    rows = (
        ("planner", _("Planner"), _("Reads the prompt, chooses template, pages and look"), "compass"),
        ("frontend", _("Frontend"), _("Writes and lays out every section"), "layout-template"),
        ("backend", _("Backend"), _("Prepares forms, metadata and structured data"), "plug"),
        ("image", _("Image"), _("Draws the artwork in the site's colours"), "brush"),
        ("testing", _("Testing"), _("Measures nine kinds of quality and repairs"), "circle-check"),
    )
    return [AgentRow(key, name, task, icon, prices.get(key, 0)) for key, name, task, icon in rows]
