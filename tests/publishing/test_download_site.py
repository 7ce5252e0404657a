from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from rest_framework.test import APIClient

from projects.models import Project, SiteVersion

PAGE = (
    b'<!doctype html><title>x</title><link rel="canonical" href="https://nishiki.example/">'
    b'<link rel="stylesheet" href="assets/site.css"><form action="forms/contact" method="post"></form>'
)
FILES = {
    "index.html": PAGE,
    "404.html": b'<!doctype html><title>Not here</title><a href="/">Home</a>',
    "assets/site.css": b"b{}",
    "robots.txt": b"User-agent: *\nAllow: /\n\nSitemap: https://nishiki.example/sitemap.xml\n",
    "sitemap.xml": b"<urlset><url><loc>https://nishiki.example/</loc></url></urlset>",
}
HOSTING = {
    ".nojekyll", "README.txt", "_headers", "hosting/apache.htaccess", "hosting/github-pages.yml",
    "hosting/nginx.conf", "manifest.json", "netlify.toml",
}  # fmt: skip


def url(project: Project) -> str:
    return f"/api/v2/projects/{project.pk}/download"


def unpacked(answer: Any) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    return {name: archive.read(name) for name in archive.namelist()}


def test_it_gives_all_files_as_a_zip_with_what_hosts_need(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store(FILES)
    answer = alice_api.get(url(project))
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="nishiki-v1.zip"'
    files = unpacked(answer)
    # A sitemap needs an address.
    assert set(files) == (FILES.keys() - {"sitemap.xml"}) | HOSTING
    assert not any(b"nishiki.example" in data for data in files.values())
    assert files["assets/site.css"] == b"b{}"
    assert b"form-action 'self' http://localhost:8001/f/;" in files["_headers"]
    assert not [path for path in files if path.startswith("/") or ".." in path]


def test_the_manifest_lists_every_other_file(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store(FILES)
    files = unpacked(alice_api.get(url(project)))
    manifest = json.loads(files.pop("manifest.json"))
    listed = {entry["path"]: (entry["size"], entry["sha256"]) for entry in manifest["files"]}
    assert listed == {path: (len(data), sha256(data).hexdigest()) for path, data in files.items()}
    assert (manifest["version"], manifest["base_url"]) == (1, None)


def test_without_an_address_it_names_none(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store(FILES)
    files = unpacked(alice_api.get(url(project)))
    assert b"canonical" not in files["index.html"]
    assert b"Sitemap" not in files["robots.txt"]
    assert b'<a href="index.html">' in files["404.html"]
    assert b'<form action="http://localhost:8001/f/' in files["index.html"]


def test_it_is_made_for_the_address_where_it_will_live(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store(FILES)
    files = unpacked(alice_api.get(url(project), {"base_url": "https://www.Example.org/site/"}))
    assert b'<link rel="canonical" href="https://www.example.org/site/">' in files["index.html"]
    assert b"Sitemap: https://www.example.org/site/sitemap.xml" in files["robots.txt"]
    assert b"<loc>https://www.example.org/site/</loc>" in files["sitemap.xml"]
    assert b'<a href="/site/">' in files["404.html"]
    assert b"https://www.example.org/site/" in files["README.txt"]


@pytest.mark.parametrize(
    "base", ["ftp://x.org", "example.org", "https://", "https://a@b.org", "https://b.org/?a"]
)
def test_other_addresses_are_refused(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion], base: str
) -> None:
    store(FILES)
    answer = alice_api.get(url(project), {"base_url": base})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "base_url")


def test_a_version_always_gives_the_same_bytes(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store(FILES)
    first = alice_api.get(url(project)).content
    store({"index.html": b"<title>later</title>"})
    assert alice_api.get(url(project), {"version": 1}).content == first
    assert alice_api.get(url(project)).content != first


def test_there_is_nothing_to_take_before_the_first_build(alice_api: APIClient, project: Project) -> None:
    answer = alice_api.get(url(project))
    assert (answer.status_code, answer.json()["code"]) == (404, "version_not_found")
    assert alice_api.get(url(project), {"version": 3}).json()["code"] == "version_not_found"
    assert alice_api.get(url(project), {"version": "x"}).status_code == 400


def test_strangers_get_nothing(
    bob_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    assert bob_api.get(url(project)).status_code == 404
