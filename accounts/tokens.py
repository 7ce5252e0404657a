"""Access and refresh tokens, and the login that a family of refresh tokens belongs to.

A refresh token works once. When one comes back a second time, somebody has a copy: nobody can tell who is
the owner, so the whole family ends (RFC 9700 §4.14.2). simplejwt 5.5.1 neither knows families nor refuses a
refresh after a password change; both are checked here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from rest_framework_simplejwt import tokens as jwt
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken
from rest_framework_simplejwt.utils import get_md5_hash_password

from accounts.errors import InvalidToken, LoginEnded, TokenReused
from accounts.models import Login, LoginEnd, User

FAMILY_CLAIM = "fam"
DEVICE_LENGTH = 300


@dataclass(frozen=True)
class Tokens:
    """A pair of encoded JWTs."""

    access: str
    refresh: str


class RefreshToken(jwt.RefreshToken):
    """simplejwt's refresh token; whether it was used before is asked under the lock of its login."""

    def check_blacklist(self) -> None:
        pass


def begin(user: User, device: str = "") -> Tokens:
    """Start a login and issue its first pair; ``device`` is what the client says it is."""
    with transaction.atomic():
        return _issue(user, Login.objects.create(user=user, device=device[:DEVICE_LENGTH]))


def rotate(refresh: str) -> tuple[User, Tokens]:
    """Exchange a refresh token for a new pair, once.

    Raises InvalidToken, LoginEnded (signed out, password changed, user switched off), TokenReused (and ends
    the login). Locks the login, so of two simultaneous uses one is the reuse.
    """
    token = _read(refresh)
    with transaction.atomic(durable=True):
        login = _locked_login(token)
        if reused := BlacklistedToken.objects.filter(token__jti=token["jti"]).exists():
            _end(login, LoginEnd.TOKEN_REUSED)
        else:
            _use_up(token)
            tokens = _issue(login.user, login)
            Login.objects.filter(pk=login.pk).update(used_at=timezone.now())
    if reused:
        raise TokenReused("This refresh token was used before, so its sign-in was ended; sign in again.")
    return login.user, tokens


def end(refresh: str) -> None:
    """End the login that a refresh token belongs to; ending it again changes nothing. Raises InvalidToken."""
    token = _read(refresh)
    with transaction.atomic():
        Login.objects.filter(pk=token[FAMILY_CLAIM], ended_at=None).update(
            ended_at=timezone.now(), ended_by=LoginEnd.SIGNED_OUT
        )
        _use_up(token)


def end_all(user: User, reason: LoginEnd) -> None:
    """End every login of a user, sessions of the web included."""
    close(user.logins.all(), reason)


def close(logins: QuerySet[Login], reason: LoginEnd) -> int:
    """End those of the logins that are open, with their sessions; returns how many there were."""
    with transaction.atomic():
        open_ones = list(logins.filter(ended_at=None).select_for_update().order_by("id"))
        keys = [login.session_key for login in open_ones if login.session_key]
        Session.objects.filter(session_key__in=keys).delete()
        return Login.objects.filter(pk__in=[login.pk for login in open_ones]).update(
            ended_at=timezone.now(), ended_by=reason
        )


def _read(refresh: str) -> RefreshToken:
    try:
        token = RefreshToken(refresh)  # type: ignore[arg-type]  # simplejwt means the encoded text
    except TokenError as error:
        raise InvalidToken("This refresh token is not ours or has expired; sign in again.") from error
    if FAMILY_CLAIM not in token:
        raise InvalidToken("This refresh token names no sign-in; sign in again.")
    return token


def _locked_login(token: RefreshToken) -> Login:
    logins = Login.objects.select_for_update(of=("self",)).select_related("user")
    login = logins.filter(pk=token[FAMILY_CLAIM], user=token[api_settings.USER_ID_CLAIM]).first()
    if login is None:
        raise InvalidToken("The sign-in of this refresh token is unknown; sign in again.")
    same_password = token.get(api_settings.REVOKE_TOKEN_CLAIM) == get_md5_hash_password(login.user.password)
    if login.ended_at or not login.user.is_active or not same_password:
        raise LoginEnded("This sign-in has ended; sign in again.")
    return login


def _end(login: Login, reason: LoginEnd) -> None:
    login.ended_at, login.ended_by = timezone.now(), reason
    login.save(update_fields=["ended_at", "ended_by"])


def _use_up(token: RefreshToken) -> None:
    row = OutstandingToken.objects.filter(jti=token["jti"]).first()
    if row is None:
        raise InvalidToken("This refresh token is unknown; sign in again.")
    BlacklistedToken.objects.get_or_create(token=row)


def _issue(user: User, login: Login) -> Tokens:
    token = RefreshToken()
    token[api_settings.USER_ID_CLAIM] = str(user.pk)
    token[api_settings.REVOKE_TOKEN_CLAIM] = get_md5_hash_password(user.password)
    token[FAMILY_CLAIM] = str(login.pk)
    # Only the id is kept: who reads the database cannot use what is there.
    OutstandingToken.objects.create(
        user=user,
        jti=token["jti"],
        token="",
        created_at=token.current_time,
        expires_at=datetime.fromtimestamp(token["exp"], tz=UTC),
    )
    return Tokens(access=str(token.access_token), refresh=str(token))
