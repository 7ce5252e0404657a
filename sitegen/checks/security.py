"""Security and privacy: no other hosts, no inline code, forms and links that are safe, pictures without
code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from sitegen.checks.documents import Document, Element, Site, found
from sitegen.checks.report import Finding

LOADING = {
    "img": ("src", "srcset"), "script": ("src",), "iframe": ("src",), "source": ("src", "srcset"),
        "use": ("href",),
    "video": ("src", "poster"), "audio": ("src",), "embed": ("src",), "object": ("data",), "track": ("src",),
    "input": ("src",), "image": ("href",),
}  # fmt: skip
LOADING_RELS = {"stylesheet", "preload", "icon", "manifest", "preconnect", "dns-prefetch", "modulepreload",
                "apple-touch-icon", "prefetch"}  # fmt: skip
# No code when it stands in a script element.
DATA_TYPES = {"application/ld+json", "application/json", "text/plain", "speculationrules"}
SVG_CODE = re.compile(r"<script|\son\w+\s*=|javascript:|<foreignObject|<iframe|<!ENTITY", re.IGNORECASE)
SVG_NEEDLES = (
    b"<script",
    b" on",
    b"\non",
    b"\ton",
    b"javascript:",
    b"<foreignobject",
    b"<iframe",
    b"<!entity",
)
SECRET_NEEDLES = (
    b"sk-",
    b"sk_live_",
    b"AKIA",
    b"ghp_",
    b"AIza",
    b"xoxb-",
    b"xoxa-",
    b"xoxp-",
    b"PRIVATE KEY",
)
SVG_HOST = re.compile(
    r"(?:xlink:href|href|src)\s*=\s*[\"'](?:https?:)?//|url\(\s*[\"']?(?:https?:)?//|@import", re.I
)
CSS_HOST = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])((?:https?:)?//[^\"')\s]+)", re.IGNORECASE)
SCRIPT_HOST = re.compile(
    r"(?:fetch|import|WebSocket|EventSource|sendBeacon|importScripts|\.src\s*=|\.open)\s*\(?\s*(?:\"[A-Z]+\"\s*,\s*)?"
    r"[\"'`]((?:https?:|wss?:)?//[^\"'`\s]+)"
)
SECRET = re.compile(
    r"\b(?:sk-[A-Za-z0-9_-]{20,}|sk_live_[A-Za-z0-9]{16,}|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|AIza[0-9A-Za-z_-]{35}"
    r"|xox[bap]-[0-9A-Za-z-]{20,})\b|-----BEGIN (?:RSA |EC )?PRIVATE KEY-----"
)
ADDRESSES = {"href", "src", "action", "formaction", "data", "xlink:href"}
CODE_ADDRESS = re.compile(r"^\s*(?:javascript|vbscript|data:text/html)", re.IGNORECASE)


def check_security(site: Site) -> Iterator[Finding]:
    for document in site.documents:
        yield from _hosts(site, document)
        yield from _attributes(document)
        yield from _inline(document)
        yield from _links(document)
        yield from _forms(site, document)
        yield from _embedded(document)
    yield from _sheets(site)
    yield from _scripts(site)
    yield from _svgs(site)
    yield from _secrets(site)


def _hosts(site: Site, document: Document) -> Iterator[Finding]:
    for element, address in _loaded(document):
        parts = _split(address)
        if parts.netloc and parts.netloc != site.host:
            message = f"The page loads from another host: {parts.netloc}"
            yield found("other-host", message, file=document.path, element=element)
        if parts.scheme == "http":
            message = "What the page loads is not encrypted."
            yield found("mixed-content", message, file=document.path, element=element)


def _loaded(document: Document) -> Iterator[tuple[Element, str]]:
    """Addresses that the page loads by itself."""
    for tag, names in LOADING.items():
        for element in document.all(tag):
            for name in names:
                for candidate in (element.get(name) or "").split(","):
                    yield element, candidate.strip().split(" ")[0]
    for link in document.all("link"):
        if LOADING_RELS & set((link.get("rel") or "").split()):
            yield link, link.get("href") or ""


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _attributes(document: Document) -> Iterator[Finding]:
    for name, elements in document.by_attribute.items():
        for element in elements:
            if name.startswith("on"):
                message = f"The attribute {name} is code in the page, which a strict policy forbids."
                yield found("inline-handler", message, file=document.path, element=element)
            elif name == "style":
                message = "A style attribute is forbidden by a strict policy."
                yield found("inline-style", message, file=document.path, element=element)
            elif name in ADDRESSES and CODE_ADDRESS.match(element.attributes[name]):
                yield found("script-address", "The address is code.", file=document.path, element=element)


def _inline(document: Document) -> Iterator[Finding]:
    for script in document.all("script"):
        if not script.get("src") and script.get("type") not in DATA_TYPES:
            message = "A script in the page is forbidden by a strict policy."
            yield found("inline-script", message, file=document.path, element=script)
    # The page for missing addresses is shown at any depth, where no relative link to a stylesheet holds.
    for style in document.all("style") if document.path != "404.html" else ():
        message = "A style element is forbidden by a strict policy."
        yield found("inline-style", message, file=document.path, element=style)


def _links(document: Document) -> Iterator[Finding]:
    for link in document.all("a", "area", "form"):
        at = {"file": document.path, "element": link}
        if link.get("target") == "_blank" and not {"noopener", "noreferrer"} & set(
            (link.get("rel") or "").split()
        ):
            yield found("noopener", "A link to a new window needs rel=noopener.", **at)  # type: ignore[arg-type]
        if (link.get("href") or "").startswith("http:"):
            yield found("plain-http", "The link is not encrypted.", **at)  # type: ignore[arg-type]


def _forms(site: Site, document: Document) -> Iterator[Finding]:
    for form in document.all("form"):
        at = {"file": document.path, "element": form}
        search = form.get("role") == "search"
        if (form.get("method") or "get").lower() != "post" and not search:
            message = "The form puts what people write into the address."
            yield found("form-method", message, **at)  # type: ignore[arg-type]
        parts = _split(form.get("action") or "")
        if parts.scheme == "http" or (parts.netloc and parts.netloc != site.host and parts.scheme != "https"):
            yield found("form-host", "The form is not sent encrypted.", **at)  # type: ignore[arg-type]
    for field in document.all("input"):
        if field.get("type") == "password":
            message = "The page asks for a password, which nothing here can keep."
            yield found("password-field", message, file=document.path, element=field)


def _embedded(document: Document) -> Iterator[Finding]:
    for element in document.all("iframe", "object", "embed", "base", "meta"):
        at = {"file": document.path, "element": element}
        if element.tag == "iframe" and "sandbox" not in element.attributes:
            yield found("frame", "The frame is not sandboxed.", **at)  # type: ignore[arg-type]
        if element.tag in ("object", "embed"):
            yield found("plugin", f"<{element.tag}> runs plugins.", **at)  # type: ignore[arg-type]
        if element.tag == "base":
            yield found("base-element", "A base element moves every address of the page.", **at)  # type: ignore[arg-type]
        if (element.get("http-equiv") or "").lower() == "refresh":
            yield found("meta-refresh", "The page sends visitors elsewhere by itself.", **at)  # type: ignore[arg-type]


def _sheets(site: Site) -> Iterator[Finding]:
    for sheet in site.sheets:
        for match in CSS_HOST.finditer(sheet.text):
            line = sheet.text.count("\n", 0, match.start()) + 1
            message = f"The stylesheet loads from another host: {match.group(1)[:60]}"
            yield found("other-host", message, file=sheet.path, line=line, excerpt=match.group())
            if match.group(1).startswith("http:"):
                message = "What the stylesheet loads is not encrypted."
                yield found("mixed-content", message, file=sheet.path, line=line, excerpt=match.group())


def _scripts(site: Site) -> Iterator[Finding]:
    for path, text in site.scripts.items():
        for match in SCRIPT_HOST.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            message = f"The script asks another host: {match.group(1)[:60]}"
            yield found("other-host", message, file=path, line=line, excerpt=match.group())


def _svgs(site: Site) -> Iterator[Finding]:
    for path, data in site.files.items():
        if not path.endswith(".svg"):
            continue
        for rule, pattern, message in suspects(data):
            text = data.decode("utf-8", "replace")
            match = pattern.search(text)
            if match:
                line = text.count("\n", 0, match.start()) + 1
                yield found(
                    rule, message, file=path, line=line, excerpt=text[match.start() : match.start() + 80]
                )


def suspects(data: bytes) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """Rules worth a closer look at a picture: plain searches are fifty times as fast as the patterns."""
    lower = data.lower()
    if any(needle in lower for needle in SVG_NEEDLES):
        yield "svg-code", SVG_CODE, "The picture carries code."
    if lower.count(b"//") > lower.count(b"http://www.w3.org/") or b"@import" in lower:
        yield "svg-host", SVG_HOST, "The picture loads from another host."


def _secrets(site: Site) -> Iterator[Finding]:
    for path, data in site.files.items():
        if not path.endswith((".html", ".js", ".css", ".json", ".webmanifest")):
            continue
        if not any(needle in data for needle in SECRET_NEEDLES):
            continue
        text = data.decode("utf-8", "replace")
        for match in SECRET.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            message = "This looks like a key that must stay secret."
            yield found("secret", message, file=path, line=line, excerpt=match.group()[:8] + "…")
