"""What the API takes and gives for forms and their submissions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework import serializers

from publishing import forms
from publishing.models import Form, Notice, Submission

MAX_DELETED = 500


class FileOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    field = serializers.CharField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField(help_text="bytes")
    url = serializers.CharField()


class SubmissionOut(serializers.Serializer[Any]):
    """A submission: ``data`` maps names of fields to what was typed, ``labels`` to what people call them."""

    id = serializers.UUIDField()
    form = serializers.SlugField()
    data = serializers.DictField(child=serializers.CharField())  # type: ignore[assignment]  # a field may be called data
    labels = serializers.DictField(child=serializers.CharField())
    files = FileOut(many=True)
    is_spam = serializers.BooleanField()
    spam_reason = serializers.ChoiceField(choices=["", "trap", "unconfirmed", "owner"], allow_blank=True)
    source = serializers.ChoiceField(choices=Submission.Source.choices)  # type: ignore[assignment]  # a field may be called source
    version = serializers.IntegerField(allow_null=True, help_text="of the page, for posts from share links")
    share_id = serializers.UUIDField(allow_null=True, help_text="the share link, until it is revoked")
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


class Marks(serializers.Serializer[Any]):
    """Marks to set; those left out stay."""

    read = serializers.BooleanField(required=False)
    spam = serializers.BooleanField(required=False)


class DeleteMany(serializers.Serializer[Any]):
    ids = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=MAX_DELETED)


class Deleted(serializers.Serializer[Any]):
    deleted = serializers.IntegerField()


class FormOut(serializers.Serializer[Any]):
    """A form of the published or exported site. Webhooks are signed with ``webhook_secret``."""

    slug = serializers.SlugField()
    url = serializers.URLField()
    fields = serializers.ListField(child=serializers.DictField())  # type: ignore[assignment]  # a field may be called fields
    notify = serializers.BooleanField()
    webhook_url = serializers.URLField(allow_blank=True)
    webhook_secret = serializers.CharField()
    keep_days = serializers.IntegerField(allow_null=True)
    submissions = serializers.IntegerField()
    unread = serializers.IntegerField()
    spam = serializers.IntegerField()


class FormChanges(serializers.Serializer[Any]):
    """Settings to change; those left out stay. ``new_secret`` makes a new key at once."""

    notify = serializers.BooleanField(required=False)
    webhook_url = serializers.URLField(required=False, allow_blank=True, max_length=500)
    keep_days = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=3650)
    new_secret = serializers.BooleanField(required=False, default=False)


class DeliveryOut(serializers.Serializer[Any]):
    """An e-mail or a webhook call. The body of a webhook's answer is neither kept nor shown."""

    id = serializers.UUIDField()
    submission_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Notice.Kind.choices)
    state = serializers.ChoiceField(choices=Notice.State.choices)
    attempts = serializers.IntegerField()
    status = serializers.IntegerField(allow_null=True, help_text="HTTP status of the last attempt")
    error = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True, help_text="of the next attempt")
    sent_at = serializers.DateTimeField(allow_null=True)


def submission_row(row: Submission) -> dict[str, Any]:
    form = row.form
    labels = {item["name"]: item["label"] for item in [*form.earlier_fields, *form.fields]}
    base = f"/api/v2/projects/{form.project_id}/submissions/{row.pk}/files"
    return {
        "id": str(row.pk),
        "form": form.slug,
        "data": row.data,
        "labels": {name: labels.get(name, name) for name in row.data},
        "files": [_file_row(item, base) for item in row.files.all()],
        "is_spam": row.is_spam,
        "spam_reason": row.doubt,
        "source": row.source,
        "version": row.version,
        "share_id": row.share_id and str(row.share_id),
        "created_at": row.created_at,
        "read_at": row.read_at,
    }


def _file_row(item: Any, base: str) -> dict[str, Any]:
    pk: UUID = item.pk
    return {
        "id": str(pk),
        "field": item.field,
        "name": item.name,
        "content_type": item.content_type,
        "size": item.size,
        "url": f"{base}/{pk}",
    }


def form_row(form: Any) -> dict[str, Any]:
    """``form`` comes from ``forms.owned_forms``, with its counts."""
    row: Form = form
    return {
        "slug": row.slug,
        "url": forms.address_of(row.pk),
        "fields": row.fields,
        "notify": row.notify,
        "webhook_url": row.webhook_url,
        "webhook_secret": row.webhook_secret,
        "keep_days": row.keep_days,
        "submissions": form.total,
        "unread": form.unread,
        "spam": form.spam,
    }


def delivery_row(notice: Notice) -> dict[str, Any]:
    is_due = notice.state == Notice.State.WAITING
    return {
        "id": str(notice.pk),
        "submission_id": str(notice.submission_id),
        "kind": notice.kind,
        "state": notice.state,
        "attempts": notice.attempts,
        "status": notice.status,
        "error": notice.error,
        "created_at": notice.created_at,
        "due_at": notice.due_at if is_due else None,
        "sent_at": notice.sent_at,
    }
