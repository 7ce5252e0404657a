"""Search engines and sharing: titles, descriptions, canonical addresses, sitemap, robots, structured data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from sitegen.checks.documents import Document, Site, found
from sitegen.checks.report import Finding

TITLE, DESCRIPTION = (10, 70), (50, 170)
OPEN_GRAPH = ("og:title", "og:description", "og:image", "og:url", "og:type")


def check_seo(site: Site) -> Iterator[Finding]:
    for page in site.pages:
        yield from _length(page, "title", page.title, TITLE)
        yield from _length(page, "description", page.meta("description") or "", DESCRIPTION)
        yield from _sharing(page)
        yield from _structured_data(page)
    yield from _same_twice(site)
    yield from _site_files(site)


def _length(page: Document, what: str, text: str, limits: tuple[int, int]) -> Iterator[Finding]:
    low, high = limits
    if not text:
        yield found(
            "seo", "error", f"no-{what}", f"The page has no {what}.", file=page.path, element=page.root
        )
    elif not low <= len(text) <= high:
        message = f"The {what} has {len(text)} characters; {low} to {high} are shown in full."
        yield found("seo", "warning", f"{what}-length", message, file=page.path, source=text)


def _sharing(page: Document) -> Iterator[Finding]:
    canonical = [link for link in page.all("link") if link.get("rel") == "canonical"]
    if len(canonical) != 1 or not (canonical[0].get("href") or "").startswith("http"):
        message = "The page needs one absolute canonical address."
        yield found("seo", "warning", "canonical", message, file=page.path, element=page.root)
    missing = [name for name in OPEN_GRAPH if not page.meta(name)]
    if missing:
        message = f"Open Graph tags are missing: {', '.join(missing)}."
        yield found("seo", "warning", "open-graph", message, file=page.path, element=page.root)
    if not any(link.get("rel") == "icon" for link in page.all("link")):
        yield found("seo", "notice", "favicon", "The page has no icon.", file=page.path, element=page.root)


def _structured_data(page: Document) -> Iterator[Finding]:
    for script in page.all("script"):
        if script.get("type") != "application/ld+json":
            continue
        try:
            json.loads(script.text or "")
        except ValueError as error:
            message = f"The structured data is not JSON: {error}"
            yield found("seo", "error", "json-ld", message, file=page.path, element=script)


def _same_twice(site: Site) -> Iterator[Finding]:
    for what in ("title", "description"):
        seen: dict[str, str] = {}
        for page in site.pages:
            text = page.title if what == "title" else page.meta("description") or ""
            if text and text in seen:
                message = f"The {what} is the same as on {seen[text]}."
                yield found("seo", "error", f"same-{what}", message, file=page.path, source=text)
            seen.setdefault(text, page.path)


def _site_files(site: Site) -> Iterator[Finding]:
    robots = site.files.get("robots.txt", b"").decode("utf-8", "replace")
    if "sitemap:" not in robots.lower():
        yield found("seo", "warning", "robots", "robots.txt does not name the sitemap.", file="robots.txt")
    sitemap = site.files.get("sitemap.xml", b"").decode("utf-8", "replace")
    listed = re.findall(r"<loc>\s*https?://[^/<]+([^<]*?)\s*</loc>", sitemap)
    names = {path.rsplit("/", 1)[-1] or "index.html" for path in listed}
    for page in site.pages:
        if page.path not in names:
            message = f"The sitemap does not list {page.path}."
            yield found("seo", "error", "sitemap", message, file="sitemap.xml")
    if "404.html" not in site.files:
        yield found("seo", "warning", "not-found-page", "There is no 404 page.", file="404.html")
