"""Where published sites live, and where their forms post to."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

SITES_PATH = "/s/"


@dataclass(frozen=True)
class Address:
    """Where a site is served.

    ``base`` is absolute and has no slash at its end, ``root`` is the path of the start page with slashes
    on both sides. ``shared`` says that the application answers on the same host.
    """

    base: str
    root: str
    shared: bool


def address_of_slug(slug: str) -> Address:
    """``{slug}.SITES_HOST`` if that is set, else a path on the application's host."""
    if settings.SITES_HOST:
        return address_of_host(f"{slug}.{settings.SITES_HOST}")
    return Address(base=f"{settings.PUBLIC_URL}{SITES_PATH}{slug}", root=f"{SITES_PATH}{slug}/", shared=True)


def address_of_host(host: str) -> Address:
    """A host of its own, under the scheme and port under which the application is reached."""
    public = urlsplit(settings.PUBLIC_URL)
    port = f":{public.port}" if public.port else ""
    return Address(base=f"{public.scheme}://{host}{port}", root="/", shared=False)


def forms_at() -> str:
    """The address below which forms post."""
    return f"{settings.PUBLIC_URL}/f/"


def public_host() -> str:
    """The host of the application."""
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"
