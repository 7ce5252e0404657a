"""The books for operators: to read, and to adjust through a service with a reason."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path

from autowebiq.common.errors import DomainError
from credits import services
from credits.forms import AdjustForm
from credits.models import Account, Entry, Hold


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """Shows rows to those who may view them; nobody edits the books."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Account)
class AccountAdmin(ReadOnlyAdmin):
    list_display = ["user", "available", "held", "balance", "last_seq"]
    list_select_related = ["user"]
    search_fields = ["user__email", "user__name"]
    readonly_fields = ["user", "available", "held", "balance", "last_seq"]
    change_form_template = "admin/credits/account/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        adjust = self.admin_site.admin_view(self.adjust_view)
        return [
            path("<uuid:user_id>/adjust/", adjust, name="credits_account_adjust"),
            *super().get_urls(),
        ]

    def adjust_view(self, request: HttpRequest, user_id: Any) -> HttpResponse:
        """Adjust the credits of one wallet."""
        if not request.user.has_perm("credits.adjust_account"):
            raise PermissionDenied
        account = get_object_or_404(Account.objects.select_related("user"), pk=user_id)
        form = AdjustForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._adjusted(request, account, form):
            return redirect("admin:credits_account_change", account.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Adjust credits of {account.user}",
            "opts": self.opts,
            "original": account,
            "form": form,
        }
        return render(request, "admin/credits/account/adjust.html", context)

    def _adjusted(self, request: HttpRequest, account: Account, form: AdjustForm) -> bool:
        data = form.cleaned_data
        try:
            entry = services.adjust(
                user_id=account.pk,
                credits=data["credits"],
                key=f"adjust:{data['key']}",
                reason=data["reason"],
                reference=data["reference"],
                operator_id=request.user.pk,  # type: ignore[arg-type]  # staff only: never anonymous
            )
        except DomainError as error:
            form.add_error(None, error.detail)
            return False
        self.log_change(
            request, account, f"{entry.amount:+d} credits: {entry.description} ({entry.reference})"
        )
        messages.success(request, f"{entry.amount:+d} credits; {account.user} has {entry.balance_after} now.")
        return True


@admin.register(Hold)
class HoldAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "account_user", "amount", "captured", "state", "reference", "closed_at"]
    list_filter = ["state"]
    list_select_related = ["account__user"]
    search_fields = ["account__user__email", "reference", "key"]
    ordering = ["-created_at"]

    @admin.display(description="user", ordering="account__user__email")
    def account_user(self, hold: Hold) -> str:
        return str(hold.account.user)


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "account_user", "seq", "kind", "amount", "balance_after", "description"]
    list_filter = ["kind"]
    list_select_related = ["account__user"]
    search_fields = ["account__user__email", "reference", "key", "description"]
    ordering = ["-created_at"]

    @admin.display(description="user", ordering="account__user__email")
    def account_user(self, entry: Entry) -> str:
        return str(entry.account.user)
