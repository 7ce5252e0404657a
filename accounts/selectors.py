"""Reading about accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import User
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
