"""Previews are sent as browsers and tools ask: compressed, in parts, or not at all if nothing changed."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import brotli
import pytest
from django.test import Client

from projects import links
from projects.models import SiteVersion
from publishing.headers import site_policy

PAGE = b"<!doctype html><title>Home</title>" + b"<p>Ramen, soba and udon</p>" * 60
FONT = bytes(range(256)) * 4


@pytest.fixture
def home(store: Callable[..., SiteVersion]) -> str:
    return links.preview_url(store({"index.html": PAGE, "a.woff2": FONT, "short.css": b"b{}"}))


def test_the_language_of_the_interface_is_not_said_of_a_users_site(client: Client, home: str) -> None:
    answer = client.get(home, headers={"Accept-Language": "es"})

    assert "Content-Language" not in answer
    assert "Accept-Language" not in answer["Vary"]
    assert client.get("/", headers={"Accept-Language": "es"})["Content-Language"] == "es"


def test_text_is_compressed_as_the_client_likes_best(client: Client, home: str) -> None:
    answer = client.get(home, headers={"Accept-Encoding": "gzip, br"})
    assert (answer["Content-Encoding"], answer["Vary"]) == ("br", "Accept-Encoding")
    assert brotli.decompress(answer.content) == PAGE
    assert int(answer["Content-Length"]) == len(answer.content) < len(PAGE) / 5
    answer = client.get(home, headers={"Accept-Encoding": "gzip;q=1.0, br;q=0"})
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content) == PAGE


@pytest.mark.parametrize("path", ["a.woff2", "short.css"])
def test_what_gains_nothing_is_not_compressed(client: Client, home: str, path: str) -> None:
    assert "Content-Encoding" not in client.get(home + path, headers={"Accept-Encoding": "br"})


def test_each_encoding_has_its_own_validator(client: Client, home: str) -> None:
    plain = client.get(home)
    packed = client.get(home, headers={"Accept-Encoding": "br"})
    assert plain["ETag"] != packed["ETag"]
    assert client.get(home, headers={"If-None-Match": packed["ETag"]}).status_code == 200


@pytest.mark.parametrize("accept", ["", "br"])
def test_an_unchanged_file_stays_in_its_sandbox(client: Client, home: str, accept: str) -> None:
    # A cache takes the headers of a 304 over: without these, a reload would free the page.
    first = client.get(home, headers={"Accept-Encoding": accept})
    again = client.get(home, headers={"Accept-Encoding": accept, "If-None-Match": f"W/{first['ETag']}"})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Content-Security-Policy"] == site_policy(f"http://testserver{home}forms/")
    assert again["ETag"] == first["ETag"]


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=1000-", 1000, 1024),
        ("bytes=-24", 1000, 1024),
        ("bytes=1020-9999", 1020, 1024),
        ("bytes=-5000", 0, 1024),
    ],
)
def test_a_part_can_be_asked_for(client: Client, home: str, asked: str, start: int, end: int) -> None:
    answer = client.get(home + "a.woff2", headers={"Range": asked})
    assert (answer.status_code, answer.content) == (206, FONT[start:end])
    assert answer["Content-Range"] == f"bytes {start}-{end - 1}/1024"
    assert answer["Content-Security-Policy"] == site_policy(f"http://testserver{home}forms/")


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused(client: Client, home: str, asked: str) -> None:
    answer = client.get(home + "a.woff2", headers={"Range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */1024")


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=0-1,4-5", "lines=1-2", "bytes=-", "bytes=x-"])
def test_what_is_no_single_range_gets_the_whole(client: Client, home: str, asked: str) -> None:
    answer = client.get(home + "a.woff2", headers={"Range": asked})
    assert (answer.status_code, answer.content) == (200, FONT)


def test_a_part_of_another_state_gets_the_whole(client: Client, home: str) -> None:
    etag = client.get(home)["ETag"]
    part = client.get(home, headers={"Range": "bytes=0-4", "If-Range": etag})
    assert (part.status_code, part.content) == (206, PAGE[:5])
    other = client.get(home, headers={"Range": "bytes=0-4", "If-Range": '"other"'})
    assert (other.status_code, other.content) == (200, PAGE)


def test_asking_for_the_head_tells_the_same_without_the_body(client: Client, home: str) -> None:
    whole, head = client.get(home), client.head(home)
    assert head.content == b""
    for name in ("Content-Length", "Content-Type", "ETag", "Content-Security-Policy", "Accept-Ranges"):
        assert head[name] == whole[name]
