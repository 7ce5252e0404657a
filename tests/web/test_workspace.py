"""The pages of a project without a browser: who sees them, and what they show."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone, translation

from accounts.models import User
from builds import services as build_services
from builds.models import Build
from builds.services import ending
from projects import services as project_services
from projects.models import Project, SiteVersion
from publishing import publication

Store = Callable[..., SiteVersion]
TABS = ("", "/versions", "/versions/1/diff", "/quality", "/files", "/forms", "/settings")
PROMPT = "A ramen restaurant called Nishiki in Portland"


def page(client: Client, project: Project, path: str = "") -> str:
    response = client.get(f"/projects/{project.pk}{path}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("tab", [tab for tab in TABS if "diff" not in tab])
def test_every_tab_of_a_project_without_a_site_says_what_to_do(
    alice_web: Client, project: Project, tab: str
) -> None:
    text = page(alice_web, project, tab)

    assert 'aria-current="page"' in text
    assert project.name in text


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_of_a_site_is_a_page_of_its_own(
    alice_web: Client, project: Project, store: Store, tab: str
) -> None:
    store()

    text = page(alice_web, project, tab)

    assert re.search(
        rf'href="/projects/{project.pk}{"/versions" if "diff" in tab else tab}"[^>]*current', text
    )
    assert " style=" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize("tab", TABS)
def test_strangers_find_nothing(charlie_web: Client, project: Project, store: Store, tab: str) -> None:
    store()
    assert charlie_web.get(f"/projects/{project.pk}{tab}").status_code == 404


@pytest.mark.parametrize("tab", TABS)
def test_visitors_sign_in_and_come_back(project: Project, store: Store, tab: str) -> None:
    store()
    response = Client().get(f"/projects/{project.pk}{tab}")
    assert response["Location"] == f"/sign-in?next=/projects/{project.pk}{tab}"


def test_the_preview_shows_the_current_version_or_the_one_that_is_asked_for(
    alice_web: Client, project: Project, store: Store
) -> None:
    first, second = store(), store({"index.html": b"<!doctype html><title>New</title><h1>New</h1>"})

    assert project_services.preview_url(second) in page(alice_web, project)
    earlier = page(alice_web, project, "?version=1")
    assert project_services.preview_url(first) in earlier
    assert "You are looking at version 1; version 2 is the current one." in earlier
    assert alice_web.get(f"/projects/{project.pk}?version=9").status_code == 404


def test_the_preview_opens_at_the_place_that_is_asked_for(
    alice_web: Client, project: Project, store: Store
) -> None:
    preview = project_services.preview_url(store())

    text = page(alice_web, project, "?page=menu.html&at=t%C3%A9%22s")
    assert f'src="{preview}menu.html#t%C3%A9%22s"' in text
    assert '<option value="menu.html" selected>' in text
    # No menu leads to it, but a finding may.
    assert '<option value="404.html" selected>404.html</option>' in page(alice_web, project, "?page=404.html")
    assert f'src="{preview}#top"' in page(alice_web, project, "?page=index.html&at=top")


@pytest.mark.parametrize(
    "asked", ["gone.html", "..%2Fx.html", "//evil.example/x.html", "a%00.html", "site.css"]
)
def test_a_page_that_is_not_there_is_the_start_page(
    alice_web: Client, project: Project, store: Store, asked: str
) -> None:
    preview = project_services.preview_url(store())
    assert f'src="{preview}"' in page(alice_web, project, f"?page={asked}&at=hero")


@pytest.mark.parametrize("number", ["0", "x", "-1", "99999999999", "1" * 5000, "²"])
def test_a_version_that_cannot_be_is_the_current_one(
    alice_web: Client, project: Project, store: Store, number: str
) -> None:
    current = store()
    assert project_services.preview_url(current) in page(alice_web, project, f"?version={number}")


@pytest.mark.django_db(transaction=True)
def test_the_conversation_links_what_a_build_made(alice: User, alice_web: Client) -> None:
    build = build_services.start_site(user_id=alice.pk, prompt=PROMPT, now=timezone.now())
    Build.objects.filter(pk=build.pk).update(status="RUNNING", attempt=1)
    site = ending.Site(
        name="Nishiki", template_id="hearth", spec={}, files={"index.html": b"x"}, quality={}, pages=[]
    )
    build_services.finish_build(build_id=build.pk, attempt=1, site=site)

    text = page(alice_web, build.project)

    assert PROMPT in text
    assert f'href="/projects/{build.project_id}?version=1"' in text


@pytest.mark.django_db(transaction=True)
def test_a_failed_build_can_be_tried_again_and_says_why(alice: User, alice_web: Client) -> None:
    build = build_services.start_site(user_id=alice.pk, prompt=PROMPT, now=timezone.now())
    build_services.fail_build(build_id=build.pk, code="render_failed", error="The menu is <broken>.")

    text = page(alice_web, build.project)

    assert "The menu is &lt;broken&gt;." in text
    assert re.search(r"data-retry\s*>", text)


@pytest.mark.django_db(transaction=True)
def test_what_a_build_said_in_another_language_bears_its_own(alice: User, alice_web: Client) -> None:
    with translation.override("es"):
        build = build_services.start_site(user_id=alice.pk, prompt=PROMPT, now=timezone.now())
    build_services.cancel_build(user_id=alice.pk, project_id=build.project_id, build_id=build.pk)

    text = page(alice_web, build.project)

    assert '<p class="line__text" lang="es">La creación se ha cancelado; no se' in text
    assert f'<p class="line__text">{PROMPT}</p>' in text


def test_the_price_is_there_before_the_button_is_pressed(alice_web: Client, project: Project) -> None:
    quote = build_services.full_quote()
    text = page(alice_web, project)

    assert f"<td data-quote-total>{quote.total}</td>" in text
    for line in quote.breakdown:
        assert f'<td data-price="{line.agent}">{line.credits}</td>' in text


@pytest.mark.django_db(transaction=True)
def test_the_head_tells_whether_the_world_sees_the_current_version(
    alice: User, alice_web: Client, project: Project, store: Store
) -> None:
    store()
    assert "Not published" in page(alice_web, project)

    publication.publish(user_id=alice.pk, project_id=project.pk, slug="nishiki", now=timezone.now())
    assert "/s/nishiki/" in page(alice_web, project)
    store({"index.html": b"<!doctype html><title>New</title>"})
    assert "Publish version 2" in page(alice_web, project)


def test_a_page_of_a_project_asks_a_fixed_number_of_queries(
    alice_web: Client, project: Project, store: Store, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        store({"index.html": f"<!doctype html><title>{number}</title>".encode()})

    for tab in ("", "/versions"):
        with django_assert_max_num_queries(22):
            page(alice_web, project, tab)


def test_buttons_of_a_project_refuse_strangers_visitors_and_reading(
    alice_web: Client, charlie_web: Client, project: Project, store: Store
) -> None:
    store()
    paths = [
        "versions/1/restore", "versions/1/name", "versions/1/fork", "shares", f"shares/{uuid4()}/revoke",
        "forms/delete", f"forms/{uuid4()}/mark", f"forms/{uuid4()}/delete", "forms/contact/settings",
        "settings/name", "publish", "unpublish", "preview-links", "settings/delete", "hosts",
        f"hosts/{uuid4()}/check", f"hosts/{uuid4()}/remove",
    ]  # fmt: skip
    sent = {
        "typed": project.name,
        "name": "Mine",
        "days": "7",
        "mark": "spam",
        "host": "www.nishiki-ramen.com",
    }
    for path in paths:
        address = f"/projects/{project.pk}/{path}"
        assert charlie_web.post(address, sent).status_code == 404, path
        assert Client().post(address, sent)["Location"].startswith("/sign-in?next="), path
        assert alice_web.get(address).status_code in (404, 405), path
    project.refresh_from_db()
    assert (project.name, project.deleted_at, project.versions.count()) == ("Nishiki", None, 1)
