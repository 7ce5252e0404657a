from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from rest_framework.test import APIClient

from projects.models import Project, SiteVersion


def url(project: Project) -> str:
    return f"/api/v2/projects/{project.pk}/download"


def test_it_gives_all_files_as_a_zip(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store({"index.html": b"<h1>x</h1>", "assets/site.css": b"b{}"})
    answer = alice_api.get(url(project))
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="nishiki-v1.zip"'
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert {name: archive.read(name) for name in archive.namelist()} == {
        "assets/site.css": b"b{}",
        "index.html": b"<h1>x</h1>",
    }


def test_there_is_nothing_to_take_before_the_first_build(alice_api: APIClient, project: Project) -> None:
    answer = alice_api.get(url(project))
    assert (answer.status_code, answer.json()["code"]) == (404, "version_not_found")


def test_strangers_get_nothing(
    bob_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    assert bob_api.get(url(project)).status_code == 404
