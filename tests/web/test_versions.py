"""Versions in the workspace: go back, name, fork, compare and share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from projects import services as project_services
from projects.models import Project, ShareLink, SiteVersion

pytestmark = pytest.mark.django_db(transaction=True)

Store = Callable[..., SiteVersion]


def post(client: Client, project: Project, path: str, **data: str) -> str:
    """Press a button; what the page says afterwards."""
    response = client.post(f"/projects/{project.pk}/{path}", data, follow=True)
    return " ".join(str(message) for message in response.context["messages"])


def test_restoring_makes_a_new_version_however_often_the_button_is_pressed(
    alice_web: Client, project: Project, store: Store
) -> None:
    store(), store({"index.html": b"<!doctype html><title>New</title>"})

    told = [post(alice_web, project, "versions/1/restore", press="a") for _ in range(2)]

    assert told == ["Version 1 is back as version 3. Nothing was lost, and it cost nothing."] * 2
    assert project.versions.count() == 3
    assert "Version 1 is back as version 4" in post(alice_web, project, "versions/1/restore", press="b")


def test_two_buttons_of_one_page_are_two_presses(alice_web: Client, project: Project, store: Store) -> None:
    store(), store()
    for number in (1, 2):
        post(alice_web, project, f"versions/{number}/restore", press="a")
    assert project.versions.count() == 4


def test_a_version_that_is_not_there_cannot_be_restored(
    alice_web: Client, project: Project, store: Store
) -> None:
    store()
    assert alice_web.post(f"/projects/{project.pk}/versions/9/restore").status_code == 404


def test_a_name_is_a_checkpoint(alice_web: Client, project: Project, store: Store) -> None:
    version = store()

    post(alice_web, project, "versions/1/name", label="Before <the> redesign")

    version.refresh_from_db()
    assert version.label == "Before <the> redesign"
    assert b"Before &lt;the&gt; redesign" in alice_web.get(f"/projects/{project.pk}/versions").content


def test_a_fork_is_opened_and_leaves_the_project_as_it_was(
    alice_web: Client, project: Project, store: Store
) -> None:
    store()

    response = alice_web.post(f"/projects/{project.pk}/versions/1/fork", {"press": "a"})

    made = Project.objects.exclude(pk=project.pk).get()
    assert response["Location"] == f"/projects/{made.pk}"
    assert made.name == "Nishiki (copy)"
    assert b"A copy of another project" in alice_web.get(f"/projects/{made.pk}/versions").content


def test_old_versions_are_on_further_pages(alice_web: Client, project: Project, store: Store) -> None:
    for _ in range(25):
        store({"index.html": b"<!doctype html><title>x</title>"})

    newest, oldest = (
        alice_web.get(f"/projects/{project.pk}/versions?page={page}").content for page in (1, 2)
    )

    assert b"versions/25/fork" in newest
    assert b"versions/1/fork" not in newest
    assert b"versions/1/fork" in oldest


def test_the_difference_is_told_by_page_file_and_word(
    alice_web: Client, project: Project, store: Store
) -> None:
    pages = [{"slug": "home", "nav_label": "Home", "title": "Old noodles", "sections": []}]
    other = [{**pages[0], "title": "New <b>noodles</b>"}]
    for number, plan in enumerate((pages, other)):
        project_services.store_version(
            project=project,
            spec={"format": 1, "pages": plan, "theme": {"accent": f"#{number}{number}aa00"}},
            files={"index.html": f"<!doctype html><title>{number}</title>".encode()},
            quality={},
            pages=[],
        )

    text = alice_web.get(f"/projects/{project.pk}/versions/2/diff").content.decode()

    assert "<del>Old</del>" in text
    assert "<ins>New</ins>" in text or "<ins>New &lt;b&gt;</ins>" in text
    assert "<b>noodles" not in text
    assert 'fill="#00aa00"' in text
    assert "path=index.html" in text


def test_a_share_link_is_made_shown_and_ended(alice_web: Client, project: Project, store: Store) -> None:
    store()
    wanted = {"label": "Mum", "version": "1", "days": "7", "password": "noodles", "press": "a"}

    told = [post(alice_web, project, "shares", **wanted) for _ in range(2)]

    share = ShareLink.objects.get()
    assert told == ["The link is made; copy it from the list."] * 2
    assert timedelta(days=6) < share.expires_at - timezone.now() <= timedelta(days=7)
    address = project_services.share_url(share)
    assert address in alice_web.get(f"/projects/{project.pk}/versions").content.decode()
    post(alice_web, project, f"shares/{share.pk}/revoke")
    assert not ShareLink.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"days": "9999"}, {"days": "7", "password": "x"}, {"days": "7", "version": "0"}]
)
def test_a_link_that_cannot_be_is_refused_with_a_sentence(
    alice_web: Client, project: Project, store: Store, wrong: dict[str, str]
) -> None:
    store()
    assert post(alice_web, project, "shares", **wrong)
    assert not ShareLink.objects.exists()
