"""Forms of generated sites, what visitors sent with them, and the notices about it."""

from __future__ import annotations

import secrets
import uuid

from django.db import models
from django.db.models import Q

from projects.models import Project, ShareLink


def new_secret() -> str:
    """A key for signing webhooks: 192 random bits, with a prefix by which leaked ones are recognised."""
    return f"whsec_{secrets.token_urlsafe(24)}"


class Form(models.Model):
    """A form of a project's site. Its id stays the same over versions and is what pages post to.

    ``fields`` is a list of ``{name, label, type, required, options}`` of the version that was published or
    exported last; ``earlier_fields`` are those that only older copies of the site still send.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="forms")
    slug = models.CharField(max_length=60)
    fields = models.JSONField()
    earlier_fields = models.JSONField(default=list)
    # Copies of the site with other fields may be out there once this is above 1.
    revision = models.PositiveIntegerField(default=1)
    submit_label = models.CharField(max_length=200)
    success_message = models.TextField()
    language = models.CharField(max_length=20)
    site_name = models.CharField(max_length=200)
    site_url = models.URLField(max_length=500, blank=True, help_text="where “back” leads; empty if unknown")
    notify = models.BooleanField(default=True, help_text="e-mail the owner about each submission")
    webhook_url = models.URLField(max_length=500, blank=True)
    webhook_secret = models.CharField(max_length=80, default=new_secret)
    keep_days = models.PositiveIntegerField(
        null=True, help_text="how long submissions are kept; empty: for ever"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "slug"], name="form_slug_once")]

    def __str__(self) -> str:
        return self.slug


class Submission(models.Model):
    """What one visitor sent. ``data`` holds declared fields only, name → text.

    Neither address nor browser are stored; the address is mixed into ``digest``, with a key, and only there.
    """

    class Doubt(models.TextChoices):
        NONE = "", "None"
        TRAP = "trap", "Filled in the field that people do not see"
        UNCONFIRMED = "unconfirmed", "Not confirmed by the visitor"
        OWNER = "owner", "Moved by the owner"

    class Source(models.TextChoices):
        SITE = "site", "The published site or a copy of it"
        SHARE = "share", "A share link"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="submissions")
    data = models.JSONField()
    text = models.TextField(help_text="all values, for searching")
    is_spam = models.BooleanField(default=False)
    doubt = models.CharField(max_length=12, choices=Doubt.choices, default=Doubt.NONE, blank=True)
    token = models.CharField(max_length=32, null=True)  # noqa: DJ001 - unique where there is one
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.SITE)
    # Of the page that it was sent from. Copies of a site are out there in many versions, so only links know.
    version = models.PositiveIntegerField(null=True, help_text="number of the version, if that is known")
    share = models.ForeignKey(ShareLink, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # The inbox and the spam folder of a form, newest first.
            models.Index(fields=["form", "is_spam", "-created_at"], name="submission_of_form"),
            # Whether the same came a moment ago.
            models.Index(fields=["digest", "-created_at"], name="submission_twin"),
        ]
        constraints = [
            # A page's token is good for one submission.
            models.UniqueConstraint(fields=["token"], name="submission_token_once"),
            models.CheckConstraint(
                condition=Q(doubt__in=["", "trap", "unconfirmed", "owner"]), name="submission_doubt_known"
            ),
            models.CheckConstraint(
                condition=Q(source="site", version=None, share=None)
                | Q(source="share", version__isnull=False),
                name="submission_from_share_has_version",
            ),
        ]

    def __str__(self) -> str:
        return f"submission {self.pk}"


class SubmissionFile(models.Model):
    """A file that came with a submission. Its bytes are its own: they go when the submission goes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    field = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    content_type = models.CharField(
        max_length=100, help_text="found in the bytes, never what the sender said"
    )
    size = models.PositiveIntegerField()
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class Notice(models.Model):
    """An e-mail or webhook call about a submission, stored with it; afterwards the log of its delivery."""

    class Kind(models.TextChoices):
        EMAIL = "email", "E-mail"
        WEBHOOK = "webhook", "Webhook"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, help_text="HTTP status of the last attempt")
    error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # What is to be sent now.
            models.Index(fields=["due_at"], name="notice_due", condition=Q(state__in=["waiting", "sending"])),
        ]
        constraints = [
            models.UniqueConstraint(fields=["submission", "kind"], name="notice_once"),
            models.CheckConstraint(condition=Q(kind__in=["email", "webhook"]), name="notice_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "failed"]), name="notice_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
