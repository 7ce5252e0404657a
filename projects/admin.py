"""Projects for operators: what there is and how large it is. What is on the sites stays with their owners."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import RangeDateTimeFilter
from unfold.decorators import display

from autowebiq.common.operators import LookAdmin, uuid_of, wallet_link
from projects import selectors, services
from projects.models import Project, SiteVersion

COLOURS = {
    Project.Status.DRAFT: "",
    Project.Status.BUILDING: "info",
    Project.Status.COMPLETED: "success",
    Project.Status.FAILED: "danger",
}
SHOWN = 50


@admin.register(Project)
class ProjectAdmin(LookAdmin):
    list_display = [
        "name", "owner_link", "state", "version_count", "template_id", "created_at", "updated_at", "gone",
    ]  # fmt: skip
    list_filter = ["status", "template_id", ("created_at", RangeDateTimeFilter)]
    list_select_related = ["owner"]
    search_fields = ["name", "owner__email", "=id"]
    search_help_text = gettext_lazy("Name, e-mail address of the owner, or id")
    ordering = ["-created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Project]:
        rows: QuerySet[Project] = super().get_queryset(request)
        versions = SiteVersion.objects.filter(project=OuterRef("pk")).order_by().values("project")
        counted = Coalesce(Subquery(versions.annotate(n=Count("pk")).values("n")), 0)
        return rows.defer("description").annotate(versions_count=counted)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup == "owner__id__exact" or super().lookup_allowed(lookup, value, request)

    @display(description=gettext_lazy("owner"), ordering="owner__email")
    def owner_link(self, project: Project) -> str:
        return wallet_link(project.owner)

    @display(description=gettext_lazy("state"), label=COLOURS, ordering="status")
    def state(self, project: Project) -> tuple[str, str]:
        return project.status, project.get_status_display()

    @display(description=gettext_lazy("versions"), ordering="versions_count")
    def version_count(self, project: Any) -> int:
        return int(project.versions_count)

    @display(description=gettext_lazy("deleted"), ordering="deleted_at")
    def gone(self, project: Project) -> str:
        return f"{project.deleted_at:%Y-%m-%d}" if project.deleted_at else ""

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """One project; there is nothing on it to send."""
        if not self.has_view_permission(request) or request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        rows = Project.objects.select_related("owner", "current_version").defer("current_version__spec")
        project = get_object_or_404(rows, pk=uuid_of(object_id))
        context = {
            **self.admin_site.each_context(request),
            "title": project.name,
            "opts": self.opts,
            "project": project,
            "published_url": services.published_url(project.pk),
            "versions": selectors.version_rows(project=project)[:SHOWN],
            "shown": SHOWN,
        }
        return render(request, "projects/admin/project.html", context)
