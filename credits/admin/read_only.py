"""What all pages about the books share: they show, and they export."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from autowebiq.common.operators import LookAdmin
from credits import services, statements

MAX_EXPORT = 100_000


class ReadOnlyAdmin(LookAdmin):
    """Shows rows to those who may view them; those who may export get them as CSV."""

    actions: ClassVar[list[str] | None] = ["export_csv"]
    export_fields: ClassVar[tuple[str, ...]] = ()
    """Fields and look-ups of the CSV's columns; none: no export."""
    list_filter_submit = False

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(self.export_fields) and request.user.has_perm("credits.export_books")

    @admin.action(description=gettext_lazy("Export as CSV"), permissions=["export"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        rows = list(queryset.values_list(*self.export_fields)[: MAX_EXPORT + 1])
        if len(rows) > MAX_EXPORT:
            told = _("At most %(most)s rows can be exported at once; narrow the filter.")
            messages.error(request, told % {"most": f"{MAX_EXPORT:,}"})
            return None
        with override(None):  # the trail and the file are the same in every operator's language
            name = str(self.opts.verbose_name_plural)
        services.export_recorded(
            operator_id=request.user.pk,  # type: ignore[arg-type]  # staff only: never anonymous
            what=name,
            rows=len(rows),
            now=timezone.now(),
        )
        header = [field.replace("__", " ") for field in self.export_fields]
        return csv_response(statements.csv_text([header, *rows]), name=f"credits-{name}")


def csv_response(text: str, *, name: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name.replace(" ", "-")}.csv"'},
    )
