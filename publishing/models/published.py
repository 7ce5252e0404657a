"""Which version of a project the world sees, under which names, and what was published when."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from projects.models import Project, SiteVersion

# An RFC 1035 label in lower case: it serves as a host's name, too.
SLUG_PATTERN = r"^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$"

_OF_THE_PROJECT = """
    IF NEW.version_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM projects_siteversion v WHERE v.id = NEW.version_id AND v.project_id = NEW.project_id
    ) THEN RAISE EXCEPTION 'a project publishes its own versions only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class PublishedSite(models.Model):
    """The pointer to the one published version of a project; no version means that nothing is published."""

    project = models.OneToOneField(
        Project, primary_key=True, on_delete=models.CASCADE, related_name="published_site"
    )
    version = models.ForeignKey(SiteVersion, null=True, on_delete=models.RESTRICT, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(version=None, published_at=None)
                | Q(version__isnull=False, published_at__isnull=False),
                name="published_with_its_time",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="version_of_the_project",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_OF_THE_PROJECT,
            )
        ]

    def __str__(self) -> str:
        return f"site of {self.project_id}"


class SiteAddress(models.Model):
    """A name that leads to a site: its present one or a former one, which redirects there."""

    slug = models.CharField(primary_key=True, max_length=63)
    site = models.ForeignKey(PublishedSite, on_delete=models.CASCADE, related_name="addresses")
    is_current = models.BooleanField(default=True)
    since_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Also finds the address of a site.
            models.UniqueConstraint(
                fields=["site"], condition=Q(is_current=True), name="site_has_one_current_address"
            ),
            models.CheckConstraint(condition=Q(slug__regex=SLUG_PATTERN), name="slug_is_a_host_label"),
        ]

    def __str__(self) -> str:
        return self.slug


class Publication(models.Model):
    """A line of a project's history: this version was published there by this user; no version: taken
    down.
    """

    site = models.ForeignKey(PublishedSite, on_delete=models.CASCADE, related_name="history")
    version = models.ForeignKey(SiteVersion, null=True, on_delete=models.RESTRICT, related_name="+")
    slug = models.CharField(max_length=63)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        # The history of a project, newest first.
        indexes = [models.Index(fields=["site", "-id"], name="publication_of_site")]
        triggers = [pgtrigger.ReadOnly(name="publication_is_immutable", exclude=["by"])]

    def __str__(self) -> str:
        return f"{self.slug}: {self.version_id}"
