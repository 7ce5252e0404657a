"""How published files are sent, asked through the door for WSGI; the other door gives the same answers."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import brotli
import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from projects.models import Project, SiteVersion
from publishing import directory, publication, serving, shelf
from publishing.front import respond_with_database
from publishing.serving import Asked

STYLE = b"body { color: #222 }\n" * 60
HOME = b"""<!doctype html><title>Home</title>
<link rel="canonical" href="https://nishiki.example/"><link rel="stylesheet" href="assets/site.css">
<h1>Home</h1><img src="assets/a.svg" alt="">"""
FILES = {
    "index.html": HOME,
    "menu.html": b"<!doctype html><title>Menu</title><h1>Menu</h1>",
    "404.html": b'<!doctype html><title>Not here</title><style>h1 { color: red }</style><a href="/">Home</a>',
    "assets/site.css": STYLE,
    "assets/a.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "assets/fonts/a.woff2": b"wOF2\x00\x01" * 200,
    "robots.txt": b"User-agent: *\nAllow: /\n\nSitemap: https://nishiki.example/sitemap.xml\n",
}
STYLES = "/s/nishiki/assets/site.css"


@pytest.fixture
def site(alice: User, project: Project, store: Callable[..., SiteVersion]) -> publication.Published:
    store(FILES)
    return publication.publish(user_id=alice.pk, project_id=project.pk, now=timezone.now())


pytestmark = pytest.mark.usefixtures("site")


@pytest.mark.parametrize(
    ("path", "content_type", "cache"),
    [
        ("", "text/html; charset=utf-8", "no-cache"),
        ("index.html", "text/html; charset=utf-8", "no-cache"),
        ("menu", "text/html; charset=utf-8", "no-cache"),
        ("assets/site.css", "text/css; charset=utf-8", "public, max-age=300"),
        ("assets/a.svg", "image/svg+xml; charset=utf-8", "public, max-age=300"),
        ("assets/fonts/a.woff2", "font/woff2", "public, max-age=300"),
        ("robots.txt", "text/plain; charset=utf-8", "public, max-age=300"),
    ],
)
def test_it_sends_files_with_their_types(client: Client, path: str, content_type: str, cache: str) -> None:
    answer = client.get(f"/s/nishiki/{path}")
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, content_type, cache)


def test_it_needs_the_slash(client: Client) -> None:
    answer = client.get("/s/nishiki")
    assert (answer.status_code, answer["Location"]) == (301, "/s/nishiki/")


def test_what_pages_refer_to_may_be_kept_for_good(client: Client) -> None:
    body = client.get("/s/nishiki/").content.decode()
    mark = body.split("assets/site.css?v=")[1].split('"')[0]
    answer = client.get(f"{STYLES}?v={mark}")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    # An earlier page may ask for what is no more; what it gets instead must not stay.
    assert client.get(f"{STYLES}?v=0123456789ab")["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.0,identity", None),
        ("", None),
    ],
)
def test_it_is_sent_compressed_to_who_takes_it(client: Client, accepted: str, coding: str | None) -> None:
    answer = client.get(STYLES, headers={"accept-encoding": accepted})
    assert (answer.get("Content-Encoding"), answer["Vary"]) == (coding, "Accept-Encoding")
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert unpack(answer.content) == STYLE
    assert answer["Content-Length"] == str(len(answer.content))


def test_fonts_are_not_compressed_again(client: Client) -> None:
    answer = client.get("/s/nishiki/assets/fonts/a.woff2", headers={"accept-encoding": "br"})
    assert "Content-Encoding" not in answer


@pytest.mark.parametrize("accepted", ["br", "gzip", ""])
def test_an_unchanged_file_is_not_sent_again(client: Client, accepted: str) -> None:
    first = client.get("/s/nishiki/", headers={"accept-encoding": accepted})
    tags = f'"other", W/{first["ETag"]}'
    again = client.get("/s/nishiki/", headers={"accept-encoding": accepted, "if-none-match": tags})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_each_coding_has_a_tag_of_its_own(client: Client) -> None:
    tags = {client.get(STYLES, headers={"accept-encoding": coding})["ETag"] for coding in ("br", "gzip", "")}
    assert len(tags) == 3


def test_head_tells_the_same_without_the_body(client: Client) -> None:
    get, head = client.get(STYLES), client.head(STYLES)
    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(get.headers)


@pytest.mark.parametrize(
    ("wanted", "status", "part", "told"),
    [
        ("bytes=0-3", 206, STYLE[:4], f"bytes 0-3/{len(STYLE)}"),
        ("bytes=4-", 206, STYLE[4:], f"bytes 4-{len(STYLE) - 1}/{len(STYLE)}"),
        ("bytes=-5", 206, STYLE[-5:], f"bytes {len(STYLE) - 5}-{len(STYLE) - 1}/{len(STYLE)}"),
        ("bytes=0-999999", 206, STYLE, f"bytes 0-{len(STYLE) - 1}/{len(STYLE)}"),
        ("bytes=999999-", 416, b"", f"bytes */{len(STYLE)}"),
        ("bytes=-0", 416, b"", f"bytes */{len(STYLE)}"),
        ("bytes=5-2", 200, STYLE, None),
        ("bytes=0-1,3-4", 200, STYLE, None),
        ("lines=1-2", 200, STYLE, None),
    ],
)
def test_parts_can_be_asked_for(
    client: Client, wanted: str, status: int, part: bytes, told: str | None
) -> None:
    answer = client.get(STYLES, headers={"range": wanted, "accept-encoding": "br"})
    assert (answer.status_code, answer.content, answer.get("Content-Range")) == (status, part, told)


def test_a_part_of_a_file_that_changed_is_the_whole_file(client: Client) -> None:
    tag = client.get(STYLES)["ETag"]
    assert client.get(STYLES, headers={"range": "bytes=0-3", "if-range": tag}).status_code == 206
    assert client.get(STYLES, headers={"range": "bytes=0-3", "if-range": '"old"'}).status_code == 200


@pytest.mark.parametrize("path", ["nothing.html", "a/b/c", "404.html", "assets/"])
def test_an_unknown_path_shows_the_sites_own_page(client: Client, path: str) -> None:
    answer = client.get(f"/s/nishiki/{path}")
    assert answer.status_code == 404
    assert '<a href="/s/nishiki/">Home</a>' in answer.content.decode()
    # Its own style element is allowed by its hash.
    assert "style-src 'self' 'sha256-" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    ["../../etc/passwd", "..%2f..%2fetc/passwd", "%00", "a/%2e%2e/b", "\\..\\x", "//etc/passwd", "%ff"],
)
def test_no_path_leads_out(client: Client, path: str) -> None:
    assert client.get(f"/s/nishiki/{path}").status_code == 404


@pytest.mark.parametrize("name", ["nobody", "NISHIKI%00", "%2e%2e", "-", ""])
def test_names_without_a_site_say_so(client: Client, name: str) -> None:
    answer = client.get(f"/s/{name}/")
    assert answer.status_code == 404
    assert "There is no site at this address" in answer.content.decode()


def test_it_is_served_as_a_strangers_page(client: Client) -> None:
    answer = client.get("/s/nishiki/")
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-scripts allow-forms ")
    assert "allow-same-origin" not in policy
    # Nothing can be asked but where forms post, which reads no session.
    assert policy.endswith("; connect-src http://localhost:8001/f/")
    assert "default-src 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "patch"])
def test_only_reading_is_allowed(client: Client, method: str) -> None:
    answer = getattr(client, method)("/s/nishiki/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_line_ends_in_an_address_stay_in_it(client: Client, alice: User, project: Project) -> None:
    publication.publish(user_id=alice.pk, project_id=project.pk, slug="ramen", now=timezone.now())
    answer = client.get("/s/nishiki/a%0d%0aSet-Cookie:x")
    assert answer["Location"] == "/s/ramen/a%0D%0ASet-Cookie%3Ax"


def test_on_a_host_of_its_own_it_is_a_normal_site(client: Client, settings: Any) -> None:
    settings.SITES_HOST = "sites.example.net"
    answer = client.get("/", headers={"host": "nishiki.sites.example.net:8001"})
    policy = answer["Content-Security-Policy"]
    assert "sandbox" not in policy
    assert "form-action 'self' http://localhost:8001/f/;" in policy
    assert b'href="http://nishiki.sites.example.net:8001/"' in answer.content
    assert not answer.cookies
    moved = client.get("/s/nishiki/menu")
    assert (moved.status_code, moved["Location"]) == (301, "http://nishiki.sites.example.net:8001/menu")


def test_hosts_of_sites_never_run_the_application(client: Client, settings: Any) -> None:
    settings.SITES_HOST = "sites.example.net"
    for path in ("/api/health", "/sign-in", "/admin/", "/s/nishiki/"):
        for host in ("nishiki.sites.example.net", "nobody.sites.example.net", "a.b.sites.example.net"):
            answer = client.get(path, headers={"host": host})
            assert (answer.status_code, bool(answer.cookies)) == (404, False)


def asked(path: str = "/s/nishiki/") -> Asked:
    return Asked(method="GET", host="localhost:8001", path=path, query="", headers={})


def test_what_is_kept_is_answered_without_the_database(django_assert_num_queries: Any) -> None:
    with pytest.raises(shelf.NotKept):
        serving.respond(asked(), serving.MEMORY)
    first = serving.respond(asked(), serving.DATABASE)
    with django_assert_num_queries(0):
        assert serving.respond(asked(), serving.MEMORY) == first


def test_it_is_shown_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    first = respond_with_database(asked())

    def away(slug: str) -> None:
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(directory, "site_of_slug", away)
    monkeypatch.setattr(shelf, "NAME_SECONDS", -1.0)
    assert respond_with_database(asked()) == first
    unknown = respond_with_database(asked("/s/other/"))
    assert unknown
    assert (unknown.status, len(unknown.body)) == (503, int(dict(unknown.headers)[b"content-length"]))


def test_memory_is_bounded() -> None:
    kept: shelf.Kept[int, bytes] = shelf.Kept(most=10, weight=len)
    for number in range(5):
        kept.put(number, b"xxxx")
    assert [kept.get(number) for number in range(5)] == [None, None, None, b"xxxx", b"xxxx"]
    kept.put(9, b"x" * 50)
    assert kept.get(9) is not None
    kept.put(1, b"x")
    assert kept.get(9) is None
