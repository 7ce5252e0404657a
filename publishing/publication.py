"""Publish a version of a project, take it down again, and keep the history.

Addresses: whoever comes first has one. When a site takes another, the former one redirects for good and
nobody else may have it; of many, the last ``MOST_FORMER`` stay. Those of a deleted project are free
once it can no more be restored, so they wait for their owner and old links do not lead to a stranger at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from projects import selectors as project_selectors
from projects import services as project_services
from projects.models import Project
from publishing import directory, forms, shelf, slugs
from publishing.errors import NotPublished, SlugTaken
from publishing.models import Publication, PublishedSite, SiteAddress

MOST_FORMER = 5
MOST_TRIES = 200


@dataclass(frozen=True)
class Published:
    """What the world sees of a project; ``version`` and ``published_url`` are None while nothing is
    published.
    """

    project_id: UUID
    slug: str | None
    former_slugs: tuple[str, ...]
    published_url: str | None
    version: int | None
    published_at: datetime | None


def publish(
    *, user_id: UUID, project_id: UUID, slug: str | None = None, number: int | None = None, now: datetime
) -> Published:
    """Show version ``number`` of the user's project, the current one without it, under ``slug``.

    Without ``slug`` the site keeps its address; a first one is made from the project's name. Publishing an
    earlier version is how to roll back. Locks the project, so the later of two wins. Raises ProjectNotFound,
    VersionNotFound, SlugNotAllowed, SlugTaken.
    """
    wish = slugs.checked(slug) if slug else None
    with transaction.atomic(durable=True):
        project = project_services.lock_owned_project(owner_id=user_id, project_id=project_id)
        version = project_selectors.version_of(project, number=number)
        site, _ = PublishedSite.objects.get_or_create(project=project)
        address = _address(site, project, wish, now)
        PublishedSite.objects.filter(pk=site.pk).update(version=version, published_at=now)
        forms.forms_of(project=project, version=version, site_url=_url(project.pk, address.slug))
        Publication.objects.create(
            site=site, version=version, slug=address.slug, by_id=user_id, created_at=now
        )
    shelf.forget_names()
    return state_of(project_id=project_id)


def unpublish(*, user_id: UUID, project_id: UUID, now: datetime) -> None:
    """Take the site down; its addresses stay reserved. Raises ProjectNotFound, NotPublished."""
    with transaction.atomic(durable=True):
        project = project_services.lock_owned_project(owner_id=user_id, project_id=project_id)
        rows = PublishedSite.objects.filter(project=project, version__isnull=False)
        if not rows.update(version=None, published_at=None):
            raise NotPublished("This project is not published.")
        slug = SiteAddress.objects.get(site_id=project.pk, is_current=True).slug
        Publication.objects.create(site_id=project.pk, version=None, slug=slug, by_id=user_id, created_at=now)
    shelf.forget_names()


def forget_deleted_sites(*, now: datetime) -> int:
    """Let go of addresses and history of projects that can no more be restored; return of how many."""
    late = project_selectors.restorable_since(now) - project_services.FREE_LATER
    sites = PublishedSite.objects.filter(project__deleted_at__lt=late)
    return sites.delete()[1].get("publishing.PublishedSite", 0)


def published_state(*, user_id: UUID, project_id: UUID) -> Published:
    """What is published of the user's project. Raises ProjectNotFound."""
    project = project_selectors.owned_project(owner_id=user_id, project_id=project_id)
    return state_of(project_id=project.pk)


def state_of(*, project_id: UUID) -> Published:
    """Like ``published_state``, whoever asks. Two queries."""
    found = list(SiteAddress.objects.filter(site_id=project_id).order_by("-since_at"))
    current = next((address.slug for address in found if address.is_current), None)
    site = (
        PublishedSite.objects.select_related("version").defer("version__spec").filter(pk=project_id).first()
    )
    version = site.version if site else None
    return Published(
        project_id=project_id,
        slug=current,
        former_slugs=tuple(address.slug for address in found if not address.is_current),
        published_url=_url(project_id, current) if current and version else None,
        version=version.number if version else None,
        published_at=site.published_at if site else None,
    )


def published_url(project_id: UUID) -> str | None:
    """Where the project's site is shown, None if it is not; ``settings.PUBLISHED_URL`` names this. One
    query.
    """
    rows = SiteAddress.objects.filter(site_id=project_id, is_current=True, site__version__isnull=False)
    slug = rows.values_list("slug", flat=True).first()
    return _url(project_id, slug) if slug else None


def published_urls(project_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Where those of the projects that are published are shown, by project. Two queries."""
    rows = SiteAddress.objects.filter(
        site_id__in=list(project_ids), is_current=True, site__version__isnull=False
    )
    found = directory.primary_addresses(dict(rows.values_list("site_id", "slug")))
    return {project_id: f"{address.base}/" for project_id, address in found.items()}


def _url(project_id: UUID, slug: str) -> str:
    return f"{directory.primary_address(project_id=project_id, slug=slug).base}/"


def history(*, user_id: UUID, project_id: UUID) -> QuerySet[Publication]:
    """What was published and taken down, newest first. Raises ProjectNotFound."""
    project = project_selectors.owned_project(owner_id=user_id, project_id=project_id)
    rows = Publication.objects.filter(site_id=project.pk).order_by("-id")
    return rows.select_related("version", "by").defer("version__spec")


def _address(site: PublishedSite, project: Project, wish: str | None, now: datetime) -> SiteAddress:
    """The site's current address after this publication."""
    current = SiteAddress.objects.filter(site=site, is_current=True).first()
    if wish is not None:
        return current if current and current.slug == wish else _take(site, wish, now)
    return current or _take_any(site, slugs.candidates(project.name), now)


def _take(site: PublishedSite, slug: str, now: datetime) -> SiteAddress:
    """Give the site a new address; the one that it had becomes a former one. Raises SlugTaken."""
    holder = SiteAddress.objects.select_related("site__project").filter(slug=slug).first()
    if holder and holder.site_id != site.pk and not _is_free(holder, now):
        raise _taken(slug)
    SiteAddress.objects.filter(site=site, is_current=True).update(is_current=False, since_at=now)
    if holder:
        holder.delete()
    try:
        with transaction.atomic():
            address = SiteAddress.objects.create(slug=slug, site=site, since_at=now)
    except IntegrityError:  # somebody took it at this very moment
        raise _taken(slug) from None
    former = SiteAddress.objects.filter(site=site, is_current=False).order_by("-since_at")
    SiteAddress.objects.filter(pk__in=list(former.values_list("pk", flat=True)[MOST_FORMER:])).delete()
    return address


def _take_any(site: PublishedSite, wishes: Iterator[str], now: datetime) -> SiteAddress:
    for slug in islice(wishes, MOST_TRIES):
        try:
            return _take(site, slug, now)
        except SlugTaken:
            continue
    return _take(site, f"site-{site.pk.hex}", now)


def _is_free(holder: SiteAddress, now: datetime) -> bool:
    return not project_selectors.can_be_restored(holder.site.project, now=now)


def _taken(slug: str) -> SlugTaken:
    names = [name for name in islice(slugs.candidates(slug), MOST_TRIES) if name != slug]
    used = set(SiteAddress.objects.filter(slug__in=names).values_list("slug", flat=True))
    suggestion = next((name for name in names if name not in used), None)
    return SlugTaken(
        f"Another site has the address “{slug}”" + (f"; “{suggestion}” is free." if suggestion else "."),
        **({"suggestion": suggestion} if suggestion else {}),
    )
