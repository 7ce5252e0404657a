"""A version as a ZIP file to take away: it works from any folder of any server, and from a disk.

The same version for the same address gives the same bytes, whenever it is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from urllib.parse import urlsplit
from uuid import UUID

from autowebiq.common.errors import InvalidInput
from projects import selectors as project_selectors
from projects.models import Project, SiteVersion
from publishing import addresses, forms
from publishing.placing import Placement, place, placeholder_of
from sitegen.bundle import make_zip
from sitegen.rendering.sitefiles import slug_of

HOME_PAGE = "index.html"
SITEMAP = "sitemap.xml"
EXTRAS = "hosting"


@dataclass(frozen=True)
class Export:
    """A version's files as they are taken away, by path, with its number and the name of their archive."""

    name: str
    number: int
    files: Mapping[str, bytes]

    @property
    def archive(self) -> bytes:
        return make_zip(self.files)


def export_site(
    *, user_id: UUID, project_id: UUID, number: int | None = None, base_url: str | None = None
) -> Export:
    """Version ``number`` of the user's project, the current one without it, with what hosts need.

    ``base_url`` is where the copy will live. Without it canonical links, ``og:url``, sitemap.xml and its line
    in robots.txt are left out: an address that is wrong does more harm than none. Three queries; raises
    ProjectNotFound, VersionNotFound, InvalidInput.
    """
    project = project_selectors.owned_project(owner_id=user_id, project_id=project_id)
    base = _checked(base_url) if base_url else None
    version = project_selectors.version_of(project, number=number)
    # Who looks at the copy may post at once.
    forms.forms_of(project=project, version=version)
    placed = place_for_export(project, version, base=base)
    files = {**placed, **_extras()}
    files["README.txt"] = _readme(project, version, base, placed).encode()
    files["manifest.json"] = _manifest(version, base, files)
    return Export(f"{slug_of(project.name) or 'site'}-v{version.number}.zip", version.number, files)


def place_for_export(project: Project, version: SiteVersion, *, base: str | None) -> dict[str, bytes]:
    """The version's own files for ``base``. Links stay relative; forms post to the application. One query."""
    stored = project_selectors.version_files(version)
    home = stored.get(HOME_PAGE, b"").decode(errors="replace")
    placement = Placement(
        placeholder=placeholder_of(home),
        base=base,
        root=f"{urlsplit(base).path}/" if base else None,
        form_action=lambda form: forms.form_action(project_id=project.pk, form_slug=form),
    )
    # Addresses in a sitemap must be absolute (sitemaps.org), so there is none without an address.
    kept = {path: data for path, data in stored.items() if base or path != SITEMAP}
    return {path: place(path, data, placement) for path, data in kept.items()}


def _checked(base_url: str) -> str:
    parts = urlsplit(base_url.strip())
    plain = not (parts.query or parts.fragment or "@" in parts.netloc)
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
        detail = "base_url must be the address of the start page, as in https://www.example.org."
        raise InvalidInput.at("base_url", detail)
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"


def _extras() -> dict[str, bytes]:
    """Settings of hosts: ``_headers`` and ``netlify.toml`` at the root, the rest below ``hosting/``."""
    folder = resources.files("publishing") / "hosting"
    texts = {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}
    forms_at = addresses.forms_at().encode()
    texts = {name: data.replace(b"{forms_at}", forms_at) for name, data in texts.items()}
    at_root = {"_headers": "_headers", "netlify.toml": "netlify.toml", "nojekyll": ".nojekyll"}
    return {at_root.get(name, f"{EXTRAS}/{name}"): data for name, data in texts.items()}


def _manifest(version: SiteVersion, base: str | None, files: Mapping[str, bytes]) -> bytes:
    listed = [
        {"path": path, "size": len(data), "sha256": sha256(data).hexdigest()}
        for path, data in sorted(files.items())
    ]
    manifest = {
        "format": 1,
        "version": version.number,
        "made_at": version.created_at.isoformat(timespec="seconds"),
        "base_url": base,
        "files": listed,
    }
    return f"{json.dumps(manifest, ensure_ascii=False, indent=2)}\n".encode()


def _readme(project: Project, version: SiteVersion, base: str | None, placed: Mapping[str, bytes]) -> str:
    pages = sum(path.endswith(".html") and path != "404.html" for path in placed)
    lived = LIVES_AT.format(base=base) if base else LIVES_NOWHERE
    return README.format(
        name=project.name,
        number=version.number,
        pages=pages,
        files=len(placed),
        lived=lived,
        forms=addresses.forms_at(),
    )


LIVES_AT = """\
  It is made for {base}/: canonical links, Open Graph, sitemap.xml and robots.txt name that address."""
LIVES_NOWHERE = """\
  It names no address of its own, because none was given; search engines and social networks want one.
  Export it again with ?base_url=https://your-address.example. It then brings its sitemap.xml, too."""
README = """\
{name}, version {number}
{pages} pages, {files} files. Plain HTML, CSS and JavaScript: nothing to install, nothing to build.

LOOK AT IT
  Open index.html, or run `python3 -m http.server` in this folder and open http://localhost:8000/.

PUT IT ONLINE
  Any web server: copy everything into its folder.
  nginx, Apache: see hosting/nginx.conf and hosting/apache.htaccess (rename the latter to .htaccess).
  Netlify, Cloudflare Pages: drop the folder there; _headers and netlify.toml are read.
  GitHub Pages: see hosting/github-pages.yml.

ADDRESS
{lived}

FORMS
  Forms post to {forms}, where the site was made; what visitors send arrives in the inbox there.

CHECK IT
  manifest.json lists every other file with its SHA-256.
"""
