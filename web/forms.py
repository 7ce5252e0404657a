"""Forms of the pages; the rules behind them are the services'."""

from __future__ import annotations

import uuid

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from projects.models import Asset
from web import languages

PASSWORD_MAX_LENGTH = 256
NEW_PASSWORD_HINT = _("At least 8 characters, not a common password.")


def _email(**attrs: object) -> forms.EmailInput:
    # A phone would write a capital letter and correct the domain.
    return forms.EmailInput(attrs={"autocapitalize": "off", "spellcheck": "false", **attrs})


def _new_password() -> forms.CharField:
    return forms.CharField(
        label=_("Password"),
        max_length=PASSWORD_MAX_LENGTH,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": 8}),
        help_text=NEW_PASSWORD_HINT,
    )


class SignUpForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(label=_("Email"), max_length=254, widget=_email(autocomplete="email"))
    password = _new_password()


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _("The e-mail address or the password is wrong."),
        "inactive": _("This account was switched off; ask an operator."),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passes on whatever Django's form takes
        self.fields["username"].label = _("Email")
        self.fields["username"].widget = _email(autocomplete="username", autofocus=True)
        self.fields["password"].label = _("Password")


class ForgotForm(forms.Form):
    email = forms.EmailField(
        label=_("Email"), max_length=254, widget=_email(autocomplete="username", autofocus=True)
    )


class ResetForm(forms.Form):
    password = _new_password()


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


class PasswordForm(forms.Form):
    current = forms.CharField(
        label=_("Current password"),
        max_length=PASSWORD_MAX_LENGTH,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        max_length=PASSWORD_MAX_LENGTH,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": 8}),
        help_text=NEW_PASSWORD_HINT,
    )


class CloseForm(forms.Form):
    """The password as proof that an account is to be closed for good."""

    password = forms.CharField(
        label=_("Your password"),
        max_length=PASSWORD_MAX_LENGTH,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PromptForm(forms.Form):
    """A prompt for a new project; ``key`` is one press of the button, so a doubled request builds once.

    ``template_id`` is what the site shall start from, empty for whatever fits the prompt.
    """

    prompt = forms.CharField(
        max_length=settings.PROMPT_MAX_LENGTH,
        error_messages={"required": _("Describe the website you want: a sentence is enough.")},
        widget=forms.Textarea(
            attrs={
                "rows": 4,
                "placeholder": _(
                    "A website for my bakery Crumb & Co in Bristol: "
                    "sourdough, pastries, open Tue–Sat 8:00–15:00 …"
                ),
            }
        ),
    )
    template_id = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)


class KeyForm(forms.Form):
    """A button whose press is named by ``key``, so that a doubled request acts once."""

    key = forms.UUIDField()


class ShareForm(forms.Form):
    """A share link as people order it; without a version it shows the current one."""

    DAYS = ("1", "7", "30", "90", "365")

    label = forms.CharField(max_length=100, required=False)
    version = forms.IntegerField(min_value=1, max_value=2_147_483_647, required=False)
    password = forms.CharField(min_length=4, max_length=128, required=False, strip=False)
    days = forms.ChoiceField(choices=[(days, days) for days in DAYS])


class ProjectForm(forms.Form):
    name = forms.CharField(max_length=200)
    description = forms.CharField(max_length=settings.PROMPT_MAX_LENGTH, required=False)


class LanguageForm(forms.Form):
    """The language of the project's sites; empty: as in the prompt."""

    language = forms.ChoiceField(required=False, choices=languages.choices())


class PublishForm(forms.Form):
    """The address and the version to publish; empty ones stay as they are."""

    slug = forms.CharField(max_length=100, required=False)
    version = forms.IntegerField(min_value=1, max_value=2_147_483_647, required=False)


class FormSettingsForm(forms.Form):
    """What an owner sets about a form of the site."""

    notify = forms.BooleanField(required=False)
    keep_days = forms.IntegerField(min_value=1, max_value=3650, required=False)
    webhook_url = forms.URLField(max_length=500, required=False, assume_scheme="https")


class PictureForm(forms.Form):
    alt = forms.CharField(label=_("What it shows"), max_length=250, required=False)
    role = forms.ChoiceField(
        label=_("Where it belongs"), choices=[("", ""), *Asset.Role.choices], required=False
    )


def first_error(form: forms.Form) -> str:
    """A sentence about what is wrong in a form, for where there is room for one."""
    return str(next(iter(form.errors.values()))[0])
