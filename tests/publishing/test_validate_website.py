from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from projects.models import Project, SiteVersion
from publishing import services
from sitegen.checks import CHECKS, RULES

URL = "/api/v2/validate/website"
PAGE = (
    b'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Nishiki</title>\n<main><h1>Nishiki</h1>'
)


def validate(api: APIClient, project: Project, **more: Any) -> Any:
    return api.post(URL, {"project_id": str(project.pk), **more}, format="json")


def test_it_measures_the_current_version_with_evidence(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store({"index.html": PAGE + b'\n<img id="odd" src="gone.png"></main></html>'})

    answer = validate(alice_api, project)

    assert answer.status_code == 200
    body = answer.json()
    assert (body["project_id"], body["version"]) == (str(project.pk), 1)
    assert [check["check"] for check in body["checks"]] == list(CHECKS)
    assert body["score"] == sum(check["score"] for check in body["checks"]) // 9 < 100
    accessibility = next(check for check in body["checks"] if check["check"] == "accessibility")
    assert accessibility["findings_count"] == len(accessibility["findings"])
    assert next(item for item in accessibility["findings"] if item["rule"] == "image-alt") == {
        "check": "accessibility",
        "severity": "error",
        "rule": "image-alt",
        "message": 'The image has no alt text; alt="" says that it is decorative.',
        "file": "index.html",
        "line": 4,
        "selector": "#odd",
        "excerpt": '<img id="odd" src="gone.png">',
        "source": "WCAG 2.2, 1.1.1 Non-text Content",
    }


def test_any_version_can_be_measured(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store({"index.html": PAGE + b"<p>{{ name }}</p></main></html>"})
    store({"index.html": PAGE + b"</main></html>"})

    def html_rules(**more: Any) -> set[str]:
        body = validate(alice_api, project, **more).json()
        return {item["rule"] for item in body["checks"][0]["findings"]}

    assert validate(alice_api, project, version=1).json()["version"] == 1
    assert "left-over-text" in html_rules(version=1)
    assert "left-over-text" not in html_rules(version=2)
    assert html_rules() == html_rules(version=2) == html_rules(version=None)


@pytest.mark.parametrize(("version", "status"), [(3, 404), (0, 400), ("one", 400), (2**40, 400)])
def test_a_version_that_is_not_there_is_refused(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion], version: Any, status: int
) -> None:
    store()
    answer = validate(alice_api, project, version=version)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


def test_there_is_nothing_to_measure_before_the_first_build(alice_api: APIClient, project: Project) -> None:
    answer = validate(alice_api, project)
    assert (answer.status_code, answer.json()["code"]) == (404, "version_not_found")


def test_strangers_and_visitors_get_nothing(
    bob_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    answer = validate(bob_api, project)
    assert (answer.status_code, answer.json()["code"]) == (404, "project_not_found")
    assert validate(APIClient(), project).status_code == 401
    assert bob_api.post(URL, {"project_id": str(uuid4())}, format="json").status_code == 404
    assert bob_api.post(URL, {"project_id": "x"}, format="json").status_code == 400


def test_equal_files_are_measured_once(
    alice: Any, project: Project, store: Callable[..., SiteVersion], django_assert_num_queries: Any
) -> None:
    """The files are read for the first report alone; a version of the same files takes it over."""
    page = PAGE + str(uuid4()).encode()
    store({"index.html": page})
    with django_assert_num_queries(3):
        first = services.measure_site(user_id=alice.pk, project_id=project.pk, number=None)
    store({"index.html": page})
    with django_assert_num_queries(2):
        second = services.measure_site(user_id=alice.pk, project_id=project.pk, number=None)
    assert (first[0], second[0]) == (1, 2)
    assert first[1] == second[1]


def test_everybody_may_read_what_is_measured() -> None:
    answer = APIClient().get("/api/v2/validate/checks")

    body = answer.json()
    assert [check["check"] for check in body["checks"]] == list(CHECKS)
    assert {rule["id"] for check in body["checks"] for rule in check["rules"]} == set(RULES)
    assert all(rule["asks"] and rule["source"] for check in body["checks"] for rule in check["rules"])
    assert body["weights"] == {"error": 12, "warning": 4, "notice": 1}
    assert "share of the pages" in body["formula"]
