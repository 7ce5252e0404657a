"""Forms are made when a site goes out, keep their addresses over versions, and are set up by the owner."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from rest_framework.test import APIClient

from projects.models import Project, SiteVersion
from publishing import forms
from publishing.models import Form, Submission
from tests.publishing.stored_forms import ANN, CONTACT, JSON, Publish, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(project: Project) -> str:
    return f"/api/v2/projects/{project.pk}/forms"


def test_the_address_stays_the_same_over_versions(project: Project, publish: Publish) -> None:
    publish(CONTACT)
    before = forms.form_action(project_id=project.pk, form_slug="contact")
    publish({**CONTACT, "success_message": "Merci."}, language="fr")
    assert forms.form_action(project_id=project.pk, form_slug="contact") == before
    form = Form.objects.get()
    assert before == f"{settings.PUBLIC_URL}/f/{form.pk}"
    assert forms.form_action(project_id=project.pk, form_slug="contact", absolute=False) == f"/f/{form.pk}"
    assert (form.success_message, form.language, form.revision) == ("Merci.", "fr", 1)


def test_the_id_is_the_same_for_nobody_else(project: Project, publish: Publish) -> None:
    publish(CONTACT, {**CONTACT, "id": "booking"})
    other = uuid.uuid4()
    addresses = {
        forms.form_action(project_id=p, form_slug=s)
        for p in (project.pk, other)
        for s in ("contact", "booking")
    }
    assert len(addresses) == 4


def test_a_form_that_never_went_out_takes_nothing(visitor: Client, project: Project) -> None:
    action = forms.form_action(project_id=project.pk, form_slug="contact", absolute=False)
    assert visitor.post(action, ANN, headers=JSON).json()["code"] == "form_not_found"


def test_older_copies_of_a_site_still_deliver(visitor: Client, form: Form, publish: Publish) -> None:
    fields = [
        {"name": "name", "label": "Name", "type": "text", "required": True},
        {"name": "city", "label": "City", "type": "text", "required": True},
    ]
    publish({**CONTACT, "fields": fields})
    # The exported copy knows no city, and still asks for a message and a topic.
    answer = send(visitor, form, {**ANN, "topic": "A course"}, headers=JSON)
    assert answer.status_code == 200
    assert Submission.objects.get().data == {**ANN, "topic": "A course"}
    # The new one asks for it.
    answer = send(visitor, form, {"name": "Ann", "city": ""}, headers=JSON)
    assert [row["field"] for row in answer.json()["errors"]] == ["city"]


def test_a_form_that_a_version_dropped_still_delivers(visitor: Client, form: Form, publish: Publish) -> None:
    publish({**CONTACT, "id": "booking"})
    assert send(visitor, form).status_code == 303


def test_the_owner_sets_a_form_up(alice_api: APIClient, address: str, form: Form) -> None:
    changes = {"notify": False, "webhook_url": "https://hooks.example/a?b=c", "keep_days": 90}
    body: dict[str, Any] = alice_api.patch(f"{address}/contact", changes, format="json").json()
    assert {name: body[name] for name in changes} == changes
    assert body["webhook_secret"] == form.webhook_secret
    assert alice_api.get(address).json() == [body]
    body = alice_api.patch(f"{address}/contact", {"new_secret": True}, format="json").json()
    assert body["webhook_secret"] != form.webhook_secret
    assert body["webhook_url"] == "https://hooks.example/a?b=c"


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/",
        "https://user:pass@hooks.example/",
        "https://hooks.example:8443/",
        "ftp://x.example/",
    ],
)
def test_webhooks_have_plain_encrypted_addresses(
    alice_api: APIClient, address: str, form: Form, url: str
) -> None:
    answer = alice_api.patch(f"{address}/contact", {"webhook_url": url}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, "address_refused")


def test_strangers_set_nothing_up(charlie_api: APIClient, address: str, form: Form) -> None:
    assert charlie_api.patch(f"{address}/contact", {"notify": False}, format="json").status_code == 404
    assert Form.objects.get().notify


def test_a_version_without_forms_makes_none(project: Project, store: Any) -> None:
    version: SiteVersion = store()
    assert forms.forms_of(project=project, version=version) == {}
