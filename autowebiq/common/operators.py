"""What the pages for operators share."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminTextInputWidget


class LookAdmin(ModelAdmin):  # type: ignore[misc]  # no types are published
    """Shows rows to those who may view them. Nobody edits rows: what can be done is done by services."""

    actions: ClassVar[list[str] | None] = None
    list_per_page = 50
    list_filter_submit = True
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def wallet_link(user: Model) -> SafeString:
    """A link to the books of a user, named as the user is."""
    url = reverse("admin:credits_account_change", args=[user.pk])
    return format_html('<a class="books-link" href="{}">{}</a>', url, user)


class ReasonForm(forms.Form):
    """Why something is done; ``key`` is made with the form, so that sending it twice acts once."""

    reason = forms.CharField(
        max_length=400, widget=UnfoldAdminTextInputWidget, help_text="Kept in the audit trail."
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class RefundForm(ReasonForm):
    """How much is given back, and why; ``most`` is what was charged."""

    credits = forms.IntegerField(widget=UnfoldAdminIntegerFieldWidget)
    field_order = ["credits", "reason", "key"]

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credits"].initial = most
        self.fields["credits"].help_text = f"1 to {most}, which is what was charged."
        self.fields["reason"].help_text = "The user sees this in their history."


def operator_id(request: HttpRequest) -> UUID:
    """Who acts; for views that let only staff in."""
    return cast(UUID, request.user.pk)


def uuid_of(text: str) -> UUID:
    """The id in an address of the administration; raises Http404."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
