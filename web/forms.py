"""Forms of the pages; the rules behind them are the services'."""

from __future__ import annotations

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
    """A prompt for a new project; ``key`` is one press of the button, so a doubled request builds once."""

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


class ShareForm(forms.Form):
    """A share link as people order it; without a version it shows the current one."""

    DAYS = ("1", "7", "30", "90", "365")

    label = forms.CharField(max_length=100, required=False)
    version = forms.IntegerField(min_value=1, max_value=2_147_483_647, required=False)
    password = forms.CharField(min_length=4, max_length=128, required=False, strip=False)
    days = forms.ChoiceField(choices=[(days, days) for days in DAYS])


class ProjectForm(forms.Form):
    name = forms.CharField(max_length=200)
    description = forms.CharField(max_length=5000, required=False)


class PublishForm(forms.Form):
    """The address and the version to publish; empty ones stay as they are."""

    slug = forms.CharField(max_length=100, required=False)
    version = forms.IntegerField(min_value=1, max_value=2_147_483_647, required=False)


class FormSettingsForm(forms.Form):
    """What an owner sets about a form of the site."""

    notify = forms.BooleanField(required=False)
    keep_days = forms.IntegerField(min_value=1, max_value=3650, required=False)
    webhook_url = forms.URLField(max_length=500, required=False, assume_scheme="https")


def first_error(form: forms.Form) -> str:
    """A sentence about what is wrong in a form, for where there is room for one."""
    return str(next(iter(form.errors.values()))[0])
