"""What the pages for operators share."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar, cast
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminTextInputWidget

from autowebiq.common.errors import DomainError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


REFUSALS: dict[str, _StrPromise] = {
    "already_decided": gettext_lazy("This was decided already."),
    "build_active": gettext_lazy("This project is being built; try again when the build has ended."),
    "build_ended": gettext_lazy("The build has ended already."),
    "build_not_retryable": gettext_lazy("Only builds that failed or were cancelled can be tried again."),
    "grant_closed": gettext_lazy("This grant has expired or was voided already."),
    "insufficient_credits": gettext_lazy("This needs {need} credits and {have} are available."),
    "key_conflict": gettext_lazy("This form was used for something else already; open a new one."),
    "needs_four_eyes": gettext_lazy(
        "This is above the limit of one operator; ask for an adjustment instead."
    ),
    "nothing_to_refund": gettext_lazy(
        "Nothing was charged that could be given back, or it was given back already."
    ),
    "own_request": gettext_lazy(
        "Nobody decides about credits of their own or what they asked for themselves."
    ),
    "project_not_found": gettext_lazy("The project is deleted."),
    "unknown_template": gettext_lazy("There is no such template any more; choose another one."),
}


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
        label=gettext_lazy("Reason"),
        max_length=400,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("Kept in the audit trail."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class RefundForm(ReasonForm):
    """How much is given back, and why; ``most`` is what was charged."""

    credits = forms.IntegerField(label=gettext_lazy("Credits"), widget=UnfoldAdminIntegerFieldWidget)
    field_order = ["credits", "reason", "key"]

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credits"].initial = most
        told = _("Between 1 and %(most)s credits can be given back.") % {"most": most}
        self.fields["credits"].validators += [MinValueValidator(1, told), MaxValueValidator(most, told)]
        self.fields["credits"].help_text = _("1 to %(most)s, which is what was charged.") % {"most": most}
        self.fields["reason"].help_text = _("The user sees this in their history.")


def refusal(error: DomainError) -> str:
    """What a service refused, in the operator's language; a code without a sentence is told as it was."""
    sentence = REFUSALS.get(error.code)
    try:
        return str(sentence).format_map(error.members) if sentence else error.detail
    except KeyError:
        return error.detail


def operator_id(request: HttpRequest) -> UUID:
    """Who acts; for views that let only staff in."""
    return cast(UUID, request.user.pk)


def uuid_of(text: str) -> UUID:
    """The id in an address of the administration; raises Http404."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
