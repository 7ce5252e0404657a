"""The owner's inbox: what visitors sent, to read, search, take away and delete.

Strangers get ProjectNotFound.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch, QuerySet

from projects import selectors as project_selectors
from projects import services as project_services
from publishing import notices
from publishing.form_errors import SubmissionNotFound
from publishing.models import Form, Submission, SubmissionFile

BATCH = 500
# Spreadsheets run cells that begin so (OWASP “CSV injection”); full-width forms count as well in some.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HEADS = ("id", "form", "created_at", "read_at", "spam", "source", "version")
MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the machine's old code page."""


@dataclass(frozen=True)
class Search:
    """Which submissions: ``form`` is a slug, ``text`` is looked for in all values; None means either."""

    form: str = ""
    text: str = ""
    spam: bool | None = False
    unread: bool | None = None


def submissions(*, user_id: UUID, project_id: UUID, search: Search = Search()) -> QuerySet[Submission]:
    """Submissions of the user's project, newest first, with their forms and the names of their files."""
    rows = _of_project(user_id=user_id, project_id=project_id)
    if search.form:
        rows = rows.filter(form__slug=search.form)
    if search.spam is not None:
        rows = rows.filter(is_spam=search.spam)
    if search.unread is not None:
        rows = rows.filter(read_at__isnull=search.unread)
    if search.text:
        # PostgreSQL has no such character, so nothing has it.
        rows = rows.none() if "\0" in search.text else rows.filter(text__icontains=search.text)
    return rows


def submission(*, user_id: UUID, project_id: UUID, submission_id: UUID) -> Submission:
    """Raises ProjectNotFound, SubmissionNotFound."""
    return _one(_of_project(user_id=user_id, project_id=project_id), submission_id)


def unread_count(*, project_id: UUID) -> int:
    """How many submissions of a project nobody has read; those in the spam folder do not count. One query."""
    return Submission.objects.filter(form__project_id=project_id, is_spam=False, read_at=None).count()


def mark(
    *,
    user_id: UUID,
    project_id: UUID,
    submission_id: UUID,
    now: datetime,
    read: bool | None = None,
    spam: bool | None = None,
) -> Submission:
    """Set or take away the marks; what leaves the spam folder is told to the webhook, once.

    Raises ProjectNotFound, SubmissionNotFound.
    """
    rows = _of_project(user_id=user_id, project_id=project_id)
    with transaction.atomic(durable=True):
        found = _one(rows.select_for_update(of=("self",), no_key=True), submission_id)
        if read is not None:
            found.read_at = (found.read_at or now) if read else None
        if spam is not None and spam != found.is_spam:
            found.is_spam = spam
            found.doubt = Submission.Doubt.OWNER if spam else Submission.Doubt.NONE
            if not spam:
                notices.note_webhook(form=found.form, submission=found, now=now)
        found.save(update_fields=["read_at", "is_spam", "doubt"])
    return found


def delete(*, user_id: UUID, project_id: UUID, submission_ids: Sequence[UUID]) -> int:
    """Delete submissions with their files for good; return how many there were. Raises ProjectNotFound."""
    rows = _of_project(user_id=user_id, project_id=project_id).filter(pk__in=submission_ids)
    return _erase(Submission.objects.filter(pk__in=list(rows.values_list("pk", flat=True))))


def file(*, user_id: UUID, project_id: UUID, submission_id: UUID, file_id: UUID) -> SubmissionFile:
    """A file with its bytes. Raises ProjectNotFound, SubmissionNotFound."""
    found = submission(user_id=user_id, project_id=project_id, submission_id=submission_id)
    try:
        return SubmissionFile.objects.get(pk=file_id, submission=found)
    except SubmissionFile.DoesNotExist:
        raise SubmissionNotFound("There is no such file.") from None


def as_csv(rows: QuerySet[Submission]) -> str:
    """All of ``csv_lines`` in one text."""
    return "".join(csv_lines(rows))


def csv_lines(rows: QuerySet[Submission]) -> Iterator[str]:
    """Submissions as CSV (RFC 4180), a line at a time: one column for each field that any of the forms has.

    Cells that a spreadsheet would run get an apostrophe before them. BATCH submissions are held at a time,
    whatever the number.
    """
    forms = Form.objects.filter(pk__in=rows.order_by().values("form_id")).order_by("created_at", "pk")
    labels = _columns(forms)
    yield MARK + _line([*HEADS, *labels.values(), "files"])
    for row in rows.iterator(chunk_size=BATCH):
        known: list[object] = [row.pk, row.form.slug, _time(row.created_at), _time(row.read_at)]
        came = ["yes" if row.is_spam else "no", row.source, row.version or ""]
        names = ", ".join(item.name for item in row.files.all())
        yield _line([*known, *came, *(row.data.get(name, "") for name in labels), names])


def export_of_user(user_id: UUID) -> Iterator[Mapping[str, Any]]:
    """All forms of a user with their submissions, for the export of an account: one mapping for each form.

    Files are listed by name; their bytes come from ``files_of_user``.
    """
    for form in Form.objects.filter(project__owner_id=user_id).order_by("created_at", "pk"):
        yield {
            "project_id": str(form.project_id),
            "form": form.slug,
            "fields": form.fields,
            "submissions": [
                {
                    "id": str(row.pk),
                    "created_at": _time(row.created_at),
                    "read_at": _time(row.read_at) or None,
                    "is_spam": row.is_spam,
                    "source": row.source,
                    "version": row.version,
                    "data": row.data,
                    "files": [{"id": str(item.pk), "name": item.name} for item in row.files.all()],
                }
                for row in _with_files(form.submissions.order_by("created_at", "pk"))
            ],
        }


def files_of_user(user_id: UUID) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file that visitors sent to a user, one at a time."""
    rows = SubmissionFile.objects.filter(submission__form__project__owner_id=user_id).order_by("pk")
    for item in rows.iterator(chunk_size=5):
        yield f"{item.submission_id}/{item.pk}-{item.name}", bytes(item.data)


def erase_user(user_id: UUID) -> int:
    """Delete all forms of a user with everything that was sent; return how many submissions there were."""
    forms = Form.objects.filter(project__owner_id=user_id)
    with transaction.atomic():
        count = _erase(Submission.objects.filter(form__in=forms))
        forms.delete()
    return count


def tidy(*, now: datetime) -> int:
    """Delete what has had its time; return how many submissions went.

    That is: submissions of projects that can no more be restored, with their forms; spam after SPAM_DAYS;
    and, where the owner set ``keep_days``, whatever is older.
    """
    late = project_selectors.restorable_since(now) - project_services.FREE_LATER
    gone = Form.objects.filter(project__deleted_at__lt=late)
    count = _erase(Submission.objects.filter(form__in=gone))
    gone.delete()
    old = Submission.objects.filter(is_spam=True, created_at__lt=now - timedelta(days=settings.SPAM_DAYS))
    count += _erase(old)
    for form in Form.objects.filter(keep_days__isnull=False):
        limit = now - timedelta(days=form.keep_days or 0)
        count += _erase(Submission.objects.filter(form=form, created_at__lt=limit))
    return count


def _of_project(*, user_id: UUID, project_id: UUID) -> QuerySet[Submission]:
    project = project_selectors.owned_project(owner_id=user_id, project_id=project_id)
    rows = Submission.objects.filter(form__project=project).select_related("form")
    return _with_files(rows.order_by("-created_at", "-id"))


def _with_files(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    return rows.prefetch_related(
        Prefetch("files", SubmissionFile.objects.defer("data").order_by("name", "pk"))
    )


def _one(rows: QuerySet[Submission], submission_id: UUID) -> Submission:
    try:
        return rows.get(pk=submission_id)
    except Submission.DoesNotExist:
        raise SubmissionNotFound("There is no such submission.") from None


def _erase(rows: QuerySet[Submission]) -> int:
    return rows.delete()[1].get("publishing.Submission", 0)


def _columns(forms: Iterable[Form]) -> dict[str, str]:
    """Name → label of every field, in the order of the forms."""
    columns: dict[str, str] = {}
    for form in forms:
        for item in [*form.fields, *form.earlier_fields]:
            columns.setdefault(item["name"], item["label"])
    return columns


def _line(values: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_cell(value) for value in values])
    return out.getvalue()


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _time(at: datetime | None) -> str:
    return at.isoformat().replace("+00:00", "Z") if at else ""
