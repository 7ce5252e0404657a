"""The token of the e-mail that proves whose an address is: signed, for that address alone, for three days.

It works again and again: looking twice at an e-mail must not end in a refusal, and it can do nothing else.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing

from accounts.models import User

_SALT = "accounts.verify-email"


def token_of(user: User) -> str:
    # With the address: after a change, the token of the former one proves nothing.
    return signing.dumps([user.pk.hex, user.email], salt=_SALT)


def user_of(token: str) -> User | None:
    """Whose token it is; None if it is forged or too old, the address another now, or the user gone."""
    try:
        user_id, email = signing.loads(token, salt=_SALT, max_age=settings.VERIFY_EMAIL_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return User.objects.filter(pk=UUID(hex=user_id), email=email, is_active=True).first()
