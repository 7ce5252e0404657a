"""Cards of the dashboard, as its template shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from builds.models import Build
from credits.pricing import Quote
from credits.selectors import Wallet
from projects.models import Project
from projects.selectors import Shelf
from web.queries import ORDERS, STATUSES

STAGES: Mapping[str, Promise] = {
    "queued": _("Waiting for a worker"),
    "planner": _("Planning"),
    "frontend": _("Writing and laying out"),
    "backend": _("Preparing forms"),
    "image": _("Drawing pictures"),
    "assembly": _("Putting it together"),
    "testing": _("Checking quality"),
}
STATUS_WORDS: Mapping[str, Promise] = dict(STATUSES)


@dataclass(frozen=True)
class Card:
    """A project with its last build and its public address, each None if there is none.

    ``key`` names one press of a button of the card, so that a doubled press acts once.
    """

    project: Project
    build: Build | None
    published_url: str | None
    key: UUID

    @property
    def status(self) -> Promise | str:
        return STATUS_WORDS.get(self.project.status, self.project.status)

    @property
    def picture_url(self) -> str:
        """Address of the thumbnail of the current version, empty without one."""
        version = self.project.current_version
        return reverse("version-thumbnail", args=[self.project.pk, version.number]) if version else ""

    @property
    def published_host(self) -> str:
        """The public address as people write it."""
        return (self.published_url or "").partition("://")[2].rstrip("/")

    @property
    def stage(self) -> Promise | str:
        return stage_words(self.build) if self.build else ""

    @property
    def seconds(self) -> float | None:
        """How long the last build ran, None while it is not over or if it never began."""
        build = self.build
        if build is None or build.started_at is None or build.finished_at is None:
            return None
        return (build.finished_at - build.started_at).total_seconds()


def stage_words(build: Build) -> Promise | str:
    """What a build under way does, for people."""
    stage = "queued" if build.status == Build.Status.QUEUED else build.stage
    return STAGES.get(stage, STAGES["queued"])


def cards(projects: list[Project], builds: Mapping[UUID, Build], addresses: Mapping[UUID, str]) -> list[Card]:
    return [Card(project, builds.get(project.pk), addresses.get(project.pk), uuid4()) for project in projects]


@dataclass(frozen=True)
class Choice:
    """A filter that can be pressed; ``count`` is how many would be shown."""

    value: str
    label: Promise | str
    count: int
    href: str
    is_current: bool


def status_choices(shelf: Shelf, asked: Mapping[str, Any]) -> list[Choice]:
    """All that are in use, then the states that there are."""
    rows = [("", _("All"), shelf.in_use)]
    rows += [(value, label, shelf.counts.get(value, 0)) for value, label in STATUSES]
    return [
        Choice(value, label, count, href(asked, status=value, page=""), asked["status"] == value)
        for value, label, count in rows
        if not value or count or asked["status"] == value
    ]


def href(asked: Mapping[str, Any], **changes: Any) -> str:
    """The address of a list with some of its values changed, relative to the list."""
    values = {name: value for name, value in {**asked, **changes}.items() if value}
    return f"?{urlencode(values)}" if values else "?"


@dataclass(frozen=True)
class PageLink:
    """A page of a list; without ``number`` it stands for several that are left out."""

    number: int | None
    href: str
    is_current: bool


@dataclass(frozen=True)
class Pages:
    """Links to the pages of a list, empty if there is one only; ``back`` and ``on`` may be empty."""

    number: int
    links: list[PageLink]
    back: str
    on: str


def pages(*, found: int, size: int, number: int, asked: Mapping[str, Any]) -> Pages:
    paginator = Paginator(range(found), size)
    if paginator.num_pages < 2:
        return Pages(1, [], "", "")
    shown = paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    links = [
        PageLink(page, href(asked, page=page), page == number)
        if isinstance(page, int)
        else PageLink(None, "", False)
        for page in shown
    ]
    back = href(asked, page=number - 1) if number > 1 else ""
    on = href(asked, page=number + 1) if number < paginator.num_pages else ""
    return Pages(number, links, back, on)


@dataclass(frozen=True)
class Purse:
    """A wallet with what it buys: ``builds`` whole ones, or how many credits are ``missing`` for one."""

    wallet: Wallet
    price: int
    builds: int
    missing: int


def purse(wallet: Wallet, quote: Quote) -> Purse:
    builds = wallet.credits // quote.total
    return Purse(wallet, quote.total, builds, 0 if builds else quote.total - wallet.credits)


@dataclass(frozen=True)
class Example:
    """A prompt that shows what to write; ``label`` is what the button says."""

    label: Promise
    prompt: Promise
    icon: str


EXAMPLES = (
    Example(
        _("A bakery"),
        _(
            "A website for my bakery Crumb & Co in Bristol: sourdough £4.50, cinnamon buns £3, cakes to "
            "order. Open Tue–Sat 8:00–15:00, 12 Harbour Lane, phone 0117 496 0142. Warm and handmade."
        ),
        "croissant",
    ),
    Example(
        _("A photographer"),
        _(
            "A portfolio for Jonas Vale, wedding photographer in Lisbon. Three packages from €900, a "
            "gallery, about me, and a form to ask for a date. Airy, lots of white."
        ),
        "camera",
    ),
    Example(
        _("A software product"),
        _(
            "A landing page for Ledgerly, bookkeeping for freelancers: free plan, Pro €9 and Team €29 a "
            "month, questions and answers, a waiting list. Dark and modern."
        ),
        "app-window",
    ),
    Example(
        _("An event"),
        _(
            "A website for Northlight, a two-day design conference in Tallinn on 12–13 June 2027: programme, "
            "speakers, venue, tickets €180, how to get there."
        ),
        "calendar-days",
    ),
)


def order_choices(asked: Mapping[str, Any]) -> list[tuple[str, Promise, bool]]:
    """``(value, label, is chosen)`` of every order."""
    chosen = asked["sort"] or "recent"
    return [(value, label, value == chosen) for value, label in ORDERS]
