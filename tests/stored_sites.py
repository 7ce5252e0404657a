"""A project with versions to look at; folders that need it import the fixtures in their conftest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from projects import services
from projects.models import Project, SiteVersion

FILES = {
    "index.html": b"<!doctype html><title>Home</title><h1>Home</h1>",
    "menu.html": b"<!doctype html><title>Menu</title><h1>Menu</h1>",
    "404.html": b"<!doctype html><title>Not here</title><h1>Not here</h1>",
    "assets/site.css": b"body { color: #222 }",
    "assets/art/hero.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "assets/fonts/a.woff2": b"wOF2\x00\x01",
}
PAGES = [
    {"slug": "home", "label": "Home", "path": ""},
    {"slug": "menu", "label": "Menu", "path": "menu.html"},
]


@pytest.fixture
def project(alice: Any) -> Project:
    return services.create_project(owner_id=alice.pk, name="Nishiki")


@pytest.fixture
def store(project: Project) -> Callable[..., SiteVersion]:
    """Store a version of the project and make it the current one."""

    def store(files: dict[str, bytes] = FILES) -> SiteVersion:
        version = services.store_version(
            project=project, spec={"format": 1}, files=files, quality={"score": 97}, pages=PAGES
        )
        project.refresh_from_db()
        services.build_succeeded(project, version=version, template_id="hearth", seconds=1.5, name="Nishiki")
        return version

    return store
