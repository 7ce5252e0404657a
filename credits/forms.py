"""Forms of the administration."""

from __future__ import annotations

import uuid

from django import forms
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminTextInputWidget


class VoidForm(forms.Form):
    """Why a grant is taken back."""

    reason = forms.CharField(
        max_length=500, widget=UnfoldAdminTextInputWidget, help_text="Kept in the audit trail."
    )


class AdjustForm(forms.Form):
    """An operator's correction; ``key`` is made with the form, so that sending it twice acts once."""

    credits = forms.IntegerField(
        min_value=-1_000_000,
        max_value=1_000_000,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text="Whole credits; negative to take away.",
    )
    reason = forms.CharField(
        max_length=500, widget=UnfoldAdminTextInputWidget, help_text="The user sees this in their history."
    )
    reference = forms.CharField(
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text="The ticket, invoice or message behind it.",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_credits(self) -> int:
        credits = int(self.cleaned_data["credits"])
        if credits == 0:
            raise forms.ValidationError("Zero changes nothing.", code="zero")
        return credits
