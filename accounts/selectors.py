"""Reading about accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.conf import settings
from django.db.models import Max, OuterRef, QuerySet
from django.db.models.functions import Greatest

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


def with_figures(users: QuerySet[User]) -> QuerySet[User]:
    """Users with ``credits_left``, ``projects_count`` and ``seen_at``, their last sign-in on a page or by the
    API (None: never). No query of its own.
    """
    logins = (
        Login.objects.filter(user=OuterRef("pk")).order_by().values("user").annotate(at=Max("created_at"))
    )
    return users.annotate(
        credits_left=credit_selectors.credits_of("pk"),
        projects_count=project_selectors.projects_of("pk"),
        seen_at=Greatest("last_login", logins.values("at")[:1]),
    )
