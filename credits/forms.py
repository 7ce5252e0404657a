"""Forms of the administration."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminTextInputWidget


class VoidForm(forms.Form):
    """Why a grant is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("Kept in the audit trail."),
    )


class AdjustForm(forms.Form):
    """An operator's correction; ``key`` is made with the form, so that sending it twice acts once."""

    credits = forms.IntegerField(
        label=_("Credits"),
        min_value=-1_000_000,
        max_value=1_000_000,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=_("Whole credits; negative to take away."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("The user sees this in their history."),
    )
    reference = forms.CharField(
        label=_("Reference"),
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("The ticket, invoice or message behind it."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_credits(self) -> int:
        credits = int(self.cleaned_data["credits"])
        if credits == 0:
            raise forms.ValidationError(_("Zero changes nothing."), code="zero")
        return credits
