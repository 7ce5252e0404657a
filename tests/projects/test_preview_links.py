from __future__ import annotations

from collections.abc import Callable

from django.core import signing
from django.test import Client
from pytest_django import Settings
from rest_framework.test import APIClient

from projects import links
from projects.models import Project, SiteVersion


def test_a_link_names_its_version(store: Callable[..., SiteVersion]) -> None:
    version = store()
    token = links.preview_url(version).split("/")[2]
    assert links.read_preview_token(token) == links.PreviewLink(version.pk, 0)


def test_it_ends(store: Callable[..., SiteVersion], settings: Settings) -> None:
    token = links.preview_token(version_id=store().pk)
    settings.PREVIEW_LINK_SECONDS = -1
    assert links.read_preview_token(token) is None


def test_a_changed_or_made_up_link_is_worth_nothing(store: Callable[..., SiteVersion]) -> None:
    token = links.preview_token(version_id=store().pk)
    for bad in (token[:-1], token + "x", "", "a:b:c", token.replace(":", ""), "\0", "é" * 9):
        assert links.read_preview_token(bad) is None
    assert links.read_preview_token(signing.TimestampSigner(salt="other").sign("0" * 32)) is None


def test_a_link_from_before_there_were_epochs_is_good(store: Callable[..., SiteVersion]) -> None:
    version = store()
    old = signing.TimestampSigner(salt="projects.preview").sign(version.pk.hex)
    assert links.read_preview_token(old) == links.PreviewLink(version.pk, 0)


def test_a_version_keeps_its_address_for_a_while(store: Callable[..., SiteVersion]) -> None:
    version = store()
    stamp = signing.b62_decode(links.preview_url(version).split(":")[1])
    assert stamp % links.STEP_SECONDS == 0


def test_revoking_ends_the_links_of_all_versions_and_no_others(
    client: Client, alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    first, second = store(), store()
    old = [links.preview_url(version) for version in (first, second)]
    assert alice_api.delete(f"/api/v2/projects/{project.pk}/preview-links").status_code == 204
    assert [client.get(url).status_code for url in old] == [404, 404]
    fresh = alice_api.get(f"/api/v2/projects/{project.pk}").json()["preview_url"]
    assert fresh not in old
    assert client.get(fresh).status_code == 200


def test_strangers_cannot_revoke(
    bob_api: APIClient, client: Client, store: Callable[..., SiteVersion]
) -> None:
    version = store()
    assert bob_api.delete(f"/api/v2/projects/{version.project_id}/preview-links").status_code == 404
    assert client.get(links.preview_url(version)).status_code == 200
