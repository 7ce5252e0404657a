"""The owner's inbox: list, search, mark, delete, take away; strangers see nothing."""

from __future__ import annotations

import csv
import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from projects.models import Project
from publishing import inbox
from publishing.models import Form, Notice, Submission, SubmissionFile
from tests.publishing.stored_forms import ANN, CONTACT, Publish, received, send

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def address(project: Project) -> str:
    return f"/api/v2/projects/{project.pk}/submissions"


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def messages(answer: Any) -> list[str]:
    return [row["data"]["message"] for row in answer.json()]


def test_the_owner_reads_what_came(alice_api: APIClient, address: str, form: Form) -> None:
    row = received(form)
    answer = alice_api.get(address)
    assert answer["X-Total-Count"] == "1"
    assert answer.json() == [
        {
            "id": str(row.pk),
            "form": "contact",
            "data": {"name": "Ann", "email": "ann@example.org", "message": "Hello\nthere"},
            "labels": {"name": "Name", "email": "E-mail", "message": "Message"},
            "files": [],
            "is_spam": False,
            "spam_reason": "",
            "source": "site",
            "version": None,
            "share_id": None,
            "created_at": row.created_at.isoformat().replace("+00:00", "Z"),
            "read_at": None,
        }
    ]
    assert alice_api.get(f"{address}/{row.pk}").json() == answer.json()[0]


def test_pages_are_newest_first_and_linked(alice_api: APIClient, address: str, form: Form) -> None:
    now = timezone.now()
    for n in range(3):
        received(form, now=now + timedelta(minutes=n), message=f"No. {n}")
    answer = alice_api.get(address, {"limit": 2})
    assert messages(answer) == ["No. 2", "No. 1"]
    assert answer["X-Total-Count"] == "3"
    assert 'offset=2>; rel="next"' in answer["Link"]


def test_listing_takes_few_queries(
    alice_api: APIClient, address: str, form: Form, django_assert_max_num_queries: Any
) -> None:
    for n in range(5):
        received(form, message=str(n))
    with django_assert_max_num_queries(5):
        assert len(alice_api.get(address).json()) == 5


def test_it_can_be_searched(alice_api: APIClient, address: str, form: Form, publish: Publish) -> None:
    publish(CONTACT, {**CONTACT, "id": "booking"})
    received(form, message="A table for four")
    received(Form.objects.get(slug="booking"), message="100 % \\ sure_thing")
    read = received(form, message="Old news")
    alice_api.patch(f"{address}/{read.pk}", {"read": True}, format="json")
    assert messages(alice_api.get(address, {"search": "TABLE"})) == ["A table for four"]
    assert messages(alice_api.get(address, {"search": "100 %"})) == ["100 % \\ sure_thing"]
    assert messages(alice_api.get(address, {"form": "booking"})) == ["100 % \\ sure_thing"]
    assert messages(alice_api.get(address, {"unread": "false"})) == ["Old news"]
    assert messages(alice_api.get(address, {"search": "a\0b"})) == []
    assert alice_api.get(address, {"unread": "perhaps"}).json()["errors"][0]["field"] == "unread"


def test_spam_has_a_folder_of_its_own(
    alice_api: APIClient, address: str, form: Form, visitor: Client
) -> None:
    received(form)
    send(visitor, form, {**ANN, "message": "Pills", "website": "x"})
    assert messages(alice_api.get(address)) == ["Hello\nthere"]
    assert messages(alice_api.get(address, {"spam": "true"})) == ["Pills"]
    assert len(alice_api.get(address, {"spam": "any"}).json()) == 2


def test_marks_can_be_set_and_taken_away(alice_api: APIClient, address: str, form: Form) -> None:
    row = received(form)
    one = f"{address}/{row.pk}"
    assert alice_api.patch(one, {"read": True}, format="json").json()["read_at"]
    assert alice_api.patch(one, {"read": False}, format="json").json()["read_at"] is None
    body = alice_api.patch(one, {"spam": True}, format="json").json()
    assert (body["is_spam"], body["spam_reason"]) == (True, "owner")
    body = alice_api.patch(one, {"spam": False}, format="json").json()
    assert (body["is_spam"], body["spam_reason"]) == (False, "")
    assert Notice.objects.count() == 1


def test_what_leaves_the_spam_folder_goes_to_the_webhook(
    alice_api: APIClient, address: str, form: Form, visitor: Client
) -> None:
    Form.objects.update(webhook_url="https://hooks.example/a")
    send(visitor, form, {**ANN, "website": "x"})
    row = Submission.objects.get()
    alice_api.patch(f"{address}/{row.pk}", {"spam": False}, format="json")
    assert list(row.notices.values_list("kind", flat=True)) == ["webhook"]


def test_deleting_takes_files_and_notices_along(
    alice_api: APIClient, address: str, form: Form, visitor: Client
) -> None:
    send(visitor, form, {**ANN, "plan": SimpleUploadedFile("a.png", PNG)})
    row = Submission.objects.get()
    assert alice_api.delete(f"{address}/{row.pk}").status_code == 204
    assert not SubmissionFile.objects.exists()
    assert not Notice.objects.exists()
    assert alice_api.delete(f"{address}/{row.pk}").status_code == 404


def test_many_can_be_deleted_at_once(alice_api: APIClient, address: str, form: Form) -> None:
    rows = [received(form, message=str(n)) for n in range(3)]
    ids = [str(row.pk) for row in rows[:2]] + [str(uuid.uuid4())]
    assert alice_api.post(f"{address}/delete", {"ids": ids}, format="json").json() == {"deleted": 2}
    assert Submission.objects.get().pk == rows[2].pk


def test_files_are_saved_and_never_shown(
    alice_api: APIClient, address: str, form: Form, visitor: Client
) -> None:
    send(visitor, form, {**ANN, "plan": SimpleUploadedFile("Plän.png", PNG)})
    (file,) = alice_api.get(address).json()[0]["files"]
    answer = alice_api.get(file["url"])
    assert answer.content == PNG
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Pl%C3%A4n.png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")


def test_csv_has_a_column_for_each_field(alice_api: APIClient, address: str, form: Form) -> None:
    received(form, message='Say "hi", please\nand thanks', phone="0123")
    answer = alice_api.get(address, {"format": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    sent = answer.getvalue()
    assert sent.startswith(b"\xef\xbb\xbfid,form,created_at,")
    assert sent.endswith(b"\r\n")
    (row,) = rows_of(sent.decode())
    assert row["Message"] == 'Say "hi", please\nand thanks'
    assert row["Phone"] == "0123"
    assert alice_api.get(address, headers={"accept": "text/csv"}).getvalue() == sent


@pytest.mark.parametrize(
    "cell", ["=1+1", "+49 30 1", "-2", "@SUM(A1)", '=HYPERLINK("https://x.example")', " =1", "＝1"]
)
def test_csv_runs_no_formula(alice_api: APIClient, address: str, form: Form, cell: str) -> None:
    received(form, name=cell)
    (row,) = rows_of(alice_api.get(address, {"format": "csv"}).getvalue().decode())
    assert row["Name"] == f"'{cell.strip()}"


def test_strangers_find_nothing(
    charlie_api: APIClient, alice_api: APIClient, api: APIClient, address: str, form: Form, visitor: Client
) -> None:
    send(visitor, form, {**ANN, "plan": SimpleUploadedFile("a.png", PNG)})
    row = Submission.objects.get()
    (file,) = alice_api.get(address).json()[0]["files"]
    project = address.removesuffix("/submissions")
    pages = [address, f"{address}?format=csv", f"{address}/{row.pk}", file["url"], f"{project}/forms"]
    pages += [f"{project}/forms/contact", f"{project}/forms/contact/deliveries"]
    assert {charlie_api.get(page).status_code for page in pages} == {404}
    assert {api.get(page).status_code for page in pages} == {401}
    assert charlie_api.delete(f"{address}/{row.pk}").status_code == 404
    assert charlie_api.patch(f"{address}/{row.pk}", {"read": True}, format="json").status_code == 404
    ids = {"ids": [str(row.pk)]}
    assert charlie_api.post(f"{address}/delete", ids, format="json").status_code == 404
    assert Submission.objects.count() == 1


def test_a_submission_of_another_project_is_not_found(
    alice: User, alice_api: APIClient, address: str, form: Form
) -> None:
    row = received(form)
    other = Project.objects.create(owner=alice, name="Other")
    answer = alice_api.get(f"/api/v2/projects/{other.pk}/submissions/{row.pk}")
    assert (answer.status_code, answer.json()["code"]) == (404, "submission_not_found")


def test_an_account_takes_its_data_along(alice: User, bob: User, form: Form, visitor: Client) -> None:
    send(visitor, form, {**ANN, "plan": SimpleUploadedFile("a.png", PNG)})
    row = Submission.objects.get()
    (exported,) = inbox.export_of_user(alice.pk)
    file = row.files.get()
    assert exported["submissions"] == [
        {
            "id": str(row.pk),
            "created_at": row.created_at.isoformat().replace("+00:00", "Z"),
            "read_at": None,
            "is_spam": False,
            "source": "site",
            "version": None,
            "data": row.data,
            "files": [{"id": str(file.pk), "name": "a.png"}],
        }
    ]
    assert list(inbox.files_of_user(alice.pk)) == [(f"{row.pk}/{file.pk}-a.png", PNG)]
    assert list(inbox.export_of_user(bob.pk)) == []


def test_erasing_an_account_leaves_nothing(alice: User, bob: User, form: Form) -> None:
    received(form)
    assert inbox.erase_user(bob.pk) == 0
    assert inbox.erase_user(alice.pk) == 1
    assert not Form.objects.exists()
    assert not Submission.objects.exists()


def test_data_goes_when_its_time_is_over(alice: User, form: Form, project: Project, visitor: Client) -> None:
    now = timezone.now()
    received(form)
    send(visitor, form, {**ANN, "message": "Pills", "website": "x"})
    assert inbox.tidy(now=now + timedelta(days=29)) == 0
    assert inbox.tidy(now=now + timedelta(days=31)) == 1
    Form.objects.update(keep_days=90)
    assert inbox.tidy(now=now + timedelta(days=89)) == 0
    assert inbox.tidy(now=now + timedelta(days=91)) == 1
    received(form)
    Project.objects.filter(pk=project.pk).update(deleted_at=now)
    # While the project can be restored, so can what was sent.
    assert inbox.tidy(now=now + timedelta(days=30)) == 0
    assert inbox.tidy(now=now + timedelta(days=31)) == 1
    assert not Form.objects.exists()
