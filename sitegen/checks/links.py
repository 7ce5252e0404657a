"""Addresses in pages: files that are not there, anchors that are not there, links that go nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from sitegen.checks.documents import Document, Element, Site, found
from sitegen.checks.report import Finding

ADDRESSES = {
    "a": ("href",), "area": ("href",), "img": ("src", "srcset"), "link": ("href",), "script": ("src",),
    "source": ("src", "srcset"), "video": ("src", "poster"), "audio": ("src",), "iframe": ("src",),
        "embed": ("src",),
    "form": (), "use": ("href",), "image": ("href",),
}  # fmt: skip
NOWHERE = re.compile(r"^(?:#[0!]?|javascript:.*)?$", re.IGNORECASE)
OTHER_RELS = {"canonical", "alternate", "preconnect", "dns-prefetch"}
NUMBER = re.compile(r"^[+\d][\d\s().,;/-]{2,}$")
MAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s.?]+(?:\?.*)?$")


def check_links(site: Site) -> Iterator[Finding]:
    lower = {path.lower(): path for path in site.files}
    for document in site.documents:
        for element in document.elements:
            for name in ADDRESSES.get(element.tag, ()):
                value = element.get(name)
                if value is not None and not (element.tag == "link" and _is_other(element)):
                    yield from _addresses(site, document, element, name, value, lower)
            if element.tag == "a" and "href" not in element.attributes and _pretends(element):
                message = "The link has no address."
                yield found("dead-link", message, file=document.path, element=element)
    yield from _other_files(site)


def _is_other(link: Element) -> bool:
    return bool(OTHER_RELS & set((link.get("rel") or "").split()))


def _pretends(link: Element) -> bool:
    """A link without an address is text, unless it is an anchor or says why it has none (HTML Standard,
    4.5.1).
    """
    reasons = {"id", "name", "role", "aria-disabled", "aria-current", "aria-controls", "aria-expanded"}
    return not reasons & set(link.attributes)


def _addresses(
    site: Site, document: Document, element: Element, name: str, value: str, lower: dict[str, str]
) -> Iterator[Finding]:
    if name == "srcset":
        for candidate in value.split(","):
            address = (candidate.split() or [""])[0]
            yield from _address(site, document, element, address, lower)
        return
    if NOWHERE.match(value.strip()):
        if not (value.strip() == "" and element.tag == "use"):
            yield found("dead-link", "The address leads nowhere.", file=document.path, element=element)
        return
    yield from _address(site, document, element, value, lower)


def _address(
    site: Site, document: Document, element: Element, address: str, lower: dict[str, str]
) -> Iterator[Finding]:
    at = {"file": document.path, "element": element}
    if address.startswith("tel:") and not NUMBER.match(address[4:]):
        yield found("dead-link", f"“{address[4:]}” is no telephone number.", **at)  # type: ignore[arg-type]
    if address.startswith("mailto:") and not MAIL.match(address[7:]):
        yield found("dead-link", f"“{address[7:]}” is no e-mail address.", **at)  # type: ignore[arg-type]
    target = _own(site, document, address)
    if target is None:
        return
    path, fragment = target
    if path not in site.files:
        if path.lower() in lower:
            message = (
                f"“{address}” is written “{lower[path.lower()]}” on the disk; servers tell the two apart."
            )
            yield found("case-of-path", message, **at)  # type: ignore[arg-type]
        message = f"“{address}” leads to {path}, which is not there."
        yield found("broken-link", message, **at)  # type: ignore[arg-type]
    elif fragment and path in site.by_path and fragment not in site.by_path[path].anchors:
        message = f"“{address}” leads to an anchor that is not on {path}."
        yield found("broken-anchor", message, **at)  # type: ignore[arg-type]


def _own(site: Site, document: Document, address: str) -> tuple[str, str] | None:
    """The file and fragment of an address on this site; the 404 page is served anywhere, so its addresses
    begin at the root.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.netloc and parts.netloc == site.host:
        address = parts.path + (f"#{parts.fragment}" if parts.fragment else "")
    target = site.resolve(document.path, address)
    if target and document.path == "404.html" and target[0] not in site.files:
        # The site may live below a path of its host.
        root = posixpath.commonprefix([f"/{target[0]}", urlsplit(_canonical(site)).path or "/"])
        return (target[0][len(root) - 1 :] or "index.html"), target[1]
    return target


def _canonical(site: Site) -> str:
    start = site.by_path.get("index.html")
    links = start.links("canonical") if start else []
    return (links[0].get("href") or "") if links else ""


def _other_files(site: Site) -> Iterator[Finding]:
    """Icons that the web app manifest names."""
    for path in site.files:
        if not path.endswith(".webmanifest"):
            continue
        text = site.text_of(path)
        for match in re.finditer(r'"src"\s*:\s*"([^"]+)"', text):
            target = site.resolve(path, match.group(1))
            if target and target[0] not in site.files:
                line = text.count("\n", 0, match.start()) + 1
                message = f"“{match.group(1)}” leads to {target[0]}, which is not there."
                yield found("broken-link", message, file=path, line=line, excerpt=match.group())
