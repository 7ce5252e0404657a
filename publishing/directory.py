"""Which site a name leads to, and its files at that address. Reads only; what is found is kept by the
shelf.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from projects import selectors as project_selectors
from publishing import addresses, forms
from publishing.addresses import Address
from publishing.models import CustomHost, PublishedSite, SiteAddress
from publishing.placing import Placement, place, placeholder_of

HOME_PAGE = "index.html"
MARK_CHARACTERS = 12


@dataclass(frozen=True)
class Target:
    """What is behind a name: a version at an address, or (``moved_to``) the site's present base address.

    ``is_down`` is a site that is not published on a host of its own, which is not the application's either.
    """

    # Targets are looked up with every request; the fields that differ are enough for the hash.
    project_id: UUID = field(hash=False)
    address: Address = field(hash=False)
    version_id: UUID | None
    # Canonical links name this one, whatever the address that was asked for.
    canonical: str
    moved_to: str | None = field(default=None, hash=False)
    is_down: bool = field(default=False, hash=False)


@dataclass(frozen=True)
class Edition:
    """A version as it is served at one address: enough to place any of its files."""

    target: Target
    content_types: Mapping[str, str]
    placement: Placement = field(repr=False)


@dataclass(frozen=True)
class PlacedFile:
    path: str
    data: bytes
    content_type: str
    mark: str


def site_of_slug(slug: str) -> Target | None:
    """The site that has the slug now or had it before; None if nobody, or if it is not published. Two
    queries.
    """
    rows = SiteAddress.objects.select_related("site").filter(slug=slug, site__project__deleted_at=None)
    found = rows.first()
    if found is None or found.site.version_id is None:
        return None
    current = found if found.is_current else SiteAddress.objects.get(site_id=found.site_id, is_current=True)
    address = addresses.address_of_slug(current.slug)
    return Target(
        project_id=found.site_id,
        address=address,
        version_id=found.site.version_id,
        canonical=primary_address(project_id=found.site_id, slug=current.slug).base,
        moved_to=None if found.is_current else address.base,
    )


def site_of_host(host: str) -> Target | None:
    """The site on a host that a customer has proved to be theirs; None if nobody has. Two queries."""
    claim = CustomHost.objects.filter(host=host, verified_at__isnull=False, project__deleted_at=None).first()
    if claim is None:
        return None
    version_id = (
        PublishedSite.objects.filter(pk=claim.project_id).values_list("version_id", flat=True).first()
    )
    return Target(
        project_id=claim.project_id,
        address=addresses.address_of_host(host),
        version_id=version_id,
        canonical=primary_address(project_id=claim.project_id, slug="").base,
        is_down=version_id is None,
    )


def primary_address(*, project_id: UUID, slug: str) -> Address:
    """The address that a site names as its own: the first host that was proved, else the slug's. One
    query.
    """
    hosts = CustomHost.objects.filter(project_id=project_id, verified_at__isnull=False)
    host = hosts.order_by("verified_at", "id").values_list("host", flat=True).first()
    return addresses.address_of_host(host) if host else addresses.address_of_slug(slug)


def primary_addresses(slugs: Mapping[UUID, str]) -> dict[UUID, Address]:
    """Like ``primary_address`` for many: ``slugs`` by project. One query."""
    rows = CustomHost.objects.filter(project_id__in=slugs, verified_at__isnull=False)
    first = rows.order_by("project_id", "verified_at", "id").distinct("project_id")
    hosts = dict(first.values_list("project_id", "host"))
    return {
        project_id: addresses.address_of_host(hosts[project_id])
        if project_id in hosts
        else addresses.address_of_slug(slug)
        for project_id, slug in slugs.items()
    }


def edition_of(target: Target) -> Edition:
    """What is needed to place the files of the target's version. Two queries."""
    version_id = target.version_id or UUID(int=0)
    index = project_selectors.file_index(version_id=version_id)
    home = project_selectors.find_files(version_id=version_id, paths=[HOME_PAGE]).get(HOME_PAGE)
    placement = Placement(
        placeholder=placeholder_of(home.data.decode(errors="replace")) if home else None,
        base=target.canonical,
        root=target.address.root,
        form_action=lambda form: forms.form_action(
            project_id=target.project_id, form_slug=form, absolute=not target.address.shared
        ),
        marks=_marks({path: sha for path, (sha, _) in index.items()}),
    )
    return Edition(target, {path: kind for path, (_, kind) in index.items()}, placement)


def _marks(hashes: Mapping[str, str]) -> dict[str, str]:
    """Short hashes of all files but pages; those of style sheets change with the files that they may name."""
    others = {path: sha for path, sha in hashes.items() if not path.endswith((".html", ".css"))}
    together = "".join(f"{path} {others[path]}\n" for path in sorted(others))
    marks = {path: sha[:MARK_CHARACTERS] for path, sha in others.items() if "/" in path}
    for path, sha in hashes.items():
        if path.endswith(".css"):
            marks[path] = hashlib.sha256(f"{sha}{together}".encode()).hexdigest()[:MARK_CHARACTERS]
    return marks


def read_file(edition: Edition, path: str) -> PlacedFile | None:
    """A file of the edition, placed; None if it has none of that path. One query."""
    if path not in edition.content_types or edition.target.version_id is None:
        return None
    files = project_selectors.find_files(version_id=edition.target.version_id, paths=[path])
    if path not in files:
        return None
    data = place(path, files[path].data, edition.placement)
    return PlacedFile(path, data, files[path].content_type, edition.placement.marks.get(path, ""))


def name_of_path(path: str, names: Mapping[str, str]) -> str | None:
    """The file that a request's path stands for; ``path`` has no leading slash. Names are only compared."""
    if not path or path.endswith("/"):
        path = f"{path}{HOME_PAGE}"
    if path in names:
        return path
    return f"{path}.html" if f"{path}.html" in names else None
