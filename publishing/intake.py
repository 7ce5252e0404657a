"""Taking what visitors send. An honest post is never lost: what is doubtful waits, it is not thrown away."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from autowebiq.common import throttle
from autowebiq.common.errors import Unavailable
from projects.models import ShareLink
from publishing import form_files, form_tokens, notices
from publishing.form_errors import FieldsWrong, FormNotFound
from publishing.form_fields import Problem, clean
from publishing.form_files import KnownFile, Upload
from publishing.form_words import words_of
from publishing.models import Form, Submission, SubmissionFile

logger = logging.getLogger(__name__)

TRAP = "website"
"""The field that people do not see (sitegen/rendering/context.py)."""
TWIN = timedelta(seconds=60)
"""The same from the same sender within this time is one post: a double click, a retry."""
MAX_SPAM = 200
"""So many doubtful posts are kept for each form; the oldest give way."""


@dataclass(frozen=True)
class Post:
    """What came: ``typed`` has all text fields, ``token`` what the page's script fetched, if it ran."""

    typed: Mapping[str, str]
    uploads: Sequence[Upload] = ()
    token: str = ""


@dataclass(frozen=True)
class Origin:
    """Where a page was seen that a post came from; ``version`` is its number, if that is known."""

    source: Submission.Source = Submission.Source.SITE
    version: int | None = None
    share_id: UUID | None = None


FROM_SITE = Origin()


@dataclass(frozen=True)
class Receipt:
    """``confirm`` is the signed value that the visitor's one more click must bring; empty if all is done."""

    form: Form
    confirm: str = ""


@dataclass(frozen=True)
class _Checked:
    data: dict[str, str]
    files: list[KnownFile]
    token: str | None
    doubt: str
    digest: str
    origin: Origin


def find_form(form_id: UUID) -> Form:
    """The form of a site that still is there. Raises FormNotFound."""
    try:
        return Form.objects.get(pk=form_id, project__deleted_at=None)
    except Form.DoesNotExist:
        raise FormNotFound("There is no such form any more.") from None


def guard(*, form_id: UUID, address: str) -> None:
    """Count a post of this address to this form. Raises TooManyRequests; open while Redis is away."""
    try:
        throttle.hit(name="form-address", subject=f"{form_id} {address}")
    except Unavailable:
        logger.warning("Posts to forms are not counted: Redis does not answer.")


def receive(*, form: Form, post: Post, address: str, now: datetime, origin: Origin = FROM_SITE) -> Receipt:
    """Check and store a post, with the notices that are due. Raises FieldsWrong, FormNotFound.

    Without a token (a page without JavaScript cannot carry one) the post waits in the spam folder until the
    visitor confirms it. A used token counts as none, and so does any while the form is flooded. ``form`` may
    be what ``forms.shared_form`` gave; then ``origin`` says so.
    """
    checked = _check(form, post, address=address, now=now, origin=origin)
    with transaction.atomic(durable=True):
        _lock(form)
        submission = _twin(checked, now=now)
        if submission is None:
            submission = _store(form, checked, now=now)
        elif submission.doubt == Submission.Doubt.UNCONFIRMED and not checked.doubt:
            _accept(form, submission, now=now)
    if submission.doubt == Submission.Doubt.UNCONFIRMED:
        return Receipt(form, form_tokens.ask(submission_id=submission.pk, now=now))
    return Receipt(form)


def confirm(*, form: Form, value: str, now: datetime) -> Receipt:
    """Move a post out of doubt; doing so again changes nothing. Raises FormNotFound for a bad value."""
    pending = form_tokens.asked(value, now=now)
    if pending is None:
        raise FormNotFound("This button is no more valid; please send the form again.")
    if pending.is_early:
        return Receipt(form, value)
    with transaction.atomic(durable=True):
        _lock(form)
        submission = Submission.objects.filter(pk=pending.submission_id, form=form).first()
        if submission is None:
            raise FormNotFound("This button is no more valid; please send the form again.")
        if submission.doubt == Submission.Doubt.UNCONFIRMED:
            _accept(form, submission, now=now)
    return Receipt(form)


def _check(form: Form, post: Post, *, address: str, now: datetime, origin: Origin) -> _Checked:
    values, problems = clean(form.fields, form.earlier_fields, post.typed, revised=form.revision > 1)
    named = {item["name"]: item for item in [*form.fields, *form.earlier_fields]}
    files, faults = form_files.sort_out(
        post.uploads, declared={name for name, item in named.items() if item["type"] == "file"}
    )
    problems += [Problem(name, code) for name, code in faults]
    problems += _missing_files(form, files, problems)
    if problems:
        raise _told(form, problems)
    trapped = bool(post.typed.get(TRAP)) and TRAP not in named
    token = form_tokens.serial(post.token, form_id=form.pk, now=now)
    doubt = Submission.Doubt.TRAP if trapped else Submission.Doubt.NONE
    if not trapped and (token is None or _is_flooded(form)):
        doubt = Submission.Doubt.UNCONFIRMED
    digest = _digest(form, values, files, sender=f"{address} {origin.source}", now=now)
    return _Checked(values, files, token, doubt, digest, origin)


def _missing_files(form: Form, files: Sequence[KnownFile], problems: Sequence[Problem]) -> list[Problem]:
    there = {file.field for file in files} | {problem.field for problem in problems}
    return [
        Problem(item["name"], "required")
        for item in form.fields
        if item["type"] == "file" and item["required"] and item["name"] not in there and form.revision == 1
    ]


def _told(form: Form, problems: Sequence[Problem]) -> FieldsWrong:
    words = words_of(form.language)
    rows = [{"field": p.field, "code": p.code, "detail": words[f"error_{p.code}"]} for p in problems]
    return FieldsWrong(words["form_error"], errors=rows)


def _is_flooded(form: Form) -> bool:
    """Whether the form gets so many posts that each needs a click more. False while Redis is away."""
    try:
        throttle.hit(name="form-all", subject=str(form.pk))
    except throttle.TooManyRequests:
        return True
    except Unavailable:
        return False
    return False


def _digest(
    form: Form, values: Mapping[str, str], files: Sequence[KnownFile], *, sender: str, now: datetime
) -> str:
    """The same for the same post of one sender on one day. Keyed, so that no address can be tried out."""
    parts = [now.date().isoformat(), sender, form.pk.hex, json.dumps(values, sort_keys=True)]
    parts += [f"{file.field}:{hashlib.sha256(file.data).hexdigest()}" for file in files]
    return hmac.new(settings.SECRET_KEY.encode(), "\0".join(parts).encode(), hashlib.sha256).hexdigest()


def _lock(form: Form) -> None:
    """One post of a form at a time, so that twins see each other. Raises FormNotFound if it was deleted."""
    if not Form.objects.select_for_update(no_key=True).filter(pk=form.pk).exists():
        raise FormNotFound("There is no such form any more.")


def _twin(checked: _Checked, *, now: datetime) -> Submission | None:
    recent = Submission.objects.filter(digest=checked.digest)
    if twin := recent.filter(created_at__gt=now - TWIN).order_by("-created_at").first():
        return twin
    # A page that could not tell whether its post arrived sends it again with the same token.
    return recent.filter(token=checked.token).first() if checked.token else None


def _store(form: Form, checked: _Checked, *, now: datetime) -> Submission:
    token, doubt = checked.token, checked.doubt
    if token and Submission.objects.filter(token=token).exists():
        token, doubt = None, doubt or Submission.Doubt.UNCONFIRMED
    submission = Submission.objects.create(
        form=form,
        data=checked.data,
        text="\n".join(checked.data.values()),
        is_spam=bool(doubt),
        doubt=doubt,
        token=token,
        digest=checked.digest,
        source=checked.origin.source,
        version=checked.origin.version,
        share=_still_there(checked.origin.share_id),
        created_at=now,
    )
    SubmissionFile.objects.bulk_create(
        SubmissionFile(
            submission=submission,
            field=file.field,
            name=file.name,
            content_type=file.content_type,
            size=len(file.data),
            data=file.data,
        )
        for file in checked.files
    )
    if doubt:
        _keep_spam_small(form)
    else:
        notices.note(form=form, submission=submission, now=now)
    return submission


def _still_there(share_id: UUID | None) -> ShareLink | None:
    """The link, kept from being revoked before this post is stored; without it the post still counts."""
    links = ShareLink.objects.select_for_update(no_key=True, of=("self",))
    return links.filter(pk=share_id).first() if share_id else None


def _accept(form: Form, submission: Submission, *, now: datetime) -> None:
    submission.is_spam, submission.doubt = False, Submission.Doubt.NONE
    submission.save(update_fields=["is_spam", "doubt"])
    notices.note(form=form, submission=submission, now=now)


def _keep_spam_small(form: Form) -> None:
    doubtful = Submission.objects.filter(form=form, is_spam=True).order_by("-created_at", "-id")
    Submission.objects.filter(pk__in=list(doubtful.values_list("pk", flat=True)[MAX_SPAM:])).delete()
