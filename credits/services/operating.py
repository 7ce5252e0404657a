"""What operators do beside adjusting, and the trail of it all."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from credits.models import Grant, OperatorAction
from credits.services import moving

MAX_DETAIL = 900


def record(
    *, operator_id: UUID, action: str, account_id: UUID | None, detail: str, now: datetime
) -> OperatorAction:
    """Add a line to the audit trail, in the caller's transaction."""
    return OperatorAction.objects.create(
        actor_id=operator_id,
        action=action,
        account_id=account_id,
        detail=detail[:MAX_DETAIL],
        created_at=now,
    )


def void_by_operator(*, grant_id: UUID, operator_id: UUID, reason: str, now: datetime) -> Grant:
    """Void a grant and keep who did it and why. Raises GrantClosed, NotFound."""
    with transaction.atomic():
        grant = moving.void_grant(grant_id=grant_id)
        detail = f"grant of {grant.amount} credits ({grant.get_kind_display()}): {reason.strip()}"
        record(
            operator_id=operator_id,
            action="grant voided",
            account_id=grant.account_id,
            detail=detail,
            now=now,
        )
    return grant


def export_recorded(*, operator_id: UUID, what: str, rows: int, now: datetime) -> OperatorAction:
    """Keep that the books left the house."""
    return record(
        operator_id=operator_id, action="exported", account_id=None, detail=f"{rows} {what} as CSV", now=now
    )
