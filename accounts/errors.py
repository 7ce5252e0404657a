"""What accounts refuse."""

from __future__ import annotations

from autowebiq.common.errors import Conflict, DomainError, InvalidInput, NotFound


class EmailTaken(Conflict):
    code = "email_taken"
    title = "The e-mail address has an account already"


class WeakPassword(InvalidInput):
    code = "weak_password"
    title = "The password is too easy to guess"


class EmailFixed(InvalidInput):
    code = "email_not_changeable"
    title = "The e-mail address cannot be changed here"


class ResetLinkInvalid(InvalidInput):
    code = "reset_link_invalid"
    title = "The link is not valid any more"


class VerifyLinkInvalid(InvalidInput):
    code = "verify_link_invalid"
    title = "The link is not valid any more"


class EmailVerified(Conflict):
    code = "email_already_verified"
    title = "The e-mail address is confirmed already"


class NotSignedIn(DomainError):
    """Base of everything that asks for a new sign-in."""

    code = "not_signed_in"
    status = 401
    title = "Sign in again"


class InvalidCredentials(NotSignedIn):
    code = "invalid_credentials"
    title = "Wrong e-mail or password"


class InvalidToken(NotSignedIn):
    code = "token_not_valid"
    title = "The token is not valid"


class LoginEnded(NotSignedIn):
    code = "login_ended"
    title = "This sign-in has ended"


class TokenReused(NotSignedIn):
    code = "token_reused"
    title = "The refresh token was used before"


class LoginUnknown(NotFound):
    code = "login_unknown"
    title = "There is no such sign-in"
