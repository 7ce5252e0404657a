"""The visitor's side of share links: no account, no cookie, no JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from projects import services
from projects.models import Project, ShareLink, SiteVersion
from publishing.headers import site_policy


@pytest.fixture
def share(alice: User, project: Project) -> Callable[..., str]:
    """Makes a link and gives its path."""

    def share(**wishes: Any) -> str:
        made = services.create_share(owner_id=alice.pk, project_id=project.pk, now=timezone.now(), **wishes)
        return urlsplit(services.share_url(made)).path

    return share


def test_it_always_shows_the_current_version(
    client: Client, share: Callable[..., str], store: Callable[..., SiteVersion]
) -> None:
    home = share()
    assert client.get(home).status_code == 404
    store({"index.html": b"first"})
    assert client.get(home).content == b"first"
    store({"index.html": b"second"})
    assert client.get(home).content == b"second"


def test_it_shows_the_one_version_that_it_is_for(
    client: Client, share: Callable[..., str], store: Callable[..., SiteVersion]
) -> None:
    store({"index.html": b"first", "a.css": b"b{}"})
    home = share(number=1)
    store({"index.html": b"second"})
    assert client.get(home).content == b"first"
    assert client.get(home + "a.css")["Content-Type"] == "text/css; charset=utf-8"


def test_it_is_a_strangers_page_without_a_cookie(
    client: Client, share: Callable[..., str], store: Callable[..., SiteVersion], settings: Settings
) -> None:
    store()
    home, door = share(), share(password="sesame")
    for path, forms_at in ((home, f"http://testserver{home}forms/"), (door, f"{settings.PUBLIC_URL}/f/")):
        answer = client.get(path)
        assert answer["Content-Security-Policy"] == site_policy(forms_at)
        assert not answer.cookies


def test_the_slash_is_added(
    client: Client, share: Callable[..., str], store: Callable[..., SiteVersion]
) -> None:
    store()
    home = share()
    assert client.get(home.rstrip("/"))["Location"] == home


def test_a_password_opens_all_files_below_another_address(
    client: Client, share: Callable[..., str], store: Callable[..., SiteVersion]
) -> None:
    store()
    home = share(password="sesame")
    asked = client.get(home).content.decode()
    assert '<form method="post">' in asked
    assert "<script" not in asked
    assert "<h1>Home</h1>" not in asked
    assert client.get(home + "menu.html")["Location"] == home
    answer = client.post(home, {"password": "sesame"})
    assert answer.status_code == 303
    opened = answer["Location"]
    assert opened.startswith(f"{home}~")
    assert "<h1>Home</h1>" in client.get(opened).content.decode()
    assert client.get(opened + "assets/site.css").status_code == 200


def test_a_wrong_password_and_a_made_up_pass_open_nothing(
    client: Client, share: Callable[..., str], store: Callable[..., SiteVersion]
) -> None:
    store()
    home, other = share(password="sesame"), share(password="sesame")
    answer = client.post(home, {"password": "open"})
    assert answer.status_code == 403
    assert "That is not the password." in answer.content.decode()
    assert client.get(f"{home}~made.up/")["Location"] == home
    pass_of_other = client.post(other, {"password": "sesame"})["Location"].removeprefix(other)
    assert client.get(home + pass_of_other)["Location"] == home


def test_a_pass_ends(
    client: Client, share: Callable[..., str], store: Callable[..., SiteVersion], settings: Settings
) -> None:
    store()
    home = share(password="sesame")
    opened = client.post(home, {"password": "sesame"})["Location"]
    settings.SHARE_OPEN_SECONDS = -1
    assert client.get(opened)["Location"] == home


def test_tries_are_limited(
    client: Client, share: Callable[..., str], store: Callable[..., SiteVersion], settings: Settings
) -> None:
    store()
    settings.RATE_LIMITS = {"share-password-address": (2, 300), "share-password-link": (100, 300)}
    home = share(password="sesame")
    assert client.post(home, {"password": "sesame"}).status_code == 303
    assert [client.post(home, {"password": "x"}).status_code for _ in range(3)] == [403, 403, 429]
    last = client.post(home, {"password": "sesame"})
    assert last.status_code == 429
    assert 0 < int(last["Retry-After"]) <= 300


def test_a_link_ends_by_time_revoking_and_deleting(
    client: Client,
    alice: User,
    project: Project,
    share: Callable[..., str],
    store: Callable[..., SiteVersion],
) -> None:
    store()
    late, revoked, home = share(), share(), share()
    links = list(ShareLink.objects.order_by("created_at"))
    ShareLink.objects.filter(pk=links[0].pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    services.revoke_share(owner_id=alice.pk, project_id=project.pk, share_id=links[1].pk)
    assert [client.get(path).status_code for path in (late, revoked, home)] == [404, 404, 200]
    services.delete_project(owner_id=alice.pk, project_id=project.pk, now=timezone.now())
    assert client.get(home).status_code == 404


def test_a_changed_address_is_worth_nothing(
    client: Client, share: Callable[..., str], store: Callable[..., SiteVersion]
) -> None:
    store()
    home = share()
    for bad in (home[:-2] + "/", "/share/made-up/", "/share/%00/", f"/share/{'0' * 32}.x/"):
        assert client.get(bad).status_code == 404


def test_it_is_told_when_it_was_last_used(
    client: Client, share: Callable[..., str], store: Callable[..., SiteVersion]
) -> None:
    store()
    home = share()
    client.get(home + "assets/site.css")
    assert ShareLink.objects.get().last_used_at is None
    client.get(home)
    first = ShareLink.objects.get().last_used_at
    client.get(home)
    assert first is not None
    assert ShareLink.objects.get().last_used_at == first
