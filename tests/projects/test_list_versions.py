from __future__ import annotations

from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from projects.models import Project, SiteVersion
from tests.stored_sites import FILES, PAGES


def url(project: Project, rest: str = "") -> str:
    return f"/api/v2/projects/{project.pk}/versions{rest}"


def test_it_lists_the_newest_first(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    store({"index.html": b"<h1>x</h1>", "a.txt": b"<h1>x</h1>"})
    answer = alice_api.get(url(project))
    assert answer["X-Total-Count"] == "2"
    newest, first = answer.json()
    assert newest.pop("created_at")
    assert newest.pop("preview_url").startswith("/preview/")
    assert newest == {
        "number": 2,
        "label": "",
        "build_id": None,
        "restored_from": None,
        "pages": PAGES,
        "score": 97,
        "bytes": 20,
        "files_count": 2,
        "is_current": True,
        "thumbnail_url": url(project, "/2/thumbnail"),
    }
    assert (first["number"], first["is_current"]) == (1, False)
    assert (first["files_count"], first["bytes"]) == (6, sum(map(len, FILES.values())))


def test_a_page_of_it_links_to_the_next(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    for _ in range(3):
        store()
    answer = alice_api.get(url(project), {"limit": 2})
    assert [row["number"] for row in answer.json()] == [3, 2]
    assert 'rel="next"' in answer["Link"]


@pytest.mark.parametrize("count", [1, 12])
def test_it_takes_four_queries_however_many_there_are(
    alice_api: APIClient,
    project: Project,
    store: Callable[..., SiteVersion],
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(count):
        store()
    with django_assert_num_queries(4):
        alice_api.get(url(project))


def test_an_unchanged_list_is_not_sent_again(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    first = alice_api.get(url(project))
    assert alice_api.get(url(project), headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_one_version_tells_its_files(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store({"index.html": b"abc"})
    body = alice_api.get(url(project, "/1")).json()
    assert body["quality"] == {"score": 97}
    assert body["files"] == [
        {
            "path": "index.html",
            "size": 3,
            "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "content_type": "text/html",
        }
    ]


def test_a_version_can_be_named_and_nothing_else(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    answer = alice_api.patch(url(project, "/1"), {"label": " Before summer ", "score": 3}, format="json")
    assert (answer.json()["label"], answer.json()["score"]) == ("Before summer", 97)
    assert alice_api.get(url(project, "/1")).json()["label"] == "Before summer"
    assert alice_api.patch(url(project, "/1"), {"label": "x" * 201}, format="json").status_code == 400


def test_sources_are_plain_text(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    answer = alice_api.get(url(project, "/1/files/index.html"))
    assert answer.content == FILES["index.html"]
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    again = alice_api.get(url(project, "/1/files/index.html"), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_what_is_no_text_is_to_be_saved(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    answer = alice_api.get(url(project, "/1/files/assets/fonts/a.woff2"))
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/octet-stream",
        "attachment",
    )


@pytest.mark.parametrize("rest", ["/2", "/0", "/99999999999", "/1/files/nothing", "/1/files/a%00b"])
def test_what_is_not_there_is_404(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion], rest: str
) -> None:
    store()
    assert alice_api.get(url(project, rest)).status_code == 404


def test_strangers_get_nothing(
    bob_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    for rest in ("", "/1", "/1/files/index.html", "/1/diff", "/1/diff?against=1"):
        assert bob_api.get(url(project, rest)).status_code == 404
    assert bob_api.patch(url(project, "/1"), {"label": "x"}, format="json").status_code == 404
    assert bob_api.post(url(project, "/1/restore")).status_code == 404
