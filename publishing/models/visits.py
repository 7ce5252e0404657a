"""How often published sites are seen: sums by day, nothing about anybody."""

from __future__ import annotations

from django.db import models

from projects.models import Project


class DailyVisits(models.Model):
    """Pages shown on a day (UTC), by page and by the host of the site that visitors came from, if another."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    path = models.CharField(max_length=256)
    referrer = models.CharField(max_length=100, blank=True)
    visits = models.PositiveIntegerField()

    class Meta:
        constraints = [
            # Also finds the days of a project.
            models.UniqueConstraint(fields=["project", "day", "path", "referrer"], name="visits_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.path}: {self.visits}"


class DailyVisitors(models.Model):
    """About how many different visitors a site had on a day (UTC)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    visitors = models.PositiveIntegerField()

    class Meta:
        constraints = [
            # Also finds the days of a project.
            models.UniqueConstraint(fields=["project", "day"], name="visitors_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.visitors}"


class CountedBatch(models.Model):
    """A batch from Redis that is in the sums already: whoever dies before deleting it there adds nothing
    twice.
    """

    id = models.UUIDField(primary_key=True)
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)
