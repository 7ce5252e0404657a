from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from projects import links, services
from projects.models import Project, SiteVersion


@pytest.fixture
def home(store: Callable[..., SiteVersion]) -> str:
    return links.preview_url(store())


def body(answer: Any) -> str:
    return str(answer.content.decode())


def test_it_shows_the_start_page(client: Client, home: str) -> None:
    answer = client.get(home)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert "<h1>Home</h1>" in body(answer)


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("menu.html", "text/html; charset=utf-8"),
        ("menu", "text/html; charset=utf-8"),
        ("assets/site.css", "text/css; charset=utf-8"),
        ("assets/art/hero.svg", "image/svg+xml; charset=utf-8"),
        ("assets/fonts/a.woff2", "font/woff2"),
    ],
)
def test_it_shows_the_other_files(client: Client, home: str, path: str, content_type: str) -> None:
    answer = client.get(home + path)
    assert (answer.status_code, answer["Content-Type"]) == (200, content_type)


def test_it_needs_the_slash(client: Client, home: str) -> None:
    answer = client.get(home.rstrip("/"))
    assert (answer.status_code, answer["Location"]) == (302, home)


def test_it_is_served_as_a_strangers_page(client: Client, home: str) -> None:
    answer = client.get(home)
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-scripts allow-forms allow-popups;")
    assert "allow-same-origin" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "X-Frame-Options" not in answer
    assert not answer.cookies


def test_an_unchanged_file_is_not_sent_again(client: Client, home: str) -> None:
    first = client.get(home + "assets/site.css")
    again = client.get(home + "assets/site.css", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_unknown_path_shows_the_sites_own_page(client: Client, home: str) -> None:
    answer = client.get(home + "nothing.html")
    assert answer.status_code == 404
    assert "Not here" in body(answer)


@pytest.mark.parametrize("path", ["../../etc/passwd", "..%2f..%2fetc/passwd", "%00", "a/%2e%2e/b", "\\..\\x"])
def test_no_path_leads_out(client: Client, home: str, path: str) -> None:
    assert client.get(home + path).status_code == 404


def test_a_bad_link_says_so(client: Client, db: None) -> None:
    answer = client.get("/preview/made-up/")
    assert answer.status_code == 404
    assert "This preview is not there" in body(answer)


def test_a_deleted_projects_preview_ends(client: Client, alice: User, project: Project, home: str) -> None:
    services.delete_project(owner_id=alice.pk, project_id=project.pk, now=timezone.now())
    assert client.get(home).status_code == 404


def test_a_form_says_when_it_delivers(client: Client, home: str) -> None:
    answer = client.post(home + "forms/contact", {"name": "Ann"})
    assert answer.status_code == 200
    assert "nothing was sent or stored" in body(answer)


def test_it_takes_one_query(
    client: Client, home: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        client.get(home)
