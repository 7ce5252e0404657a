"""The files beside the pages: 404, sitemap, robots, manifest, favicon and share image."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from markupsafe import Markup

from sitegen.rendering.context import PageContext, file_name
from sitegen.rendering.markup import ENVIRONMENT
from sitegen.rendering.tokens import token_css
from sitegen.spec import Palette, SiteSpec

ASSETS = Path(__file__).resolve().parent.parent / "assets"
FAVICON, SHARE_IMAGE = "favicon.svg", "assets/share.svg"


def default_base_url(spec: SiteSpec) -> str:
    """An absolute address while the real one is unknown: ``.example`` belongs to nobody (RFC 2606)."""
    return f"https://{slug_of(spec.brief.name) or 'site'}.example"


def slug_of(text: str) -> str:
    """Lower-case ASCII letters, digits and single hyphens; empty if nothing is left."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-")


def share_image(spec: SiteSpec) -> str:
    """Path of the picture that is shown when a page is shared."""
    png = SHARE_IMAGE.replace(".svg", ".png")
    return png if png in spec.files else SHARE_IMAGE


def site_files(spec: SiteSpec, *, base: str, root: str) -> dict[str, bytes]:
    """Files that every site has, by path; artwork of the same name is kept."""
    palette = spec.theme.palettes["plain"]
    drawn = {FAVICON: _favicon(spec.brief.name, palette), SHARE_IMAGE: _share_svg(palette)}
    texts = {path: text for path, text in drawn.items() if path not in spec.files}
    texts |= {
        "404.html": _not_found(spec, root=root),
        "robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n",
        "sitemap.xml": _sitemap(spec, base),
        "site.webmanifest": _manifest(spec),
    }
    return {path: text.encode() for path, text in texts.items()}


def _sitemap(spec: SiteSpec, base: str) -> str:
    paths = ["" if page.slug == "home" else file_name(page.slug) for page in spec.pages]
    urls = "".join(f"  <url><loc>{escape(f'{base}/{path}')}</loc></url>\n" for path in paths)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )


def _manifest(spec: SiteSpec) -> str:
    palette = spec.theme.palettes["plain"]
    manifest = {
        "name": spec.brief.name,
        "lang": spec.brief.language,
        "start_url": "./",
        "display": "browser",
        "background_color": palette.ground,
        "theme_color": palette.ground,
        "icons": [{"src": FAVICON, "sizes": "any", "type": "image/svg+xml"}],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"


def _not_found(spec: SiteSpec, *, root: str) -> str:
    context = PageContext(spec, spec.pages[0], forms_url="forms")
    tokens = Markup(token_css(spec.theme))  # noqa: S704 - numbers and hex colours
    text: str = _shell().render(**context.for_chrome("page"), tokens=tokens, root=root)
    return text


@lru_cache(maxsize=1)
def _shell() -> Any:
    return ENVIRONMENT.from_string((ASSETS / "404.html.j2").read_text(encoding="utf-8"))


def _favicon(name: str, palette: Palette) -> str:
    letter = escape(next((char.upper() for char in name if char.isalnum()), "•"))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="14" fill="{palette.accent}"/>'
        '<text x="32" y="45" text-anchor="middle" font-family="Georgia, serif" font-size="38" '
        f'font-weight="700" fill="{palette.on_accent}">{letter}</text></svg>\n'
    )


def _share_svg(palette: Palette) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">'
        f'<rect width="1200" height="630" fill="{palette.ground}"/>'
        f'<rect y="420" width="1200" height="210" fill="{palette.surface}"/>'
        f'<circle cx="860" cy="330" r="220" fill="{palette.accent}"/></svg>\n'
    )
