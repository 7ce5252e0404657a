from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from templates_catalog import services

from .conftest import component, template


@pytest.fixture(autouse=True)
def _loaded(load: Callable[..., Any]) -> None:
    load(
        component("hero-a", tags=["calm", "Wide"], description="A quiet first screen."),
        component("hero-b", description="Loud (very) loud.*"),
        component("faq-a", category="faq", content="faq"),
        component("header-a", category="navigation", content=None),
        template("hearth"),
        template("harbor", kind="portfolio", description="For seafarers", tags=[]),
    )


def ids(answer: Any, field: str = "component_id") -> list[str]:
    return [row[field] for row in answer.json()]


def test_anybody_may_look_at_the_templates(api: APIClient) -> None:
    answer = api.get("/api/v2/templates")

    assert answer.status_code == 200
    assert answer["X-Total-Count"] == "2"
    assert answer.json()[1] == {
        "template_id": "hearth",
        "version": 1,
        "name": "Hearth",
        "kind": "restaurant",
        "category": "restaurant",
        "description": "For places to eat.",
        "tags": ["Warm", "evening"],
        "pages": ["home"],
    }


def test_a_template_is_shown_whole(api: APIClient) -> None:
    body = api.get("/api/v2/templates/hearth").json()

    assert body["template_id"] == "hearth"
    assert body["pages"][0]["sections"][0]["content"] == "hero"
    assert {"design", "moods", "keywords", "headers", "footers", "kinds"} <= body.keys()


def test_a_component_is_shown_whole(api: APIClient) -> None:
    body = api.get("/api/v2/components/hero-a").json()

    assert body["component_id"] == "hero-a"
    assert body["variants"] == ["default", "wide"]
    assert body["tones"] == ["plain", "dark"]
    assert body["props_schema"]["type"] == "object"
    assert "headline" in body["props_schema"]["required"]
    assert body["markup"] == "<h1>{{ content.headline }}</h1>"


def test_a_navigation_component_has_no_props(api: APIClient) -> None:
    assert api.get("/api/v2/components/header-a").json()["props_schema"] is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("category=hero", ["hero-a", "hero-b"]),
        ("category=HERO&tag=wide", ["hero-a"]),
        ("tag=calm&search=QUIET", ["hero-a"]),
        ("search=wide", ["hero-a"]),
        ("search=.*", ["hero-b"]),
        ("search=(", ["hero-b"]),
        ("category=nothing", []),
        ("category=&tag=&search=", ["faq-a", "header-a", "hero-a", "hero-b"]),
    ],
)
def test_lists_are_narrowed(api: APIClient, query: str, expected: list[str]) -> None:
    assert ids(api.get(f"/api/v2/components?{query}")) == expected


@pytest.mark.parametrize("path", ["components/hero-a", "templates/hearth"])
def test_an_earlier_version_is_shown_as_it_was(api: APIClient, load: Callable[..., Any], path: str) -> None:
    load(component("hero-a", version=2, name="Better"), template("hearth", version=2, name="Better"))

    now = api.get(f"/api/v2/{path}").json()
    then = api.get(f"/api/v2/{path}?version=1").json()

    assert (now["name"], now["version"], now["versions"]) == ("Better", 2, [1, 2])
    assert (then["name"], then["version"], then["versions"]) == (then["name"], 1, [1, 2])
    assert then["name"] in ("Hero A", "Hearth")


@pytest.mark.parametrize(
    ("query", "status", "code"), [("version=3", 404, "component_not_found"), ("version=x", 400, "invalid")]
)
def test_a_version_that_never_was_is_a_problem(api: APIClient, query: str, status: int, code: str) -> None:
    answer = api.get(f"/api/v2/components/hero-a?{query}")

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_lists_come_in_pages(api: APIClient) -> None:
    answer = api.get("/api/v2/components?limit=2&offset=1")

    assert ids(answer) == ["header-a", "hero-a"]
    assert answer["X-Total-Count"] == "4"
    assert 'rel="next"' in answer["Link"]


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "offset=-1", "limit=x", f"search={'x' * 101}"])
def test_wrong_parameters_are_a_problem(api: APIClient, query: str) -> None:
    answer = api.get(f"/api/v2/templates?{query}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "invalid"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("templates/nothing", "template_not_found"),
        ("components/nothing", "component_not_found"),
        ("templates/%24where", "template_not_found"),
    ],
)
def test_an_unknown_id_is_a_problem(api: APIClient, path: str, code: str) -> None:
    answer = api.get(f"/api/v2/{path}")

    assert answer.status_code == 404
    assert answer.json()["code"] == code


def test_what_has_not_changed_is_not_sent_again(api: APIClient) -> None:
    tag = api.get("/api/v2/templates")["ETag"]

    again = api.get("/api/v2/templates", headers={"if-none-match": tag})

    assert again.status_code == 304


def test_a_load_changes_cached_answers_at_once(api: APIClient, load: Callable[..., Any]) -> None:
    assert len(api.get("/api/v2/components").json()) == 4

    load(component("hero-z"))

    assert ids(api.get("/api/v2/components")) == ["hero-z"]


def test_answers_are_kept_in_redis() -> None:
    assert services.cached_answer("some list", lambda: ["made"]) == ["made"]

    assert services.cached_answer("some list", lambda: ["made again"]) == ["made"]


def test_an_expired_token_does_no_harm(api: APIClient) -> None:
    answer = api.get("/api/v2/templates", headers={"authorization": "Bearer expired"})

    assert answer.status_code == 200
