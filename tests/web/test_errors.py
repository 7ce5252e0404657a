"""Pages for what went wrong: they say what happened, they help, and they hold even without a database."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from accounts.models import User
from autowebiq import urls
from autowebiq.common.errors import Conflict, Unavailable
from autowebiq.common.throttle import TooManyRequests

RAISED: dict[str, Exception] = {
    "denied": PermissionDenied(),
    "suspicious": SuspiciousOperation(),
    "broken": RuntimeError("secret detail"),
    "often": TooManyRequests("Too many tries.", retry_after=37),
    "conflict": Conflict("Another build is under way."),
    "away": Unavailable("The catalog is away."),
    "database": OperationalError("secret detail"),
}


def fail(request: HttpRequest, name: str) -> HttpResponse:
    raise RAISED[name]


urlpatterns = [path("fail/<str:name>", fail), path("api/fail/<str:name>", fail), *urls.urlpatterns]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def visitor(db: None, settings: Any) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("name", "status", "text"),
    [
        ("denied", 403, "This is not for you to open"),
        ("suspicious", 400, "This request makes no sense to us"),
        ("broken", 500, "Something failed on our side"),
        ("often", 429, "That was a little too often"),
        ("conflict", 409, "Another build is under way."),
        ("away", 503, "A part of the site is away"),
        ("database", 503, "A part of the site is away"),
    ],
)
def test_each_trouble_has_a_page(visitor: Client, name: str, status: int, text: str) -> None:
    page = visitor.get(f"/fail/{name}")

    assert page.status_code == status
    assert text in page.content.decode()
    assert b"secret detail" not in page.content
    assert b'href="/' in page.content


def test_being_too_fast_tells_when_to_try_again(visitor: Client) -> None:
    page = visitor.get("/fail/often")

    assert page["Retry-After"] == "37"
    assert b'data-wait="37"' in page.content


def test_the_page_of_a_broken_server_asks_the_database_nothing(
    visitor: Client, alice: User, django_assert_num_queries: Any
) -> None:
    visitor.force_login(alice)

    with django_assert_num_queries(0):
        page = visitor.get("/fail/broken")

    assert page.status_code == 500


def test_who_is_signed_in_finds_back_to_their_projects(visitor: Client, alice: User) -> None:
    visitor.force_login(alice)

    page = visitor.get("/nothing")

    assert page.status_code == 404
    assert b"Your projects" in page.content


def test_pages_of_errors_speak_the_language_of_the_reader(visitor: Client) -> None:
    page = visitor.get("/nothing", headers={"accept-language": "es"})

    assert "Aquí no hay nada" in page.content.decode()


def test_a_form_without_a_token_is_explained(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)

    form = {"username": "a", "password": "b"}
    page = strict.post("/sign-in", form, headers={"referer": "http://testserver/sign-in?next=/credits"})

    assert page.status_code == 403
    assert b"This form is no longer valid" in page.content
    assert b'href="/sign-in?next=/credits"' in page.content


def test_the_page_of_a_stranger_is_no_way_back(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)

    page = strict.post("/sign-in", {}, headers={"referer": "http://evil.example/trap"})

    assert page.status_code == 403
    assert b"evil.example" not in page.content


def test_machines_still_get_problems(visitor: Client) -> None:
    page = visitor.get("/api/nothing")

    assert page["Content-Type"] == "application/problem+json"


def test_an_unknown_host_is_refused_with_a_page(visitor: Client) -> None:
    answer = visitor.get("/", headers={"Host": "stranger.example"})

    assert answer.status_code == 400
    assert "This request makes no sense to us" in answer.content.decode()
