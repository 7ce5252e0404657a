"""Grants, holds and entries as they stand in the books."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import RangeDateTimeFilter
from unfold.decorators import display

from credits.admin.read_only import ReadOnlyAdmin
from credits.models import Entry, Grant, Hold

STATE_COLOURS = {
    "pending": "warning",
    "posted": "success",
    "voided": "danger",
    "active": "success",
    "scheduled": "info",
    "expired": "danger",
}


class BookAdmin(ReadOnlyAdmin):
    list_select_related = ["account__user"]
    ordering = ["-created_at"]
    list_filter_submit = True

    @display(description=gettext_lazy("user"), ordering="account__user__email")
    def owner(self, row: Any) -> str:
        url = reverse("admin:credits_account_change", args=[row.account_id])
        return format_html('<a class="books-link" href="{}">{}</a>', url, row.account.user)

    @display(description=gettext_lazy("state"), label=STATE_COLOURS)
    def state_label(self, row: Any) -> tuple[str, str]:
        return row.state, row.get_state_display().lower()


@admin.register(Grant)
class GrantAdmin(BookAdmin):
    list_display = [
        "created_at", "owner", "kind", "amount", "remaining", "held", "state_label", "expires_at",
        "description",
    ]  # fmt: skip
    list_filter = ["kind", "state", ("expires_at", RangeDateTimeFilter)]
    search_fields = ["account__user__email", "reference", "key", "description"]
    export_fields = (
        "id", "account__user__email", "kind", "amount", "remaining", "held", "state", "priority",
        "effective_at", "expires_at", "reference", "description", "key",
    )  # fmt: skip


@admin.register(Hold)
class HoldAdmin(BookAdmin):
    list_display = [
        "created_at", "owner", "amount", "captured", "state_label", "description", "expires_at", "closed_at",
    ]  # fmt: skip
    list_filter = ["state", ("created_at", RangeDateTimeFilter)]
    search_fields = ["account__user__email", "reference", "key"]
    export_fields = (
        "id", "account__user__email", "amount", "quoted", "captured", "state", "reference", "description",
        "created_at", "expires_at", "closed_at",
    )  # fmt: skip


@admin.register(Entry)
class EntryAdmin(BookAdmin):
    list_display = ["created_at", "owner", "seq", "kind", "signed", "balance_after", "description"]
    list_filter = ["kind", ("created_at", RangeDateTimeFilter)]
    search_fields = ["account__user__email", "reference", "key", "description"]
    export_fields = (
        "created_at", "account__user__email", "seq", "kind", "amount", "balance_after", "reference",
        "description", "key",
    )  # fmt: skip

    @display(description=gettext_lazy("amount"), ordering="amount")
    def signed(self, entry: Entry) -> str:
        return format_html(
            '<span class="books-{}">{}</span>', "in" if entry.amount > 0 else "out", f"{entry.amount:+,}"
        )
