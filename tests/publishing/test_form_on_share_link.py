"""Forms of a site that is shown by a share link: they deliver under the same guards, marked as such."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from projects import services as project_services
from projects.models import Project, ShareLink, SiteVersion
from publishing import forms, inbox
from publishing.models import Form, Submission
from tests.publishing.stored_forms import ANN, CONTACT, JSON, spec, token

Build = Callable[..., SiteVersion]
Share = Callable[..., str]
FIELDS: Any = CONTACT["fields"]
THANKS = str(CONTACT["success_message"])
COMPANY = {"name": "company", "label": "Company", "type": "text", "required": True}


@pytest.fixture
def build(project: Project) -> Build:
    """A version with a form becomes the current one; nothing is published."""

    def build(*specs: dict[str, Any]) -> SiteVersion:
        version = project_services.store_version(
            project=project,
            spec=spec(*(specs or (CONTACT,))),
            files={"index.html": b"<h1>x"},
            quality={},
            pages=[],
        )
        project.refresh_from_db()
        project_services.build_succeeded(project, version=version, template_id="t", seconds=1, name="")
        return version

    return build


@pytest.fixture
def share(alice: User, project: Project) -> Share:
    """Makes a link and gives its path."""

    def share(**wishes: Any) -> str:
        made = project_services.create_share(
            owner_id=alice.pk, project_id=project.pk, now=timezone.now(), **wishes
        )
        return urlsplit(project_services.share_url(made)).path

    return share


def post(visitor: Client, home: str, typed: dict[str, Any] | None = None, **options: Any) -> Any:
    """Send the contact form with a good token, as the page's script does."""
    form = Form.objects.filter(slug="contact").first()
    given = {"_token": token(form)} if form else {}
    return visitor.post(f"{home}forms/contact", {**given, **(ANN if typed is None else typed)}, **options)


def fetch_token(visitor: Client, home: str) -> Any:
    return visitor.get(f"{home}forms/contact", headers=JSON)


def test_the_owner_sees_what_came_and_from_where(
    visitor: Client, build: Build, share: Share, alice_api: APIClient, project: Project
) -> None:
    build()
    build()
    home = share(number=1)
    assert set(fetch_token(visitor, home).json()) == {"token", "wait", "expires"}

    # The page has an opaque origin.
    answer = post(visitor, home, headers={**JSON, "origin": "null"})

    assert answer.json() == {"status": "sent", "message": THANKS}
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    (row,) = alice_api.get(f"/api/v2/projects/{project.pk}/submissions").json()
    assert (row["form"], row["source"], row["version"]) == ("contact", "share", 1)
    assert row["share_id"] == str(ShareLink.objects.get().pk)


def test_without_a_script_one_click_more_delivers(visitor: Client, build: Build, share: Share) -> None:
    build()
    home = share()
    asked = visitor.post(f"{home}forms/contact", ANN)
    assert (asked.status_code, asked["Location"][: len(home)]) == (303, home)
    page = visitor.get(asked["Location"]).content.decode()
    assert f'action="{home}forms/contact/confirm"' in page
    row = Submission.objects.get()
    assert (row.doubt, row.source) == ("unconfirmed", "share")

    (value,) = parse_qs(urlsplit(asked["Location"]).query)["value"]
    later = visitor.post(f"{home}forms/contact/confirm", {"value": value})
    while later["Location"] != f"{home}forms/contact/sent":  # pressed within a second
        later = visitor.post(f"{home}forms/contact/confirm", {"value": value})
    row.refresh_from_db()
    assert (row.doubt, row.is_spam) == ("", False)
    thanks = visitor.get(later["Location"]).content.decode()
    assert THANKS in thanks
    assert f'href="{home}#sent"' in thanks


def test_the_trap_and_a_replayed_token_put_it_in_doubt(visitor: Client, build: Build, share: Share) -> None:
    build()
    home = share()
    fetch_token(visitor, home)
    used = token(Form.objects.get())
    post(visitor, home, {**ANN, "website": "x"})
    post(visitor, home, {**ANN, "_token": used, "message": "1"})
    post(visitor, home, {**ANN, "_token": used, "message": "2"})
    doubts = dict(Submission.objects.values_list("data__message", "doubt"))
    assert doubts == {ANN["message"]: "trap", "1": "", "2": "unconfirmed"}


def test_the_limits_are_those_of_every_form(
    visitor: Client, build: Build, share: Share, settings: Any
) -> None:
    build()
    home = share()
    fetch_token(visitor, home)
    assert post(visitor, home, {**ANN, "message": "x" * 70_000}, headers=JSON).status_code == 413
    wrong = visitor.post(f"{home}forms/contact", "{}", content_type="application/json", headers=JSON)
    assert wrong.status_code == 415
    assert post(visitor, home, {}, headers=JSON).status_code == 422
    settings.RATE_LIMITS = {"form-address": (1, 60)}
    assert [post(visitor, home, headers=JSON).status_code for _ in range(2)] == [200, 429]


def test_a_mistake_shows_the_form_again_with_what_was_typed(
    visitor: Client, build: Build, share: Share
) -> None:
    build()
    home = share()
    page = visitor.post(f"{home}forms/contact", {**ANN, "email": "nowhere"})
    assert page.status_code == 422
    assert f'action="{home}forms/contact"' in page.content.decode()
    assert ANN["message"] in page.content.decode()


def test_an_ended_link_takes_nothing(visitor: Client, build: Build, share: Share, alice: User) -> None:
    build()
    revoked, over = share(), share()
    fetch_token(visitor, revoked)
    links = list(ShareLink.objects.order_by("created_at"))
    project_services.revoke_share(owner_id=alice.pk, project_id=links[0].project_id, share_id=links[0].pk)
    ShareLink.objects.filter(pk=links[1].pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    for home in (revoked, over, "/share/made.up/"):
        answer = post(visitor, home, headers=JSON)
        assert (answer.status_code, answer.json()["code"]) == (404, "form_not_found")
        assert fetch_token(visitor, home).status_code == 404
    assert not Submission.objects.exists()


def test_a_password_guards_the_form_too(visitor: Client, build: Build, share: Share) -> None:
    build()
    home = share(password="sesame")
    refused = post(visitor, home, headers=JSON)
    assert (refused.status_code, refused.json()["code"]) == (403, "password_needed")
    assert fetch_token(visitor, f"{home}~made.up/").status_code == 403
    assert visitor.post(f"{home}forms/contact", ANN).status_code == 403
    assert not Form.objects.exists()

    opened = visitor.post(home, {"password": "sesame"})["Location"]
    fetch_token(visitor, opened)
    assert post(visitor, opened, headers=JSON).json()["status"] == "sent"


def test_what_was_written_overnight_can_still_be_sent(
    visitor: Client, build: Build, share: Share, settings: Settings
) -> None:
    build()
    opened = visitor.post(share(password="sesame"), {"password": "sesame"})["Location"]
    settings.SHARE_OPEN_SECONDS = -1
    assert visitor.get(opened).status_code == 302
    fetch_token(visitor, opened)
    assert post(visitor, opened, headers=JSON).json()["status"] == "sent"
    settings.SHARE_SEND_SECONDS = -1
    assert post(visitor, opened, headers=JSON).json()["code"] == "password_needed"


def test_a_form_of_another_name_is_not_there(visitor: Client, build: Build, share: Share) -> None:
    build()
    assert visitor.post(f"{share()}forms/nothing", ANN, headers=JSON).status_code == 404


def test_a_draft_that_asks_for_more_leaves_the_published_form_alone(
    visitor: Client, build: Build, share: Share, project: Project, alice: User
) -> None:
    forms.forms_of(project=project, version=build())
    form_before = Form.objects.get()
    build({**CONTACT, "fields": [*FIELDS, COMPANY]})
    home = share(number=2)

    missing = post(visitor, home, headers=JSON)
    assert [row["field"] for row in missing.json()["errors"]] == ["company"]
    assert post(visitor, home, {**ANN, "company": "Ann Ltd"}, headers=JSON).json()["status"] == "sent"

    form = Form.objects.get()
    assert (form.fields, form.revision) == (form_before.fields, 1)
    rows = inbox.submissions(user_id=alice.pk, project_id=project.pk)
    head, line = inbox.csv_lines(rows)
    assert "Company" in head
    assert "Ann Ltd" in line
    assert visitor.post(f"/f/{form.pk}", {**ANN, "_token": token(form)}, headers=JSON).status_code == 200


def test_a_page_that_is_older_than_the_current_version_still_delivers(
    visitor: Client, build: Build, share: Share
) -> None:
    build()
    home = share()
    fetch_token(visitor, home)
    build({**CONTACT, "fields": [*FIELDS, COMPANY]})
    assert post(visitor, home, headers=JSON).json()["status"] == "sent"
    build({**CONTACT, "id": "other"})
    assert post(visitor, home, {**ANN, "message": "2"}, headers=JSON).json()["status"] == "sent"
    assert list(Submission.objects.order_by("created_at").values_list("version", flat=True)) == [2, 3]


def test_what_came_stays_when_the_link_is_revoked(
    visitor: Client, build: Build, share: Share, alice: User
) -> None:
    build()
    home = share()
    fetch_token(visitor, home)
    post(visitor, home, headers=JSON)
    link = ShareLink.objects.get()
    project_services.revoke_share(owner_id=alice.pk, project_id=link.project_id, share_id=link.pk)
    row = Submission.objects.get()
    assert (row.source, row.version, row.share_id) == ("share", 1, None)
