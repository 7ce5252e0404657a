"""Hosts of customers' own, on which their sites are shown once they have proved that the hosts are theirs."""

from __future__ import annotations

import secrets
import uuid

from django.db import models
from django.db.models import Q

from projects.models import Project

RECORD_PREFIX = "_autowebiq"


def new_token() -> str:
    return f"autowebiq-{secrets.token_hex(16)}"


class CustomHost(models.Model):
    """A claim of a project to a host (ASCII, lower case); it counts from ``verified_at`` on.

    Several projects may claim one host, so that nobody can block it; one at most is verified.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="hosts")
    host = models.CharField(max_length=253)
    token = models.CharField(max_length=60, default=new_token)
    verified_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    failing_since_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True, help_text="what the last check found wrong")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "host"], name="host_claimed_once"),
            # Also finds the site of a host.
            models.UniqueConstraint(
                fields=["host"], condition=Q(verified_at__isnull=False), name="host_verified_once"
            ),
            models.CheckConstraint(
                condition=Q(host__regex=r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*$"),
                name="host_is_a_name",
            ),
        ]
        indexes = [
            # Hosts whose check is due.
            models.Index(fields=["checked_at"], name="host_check_due"),
        ]

    def __str__(self) -> str:
        return self.host

    @property
    def record_name(self) -> str:
        """Where the TXT record with the token is to be."""
        return f"{RECORD_PREFIX}.{self.host}"
