"""Builds, their events, finished stages, and messages that wait for the broker."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Build(models.Model):
    """One run of the agents for a project; its id is the public ``task_id``.

    ``attempt`` counts claims and is the fencing token: whoever writes for a run names it. ``lost_count``
    counts the runs that ended without a word; a run that a stopping worker handed over is none of them.
    ``quote`` is ``{total, breakdown, discount}``; ``hold_id`` names the credits held for it.
    """

    class Kind(models.TextChoices):
        BUILD = "build", "Build"

    class Status(models.TextChoices):
        QUEUED = "QUEUED", pgettext_lazy("build", "Queued")
        RUNNING = "RUNNING", pgettext_lazy("build", "Running")
        SUCCEEDED = "SUCCEEDED", pgettext_lazy("build", "Succeeded")
        FAILED = "FAILED", pgettext_lazy("build", "Failed")
        CANCELLED = "CANCELLED", pgettext_lazy("build", "Cancelled")

    ACTIVE = (Status.QUEUED, Status.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="builds")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.BUILD)
    prompt = models.TextField()
    uploaded_images = models.JSONField(default=list)
    template_id = models.CharField(_("template id"), max_length=60, blank=True)
    options = models.JSONField(default=dict)
    seed = models.BigIntegerField(null=True, help_text="None: derived from the prompt")
    locale = models.CharField(
        max_length=10,
        db_default="en",
        default="en",
        help_text="the language in which the build speaks to its owner; no code changes with it",
    )

    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.QUEUED)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    lease_owner = models.CharField(max_length=100, blank=True)
    lost_count = models.PositiveSmallIntegerField(db_default=0, default=0)
    claimed_at = models.DateTimeField(null=True, help_text="when the running attempt began")
    told_position = models.PositiveIntegerField(
        db_default=0, default=0, help_text="the place in the queue that subscribers were told last"
    )
    retry_of = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    hold_id = models.UUIDField(null=True)
    quote = models.JSONField(default=dict)
    credits_used = models.PositiveIntegerField(_("credits used"), default=0)
    credits_refunded = models.PositiveIntegerField(default=0)

    stage = models.CharField(max_length=20, default="queued")
    progress = models.PositiveSmallIntegerField(default=0)
    last_seq = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True)
    error_code = models.CharField(_("error code"), max_length=50, blank=True)
    error = models.TextField(blank=True)

    queued_at = models.DateTimeField(_("queued at"))
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("build")
        verbose_name_plural = _("builds")
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(status__in=["QUEUED", "RUNNING"]),
                name="build_one_active_per_project",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="build_progress_in_percent"),
            models.CheckConstraint(
                condition=Q(credits_used=0)
                | Q(credits_used__lte=Cast(KeyTextTransform("total", "quote"), models.BigIntegerField())),
                name="build_charge_within_quote",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["QUEUED", "RUNNING"]) | Q(finished_at__isnull=False),
                name="build_end_has_a_time",
            ),
        ]
        indexes = [
            # A project's builds and its latest one, newest first.
            models.Index(fields=["project", "-queued_at"], name="build_of_project"),
            # The operators' list and charts, newest first.
            models.Index(fields=["-queued_at"], name="build_by_age"),
            # Place in the queue, and queued builds whose message was lost.
            models.Index(fields=["queued_at"], name="build_in_queue", condition=Q(status="QUEUED")),
            # How long recent builds took: the estimate of a start, and the operators' charts.
            models.Index(fields=["-finished_at"], name="build_recent", condition=Q(status="SUCCEEDED")),
            # Runs whose worker fell silent.
            models.Index(fields=["lease_until"], name="build_lease", condition=Q(status="RUNNING")),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.status}"

    @property
    def is_active(self) -> bool:
        return self.status in self.ACTIVE


class BuildEvent(models.Model):
    """Frame number ``seq`` of a build, from 1 without gaps; ``data`` is the frame as subscribers get it."""

    pk = models.CompositePrimaryKey("build_id", "seq")
    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveIntegerField()
    type = models.CharField(max_length=30)
    data = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = [pgtrigger.Protect(name="event_is_immutable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.build_id} {self.seq} {self.type}"


class StageOutput(models.Model):
    """What a finished stage gave, so that another attempt resumes after it.

    Emptied when the build succeeds, and a day after another end: until then a retry may go on from it.
    """

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=20)
    output = models.JSONField(null=True)
    credits = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["build", "stage"], name="stage_once_a_build")]
        indexes = [
            # What is still kept, to be dropped when nobody can go on from it.
            models.Index(fields=["build"], name="stage_kept", condition=Q(output__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.build_id} {self.stage}"


class OutboxMessage(models.Model):
    """A message for the broker, written in the transaction that wants it sent.

    ``locked_until`` marks one that a process is sending right now.
    """

    task = models.CharField(max_length=100)
    task_id = models.CharField(max_length=64)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)
    locked_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            # What is still to be sent, oldest first.
            models.Index(fields=["id"], name="outbox_waiting", condition=Q(published_at=None)),
            # The message of a build, when it must be sent again.
            models.Index(fields=["task_id"], name="outbox_of_task"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.task_id}"


class Worker(models.Model):
    """A process that takes builds; it writes down every few seconds that it is there.

    ``slots`` is how many builds it runs at a time; one that is stopping takes none any more.
    """

    name = models.CharField(primary_key=True, max_length=100)
    slots = models.PositiveSmallIntegerField()
    is_stopping = models.BooleanField(default=False)
    seen_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name
