"""E-mails and webhooks about submissions: signed, tried again, never an e-mail twice."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from accounts.models import User
from autowebiq.celery import app
from autowebiq.devstack import processes as stack_processes
from publishing import notices
from publishing.models import Form, Notice
from tests.flows import processes
from tests.publishing.letter_box import letter_box
from tests.publishing.receiver import LOCAL, Receiver, receiver
from tests.publishing.stored_forms import received

pytestmark = pytest.mark.django_db


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as found:
        yield found


@pytest.fixture
def hooked(form: Form, hook: Receiver) -> Form:
    """A form with a webhook and without e-mail."""
    Form.objects.update(webhook_url=hook.url, notify=False)
    form.refresh_from_db()
    return form


def deliver(after: timedelta = timedelta()) -> int:
    return notices.deliver_due(now=timezone.now() + after, rules=LOCAL)


def only() -> Notice:
    """The only notice there is."""
    return Notice.objects.get()


def test_the_owner_gets_an_email_that_answers_the_visitor(alice: User, form: Form) -> None:
    received(form, phone="0123")
    assert deliver() == 1
    (message,) = mail.outbox
    assert (message.to, message.reply_to) == (["alice@example.com"], ["ann@example.org"])
    assert message.subject == "Nishiki: new message (contact)"
    assert "Name:\n    Ann\n" in message.body
    assert "Message:\n    Hello\n    there" in message.body
    assert message.extra_headers["Message-ID"].startswith(f"<{only().pk}@")
    assert (only().state, only().attempts, only().error) == ("sent", 1, "")


def test_it_is_sent_once(form: Form) -> None:
    received(form)
    assert [deliver(), deliver(), deliver(timedelta(days=1))] == [1, 0, 0]
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_send_each_once(form: Form) -> None:
    for n in range(6):
        received(form, message=str(n))

    def work(_: int) -> int:
        try:
            return deliver()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 6
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == len(mail.outbox) == 6


def test_hostile_words_write_no_headers(form: Form) -> None:
    Form.objects.update(site_name="Nishiki\r\nBcc: all@example.org")
    received(form, name="Ann\r\nBcc: all@example.org")
    deliver()
    message = mail.outbox[0].message()
    assert message["Bcc"] is None
    assert message["Subject"] == "Nishiki Bcc: all@example.org: new message (contact)"


def test_no_email_is_sent_if_the_owner_wants_none(form: Form) -> None:
    Form.objects.update(notify=False)
    form.refresh_from_db()
    received(form)
    assert deliver() == 0
    assert not mail.outbox


def test_a_mail_server_that_is_down_is_tried_again(form: Form, settings: Any) -> None:
    received(form)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", processes.free_port()
    assert deliver() == 0
    assert (only().state, only().error) == (
        "waiting",
        "The mail server did not take it (ConnectionRefusedError).",
    )
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver(timedelta(seconds=29)) == 0
    assert deliver(timedelta(seconds=31)) == 1
    assert len(mail.outbox) == 1


def test_an_email_whose_sender_died_is_not_sent_again(form: Form) -> None:
    received(form)
    Notice.objects.update(state="sending", attempts=1, due_at=timezone.now() + notices.SENDING)
    assert deliver(timedelta(minutes=4)) == 0
    assert only().state == "sending"
    assert deliver(timedelta(minutes=6)) == 0
    assert (only().state, only().error) == ("failed", "Interrupted while it was being sent.")


def test_a_webhook_is_called_with_a_signature(hooked: Form, hook: Receiver) -> None:
    row = received(hooked)
    assert deliver() == 1
    ((headers, body),) = hook.calls
    assert json.loads(body) == {
        "event": "form.submitted",
        "project_id": str(hooked.project_id),
        "form": "contact",
        "submission": {
            "id": str(row.pk),
            "created_at": row.created_at.isoformat().replace("+00:00", "Z"),
            "source": "site",
            "version": None,
            "data": row.data,
            "files": [],
        },
    }
    stamp, signature = (part.split("=")[1] for part in headers["X-AutoWebIQ-Signature"].split(","))
    mac = hmac.new(hooked.webhook_secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256)
    assert signature == mac.hexdigest()
    assert headers["X-AutoWebIQ-Delivery"] == str(only().pk)
    assert (only().state, only().status) == ("sent", 200)


def test_a_webhook_that_fails_is_tried_again_and_logged(hooked: Form, hook: Receiver, alice_api: Any) -> None:
    hook.answers, hook.body = [500, 503, 204], b"a secret of the inner network"
    received(hooked)
    later = timedelta()
    for pause in (timedelta(), *notices.PAUSES[:2]):
        later += pause + timedelta(seconds=1)
        deliver(later)
    assert (only().state, only().attempts, only().status) == ("sent", 3, 204)
    assert len({headers["X-AutoWebIQ-Delivery"] for headers, _ in hook.calls}) == 1
    answer = alice_api.get(f"/api/v2/projects/{hooked.project_id}/forms/contact/deliveries")
    (log,) = answer.json()
    assert (log["kind"], log["state"], log["attempts"], log["status"], log["error"]) == (
        "webhook",
        "sent",
        3,
        204,
        "",
    )
    assert "secret of the inner" not in answer.content.decode()


def test_it_gives_up_after_the_last_pause(hooked: Form, hook: Receiver) -> None:
    hook.answers = [500]
    received(hooked)
    later = timedelta()
    for pause in (timedelta(), *notices.PAUSES, timedelta(days=1)):
        later += pause + timedelta(seconds=1)
        deliver(later)
    assert (only().state, only().attempts, only().error) == ("failed", 6, "The address answered 500.")
    assert len(hook.calls) == 6


def test_a_receiver_that_is_gone_is_asked_once(hooked: Form, hook: Receiver) -> None:
    hook.answers = [410]
    received(hooked)
    deliver()
    assert only().state == "failed"


def test_a_receiver_that_fails_is_left_alone_for_the_run_and_emails_go_out(
    hooked: Form, hook: Receiver
) -> None:
    hook.answers = [500]
    for n in range(3):
        received(hooked, message=str(n))
    Form.objects.update(notify=True)
    received(Form.objects.get(), message="with an e-mail")
    assert deliver() == 1
    assert len(hook.calls) == 1
    assert len(mail.outbox) == 1
    assert Notice.objects.filter(state="waiting", attempts=0).count() == 3


def test_redirects_are_not_followed(hooked: Form, hook: Receiver) -> None:
    hook.answers = [hook.url]
    received(hooked)
    deliver()
    assert len(hook.calls) == 1
    assert (only().state, only().status) == ("waiting", 302)


def test_without_the_rule_of_tests_our_own_machine_is_refused(hooked: Form, hook: Receiver) -> None:
    for url in (hook.url, "https://127.0.0.1/hook", "https://localhost/hook"):
        Form.objects.update(webhook_url=url)
        Notice.objects.all().delete()
        received(Form.objects.get())
        notices.deliver_due(now=timezone.now())
        assert (only().state, only().status) == ("failed", None)
    assert not hook.calls


@pytest.fixture
def beat(tmp_path: Path) -> Iterator[Callable[[dict[str, str]], None]]:
    """Starts a beat."""
    running = []

    def start(env: dict[str, str]) -> None:
        command = stack_processes.here(stack_processes.beat(tmp_path / "schedule"))
        running.append(processes.Running("beat", command, processes.environ(**env), tmp_path))

    yield start
    for one in running:
        one.kill()


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_beat_and_a_worker_send_what_is_due(
    form: Form, hook: Receiver, tmp_path: Path, beat: Callable[[dict[str, str]], None]
) -> None:
    Form.objects.update(webhook_url=hook.url)
    form.refresh_from_db()
    row = received(form)
    env = {
        "DJANGO_SETTINGS_MODULE": "tests.publishing.notice_settings",
        "MAIL_FOLDER": str(tmp_path / "mail"),
    }
    beat(env)
    with processes.worker(tmp_path, **env):
        processes.until(lambda: row.notices.filter(state="sent").count() == 2, what="two notices")
    assert len(hook.calls) == 1
    (letter,) = (tmp_path / "mail").iterdir()
    text = letter.read_text()
    assert "To: alice@example.com" in text
    assert "Reply-To: ann@example.org" in text
    assert text.count("Message-ID:") == 1
    assert str(row.notices.get(kind="email").pk) in text


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_sends_sends_no_second_letter(
    form: Form, tmp_path: Path, settings: Any
) -> None:
    received(form)
    env = {"DJANGO_SETTINGS_MODULE": "tests.publishing.notice_settings"}
    with letter_box() as box:
        with processes.worker(tmp_path, **env, MAIL_PORT=str(box.port)):
            app.send_task("publishing.deliver_notices")
            assert box.taken.wait(60)
        box.answer.set()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        later = timedelta(minutes=6)
        # The server ends the dead worker's connection, and with it the turn, when it notices.
        processes.until(lambda: deliver(later) == 0 and only().state == "failed", what="the end of its turn")
        received(form, message="The next one")
        assert deliver() == 1
    assert [b"The next one" in letter for letter in box.letters] == [False, True]
