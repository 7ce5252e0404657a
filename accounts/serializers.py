"""Shapes of requests and answers about accounts."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.models import Login, User
from accounts.services import Session
from credits.selectors import Wallet

USER_FIELDS = ("id", "email", "email_verified", "name", "created_at", "updated_at")
# Argon2 reads all of it, so somebody must stop reading.
PASSWORD_MAX_LENGTH = 256
SHOWN = ("id", "device", "created_at", "used_at")


class PasswordField(serializers.CharField):
    """Taken as it was typed, spaces and all, and never sent back."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=PASSWORD_MAX_LENGTH,
            trim_whitespace=False,
            write_only=True,
            style={"input_type": "password"},
            **kwargs,
        )


class RegisterInput(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    password = PasswordField()
    name = serializers.CharField(max_length=150, required=False)
    username = serializers.CharField(max_length=150, required=False, help_text="accepted for `name`")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        name = attrs.pop("username", "")
        attrs.setdefault("name", name)
        if not attrs["name"]:
            raise serializers.ValidationError({"name": ["This field is required."]}, code="required")
        return attrs


class SignInInput(serializers.Serializer[Any]):
    email = serializers.CharField(max_length=254)
    password = PasswordField()


class RefreshInput(serializers.Serializer[Any]):
    refresh = serializers.CharField(max_length=4096)


class PasswordChangeInput(serializers.Serializer[Any]):
    current_password = PasswordField()
    new_password = PasswordField()


class PasswordForgotInput(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)


class PasswordResetInput(serializers.Serializer[Any]):
    uid = serializers.CharField(max_length=100)
    token = serializers.CharField(max_length=100)
    password = PasswordField()


class SignInOutput(serializers.Serializer[Any]):
    """A sign-in that still counts: a session of the web interface or a family of tokens."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=["web", "api"])
    device = serializers.CharField(allow_blank=True, help_text="what the client says it is")
    created_at = serializers.DateTimeField()
    used_at = serializers.DateTimeField(help_text="when it last got a token or a session")


class CloseInput(serializers.Serializer[Any]):
    password = PasswordField()


class VerifyInput(serializers.Serializer[Any]):
    token = serializers.CharField(max_length=1000)


class VerifiedOutput(serializers.Serializer[Any]):
    email = serializers.EmailField()
    email_verified = serializers.BooleanField()


class MeInput(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=150, required=False)
    email = serializers.CharField(max_length=254, required=False, help_text="only the present one")


class UserOutput(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    email = serializers.EmailField()
    email_verified = serializers.BooleanField(help_text="whether a link sent to the address was opened")
    name = serializers.CharField()
    credits = serializers.IntegerField(help_text="available: balance − held")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class SessionOutput(serializers.Serializer[Any]):
    token = serializers.CharField(help_text="the same as `access`")
    access = serializers.CharField()
    access_token = serializers.CharField(help_text="the same as `access`")
    refresh = serializers.CharField(help_text="works once")
    user = UserOutput()


class MessageOutput(serializers.Serializer[Any]):
    message = serializers.CharField()


class CreditsOutput(serializers.Serializer[Any]):
    user_id = serializers.UUIDField()
    credits = serializers.IntegerField(help_text="available: balance − held")
    held = serializers.IntegerField()
    balance = serializers.IntegerField()


class StatsOutput(serializers.Serializer[Any]):
    user_id = serializers.UUIDField()
    email = serializers.EmailField()
    credits = serializers.IntegerField()
    total_projects = serializers.IntegerField()
    completed_projects = serializers.IntegerField()
    credits_spent = serializers.IntegerField(help_text="charged and not refunded")
    member_since = serializers.DateTimeField()


class TicketOutput(serializers.Serializer[Any]):
    ticket = serializers.CharField(help_text="opens one socket")
    expires_in = serializers.IntegerField(help_text="seconds")


def user_body(user: User, wallet: Wallet) -> dict[str, Any]:
    """A user as the API shows them to themselves."""
    row = {name: getattr(user, name) for name in USER_FIELDS}
    return dict(UserOutput({**row, "credits": wallet.credits}).data)


def sign_in_row(login: Login) -> dict[str, Any]:
    """A sign-in as the API lists it; the key of a web session stays here."""
    kind = "web" if login.session_key else "api"
    return dict(SignInOutput({**{n: getattr(login, n) for n in SHOWN}, "kind": kind}).data)


def session_body(session: Session, wallet: Wallet) -> dict[str, Any]:
    """A sign-in: the access token under every name that clients look for."""
    access = session.tokens.access
    return {
        "token": access,
        "access": access,
        "access_token": access,
        "refresh": session.tokens.refresh,
        "user": user_body(session.user, wallet),
    }
