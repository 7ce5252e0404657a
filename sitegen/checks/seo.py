"""Search engines and sharing: titles, descriptions, canonical addresses, sitemap, robots, structured data,
text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from sitegen.checks.documents import Document, Element, Site, found
from sitegen.checks.report import Finding
from sitegen.checks.words import check_words
from sitegen.copy.measure import words_in

TITLE, DESCRIPTION = (10, 70), (50, 170)
OPEN_GRAPH = ("og:title", "og:description", "og:image", "og:url", "og:type")
FEW_WORDS = 40
# What Google asks of a type before it shows a rich result; other types need a name.
FIELDS: dict[str, tuple[str, ...]] = {
    "Event": ("name", "startDate"), "Product": ("name",), "FAQPage": ("mainEntity",), "Article": ("headline",
        ),
    "BlogPosting": ("headline",), "BreadcrumbList": ("itemListElement",), "WebSite": ("name",),
    "Recipe": ("name",), "Course": ("name",), "JobPosting": ("title",), "ItemList": ("itemListElement",),
}  # fmt: skip
NAMELESS = {
    "Question",
    "Answer",
    "PostalAddress",
    "OpeningHoursSpecification",
    "Offer",
    "ListItem",
    "GeoCoordinates",
}
LOCATION = re.compile(r"<loc>\s*([^<]*?)\s*</loc>")


def check_seo(site: Site) -> Iterator[Finding]:
    for page in site.pages:
        yield from _length(page, "title", page.title, TITLE)
        yield from _length(page, "description", page.meta("description") or "", DESCRIPTION)
        yield from _canonical(site, page)
        yield from _sharing(site, page)
        yield from _hidden(page)
        yield from _structured_data(page)
        yield from _pictures(page)
        yield from check_words(page)
    yield from _same_twice(site)
    yield from _site_files(site)
    yield from _orphans(site)


def _length(page: Document, what: str, text: str, limits: tuple[int, int]) -> Iterator[Finding]:
    low, high = limits
    element = next(iter(page.all("title") if what == "title" else page.metas("description")), page.root)
    if not text.strip():
        yield found(f"no-{what}", f"The page has no {what}.", file=page.path, element=element)
    elif not low <= len(text) <= high:
        message = f"The {what} has {len(text)} characters; {low} to {high} are shown in full."
        yield found(f"{what}-length", message, file=page.path, element=element, excerpt=text)


def _canonical(site: Site, page: Document) -> Iterator[Finding]:
    links = page.links("canonical")
    if len(links) != 1:
        message = f"The page has {len(links)} canonical addresses; it should have one."
        yield found("canonical", message, file=page.path, element=links[1] if links else page.root)
        return
    address = links[0].get("href") or ""
    if not address.startswith(("http://", "https://")):
        message = "The canonical address is not absolute."
        yield found("canonical", message, file=page.path, element=links[0])
    elif not _is_address_of(address, page.path):
        message = f"The canonical address {address} is not that of {page.path}."
        yield found("canonical", message, file=page.path, element=links[0])


def _is_address_of(address: str, path: str) -> bool:
    """Whether an absolute address can be that of the file, which servers may show without “.html”."""
    named = urlsplit(address).path
    stem = path.removesuffix("index.html").removesuffix(".html")
    return any(named.endswith(f"/{name}") for name in {path, stem, f"{stem}/" if stem else ""})


def _sharing(site: Site, page: Document) -> Iterator[Finding]:
    missing = [name for name in OPEN_GRAPH if not page.meta(name)]
    if missing:
        message = f"Open Graph tags are missing: {', '.join(missing)}."
        yield found("open-graph", message, file=page.path, element=page.root)
    canonical = page.links("canonical")
    address = canonical[0].get("href") if canonical else None
    for meta in page.metas("og:url"):
        if address and meta.get("content") != address:
            message = "og:url is another address than the canonical one."
            yield found("open-graph-url", message, file=page.path, element=meta)
    for meta in page.metas("og:image"):
        content = meta.get("content") or ""
        parts = urlsplit(content)
        # The file is looked for by the end of its path: the site may live below a path of its host.
        there = any(parts.path.endswith(f"/{path}") for path in site.files)
        if not parts.netloc or (parts.netloc == site.host and not there):
            message = "og:image is not absolute." if not parts.netloc else f"{content} is not there."
            yield found("open-graph-url", message, file=page.path, element=meta)
    if not page.links("icon"):
        yield found("favicon", "The page has no icon.", file=page.path, element=page.root)


def _hidden(page: Document) -> Iterator[Finding]:
    for name in ("robots", "googlebot"):
        for meta in page.metas(name):
            if re.search(r"\b(?:noindex|none)\b", meta.get("content") or "", re.IGNORECASE):
                message = "The page asks not to be found."
                yield found("noindex", message, file=page.path, element=meta)


def _structured_data(page: Document) -> Iterator[Finding]:
    for script in page.all("script"):
        if script.get("type") != "application/ld+json":
            continue
        try:
            data = json.loads(script.own_text)
        except ValueError as error:
            message = f"The structured data is not JSON: {error}"
            yield found("json-ld", message, file=page.path, element=script)
            continue
        for block in data if isinstance(data, list) else [data]:
            yield from _block(page, script, block)


def _block(page: Document, script: Element, block: Any) -> Iterator[Finding]:
    if not isinstance(block, dict) or not str(block.get("@context", "")).startswith(
        ("https://schema.org", "http://schema.org")
    ):
        message = "The structured data has no @context of schema.org."
        yield found("json-ld", message, file=page.path, element=script)
        return
    for node in block.get("@graph", [block]):
        if not node.get("@type"):
            message = "The structured data has no @type."
            yield found("json-ld", message, file=page.path, element=script)
            continue
        kinds = node["@type"] if isinstance(node["@type"], list) else [node["@type"]]
        needed = next(
            (FIELDS[kind] for kind in kinds if kind in FIELDS), () if set(kinds) & NAMELESS else ("name",)
        )
        missing = [name for name in needed if not node.get(name)]
        if missing:
            message = f"{kinds[0]} lacks {', '.join(missing)}."
            yield found("json-ld-fields", message, file=page.path, element=script)


def _pictures(page: Document) -> Iterator[Finding]:
    shown = Counter(image.get("src") for image in page.all("img") if image.get("src"))
    for image in page.all("img"):
        if shown[image.get("src")] > 1:
            shown[image.get("src")] = 1
            message = f"{image.get('src')} is shown more than once."
            yield found("same-image", message, file=page.path, element=image)
    main = next(iter(page.all("main")), None)
    words = words_in(main.text) if main else 0
    if words < FEW_WORDS:
        message = f"The page has {words} words of its own."
        yield found("thin-page", message, file=page.path, element=main or page.root)


def _same_twice(site: Site) -> Iterator[Finding]:
    for what in ("title", "description"):
        seen: dict[str, str] = {}
        for page in site.pages:
            text = page.title if what == "title" else page.meta("description") or ""
            key = text.strip().casefold()
            if key and key in seen:
                message = f"The {what} is the same as on {seen[key]}."
                element = next(
                    iter(page.all("title") if what == "title" else page.metas("description")), None
                )
                yield found(f"same-{what}", message, file=page.path, element=element, excerpt=text)
            seen.setdefault(key, page.path)


def _site_files(site: Site) -> Iterator[Finding]:
    robots = site.text_of("robots.txt")
    if "sitemap:" not in robots.lower():
        yield found("robots", "robots.txt does not name the sitemap.", file="robots.txt", line=1)
    for number, line in enumerate(robots.splitlines(), start=1):
        if re.match(r"\s*disallow\s*:\s*/\s*$", line, re.IGNORECASE):
            yield found(
                "robots", "robots.txt shuts everybody out.", file="robots.txt", line=number, excerpt=line
            )
    yield from _sitemap(site)
    if "404.html" not in site.files:
        yield found("not-found-page", "There is no 404 page.", file="404.html")


def _sitemap(site: Site) -> Iterator[Finding]:
    text = site.text_of("sitemap.xml")
    if text and not re.search(r"<urlset[^>]*sitemaps\.org/schemas/sitemap/0\.9", text):
        yield found("sitemap", "The sitemap has no urlset of its namespace.", file="sitemap.xml", line=1)
    listed = [(match.group(1), text.count("\n", 0, match.start()) + 1) for match in LOCATION.finditer(text)]
    own = {page.path: (page.links("canonical") or [page.root])[0].get("href") or "" for page in site.pages}
    for page in site.pages:
        if not any(address == own[page.path] or _is_address_of(address, page.path) for address, _ in listed):
            yield found(
                "sitemap", f"The sitemap does not list {page.path}.", file="sitemap.xml", excerpt=page.path
            )
    for address, line in listed:
        if not any(address == own[path] or _is_address_of(address, path) for path in own):
            message = f"The sitemap lists {address}, which is not there."
            yield found("sitemap", message, file="sitemap.xml", line=line, excerpt=address)


def _orphans(site: Site) -> Iterator[Finding]:
    linked = {"index.html"}
    for page in site.pages:
        for link in page.all("a"):
            target = site.resolve(page.path, link.get("href") or "#")
            if target and target[0] != page.path:
                linked.add(target[0])
    for page in site.pages:
        if page.path not in linked:
            yield found("orphan-page", "No other page leads here.", file=page.path, element=page.root)
