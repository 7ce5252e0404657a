"""Weight and loading: bytes of each page, requests, pictures with a size, scripts that wait."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

from sitegen.checks.documents import Document, Site, found
from sitegen.checks.report import Finding

PAGE_KB, REQUESTS, IMAGE_KB, SHEET_KB, SCRIPT_KB = 400, 20, 60, 80, 40
COMPRESSED = (".html", ".css", ".js", ".svg", ".xml", ".txt", ".webmanifest", ".json")


def check_performance(site: Site) -> Iterator[Finding]:
    for page in site.pages:
        yield from _weight(site, page)
        yield from _pictures(page)
        yield from _blocking(page)
    for path, data in site.files.items():
        limit = IMAGE_KB if path.endswith((".svg", ".png", ".jpg", ".webp")) else None
        limit = SHEET_KB if path.endswith(".css") else SCRIPT_KB if path.endswith(".js") else limit
        if limit and len(data) > limit * 1024:
            message = f"{path} has {len(data) / 1024:.0f} kB; {limit} kB are plenty."
            yield found("performance", "warning", "heavy-file", message, file=path)


def parts_of(site: Site, page: Document) -> set[str]:
    """Files that the page loads: pictures, scripts, styles, icon, and the fonts of the stylesheet."""
    parts = {page.path}
    addresses = [element.get("src") for element in page.all("img", "script", "source")]
    addresses += [
        element.get("href")
        for element in page.all("link")
        if element.get("rel") in {"stylesheet", "icon", "preload", "manifest"}
    ]
    for address in addresses:
        target = site.resolve(page, address) if address else None
        if target and target[0] in site.files:
            parts.add(target[0])
    fonts = {path for path in site.files if path.endswith(".woff2")}
    return parts | fonts


def transferred(path: str, data: bytes) -> int:
    """Bytes on the wire: texts are compressed by any server."""
    return len(gzip.compress(data, 6, mtime=0)) if path.endswith(COMPRESSED) else len(data)


def _weight(site: Site, page: Document) -> Iterator[Finding]:
    parts = parts_of(site, page)
    size = sum(transferred(path, site.files[path]) for path in parts) / 1024
    if size > PAGE_KB:
        message = f"The page weighs {size:.0f} kB with everything on it; {PAGE_KB} kB is the limit."
        yield found("performance", "error", "page-weight", message, file=page.path)
    if len(parts) > REQUESTS:
        message = f"The page makes {len(parts)} requests; {REQUESTS} is the limit."
        yield found("performance", "warning", "requests", message, file=page.path)


def _pictures(page: Document) -> Iterator[Finding]:
    for number, image in enumerate(page.all("img")):
        if not (image.get("width") and image.get("height")):
            message = "The image has no width and height, so the page moves while it loads."
            yield found("performance", "warning", "image-size", message, file=page.path, element=image)
        if number > 3 and image.get("loading") != "lazy":
            message = "An image far down the page should load lazily."
            yield found("performance", "notice", "lazy-image", message, file=page.path, element=image)


def _blocking(page: Document) -> Iterator[Finding]:
    for script in page.all("script"):
        if script.get("src") and not {"defer", "async", "type"} & set(script.attrib):
            message = "The script holds up the page; it should be deferred."
            yield found("performance", "warning", "blocking-script", message, file=page.path, element=script)
