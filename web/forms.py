"""Forms of the pages; the rules behind them are the services'."""

from __future__ import annotations

import uuid

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm


class SignUpForm(forms.Form):
    name = forms.CharField(max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": 8}),
        help_text="At least 8 characters, not a common password.",
    )


class SignInForm(AuthenticationForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passes on whatever Django's form takes
        self.fields["username"].label = "E-mail"
        self.fields["username"].widget = forms.EmailInput(attrs={"autocomplete": "email"})


class PromptForm(forms.Form):
    """A prompt for a new project; ``key`` is one press of the button, so a doubled request builds once.

    ``template_id`` is what the site shall start from, empty for whatever fits the prompt.
    """

    prompt = forms.CharField(
        max_length=settings.PROMPT_MAX_LENGTH,
        error_messages={"required": "Describe the website you want: a sentence is enough."},
        widget=forms.Textarea(
            attrs={
                "rows": 4,
                "placeholder": "A website for my bakery Crumb & Co in Bristol: "
                "sourdough, pastries, open Tue–Sat 8:00–15:00 …",
            }
        ),
    )
    template_id = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)


class KeyForm(forms.Form):
    """A button whose press is named by ``key``, so that a doubled request acts once."""

    key = forms.UUIDField()
