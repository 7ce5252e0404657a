"""Weight and loading: bytes of each page, requests, pictures with a size, scripts and fonts that wait or
hurry.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache

from sitegen.checks.documents import Document, Element, Site, found
from sitegen.checks.report import Finding

PAGE_KB, REQUESTS, IMAGE_KB, SHEET_KB, SCRIPT_KB, ELEMENTS = 400, 20, 120, 90, 40, 1500
COMPRESSED = (".html", ".css", ".js", ".svg", ".xml", ".txt", ".webmanifest", ".json")
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")
FAR_DOWN = 3
SVG_SIZE = re.compile(r'<svg[^>]*?\swidth="(\d+(?:\.\d+)?)"[^>]*?\sheight="(\d+(?:\.\d+)?)"')
MOST_PIXELS = 2400
ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')]+)")


def check_performance(site: Site) -> Iterator[Finding]:
    used: set[str] = set()
    for page in site.documents:
        parts = parts_of(site, page)
        used |= parts
        yield from _weight(site, page, parts)
        yield from _pictures(page)
        yield from _loading(site, page)
    yield from _files(site, used)
    yield from _sheets(site)


def parts_of(site: Site, page: Document) -> set[str]:
    """Files that the page loads: pictures, scripts, styles with their fonts, icon and manifest."""
    parts = {page.path}
    for element in page.elements:
        address = (
            element.get("src") if element.tag in ("img", "script", "source", "video", "iframe") else None
        )
        if element.tag == "link" and not {"canonical", "alternate", "next", "prev"} & set(
            (element.get("rel") or "").split()
        ):
            address = element.get("href")
        target = site.resolve(page.path, address) if address else None
        if target and target[0] in site.files:
            parts.add(target[0])
    for sheet in site.sheets:
        if sheet.path in parts:
            for address in ADDRESS.findall(sheet.text):
                target = site.resolve(sheet.path, address)
                if target and target[0] in site.files:
                    parts.add(target[0])
    return parts


@lru_cache(maxsize=16)
def _packed(data: bytes) -> int:
    # Level 1 is within some percent of what servers reach, and three times as fast.
    return len(zlib.compress(data, 1))


def transferred(path: str, data: bytes) -> int:
    """Bytes on the wire: texts are compressed by any server."""
    return _packed(data) if path.endswith(COMPRESSED) else len(data)


def _weight(site: Site, page: Document, parts: set[str]) -> Iterator[Finding]:
    at = {"file": page.path, "element": page.root}
    whole = sum(len(site.files[path]) for path in parts)
    # Compressing takes time; what is light enough as it is will not be heavier on the wire.
    size = whole if whole <= PAGE_KB * 1024 else sum(transferred(path, site.files[path]) for path in parts)
    if size > PAGE_KB * 1024:
        message = f"The page weighs {size / 1024:.0f} kB with everything on it; {PAGE_KB} kB is the limit."
        yield found("page-weight", message, **at)  # type: ignore[arg-type]
    lazy = {
        target[0]
        for image in page.all("img")
        if image.get("loading") == "lazy" and (target := site.resolve(page.path, image.get("src") or ""))
    }
    requests = len(parts - lazy)
    if requests > REQUESTS:
        message = f"The page makes {requests} requests before it is scrolled; {REQUESTS} is the limit."
        yield found("requests", message, **at)  # type: ignore[arg-type]
    if len(page.elements) > ELEMENTS:
        message = f"The page has {len(page.elements)} elements; {ELEMENTS} is the limit."
        yield found("dom-size", message, **at)  # type: ignore[arg-type]


def _pictures(page: Document) -> Iterator[Finding]:
    # A logo in the header comes before the first picture of the page.
    images = [image for image in page.all("img") if not _is_in_header(image)]
    for number, image in enumerate(images):
        at = {"file": page.path, "element": image}
        if not (image.get("width") and image.get("height")):
            message = "The image has no width and height, so the page moves while it loads."
            yield found("image-size", message, **at)  # type: ignore[arg-type]
        elif max(_whole(image.get("width")), _whole(image.get("height"))) > MOST_PIXELS:
            message = f"The image is said to be more than {MOST_PIXELS} pixels long."
            yield found("oversized-image", message, **at)  # type: ignore[arg-type]
        if number >= FAR_DOWN and image.get("loading") != "lazy":
            yield found("lazy-image", "An image far down the page should load lazily.", **at)  # type: ignore[arg-type]
        if number == 0 and image.get("loading") == "lazy" and _is_first_screen(image):
            yield found("eager-hero", "The first image should not load lazily.", **at)  # type: ignore[arg-type]


def _is_in_header(image: Element) -> bool:
    return any(parent.tag == "header" for parent in image.ancestors())


def _whole(value: str | None) -> int:
    return int(value) if value and value.isdigit() else 0


def _is_first_screen(image: Element) -> bool:
    """Whether the image stands in the section of the h1."""
    section = next((parent for parent in image.ancestors() if parent.tag == "section"), None)
    return section is not None and any(True for _ in section.iter("h1"))


def _loading(site: Site, page: Document) -> Iterator[Finding]:
    for script in page.all("script"):
        if (
            script.get("src")
            and not {"defer", "async"} & set(script.attributes)
            and script.get("type") != "module"
        ):
            message = "The script holds up the page; it should be deferred."
            yield found("blocking-script", message, file=page.path, element=script)
    sheets = page.links("stylesheet")
    for link in sheets:
        if link.parent is not None and link.parent.tag != "head":
            message = "The stylesheet is found late; it belongs in the head."
            yield found("late-stylesheet", message, file=page.path, element=link)
    if len(sheets) > 1:
        message = f"The page loads {len(sheets)} stylesheets."
        yield found("stylesheets", message, file=page.path, element=sheets[1])
    yield from _preloads(site, page)


def _preloads(site: Site, page: Document) -> Iterator[Finding]:
    preloads = page.links("preload")
    fonts = [link for link in preloads if link.get("as") == "font"]
    wanted = {path for path in parts_of(site, page) if path.endswith((".woff2", ".woff"))}
    if wanted and not fonts and page.path != "404.html":
        message = "No font is preloaded, so text is set anew while the page loads."
        yield found("font-preload", message, file=page.path, element=next(iter(page.all("head")), page.root))
    for link in preloads:
        target = site.resolve(page.path, link.get("href") or "")
        at = {"file": page.path, "element": link}
        if link.get("as") == "font" and "crossorigin" not in link.attributes:
            message = "Without crossorigin the font is loaded twice."
            yield found("font-preload", message, **at)  # type: ignore[arg-type]
        if not link.get("as"):
            yield found("unused-preload", "The preload does not say what it is.", **at)  # type: ignore[arg-type]
        elif link.get("as") == "font" and target and not _is_named(site, target[0]):
            yield found("unused-preload", "The preloaded font is in no stylesheet.", **at)  # type: ignore[arg-type]


def _is_named(site: Site, path: str) -> bool:
    name = path.rsplit("/", 1)[-1]
    return any(name in sheet.text for sheet in site.sheets)


def _files(site: Site, used: set[str]) -> Iterator[Finding]:
    told = {"robots.txt", "sitemap.xml", "404.html"}
    texts = [site.text_of(path) for path in site.files if path.endswith((".html", ".webmanifest"))]
    for path, data in site.files.items():
        limit = IMAGE_KB if path.endswith(PICTURES) else None
        limit = SHEET_KB if path.endswith(".css") else SCRIPT_KB if path.endswith(".js") else limit
        if limit and len(data) > limit * 1024 and transferred(path, data) > limit * 1024:
            message = (
                f"{path} has {transferred(path, data) / 1024:.0f} kB on the wire; {limit} kB are plenty."
            )
            yield found("heavy-file", message, file=path)
        if path.endswith(".svg"):
            size = SVG_SIZE.search(data[:600].decode("utf-8", "replace"))
            if size and max(float(size.group(1)), float(size.group(2))) > MOST_PIXELS:
                message = f"The picture is {size.group(1)} × {size.group(2)} pixels."
                yield found("oversized-image", message, file=path, line=1, excerpt=size.group()[:120])
        name = path.rsplit("/", 1)[-1]
        if (
            path.startswith("assets/")
            and path not in used
            and path not in told
            and not any(name in t for t in texts)
        ):
            yield found("unused-file", "No page uses the file.", file=path)


def _sheets(site: Site) -> Iterator[Finding]:
    for sheet in site.sheets:
        for at_rule in sheet.at_rules:
            if at_rule.name == "import":
                message = "The stylesheet loads another one, which begins late."
                yield found(
                    "css-import", message, file=sheet.path, line=at_rule.line, excerpt=at_rule.prelude
                )
        for rule in sheet.rules:
            if rule.selector != "@font-face":
                continue
            source = rule.get("src") or ""
            at = {"file": sheet.path, "line": rule.line, "selector": rule.selector}
            if "url(" in source and (rule.get("font-display") or "auto") in {"auto", "block"}:
                message = "Text is not shown until the font has come."
                yield found("font-display", message, excerpt=source[:100], **at)  # type: ignore[arg-type]
            if re.search(r"url\([^)]*\.(?:ttf|otf|eot|woff)[\"')?#]", source) and ".woff2" not in source:
                yield found("font-format", "The font is not woff2.", excerpt=source[:100], **at)  # type: ignore[arg-type]
