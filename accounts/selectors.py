"""Reading about accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.conf import settings

from accounts.models import Login, User
from credits import selectors as credit_selectors
from projects import selectors as project_selectors


@dataclass(frozen=True)
class Stats:
    """What a user has done so far; credits are whole, ``credits_spent`` is net of refunds."""

    user_id: UUID
    email: str
    credits: int
    total_projects: int
    completed_projects: int
    credits_spent: int
    member_since: datetime


def stats(*, user: User) -> Stats:
    """The figures of a user's own page. Three queries."""
    total, completed = project_selectors.project_counts(user.pk)
    return Stats(
        user_id=user.pk,
        email=user.email,
        credits=credit_selectors.wallet(user_id=user.pk).credits,
        total_projects=total,
        completed_projects=completed,
        credits_spent=credit_selectors.spent(user_id=user.pk),
        member_since=user.created_at,
    )


def open_logins(*, user_id: UUID, now: datetime) -> list[Login]:
    """The sign-ins that still count, the last used first: tokens that can be refreshed, sessions that last.

    One query.
    """
    lasting = cast(timedelta, settings.SIMPLE_JWT["REFRESH_TOKEN_LIFETIME"])
    web = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    rows = Login.objects.filter(user_id=user_id, ended_at=None, used_at__gt=now - max(lasting, web))
    return [
        login
        for login in rows.order_by("-used_at", "-id")
        if login.used_at > now - (web if login.session_key else lasting)
    ]
