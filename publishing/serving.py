"""Answer requests for published sites: plain functions from a request to an answer, without Django's request.

They run before the application: nothing here reads a session, sets a cookie or knows a user.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from urllib.parse import quote

from django.conf import settings
from django.utils.http import is_same_domain

from publishing import addresses, directory, policies, shelf
from publishing.addresses import SITES_PATH
from publishing.directory import Edition, Target
from publishing.placing import NOT_FOUND_PAGE
from publishing.shelf import ReadyFile

Headers = tuple[tuple[bytes, bytes], ...]
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\s]+?)\.?(?::\d+)?", re.IGNORECASE)
RANGE = re.compile(r"bytes=(\d*)-(\d*)")
CUSTOM = re.compile(r"(?=.{4,240}$)([a-z0-9-]+\.)+[a-z0-9-]*[a-z][a-z0-9-]*")
LABEL = re.compile(r"[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
FOREVER = b"public, max-age=31536000, immutable"
# A page is asked for again each time, which costs a 304; other files may be minutes behind.
PAGE_CACHE, FILE_CACHE, MOVED_CACHE = b"no-cache", b"public, max-age=300", b"public, max-age=300"
NOTHING_HERE = (
    b'<!doctype html><html lang="en"><meta charset="utf-8">'
    b'<meta name="viewport" content="width=device-width">'
    b"<title>No site here</title><h1>There is no site at this address</h1>"
    b"<p>It may have been taken down, or the address has a mistake.</p></html>"
)


@dataclass(frozen=True)
class Asked:
    """What matters of a request. ``path`` is decoded and begins with a slash, header names are lower case,
    ``remote`` is the address of the peer."""

    method: str
    host: str
    path: str
    query: str
    headers: Mapping[str, str]
    remote: str = ""


@dataclass(frozen=True)
class Answer:
    """What to send. ``seen`` is the path of a page that was shown, for counting visits."""

    status: int
    headers: Headers
    body: bytes = b""
    target: Target | None = None
    seen: str | None = None


@dataclass(frozen=True)
class Place:
    """A name and the path below its root; ``look_up`` finds the site behind the name."""

    name: str
    path: str
    look_up: Callable[[], Target | None]
    on_own_host: bool
    # Whether the application answers if there is no site.
    may_be_ours: bool = False


@dataclass(frozen=True)
class Source:
    """Where targets, editions and files come from; each may raise NotKept."""

    target: Callable[[str, Callable[[], Target | None]], Target | None]
    edition: Callable[[Target], Edition]
    file: Callable[[Edition, str], ReadyFile | None]


MEMORY = Source(lambda name, _: shelf.kept_target(name), shelf.kept_edition, shelf.kept_file)
DATABASE = Source(shelf.find_target, shelf.find_edition, shelf.find_file)


def place_of(host: str, path: str) -> Place | None:
    """Which published site an address is meant for; None if it is the application's."""
    match = HOST.fullmatch(host)
    name = match[1].lower() if match else ""
    suffix = f".{settings.SITES_HOST}"
    if settings.SITES_HOST and name.endswith(suffix):
        return _by_slug(name.removesuffix(suffix), path, on_own_host=False)
    if CUSTOM.fullmatch(name) and not _is_own(name):
        look_up = partial(directory.site_of_host, name)
        return Place(f"h/{name}", path, look_up, on_own_host=False, may_be_ours=True)
    if path.startswith(SITES_PATH):
        slug, slash, rest = path.removeprefix(SITES_PATH).partition("/")
        return _by_slug(slug, f"/{rest}" if slash else "", on_own_host=True)
    return None


def _is_own(name: str) -> bool:
    # "*" allows every host for the application, but those of sites come first.
    return name == addresses.public_host() or any(
        is_same_domain(name, pattern) for pattern in settings.ALLOWED_HOSTS if pattern != "*"
    )


def _by_slug(slug: str, path: str, *, on_own_host: bool) -> Place:
    known = LABEL.fullmatch(slug)
    look_up = (lambda: directory.site_of_slug(slug)) if known else (lambda: None)
    return Place(f"s/{slug if known else ''}", path, look_up, on_own_host)


def respond(asked: Asked, source: Source) -> Answer | None:
    """The answer for a request; None if it is the application's. Raises NotKept if ``source`` must not
    wait.
    """
    place = place_of(asked.host, asked.path)
    if place is None:
        return None
    target = source.target(place.name, place.look_up)
    if target is None:
        return None if place.may_be_ours else _nothing_here(shared=place.on_own_host)
    if target.is_down:
        return _nothing_here(shared=False)
    if asked.method not in ("GET", "HEAD"):
        return Answer(405, (*_plain_headers(target), (b"allow", b"GET, HEAD")))
    if target.moved_to is not None or place.on_own_host != target.address.shared:
        return _moved(target.moved_to or target.address.base, place.path or "/", asked, target)
    if not place.path:
        # Relative links need the slash.
        return _moved(target.address.base, "/", asked, target)
    edition = source.edition(target)
    path = directory.name_of_path(place.path.removeprefix("/"), edition.content_types)
    file = source.file(edition, path) if path else None
    if file is not None:
        return _show(file, asked, target)
    missing = source.file(edition, NOT_FOUND_PAGE) if NOT_FOUND_PAGE in edition.content_types else None
    return _show_missing(missing, asked, target) if missing else _nothing_here(shared=target.address.shared)


def _show(file: ReadyFile, asked: Asked, target: Target) -> Answer:
    if file.path == NOT_FOUND_PAGE:
        return _show_missing(file, asked, target)
    coding = _coding(file, asked)
    headers = [*file.headers, (b"etag", file.tags[coding]), (b"cache-control", _cache(file, asked))]
    if len(file.bodies) > 1:
        headers.append((b"vary", b"Accept-Encoding"))
    seen = file.path if file.is_page and asked.method == "GET" else None
    if _has_already(file, asked):
        return Answer(304, tuple(headers), b"", target, seen)
    headers.append((b"accept-ranges", b"bytes"))
    wanted = _range(file, asked)
    if wanted is not None:
        return _part(file, wanted, headers, asked, target)
    if coding != "identity":
        headers.append((b"content-encoding", coding.encode()))
    return _sized(Answer(200, tuple(headers), file.bodies[coding], target, seen), asked)


def _show_missing(file: ReadyFile, asked: Asked, target: Target) -> Answer:
    headers = (*file.headers, (b"cache-control", b"no-cache"))
    return _sized(Answer(404, headers, file.bodies["identity"], target), asked)


def _sized(answer: Answer, asked: Asked) -> Answer:
    """The answer with its length, and without its body for HEAD."""
    headers = (*answer.headers, (b"content-length", str(len(answer.body)).encode()))
    body = b"" if asked.method == "HEAD" else answer.body
    return Answer(answer.status, headers, body, answer.target, answer.seen)


def _cache(file: ReadyFile, asked: Asked) -> bytes:
    if file.is_page:
        return PAGE_CACHE
    return FOREVER if file.mark and asked.query == f"v={file.mark}" else FILE_CACHE


def _coding(file: ReadyFile, asked: Asked) -> str:
    """The best coding that the client takes; parts are of the plain bytes."""
    if len(file.bodies) == 1 or "range" in asked.headers:
        return "identity"
    return _best_coding(asked.headers.get("accept-encoding", ""))


@lru_cache(maxsize=256)
def _best_coding(accepted: str) -> str:
    """``br``, ``gzip`` or ``identity`` by the value of Accept-Encoding (RFC 9110 §12.5.3)."""
    taken = set()
    for item in accepted.lower().split(","):
        coding, _, weight = item.partition(";")
        if not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight):
            taken.add(coding.strip())
    return next((coding for coding in ("br", "gzip") if coding in taken), "identity")


def _has_already(file: ReadyFile, asked: Asked) -> bool:
    tags = asked.headers.get("if-none-match")
    if tags is None:
        return False
    named = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
    return "*" in named or any(tag.decode() in named for tag in file.tags.values())


def _range(file: ReadyFile, asked: Asked) -> tuple[int, int] | None:
    """The asked part as first and last byte, last before first if there is no such part (RFC 9110 §14)."""
    match = RANGE.fullmatch(asked.headers.get("range", "").replace(" ", ""))
    if match is None or asked.method != "GET" or match[0] == "bytes=-":
        return None
    if asked.headers.get("if-range", file.tags["identity"].decode()) != file.tags["identity"].decode():
        return None
    size = len(file.bodies["identity"])
    if not match[1]:
        return max(0, size - int(match[2])), size - 1 if int(match[2]) else -1
    first = int(match[1])
    last = min(int(match[2]), size - 1) if match[2] else size - 1
    if match[2] and int(match[2]) < first:
        return None  # not valid, so as if it were not there
    return first, last if first < size else -1


def _part(
    file: ReadyFile, wanted: tuple[int, int], headers: list[tuple[bytes, bytes]], asked: Asked, target: Target
) -> Answer:
    first, last = wanted
    data = file.bodies["identity"]
    if last < first:
        headers.append((b"content-range", f"bytes */{len(data)}".encode()))
        return _sized(Answer(416, tuple(headers), b"", target), asked)
    headers.append((b"content-range", f"bytes {first}-{last}/{len(data)}".encode()))
    return _sized(Answer(206, tuple(headers), data[first : last + 1], target), asked)


def _moved(base: str, path: str, asked: Asked, target: Target) -> Answer:
    query = f"?{asked.query}" if asked.query else ""
    # Quoted anew: a line end in a decoded path must not begin a header.
    location = f"{_relative(base)}{quote(path, safe='/~')}{quote(query, safe='?=&%+-._~')}".encode()
    headers = (*_plain_headers(target), (b"location", location), (b"cache-control", MOVED_CACHE))
    return _sized(Answer(301, headers, b"", target), asked)


def _relative(base: str) -> str:
    """Paths on the application's host stay relative: it may be reached by several names."""
    return base.removeprefix(settings.PUBLIC_URL) if not settings.SITES_HOST else base


def _plain_headers(target: Target) -> Headers:
    return policies.headers(shared=target.address.shared, forms_at=addresses.forms_at(), styles=())


def _nothing_here(*, shared: bool) -> Answer:
    headers = (
        (b"content-type", b"text/html; charset=utf-8"),
        *policies.headers(shared=shared, forms_at=addresses.forms_at(), styles=()),
        (b"cache-control", b"no-cache"),
        (b"content-length", str(len(NOTHING_HERE)).encode()),
    )
    return Answer(404, headers, NOTHING_HERE)
