"""Fit the files of a version to the address where they are served; everything else stays as it is.

Versions are rendered for a reserved ``.example`` address and with forms that post to ``forms/{id}``. Only
places that hold an address by their meaning are changed: canonical and alternate links, Open Graph, JSON-LD,
sitemap,
robots and form actions. The same words in a text are the owner's and stay. Nothing is rendered again, so a
catalog that changed meanwhile changes no published site.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

ATTRIBUTE = r"""\s+[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?"""
# Comments and the content of scripts and styles are passed over, so that no tag is seen inside them.
TOKEN = re.compile(
    rf"<!--.*?-->|<(?P<raw>script|style)(?P<raw_attributes>(?:{ATTRIBUTE})*)\s*>(?P<text>.*?)</(?P=raw)\s*>"
    rf"|<(?P<tag>link|meta|form|img|source|a)\b(?:{ATTRIBUTE})*\s*/?>",
    re.DOTALL | re.IGNORECASE,
)
CANONICAL = re.compile(r'<link rel="canonical" href="(https?://[^"/]+(?:/[^"]*)?)/"')
LOC = re.compile(r"(<loc>)([^<]*)(</loc>)")
SITEMAP_ALTERNATE = re.compile(r'(<xhtml:link\b[^>]*\bhref=")([^"]*)(")')
ROBOTS_SITEMAP = re.compile(r"^Sitemap:[ \t]*(\S+)[ \t]*\n?", re.MULTILINE | re.IGNORECASE)
CSS_URL = re.compile(r"""url\((["']?)([^"')]+)\1\)""")
FORMS = "forms/"
NOT_FOUND_PAGE = "404.html"
SHARED_PROPERTIES = frozenset({"og:url", "og:image", "og:image:secure_url", "twitter:image", "og:logo"})


@dataclass(frozen=True)
class Placement:
    """What to put into the files of one version.

    ``placeholder`` is the address for which the version was rendered, None if it has none. ``base`` is
    the address
    to put there, without a slash at its end; None when nobody knows it, and then what needs one is left out.
    ``root`` precedes links of the 404 page, which is shown at any depth; None leaves them relative.
    ``marks`` maps paths to short hashes for ``?v=``, so that browsers may keep the files for good.
    """

    placeholder: str | None
    base: str | None
    root: str | None
    form_action: Callable[[str], str]
    marks: Mapping[str, str] = field(default_factory=dict)

    def moved(self, url: str) -> str | None:
        """``url`` at the new address; itself if it is not below the placeholder, None if it must go."""
        old = self.placeholder
        if old is None or not (url == old or url.startswith((f"{old}/", f"{old}#", f"{old}?"))):
            return url
        return None if self.base is None else self.base + url[len(old) :]


def placeholder_of(home: str) -> str | None:
    """The address for which a start page was rendered: what its canonical link says, without the slash."""
    found = CANONICAL.search(home)
    return unescape(found[1]) if found else None


def place(path: str, data: bytes, placement: Placement) -> bytes:
    """The bytes of a version's file as they are served; what is not text passes through."""
    change = _change_of(path)
    if change is None:
        return data
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return data
    return change(path, text, placement).encode()


def _change_of(path: str) -> Callable[[str, str, Placement], str] | None:
    if path.endswith(".html"):
        return _html
    if path.endswith(".css"):
        return _css
    return {"sitemap.xml": _sitemap, "robots.txt": _robots}.get(path)


def _html(path: str, text: str, placement: Placement) -> str:
    def replace(match: re.Match[str]) -> str:
        if match["tag"]:
            return _tag(path, match["tag"].lower(), match[0], placement)
        if not match["raw"]:
            return match[0]
        if "application/ld+json" in match["raw_attributes"]:
            start, end = match.start("text") - match.start(), match.end("text") - match.start()
            return match[0][:start] + _json_ld(match["text"], placement) + match[0][end:]
        start = match.start("text") - match.start()
        return _tag(path, "script", match[0][:start], placement) + match[0][start:]

    return TOKEN.sub(replace, text)


def _tag(path: str, name: str, tag: str, placement: Placement) -> str:
    if name == "link" and _value(tag, "rel") in ("canonical", "alternate"):
        return _with_address(tag, "href", placement)
    if name == "meta":
        shared = (_value(tag, "property") or _value(tag, "name")) in SHARED_PROPERTIES
        return _with_address(tag, "content", placement) if shared else tag
    if name == "form":
        action = _value(tag, "action") or ""
        if action.startswith(FORMS):
            return _with(tag, "action", placement.form_action(action.removeprefix(FORMS)))
        return tag
    attribute = "href" if name in ("link", "a") else "src"
    url = _value(tag, attribute)
    return tag if url is None else _with(tag, attribute, _reference(path, url, placement, page=name == "a"))


def _reference(path: str, url: str, placement: Placement, *, page: bool) -> str:
    """A relative reference with its mark; on the 404 page also below the root."""
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#|\?", url):
        return url
    if path == NOT_FOUND_PAGE and url.startswith("/"):
        return (placement.root or "index.html") if url == "/" else f"{placement.root or ''}{url.lstrip('/')}"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), url))
    if not page and target in placement.marks:
        url = f"{url}?v={placement.marks[target]}"
    return f"{placement.root}{url}" if path == NOT_FOUND_PAGE and placement.root else url


def _with_address(tag: str, attribute: str, placement: Placement) -> str:
    url = _value(tag, attribute)
    if url is None:
        return tag
    moved = placement.moved(url)
    return "" if moved is None else _with(tag, attribute, moved)


def _value(tag: str, attribute: str) -> str | None:
    match = re.search(rf"""\s{attribute}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag, re.IGNORECASE)
    return unescape(match[1] if match[1] is not None else match[2]) if match else None


def _with(tag: str, attribute: str, value: str) -> str:
    if value == _value(tag, attribute):
        return tag
    quoted = f'{attribute}="{escape(value)}"'
    pattern = rf"""(?<=\s){attribute}\s*=\s*(?:"[^"]*"|'[^']*')"""
    return re.sub(pattern, lambda _: quoted, tag, count=1, flags=re.IGNORECASE)


def _json_ld(text: str, placement: Placement) -> str:
    try:
        block = json.loads(text)
    except ValueError:
        return text
    moved = _moved_values(block, placement)
    if moved == block:
        return text
    written = json.dumps(moved, ensure_ascii=False, separators=(",", ":"))
    # As the renderer does it: "<" would end the script element.
    return written.replace("<", "\\u003c").replace("\u2028", "\\u2028")


def _moved_values(value: Any, placement: Placement) -> Any:
    """JSON with its addresses moved; None stands for one that must go."""
    if isinstance(value, str):
        return placement.moved(value)
    if isinstance(value, list):
        moved = [(item, _moved_values(item, placement)) for item in value]
        return [new for old, new in moved if new is not None or old is None]
    if isinstance(value, dict):
        pairs = [(key, item, _moved_values(item, placement)) for key, item in value.items()]
        return {key: new for key, old, new in pairs if new is not None or old is None}
    return value


def _css(path: str, text: str, placement: Placement) -> str:
    def replace(match: re.Match[str]) -> str:
        quote, url = match[1], match[2]
        return f"url({quote}{_reference(path, url, placement, page=False)}{quote})"

    return CSS_URL.sub(replace, text) if placement.marks else text


def _sitemap(path: str, text: str, placement: Placement) -> str:
    # Addresses in a sitemap must be absolute (sitemaps.org); who knows none leaves the file out (export.py).
    def replace(match: re.Match[str]) -> str:
        url = unescape(match[2])
        return match[1] + escape(placement.moved(url) or url) + match[3]

    return SITEMAP_ALTERNATE.sub(replace, LOC.sub(replace, text))


def _robots(path: str, text: str, placement: Placement) -> str:
    def replace(match: re.Match[str]) -> str:
        moved = placement.moved(match[1])
        return "" if moved is None else match[0].replace(match[1], moved)

    return ROBOTS_SITEMAP.sub(replace, text)
