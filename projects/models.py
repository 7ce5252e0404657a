"""Projects and their versions. A version never changes; its files are kept once by their hash."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from projects.fields import OrderedJSONField


class Project(models.Model):
    """A website in the making. Deleting hides it: builds and the books keep pointing at it."""

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("project", "Draft")
        BUILDING = "building", pgettext_lazy("project", "Building")
        COMPLETED = "completed", pgettext_lazy("project", "Completed")
        FAILED = "failed", pgettext_lazy("project", "Failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="projects")
    name = models.CharField(_("name"), max_length=200)
    # A name made up from the prompt gives way to the one that the planner finds.
    name_is_provisional = models.BooleanField(default=False)
    description = models.TextField(blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    template_id = models.CharField(_("template id"), max_length=60, blank=True)
    language = models.CharField(
        max_length=5, blank=True, help_text="of the site's texts, for builds to come; empty: as in the prompt"
    )
    build_time = models.FloatField(null=True, help_text="seconds that the last successful build took")
    current_version = models.ForeignKey("SiteVersion", null=True, on_delete=models.SET_NULL, related_name="+")
    # Builds live in an app above this one, so this is no foreign key.
    active_build = models.UUIDField(null=True)
    # Part of every preview link; raising it ends those that were given out.
    preview_epoch = models.PositiveIntegerField(default=0)
    archived = models.BooleanField(default=False)
    deleted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        indexes = [
            # The owner's list, newest first, and the counts of the statistics.
            models.Index(
                fields=["owner", "-created_at"], name="project_of_owner", condition=Q(deleted_at=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "building", "completed", "failed"]),
                name="project_status_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProjectMessage(models.Model):
    """A line of the conversation about a project."""

    class Role(models.TextChoices):
        USER = "user", "User"
        ASSISTANT = "assistant", "Assistant"
        AGENT = "agent", "Agent"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="messages")
    role = models.CharField(max_length=10, choices=Role.choices)
    text = models.TextField()
    build_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        # The conversation of a project, in order.
        indexes = [models.Index(fields=["project", "id"], name="message_of_project")]

    def __str__(self) -> str:
        return f"{self.role}: {self.text[:40]}"


class SiteVersion(models.Model):
    """One finished state of a site; ``number`` counts from 1 within the project.

    ``spec`` is a ``sitegen.spec.SiteSpec`` as JSON, but for the texts of its pictures (``projects.specs``
    gives them back); ``quality`` is the scores of its checks and ``pages`` a list of ``{slug, label, path}``
    in the order of the navigation.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    spec = OrderedJSONField()
    quality = models.JSONField(default=dict)
    pages = models.JSONField(default=list)
    build_id = models.UUIDField(null=True)
    restored_from = models.PositiveIntegerField(null=True, help_text="number of the version that it repeats")
    label = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        # The newest versions, for those that still want a thumbnail.
        indexes = [models.Index(fields=["created_at"], name="version_by_age")]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="version_number_once")]
        triggers = [pgtrigger.ReadOnly(name="version_is_immutable", exclude=["label"])]

    def __str__(self) -> str:
        return f"version {self.number}"


class Blob(models.Model):
    """Bytes of a file, kept once however many versions show it; the key is their SHA-256 in hex."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    data = models.BinaryField()
    size = models.PositiveIntegerField()
    # When somebody last said that the bytes are needed; what is fresh is not collected.
    kept_at = models.DateTimeField(db_default=Now())

    class Meta:
        # The collector asks for the oldest.
        indexes = [models.Index(fields=["kept_at"], name="blob_by_age")]
        triggers = [pgtrigger.ReadOnly(name="blob_is_immutable", exclude=["kept_at"])]

    def __str__(self) -> str:
        return self.sha256


class VersionFile(models.Model):
    """A file of a version: ``path`` below the site's root, without a leading slash."""

    version = models.ForeignKey(SiteVersion, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(max_length=255)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    content_type = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "path"], name="version_path_once")]
        triggers = [pgtrigger.Protect(name="file_is_immutable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return self.path


class Asset(models.Model):
    """A picture that the owner gave for the site, as ``projects.pictures`` leaves it.

    ``name`` is what the file was called, ``width`` and ``height`` are in pixels. Without an ``alt`` the
    generator finds one; without a ``role`` the name says what the picture is for.
    """

    class Role(models.TextChoices):
        LOGO = "logo"
        HERO = "hero"
        PEOPLE = "people"
        PRODUCTS = "products"
        GALLERY = "gallery"
        ANY = "any"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="assets")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    bytes = models.PositiveIntegerField()
    alt = models.CharField(max_length=250, blank=True)
    role = models.CharField(max_length=10, choices=Role, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        # The pictures of a project in the order in which they came.
        indexes = [models.Index(fields=["project", "created_at"], name="asset_of_project")]

    def __str__(self) -> str:
        return self.name


class ShareLink(models.Model):
    """An address under which others see a site: one version of it, or always the current one.

    The token of the address is made from the id and the secret key, so whoever reads this table cannot use
    it. ``password`` is a hash, empty if none is asked for. Revoking deletes the row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="shares")
    version = models.ForeignKey(SiteVersion, null=True, on_delete=models.RESTRICT, related_name="+")
    label = models.CharField(max_length=100, blank=True)
    password = models.CharField(max_length=128, blank=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        # The links of a project, newest first.
        indexes = [models.Index(fields=["project", "-created_at"], name="share_of_project")]

    def __str__(self) -> str:
        return self.label or f"link of {self.created_at:%Y-%m-%d}"


class Thumbnail(models.Model):
    """A small picture of a version; without a blob the browser failed, and is not asked again."""

    version = models.OneToOneField(SiteVersion, on_delete=models.CASCADE, related_name="thumbnail")
    blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"thumbnail of {self.version_id}"
