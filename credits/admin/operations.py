"""What operators asked for and did, and what the nightly look at the books found."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from autowebiq.common.errors import DomainError
from autowebiq.common.operators import refusal
from credits import services
from credits.admin.read_only import ReadOnlyAdmin
from credits.models import Adjustment, AdjustmentState, LedgerCheck, OperatorAction

COLOURS = {
    AdjustmentState.WAITING: "warning",
    AdjustmentState.APPLIED: "success",
    AdjustmentState.DECLINED: "danger",
}


@admin.register(Adjustment)
class AdjustmentAdmin(ReadOnlyAdmin):
    list_display = [
        "requested_at", "owner", "signed", "state_label", "reason", "reference", "requested_by", "decided_by",
    ]  # fmt: skip
    list_filter = ["state"]
    list_select_related = ["account__user", "requested_by", "decided_by"]
    search_fields = ["account__user__email", "reason", "reference", "requested_by__email"]
    ordering = ["-requested_at"]
    export_fields = (
        "requested_at", "account__user__email", "credits", "reason", "reference", "state",
        "requested_by__email", "decided_by__email", "decided_at",
    )  # fmt: skip

    @display(description=gettext_lazy("user"), ordering="account__user__email")
    def owner(self, row: Adjustment) -> str:
        url = reverse("admin:credits_account_change", args=[row.account_id])
        return format_html('<a class="books-link" href="{}">{}</a>', url, row.account.user)

    @display(description=gettext_lazy("credits"), ordering="credits")
    def signed(self, row: Adjustment) -> str:
        return format_html(
            '<span class="books-{}">{}</span>', "in" if row.credits > 0 else "out", f"{row.credits:+,}"
        )

    @display(description=gettext_lazy("state"), label=COLOURS)
    def state_label(self, row: Adjustment) -> tuple[str, str]:
        return row.state, row.get_state_display()

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """One request, with the buttons to decide on it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = Adjustment.objects.select_related("account__user", "requested_by", "decided_by", "entry")
        adjustment = get_object_or_404(rows, pk=object_id)
        if request.method == "POST":
            return self._decide(request, adjustment)
        context = {
            **self.admin_site.each_context(request),
            "title": _("%(credits)s credits for %(user)s")
            % {"credits": f"{adjustment.credits:+,}", "user": adjustment.account.user},
            "opts": self.opts,
            "adjustment": adjustment,
            "waiting": adjustment.state == AdjustmentState.WAITING,
            "own": adjustment.requested_by_id == request.user.pk,
            "may_decide": request.user.has_perm("credits.adjust_account"),
        }
        return render(request, "credits/admin/adjustment.html", context)

    def _decide(self, request: HttpRequest, adjustment: Adjustment) -> HttpResponse:
        if not request.user.has_perm("credits.adjust_account"):
            raise PermissionDenied
        approve = request.POST.get("decision") == "approve"
        decide = services.approve_adjustment if approve else services.decline_adjustment
        try:
            decide(
                adjustment_id=adjustment.pk,
                operator_id=request.user.pk,  # type: ignore[arg-type]  # staff only: never anonymous
                now=timezone.now(),
            )
        except DomainError as error:
            messages.error(request, refusal(error))
        else:
            messages.success(
                request, _("Approved and booked.") if approve else _("Declined; nothing was booked.")
            )
        return redirect("admin:credits_adjustment_change", adjustment.pk)


@admin.register(OperatorAction)
class OperatorActionAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "actor", "action", "owner", "detail"]
    list_filter = ["action"]
    list_select_related = ["actor", "account__user"]
    search_fields = ["actor__email", "account__user__email", "detail"]
    ordering = ["-created_at", "-pk"]
    export_fields = ("created_at", "actor__email", "action", "account__user__email", "detail")

    @display(description=gettext_lazy("wallet of"), ordering="account__user__email")
    def owner(self, row: OperatorAction) -> str:
        return str(row.account.user) if row.account else ""


@admin.register(LedgerCheck)
class LedgerCheckAdmin(ReadOnlyAdmin):
    list_display = ["checked_at", "verdict", "examined", "differences", "seconds"]
    ordering = ["-checked_at"]

    @display(description=gettext_lazy("books"), label={"same": "success", "different": "danger"})
    def verdict(self, row: LedgerCheck) -> tuple[str, str]:
        return ("different", _("DIFFER")) if row.differences else ("same", _("add up"))
