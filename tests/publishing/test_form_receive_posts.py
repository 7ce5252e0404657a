"""Posts of visitors: stored by declared fields, answered to browsers and scripts, or refused."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from projects.models import Project
from publishing import intake
from publishing.models import Form, Notice, Submission
from tests.publishing.stored_forms import ANN, CONTACT, JSON, Publish, send, token

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def only() -> Submission:
    return Submission.objects.get()


def test_a_post_of_a_browser_is_stored_and_thanked_for(visitor: Client, form: Form) -> None:
    answer = send(visitor, form)
    assert (answer.status_code, answer["Location"]) == (303, f"/f/{form.pk}/sent")
    assert only().data == {"name": "Ann", "email": "ann@example.org", "message": "Hello\nthere"}
    assert (only().is_spam, only().read_at) == (False, None)
    page = visitor.get(answer["Location"])
    assert "Thank you. We have it." in page.text
    assert "Set-Cookie" not in answer.headers
    assert not page.cookies


def test_a_post_of_a_script_is_answered_in_json_that_any_page_may_read(visitor: Client, form: Form) -> None:
    body = urlencode({**ANN, "_token": token(form)})
    answer = visitor.post(f"/f/{form.pk}", body, content_type=FORM, headers={**JSON, "origin": "null"})
    assert answer.json() == {"status": "sent", "message": "Thank you. We have it."}
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_the_thanks_lead_back_to_the_site(visitor: Client, publish: Publish) -> None:
    publish(CONTACT, language="de", site_url="https://nishiki.example/")
    page = visitor.get(f"/f/{Form.objects.get().pk}/sent")
    assert 'href="https://nishiki.example/#sent"' in page.text
    assert '<html lang="de" dir="ltr">' in page.text
    assert "<h1>Gesendet</h1>" in page.text


def test_undeclared_fields_are_dropped(visitor: Client, form: Form) -> None:
    send(visitor, form, {**ANN, "admin": "1", "csrfmiddlewaretoken": "x"})
    assert set(only().data) == {"name", "email", "message"}


def test_wrong_fields_are_named_and_what_was_typed_is_kept(visitor: Client, form: Form) -> None:
    typed = {"name": "<b>Ann</b>", "email": "nowhere", "guests": "many", "topic": "Arson"}
    answer = send(visitor, form, typed, headers=JSON)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert [(row["field"], row["code"]) for row in answer.json()["errors"]] == [
        ("email", "email"),
        ("topic", "choice"),
        ("guests", "number"),
        ("message", "required"),
    ]
    page = send(visitor, form, typed)
    assert page.status_code == 422
    assert 'value="&lt;b&gt;Ann&lt;/b&gt;"' in page.text
    assert 'aria-describedby="field-email-error"' in page.text
    assert not Submission.objects.exists()


def test_too_long_a_text_is_refused(visitor: Client, form: Form) -> None:
    answer = send(visitor, form, {**ANN, "message": "x" * 20_001}, headers=JSON)
    assert answer.json()["errors"] == [
        {"field": "message", "code": "too_long", "detail": "That is too long."}
    ]


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/xml", ""])
def test_other_content_types_are_refused(visitor: Client, form: Form, content_type: str) -> None:
    answer = visitor.post(f"/f/{form.pk}", json.dumps(ANN), content_type=content_type, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_a_damaged_body_is_refused(visitor: Client, form: Form) -> None:
    answer = visitor.post(f"/f/{form.pk}", b"garbage", content_type="multipart/form-data", headers=JSON)
    assert answer.status_code == 415


def test_long_messages_in_any_alphabet_are_taken(visitor: Client, form: Form) -> None:
    message = "Привет " * 2500
    body = urlencode({**ANN, "message": message, "_token": token(form)})
    assert visitor.post(f"/f/{form.pk}", body, content_type=FORM).status_code == 303
    assert only().data["message"] == message.strip()


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (f"{FORM}; charset=utf-16", "name=Ann"),
        ("multipart/form-data; boundary=x", b"--x\r\nnothing"),
        ("multipart/form-data; boundary=", b"--\r\n"),
        (FORM, "&".join(f"f{n}=1" for n in range(1001))),
    ],
)
def test_odd_bodies_are_refused(visitor: Client, form: Form, content_type: str, body: str | bytes) -> None:
    answer = visitor.post(f"/f/{form.pk}", body, content_type=content_type, headers=JSON)
    assert answer.status_code in (415, 422)
    assert not Submission.objects.exists()


def test_an_odd_length_is_refused(visitor: Client, form: Form) -> None:
    answer = visitor.post(f"/f/{form.pk}", "name=Ann", content_type=FORM, headers=JSON, CONTENT_LENGTH="²")
    assert answer.status_code == 415


@pytest.mark.parametrize("size", [64 * 1024 + 1, 10 * 1024 * 1024])
def test_too_much_text_is_refused(visitor: Client, form: Form, size: int) -> None:
    text = urlencode({"message": "x" * size})
    answer = visitor.post(f"/f/{form.pk}", text, content_type=FORM, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    answer = send(visitor, form, {**ANN, "message": "x" * size})
    assert answer.status_code == 413
    assert "10 MB in all" in answer.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "ann@example.org\r\nBcc: everybody@example.org"),
        ("email", "ann@example.org\n"),
        ("email", "ann@example.org, bob@example.org"),
        ("email", "Ann <ann@example.org>"),
        ("email", "ann@example.org\0"),
    ],
)
def test_an_address_that_would_write_headers_is_refused(
    visitor: Client, form: Form, field: str, value: str
) -> None:
    answer = send(visitor, form, {**ANN, field: value}, headers=JSON)
    # What ends in white space is the address alone; everything else is refused.
    if value.strip() == ANN["email"]:
        assert only().data["email"] == ANN["email"]
    else:
        assert [row["code"] for row in answer.json()["errors"]] == ["email"]


def test_lines_and_control_characters_are_taken_out_of_single_lines(visitor: Client, form: Form) -> None:
    send(visitor, form, {**ANN, "name": "Ann\r\nBcc: x@y.z\0\x1b[2J\u202e", "message": "a\r\nb\0c\u2028d"})
    assert only().data["name"] == "Ann Bcc: x@y.z  [2J"
    assert only().data["message"] == "a\nb c\nd"


def test_a_filled_trap_goes_to_the_spam_folder_and_is_told_nothing(visitor: Client, form: Form) -> None:
    answer = send(visitor, form, {**ANN, "website": "https://pills.example"}, headers=JSON)
    assert answer.json()["status"] == "sent"
    assert (only().is_spam, only().doubt) == (True, "trap")
    assert not Notice.objects.exists()


def test_a_double_click_is_one_post(visitor: Client, form: Form) -> None:
    typed = {**ANN, "_token": token(form)}
    answers = [send(visitor, form, typed).status_code for _ in range(3)]
    assert answers == [303, 303, 303]
    assert Submission.objects.count() == 1
    assert Notice.objects.count() == 1


def test_the_same_without_a_token_within_a_minute_is_one_post(form: Form) -> None:
    now = timezone.now()
    for seconds in (0, 5, 59, 61):
        intake.receive(
            form=form, post=intake.Post(ANN), address="192.0.2.1", now=now + timedelta(seconds=seconds)
        )
    assert Submission.objects.count() == 2


def test_two_people_may_say_the_same(visitor: Client, form: Form) -> None:
    send(visitor, form, REMOTE_ADDR="192.0.2.1")
    send(visitor, form, REMOTE_ADDR="192.0.2.2")
    assert Submission.objects.filter(is_spam=False).count() == 2


def test_neither_address_nor_browser_are_stored(visitor: Client, form: Form) -> None:
    send(visitor, form, REMOTE_ADDR="192.0.2.77", headers={"user-agent": "Netscape 4"})
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(s)::text from publishing_submission s")
        row = cursor.fetchone()[0]
    assert "192.0.2.77" not in row
    assert "Netscape" not in row


def test_a_file_is_kept_by_what_its_bytes_are(visitor: Client, form: Form) -> None:
    file = SimpleUploadedFile("../../plan\r\n.html", PNG, content_type="text/html")
    assert send(visitor, form, {**ANN, "plan": file}).status_code == 303
    kept = only().files.get()
    assert (kept.name, kept.content_type, kept.size, bytes(kept.data)) == ("plan.png", "image/png", 72, PNG)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html><script>alert(1)</script>", "file_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "file_type"),
        (b"MZ\x90\x00\x03", "file_type"),
        (b"PK\x03\x04broken", "file_type"),
        (b"#!/bin/sh\necho", "file_type"),
        (PNG + b"\0" * 5 * 1024 * 1024, "file_size"),
    ],
)
def test_files_that_run_or_weigh_too_much_are_refused(
    visitor: Client, form: Form, data: bytes, code: str
) -> None:
    file = SimpleUploadedFile("photo.png", data, content_type="image/png")
    answer = send(visitor, form, {**ANN, "plan": file}, headers=JSON)
    assert [(row["field"], row["code"]) for row in answer.json()["errors"]] == [("plan", code)]


def test_many_files_are_refused_and_undeclared_ones_dropped(visitor: Client, form: Form) -> None:
    files = [SimpleUploadedFile(f"{n}.png", PNG) for n in range(6)]
    answer = send(visitor, form, {**ANN, "plan": files}, headers=JSON)
    assert answer.json()["errors"][0]["code"] == "file_count"
    send(visitor, form, {**ANN, "other": SimpleUploadedFile("a.png", PNG)})
    assert not only().files.exists()


def test_a_body_of_more_than_ten_megabytes_is_refused(visitor: Client, form: Form) -> None:
    files = [SimpleUploadedFile(f"{n}.png", PNG + b"\0" * 4 * 1024 * 1024) for n in range(3)]
    assert send(visitor, form, {**ANN, "plan": files}, headers=JSON).status_code == 413


def test_a_form_of_a_deleted_project_is_gone(visitor: Client, form: Form, project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(deleted_at=timezone.now())
    answer = send(visitor, form)
    assert answer.status_code == 404
    assert "This form is not there" in answer.text
    assert send(visitor, form, headers=JSON).json()["code"] == "form_not_found"


def test_other_methods_are_refused_and_questions_of_browsers_answered(visitor: Client, form: Form) -> None:
    assert visitor.put(f"/f/{form.pk}").status_code == 405
    answer = visitor.options(f"/f/{form.pk}")
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (204, "*")


@pytest.mark.django_db(transaction=True)
def test_twins_at_the_same_moment_are_one_post(form: Form) -> None:
    now, post = timezone.now(), intake.Post(ANN, token=token(form))

    def click(_: int) -> None:
        try:
            intake.receive(form=form, post=post, address="192.0.2.1", now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(click, range(16)))
    assert Submission.objects.count() == 1
    assert Notice.objects.count() == 1
