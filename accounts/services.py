"""Registering, signing in and out, passwords."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.encoding import force_bytes, force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from accounts import mail, tokens, verification
from accounts.errors import (
    EmailFixed,
    EmailTaken,
    EmailVerified,
    InvalidCredentials,
    LoginUnknown,
    ResetLinkInvalid,
    VerifyLinkInvalid,
    WeakPassword,
)
from accounts.models import Login, LoginEnd, User
from accounts.tokens import Tokens
from autowebiq.common import throttle
from autowebiq.common.throttle import client_address as client_address
from credits import services as credit_services

DEMO_EMAIL = "demo@test.com"
DEMO_PASSWORD = "Demo123456"  # noqa: S105 - published on purpose; the user exists in the embedded mode only
DEMO_CREDITS = 500


@dataclass(frozen=True)
class Session:
    """A signed-in user and the tokens to prove it."""

    user: User
    tokens: Tokens


def register(*, email: str, password: str, name: str) -> User:
    """Create a user, open the wallet and grant the signup bonus, in one transaction; then e-mail a link.

    Whether that e-mail arrives decides nothing. Raises EmailTaken (in whatever case), WeakPassword; both
    with ``errors`` that name the field.
    """
    user = User(email=User.objects.normalize_email(email.strip()), name=name.strip())
    _check_password(password, user)
    user.password = make_password(password)  # slow on purpose, so outside the transaction
    try:
        with transaction.atomic(durable=True):
            User.objects.add(user)
            _grant_signup_bonus(user)
    except IntegrityError as error:
        if "user_email_once" not in str(error):
            raise
        detail = "There is an account with this e-mail address already; sign in instead."
        rows = [{"field": "email", "code": EmailTaken.code, "detail": detail}]
        raise EmailTaken(detail, errors=rows) from error
    mail.send_verification(to=user.email, token=verification.token_of(user))
    return user


def guard_verification(*, address: str) -> None:
    """Count a try to confirm an address by where it comes from. Raises TooManyRequests, Unavailable."""
    throttle.hit(name="verify-email-address", subject=address)


def verify_email(*, token: str) -> User:
    """Note that the address is the user's, whoever opens the link; a second time changes nothing.

    Raises VerifyLinkInvalid when it is forged, older than VERIFY_EMAIL_SECONDS or for another address.
    """
    user = verification.user_of(token)
    if user is None:
        raise VerifyLinkInvalid("This link is not ours or too old; sign in and ask for a new one.")
    _note_verified(user)
    return user


def resend_verification(*, user: User) -> None:
    """E-mail the link again. Raises EmailVerified, TooManyRequests, Unavailable."""
    if user.email_verified:
        raise EmailVerified("This e-mail address is confirmed already.")
    throttle.hit(name="verify-email-user", subject=str(user.pk))
    mail.send_verification(to=user.email, token=verification.token_of(user))


def _note_verified(user: User) -> None:
    # For this address only: it may have been changed since the user was read.
    rows = User.objects.filter(pk=user.pk, email=user.email, email_verified_at=None)
    if rows.update(email_verified_at=timezone.now()):
        user.refresh_from_db(fields=["email_verified_at"])


def guard_registration(*, address: str) -> None:
    """Count a registration, before the password is hashed. Raises TooManyRequests, Unavailable."""
    throttle.hit(name="register-address", subject=address)


def open_session(*, user: User, device: str = "") -> Session:
    """Tokens for a user who has just proved who they are; ``device`` is what the client says it is."""
    return Session(user, tokens.begin(user, device))


def note_web_session(*, user: User, session_key: str, device: str) -> Login:
    """List a session of the web among the user's sign-ins, so that it can be revoked from elsewhere."""
    return Login.objects.create(user=user, session_key=session_key, device=device[: tokens.DEVICE_LENGTH])


def list_web_session(*, user: User, session_key: str, device: str) -> None:
    """List a session that came in without ``note_web_session``; one that is listed stays as it is."""
    Login.objects.get_or_create(
        session_key=session_key, defaults={"user": user, "device": device[: tokens.DEVICE_LENGTH]}
    )


def end_web_session(*, session_key: str) -> None:
    """End the sign-in of a session that is left; one that is not listed stays as it is."""
    tokens.close(Login.objects.filter(session_key=session_key).exclude(session_key=""), LoginEnd.SIGNED_OUT)


def revoke_login(*, user: User, login_id: UUID) -> None:
    """End one of the user's sign-ins; an ended one stays so. Raises LoginUnknown."""
    logins = user.logins.filter(pk=login_id)
    if not logins.exists():
        raise LoginUnknown("There is no such sign-in.")
    tokens.close(logins, LoginEnd.REVOKED)


def revoke_other_logins(*, user: User, session_key: str) -> int:
    """End every sign-in but the one of this session; returns how many were ended."""
    return tokens.close(user.logins.exclude(session_key=session_key), LoginEnd.REVOKED)


def guard_sign_in(*, email: str, address: str) -> None:
    """Count a try to sign in, before the password is hashed. Raises TooManyRequests, Unavailable.

    Every try counts until ``sign_in_succeeded`` takes it back, so parallel ones cannot slip through.
    """
    throttle.hit(name="sign-in-address", subject=address)
    throttle.hit(name="sign-in-account", subject=email.strip().lower())


def sign_in_succeeded(*, email: str, address: str) -> None:
    """Stop counting a try that turned out to be right."""
    throttle.give_back(name="sign-in-address", subject=address)
    throttle.give_back(name="sign-in-account", subject=email.strip().lower())


def sign_in(*, email: str, password: str, address: str, device: str = "") -> Session:
    """Check an e-mail (in whatever case) and a password.

    Raises InvalidCredentials, alike and after the same work for a wrong password, an unknown address and a
    user who is switched off; TooManyRequests.
    """
    guard_sign_in(email=email, address=address)
    user = authenticate(username=email, password=password)
    if not isinstance(user, User):
        raise InvalidCredentials("The e-mail address or the password is wrong.")
    sign_in_succeeded(email=email, address=address)
    return open_session(user=user, device=device)


def refresh_session(*, refresh: str) -> Session:
    """Exchange a refresh token for a new pair; see ``tokens.rotate`` for what is refused."""
    return Session(*tokens.rotate(refresh))


def log_out(*, refresh: str) -> None:
    """End a sign-in with all its refresh tokens; once ended, it stays so. Raises InvalidToken."""
    tokens.end(refresh)


def change_name(*, user: User, name: str) -> User:
    user.name = name.strip()
    user.save(update_fields=["name", "updated_at"])
    return user


def refuse_other_email(*, user: User, email: str) -> None:
    """Raise EmailFixed unless it is the present address: a new one would have to be confirmed first."""
    if email.strip().lower() == user.email.lower():
        return
    detail = "The e-mail address cannot be changed here; ask an operator."
    raise EmailFixed.at("email", detail)


def change_password(*, user: User, current: str, new: str, address: str) -> Session:
    """``replace_password`` for a client with tokens: this sign-in starts anew."""
    replace_password(user=user, current=current, new=new, address=address)
    return open_session(user=user)


def replace_password(*, user: User, current: str, new: str, address: str) -> None:
    """Set a new password and end every sign-in, that of the caller included.

    Raises InvalidCredentials for a wrong current one (counted like a sign-in), WeakPassword.
    """
    guard_sign_in(email=user.email, address=address)
    if not user.check_password(current):
        raise InvalidCredentials("The current password is wrong.")
    sign_in_succeeded(email=user.email, address=address)
    _check_password(new, user)
    _set_password(user, new)


def guard_reset_request(*, address: str) -> None:
    """Count a question for a reset by where it comes from. Raises TooManyRequests, Unavailable."""
    throttle.hit(name="password-forgot-address", subject=address)


def guard_reset(*, address: str) -> None:
    """Count a try to reset a password by where it comes from. Raises TooManyRequests, Unavailable."""
    throttle.hit(name="password-reset-address", subject=address)


def reset_link_works(*, uid: str, token: str) -> bool:
    """Whether ``reset_password`` would take the link; following it uses nothing up."""
    user = _user_of(uid)
    return user is not None and default_token_generator.check_token(user, token)


def request_password_reset(*, email: str) -> None:
    """E-mail a reset token if the address has an account; nothing the caller sees tells whether it has."""
    throttle.hit(name="password-forgot-account", subject=email.strip().lower())
    user = User.objects.by_email(email).filter(is_active=True).first()
    if user:
        uid = urlsafe_base64_encode(force_bytes(user.pk))
        mail.send_reset(to=user.email, uid=uid, token=default_token_generator.make_token(user))


def reset_password(*, uid: str, token: str, password: str) -> None:
    """Set a password with the token of an e-mail: works once and for an hour, and ends every sign-in.

    Raises ResetLinkInvalid, WeakPassword.
    """
    user = _user_of(uid)
    if user is None or not default_token_generator.check_token(user, token):
        raise ResetLinkInvalid("This link was used or is older than an hour; ask for a new one.")
    _check_password(password, user)
    _set_password(user, password)
    # Who has the e-mail has the address.
    _note_verified(user)


def ensure_demo_user() -> tuple[User, bool]:
    """The user of the demonstration and whether it was made now.

    Raises ImproperlyConfigured when the database is not embedded: its password is public.
    """
    if not settings.ENV.database_is_embedded:
        raise ImproperlyConfigured("The demo user is made in the embedded database only: unset DATABASE_URL.")
    user = User.objects.by_email(DEMO_EMAIL).first()
    created = user is None
    with transaction.atomic():
        user = user or User.objects.create_user(
            DEMO_EMAIL, DEMO_PASSWORD, name="Demo", email_verified_at=timezone.now()
        )
        credit_services.grant(
            user_id=user.pk,
            credits=DEMO_CREDITS,
            kind=credit_services.EntryKind.PROMOTION,
            key=f"demo:{user.pk}",
            description="Credits to try AutoWebIQ with",
        )
    return user, created


def _grant_signup_bonus(user: User) -> None:
    if settings.SIGNUP_BONUS:
        credit_services.grant(
            user_id=user.pk,
            credits=settings.SIGNUP_BONUS,
            kind=credit_services.EntryKind.SIGNUP_BONUS,
            key=f"signup:{user.pk}",
            description="Welcome to AutoWebIQ",
        )


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        rows = [
            {"field": "password", "code": str(e.code), "detail": " ".join(e.messages)}
            for e in error.error_list
        ]
        raise WeakPassword(rows[0]["detail"], errors=rows) from error


def _set_password(user: User, password: str) -> None:
    user.set_password(password)
    with transaction.atomic():
        user.save(update_fields=["password", "updated_at"])
        tokens.end_all(user, LoginEnd.PASSWORD_CHANGED)


def _user_of(uid: str) -> User | None:
    try:
        return User.objects.filter(pk=force_str(urlsafe_base64_decode(uid)), is_active=True).first()
    except (ValueError, ValidationError):
        return None
