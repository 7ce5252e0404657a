from __future__ import annotations

from collections.abc import Callable

from django.core import signing
from pytest_django import Settings

from projects import links
from projects.models import SiteVersion


def test_a_link_names_its_version(store: Callable[..., SiteVersion]) -> None:
    version = store()
    token = links.preview_url(version).split("/")[2]
    assert links.version_of_token(token) == version.pk


def test_it_ends(store: Callable[..., SiteVersion], settings: Settings) -> None:
    token = links.preview_token(version_id=store().pk)
    settings.PREVIEW_LINK_SECONDS = -1
    assert links.version_of_token(token) is None


def test_a_changed_or_made_up_link_is_worth_nothing(store: Callable[..., SiteVersion]) -> None:
    token = links.preview_token(version_id=store().pk)
    for bad in (token[:-1], token + "x", "", "a:b:c", token.replace(":", ""), "\0", "é" * 9):
        assert links.version_of_token(bad) is None
    assert links.version_of_token(signing.TimestampSigner(salt="other").sign("0" * 32)) is None
