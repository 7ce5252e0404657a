"""Telling the owner about submissions, by e-mail and webhook. What is due is stored with the submission.

An e-mail is never sent twice: if the process dies while it is being sent, it is not tried again (the inbox
has the submission). A webhook may come twice, with the same ``X-AutoWebIQ-Delivery``.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import smtplib
import time
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection

from autowebiq.common import outbound
from autowebiq.common.errors import DomainError
from publishing.form_fields import is_address
from publishing.models import Form, Notice, Submission

logger = logging.getLogger(__name__)

RUN_SECONDS = 60
SENDING = timedelta(minutes=5)
"""How long a notice belongs to the process that took it."""
PAUSES = [timedelta(seconds=s) for s in (30, 120, 600, 3600, 6 * 3600)]
"""Between attempts; after the last one the notice has failed."""
TEXT = """{site}: somebody sent the form “{form}”{origin}.

{values}

Read and answer it in your inbox:
{inbox}
"""

# E-mails first: a slow receiver of webhooks must not hold them up.
_TAKE = """
UPDATE publishing_notice SET state = 'sending', attempts = attempts + 1, due_at = %(until)s
WHERE id = (
  SELECT n.id FROM publishing_notice n JOIN publishing_submission s ON s.id = n.submission_id
  WHERE n.due_at <= %(now)s
    AND (n.state = 'waiting' OR (n.state = 'sending' AND n.kind = 'webhook'))
    AND NOT (n.kind = 'webhook' AND s.form_id = ANY(%(silent)s))
  ORDER BY n.kind, n.due_at LIMIT 1 FOR UPDATE OF n SKIP LOCKED
)
RETURNING id
"""
_LOCK = 0x6E6F7469636573  # “notices”


def note(*, form: Form, submission: Submission, now: datetime) -> None:
    """Store the notices that the owner wants about this submission, in the caller's transaction."""
    if form.notify:
        _due(submission, Notice.Kind.EMAIL, now)
    note_webhook(form=form, submission=submission, now=now)


def note_webhook(*, form: Form, submission: Submission, now: datetime) -> None:
    """The same for the webhook alone: an owner who moves a submission need not be told by e-mail."""
    if form.webhook_url:
        _due(submission, Notice.Kind.WEBHOOK, now)


def deliver_due(*, now: datetime, rules: outbound.Rules = outbound.PUBLIC) -> int:
    """Send what is due; return how many went out. Not to be called inside a transaction.

    ``rules`` say which addresses webhooks may have. One process does it at a time, for about RUN_SECONDS:
    however slow receivers are, they take one worker's slot, and builds have the others. A form whose webhook
    does not answer waits for the next run.
    """
    if not _asked("SELECT pg_try_advisory_lock(%s)", _LOCK):
        return 0
    try:
        _give_up_interrupted(now)
        return _deliver_all(now=now, rules=rules)
    finally:
        _asked("SELECT pg_advisory_unlock(%s)", _LOCK)


def _asked(question: str, value: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [value])
        return bool(cursor.fetchone()[0])


def _deliver_all(*, now: datetime, rules: outbound.Rules) -> int:
    sent, silent, end = 0, set[UUID](), time.monotonic() + RUN_SECONDS
    while time.monotonic() < end and (notice := _take(now, silent)):
        if _deliver(notice, now=now, rules=rules):
            sent += 1
        elif notice.kind == Notice.Kind.WEBHOOK:
            silent.add(notice.submission.form_id)
    return sent


def _take(now: datetime, silent: set[UUID]) -> Notice | None:
    """The next notice, which is ours for SENDING. Taken one by one: the last of many would wait too long."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"until": now + SENDING, "now": now, "silent": list(silent)})
        row = cursor.fetchone()
    taken = Notice.objects.select_related("submission__form__project__owner")
    # Gone if the owner has just deleted the submission.
    return taken.filter(pk=row[0]).first() if row else None


def _due(submission: Submission, kind: Notice.Kind, now: datetime) -> None:
    # Ignored if there is one: what comes back from the spam folder is not told a second time.
    Notice.objects.bulk_create([Notice(submission=submission, kind=kind, due_at=now)], ignore_conflicts=True)


def _give_up_interrupted(now: datetime) -> None:
    rows = Notice.objects.filter(kind=Notice.Kind.EMAIL, state=Notice.State.SENDING, due_at__lte=now)
    rows.update(state=Notice.State.FAILED, error="Interrupted while it was being sent.")


def _deliver(notice: Notice, *, now: datetime, rules: outbound.Rules) -> bool:
    status: int | None = None
    error, permanent = "", False
    try:
        if notice.kind == Notice.Kind.EMAIL:
            _mail(notice)
        else:
            status = _call(notice, now=now, rules=rules)
            error = "" if 200 <= status < 300 else f"The address answered {status}."
            permanent = status == 410  # Gone: the receiver wants no more
    except DomainError as refusal:
        error, permanent = refusal.detail, refusal.permanent
    except (OSError, smtplib.SMTPException) as failure:
        error = f"The mail server did not take it ({type(failure).__name__})."
    except Exception as failure:
        logger.exception("A notice could not be sent")
        error = f"It could not be sent ({type(failure).__name__})."
    _note_result(notice, status=status, error=error, permanent=permanent, now=now)
    return not error


def _note_result(notice: Notice, *, status: int | None, error: str, permanent: bool, now: datetime) -> None:
    values: dict[str, Any] = {"status": status, "error": error[:200]}
    if not error:
        values |= {"state": Notice.State.SENT, "sent_at": now}
    elif permanent or notice.attempts > len(PAUSES):
        values |= {"state": Notice.State.FAILED}
    else:
        values |= {"state": Notice.State.WAITING, "due_at": now + PAUSES[notice.attempts - 1]}
    # Only by the attempt that holds it: a slow one may have been overtaken.
    mine = Notice.objects.filter(pk=notice.pk, state=Notice.State.SENDING, attempts=notice.attempts)
    mine.update(**values)


def _mail(notice: Notice) -> None:
    submission = notice.submission
    form = submission.form
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    reply_to = _reply_address(form, submission)
    EmailMessage(
        subject=" ".join(f"{form.site_name}: new message ({form.slug})".split()),
        body=TEXT.format(
            site=" ".join(form.site_name.split()),
            form=form.slug,
            origin=_origin(submission),
            values=_as_text(form, submission),
            inbox=f"{settings.PUBLIC_URL}/projects/{form.project_id}",
        ),
        to=[form.project.owner.email],
        reply_to=[reply_to] if reply_to else None,
        headers={"Message-ID": f"<{notice.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    ).send()


def _origin(submission: Submission) -> str:
    shared = submission.source == Submission.Source.SHARE
    return f" on a share link (version {submission.version})" if shared else ""


def _reply_address(form: Form, submission: Submission) -> str:
    """The visitor's address if it is one single valid one."""
    typed = [submission.data.get(field["name"], "") for field in form.fields if field["type"] == "email"]
    return next((address for address in typed if is_address(address)), "")


def _as_text(form: Form, submission: Submission) -> str:
    labels = {field["name"]: field["label"] for field in [*form.earlier_fields, *form.fields]}
    # Indented, so that a message cannot pose as a line of ours.
    rows = [
        f"{labels.get(name, name)}:\n" + "\n".join(f"    {line}" for line in value.split("\n"))
        for name, value in submission.data.items()
        if value
    ]
    rows += [f"File: {file.name} ({file.size} bytes)" for file in submission.files.defer("data")]
    return "\n".join(rows)


def _call(notice: Notice, *, now: datetime, rules: outbound.Rules) -> int:
    form = notice.submission.form
    if not form.webhook_url:
        raise outbound.Refused("The webhook was removed.")
    body = json.dumps(_payload(form, notice.submission), ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "AutoWebIQ",
        "X-AutoWebIQ-Event": "form.submitted",
        "X-AutoWebIQ-Delivery": str(notice.pk),
        "X-AutoWebIQ-Signature": sign(form.webhook_secret, body, at=int(now.timestamp())),
    }
    return outbound.post_public(form.webhook_url, body=body, headers=headers, rules=rules).status


def _payload(form: Form, submission: Submission) -> dict[str, Any]:
    return {
        "event": "form.submitted",
        "project_id": str(form.project_id),
        "form": form.slug,
        "submission": {
            "id": str(submission.pk),
            "created_at": submission.created_at.isoformat().replace("+00:00", "Z"),
            "source": submission.source,
            "version": submission.version,
            "data": submission.data,
            "files": [
                {"field": f.field, "name": f.name, "content_type": f.content_type, "size": f.size}
                for f in submission.files.defer("data")
            ],
        },
    }


def sign(secret: str, body: bytes, *, at: int) -> str:
    """``t=<seconds>,v1=<HMAC-SHA256 in hex>`` over ``<seconds>.<body>``: old calls cannot be sent again."""
    mac = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={mac}"
