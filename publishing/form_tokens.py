"""Signed values that pages of forms carry: that a page was open for a moment, and which post to confirm."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing

_TOKEN = signing.Signer(salt="publishing.form")
_CONFIRM = signing.Signer(salt="publishing.confirm")
MIN_SECONDS = 2
"""Nobody reads and fills in a form faster; scripts of sites wait until a token is this old."""
MAX_SECONDS = 24 * 3600
CONFIRM_MAX_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True)
class Pending:
    """A post that waits for its confirmation; ``is_early`` if nobody can have read the page yet."""

    submission_id: UUID
    is_early: bool


def issue(*, form_id: UUID, now: datetime) -> str:
    """A token for one post of this form."""
    return _TOKEN.sign(f"{form_id.hex}.{secrets.token_hex(12)}.{int(now.timestamp())}")


def serial(token: str, *, form_id: UUID, now: datetime) -> str | None:
    """What makes the token unique; None if it is forged, of another form, too young or too old."""
    try:
        form, number, issued = _TOKEN.unsign(token).split(".")
        age = int(now.timestamp()) - int(issued)
    except (signing.BadSignature, ValueError):
        return None
    return number if form == form_id.hex and MIN_SECONDS <= age <= MAX_SECONDS else None


def ask(*, submission_id: UUID, now: datetime) -> str:
    """The value of the button that confirms a post."""
    return _CONFIRM.sign(f"{submission_id.hex}.{int(now.timestamp())}")


def asked(value: str, *, now: datetime) -> Pending | None:
    """The post that a button confirms; None if the value is forged or too old."""
    try:
        submission, issued = _CONFIRM.unsign(value).split(".")
        age = int(now.timestamp()) - int(issued)
        pending = Pending(UUID(hex=submission), is_early=age < 1)
    except (signing.BadSignature, ValueError):
        return None
    return pending if 0 <= age <= CONFIRM_MAX_SECONDS else None
