"""What operators do beside adjusting, and the trail of it all."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from autowebiq.common.errors import NotFound
from credits.errors import NeedsFourEyes, OwnRequest
from credits.models import Account, EntryKind, Grant, OperatorAction
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
        with override(None):  # the trail is the same whatever the operator reads
            detail = f"grant of {grant.amount} credits ({grant.get_kind_display()}): {reason.strip()}"
        record(
            operator_id=operator_id,
            action="grant voided",
            account_id=grant.account_id,
            detail=detail,
            now=now,
        )
    return grant


def refund_by_operator(
    *,
    operator_id: UUID,
    user_id: UUID,
    credits: int,
    reason: str,
    reference: str,
    key: str,
    now: datetime,
) -> Grant:
    """Give credits back that were charged, once per ``key``, and keep who did it and why.

    A refund never expires. Raises OwnRequest on the operator's own wallet, NeedsFourEyes above
    ``settings.CREDITS_FOUR_EYES_LIMIT``, KeyConflict when another amount was given back for the same thing,
    NotFound, InvalidInput. Locks the account.
    """
    if user_id == operator_id:
        raise OwnRequest("Nobody gives credits back to themselves; another operator must do it.")
    if credits > settings.CREDITS_FOUR_EYES_LIMIT:
        raise NeedsFourEyes("This is above the limit of one operator; ask for an adjustment instead.")
    with transaction.atomic():
        if not Account.objects.select_for_update(no_key=True).filter(pk=user_id).exists():
            raise NotFound("This user has no wallet.")
        is_repeated = Grant.objects.filter(key=key).exists()
        grant = moving.grant(
            user_id=user_id,
            credits=credits,
            kind=EntryKind.REFUND,
            key=key,
            description=reason,
            reference=reference,
            operator_id=operator_id,
        )
        if not is_repeated:
            detail = f"{credits} credits: {reason} ({reference})"
            record(
                operator_id=operator_id, action="credits refunded", account_id=user_id, detail=detail, now=now
            )
    return grant


def export_recorded(*, operator_id: UUID, what: str, rows: int, now: datetime) -> OperatorAction:
    """Keep that the books left the house."""
    return record(
        operator_id=operator_id, action="exported", account_id=None, detail=f"{rows} {what} as CSV", now=now
    )
