"""Taking everything away that belongs to an account."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from builds import services as build_services
from builds.models import Build
from projects.models import Project
from publishing.models import SubmissionFile
from tests.accounts.belongings import PDF, belong, files_of

EXPORT = "/api/v2/user/export"


def exported(api: APIClient) -> dict[str, Any]:
    answer = api.get(EXPORT)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "private, no-store"
    return files_of(io.BytesIO(answer.getvalue()))


@pytest.mark.django_db(transaction=True)
def test_it_holds_everything(alice: User, alice_api: APIClient) -> None:
    belong(alice)
    build_services.start_site(user_id=alice.pk, prompt="A bakery in Bristol", now=timezone.now())
    files = exported(alice_api)

    assert (files["profile.json"]["email"], files["profile.json"]["name"]) == (alice.email, "Alice")
    assert [row["prompt"] for row in files["builds.json"]] == ["A bakery in Bristol"]
    oak = files["projects.json"][0]
    assert (oak["name"], oak["versions"][0]["number"], len(oak["shares"])) == ("Oak", 1, 1)
    assert [row["text"] for row in oak["messages"]] == ["Build it"]
    assert files["publishing.json"]["addresses"][0]["slug"] == "oak"
    (form,) = files["submissions.json"]
    assert form["submissions"][0]["data"]["name"] == "Ann"
    file = SubmissionFile.objects.get()
    assert files[f"submissions/{file.submission_id}/{file.pk}-{file.name}"] == PDF
    kinds = {line["transaction_type"] for line in files["credits.json"]["transactions"]}
    assert kinds == {"signup_bonus", "deduction"}
    # No secret of the account goes along.
    assert "password" not in files["profile.json"]
    assert Build.objects.get().status == Build.Status.QUEUED


def test_it_holds_nothing_of_others(alice: User, bob_api: APIClient) -> None:
    Project.objects.create(owner=alice, name="Oak")
    files = exported(bob_api)
    assert (files["projects.json"], files["builds.json"], files["submissions.json"]) == ([], [], [])
    assert files["profile.json"]["name"] == "Bob"


def test_strangers_get_none(api: APIClient) -> None:
    assert api.get(EXPORT).status_code == 401
