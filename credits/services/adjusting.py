"""Corrections by operators: small ones at once, large ones when a second operator has agreed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from autowebiq.common.errors import InvalidInput, NotFound
from credits.errors import AlreadyDecided, KeyConflict, OwnRequest
from credits.models import Account, Adjustment, AdjustmentState
from credits.services import moving, operating


def request_adjustment(
    *,
    operator_id: UUID,
    user_id: UUID,
    credits: int,
    reason: str,
    reference: str,
    key: str,
    now: datetime,
) -> Adjustment:
    """Correct a wallet by ``credits`` (≠ 0, signed), once per ``key``.

    Above ``settings.CREDITS_FOUR_EYES_LIMIT`` in size it waits for a second operator, and nobody adjusts
    their own wallet alone. Raises InsufficientCredits, KeyConflict, InvalidInput, NotFound; then
    nothing is kept.
    """
    reason, reference = reason.strip(), reference.strip()
    if credits == 0 or not reason or not reference:
        raise InvalidInput("An adjustment needs an amount, a reason and a reference.")
    four_eyes = abs(credits) > settings.CREDITS_FOUR_EYES_LIMIT or user_id == operator_id
    with transaction.atomic():
        if not Account.objects.select_for_update(no_key=True).filter(pk=user_id).exists():
            raise NotFound("This user has no wallet.")
        if earlier := Adjustment.objects.filter(key=key).first():
            return _same(earlier, user_id, credits)
        adjustment = Adjustment(
            account_id=user_id,
            credits=credits,
            reason=reason,
            reference=reference,
            key=key,
            four_eyes=four_eyes,
            requested_by_id=operator_id,
            requested_at=now,
        )
        if not four_eyes:
            _apply(adjustment, decided_by=operator_id, now=now)
        adjustment.save(force_insert=True)
        action = "adjustment requested" if four_eyes else "credits adjusted"
        _record(adjustment, operator_id, action, now)
    return adjustment


def approve_adjustment(*, adjustment_id: UUID, operator_id: UUID, now: datetime) -> Adjustment:
    """Agree to somebody else's request, which books it; approving again changes nothing.

    Raises OwnRequest, AlreadyDecided when it was declined, InsufficientCredits, NotFound.
    """
    with transaction.atomic():
        adjustment = _locked(adjustment_id, operator_id)
        if adjustment.state == AdjustmentState.DECLINED:
            raise AlreadyDecided("This request was declined.")
        if adjustment.state == AdjustmentState.WAITING:
            _apply(adjustment, decided_by=operator_id, now=now)
            adjustment.save(update_fields=["state", "decided_by", "decided_at", "entry"])
            _record(adjustment, operator_id, "adjustment approved", now)
    return adjustment


def decline_adjustment(*, adjustment_id: UUID, operator_id: UUID, now: datetime) -> Adjustment:
    """Refuse a request of somebody else; who asked may withdraw it alike. Declining again changes nothing.

    Raises AlreadyDecided when it was applied, NotFound.
    """
    with transaction.atomic():
        adjustment = _locked(adjustment_id, None)
        if adjustment.state == AdjustmentState.APPLIED:
            raise AlreadyDecided("This request was approved and booked.")
        if adjustment.state == AdjustmentState.WAITING:
            own = adjustment.requested_by_id == operator_id
            adjustment.state = AdjustmentState.DECLINED
            adjustment.decided_by_id, adjustment.decided_at = operator_id, now
            adjustment.save(update_fields=["state", "decided_by", "decided_at"])
            _record(adjustment, operator_id, "adjustment withdrawn" if own else "adjustment declined", now)
    return adjustment


def _locked(adjustment_id: UUID, operator_id: UUID | None) -> Adjustment:
    adjustment = Adjustment.objects.select_for_update(no_key=True).filter(pk=adjustment_id).first()
    if adjustment is None:
        raise NotFound("There is no such request.")
    if adjustment.requested_by_id == operator_id:
        raise OwnRequest("Somebody else must approve what you asked for.")
    return adjustment


def _apply(adjustment: Adjustment, *, decided_by: UUID, now: datetime) -> None:
    adjustment.entry = moving.adjust(
        user_id=adjustment.account_id,
        credits=adjustment.credits,
        key=f"adjust:{adjustment.key}",
        reason=adjustment.reason,
        reference=adjustment.reference,
        operator_id=adjustment.requested_by_id,
    )
    adjustment.state = AdjustmentState.APPLIED
    adjustment.decided_by_id, adjustment.decided_at = decided_by, now


def _same(earlier: Adjustment, user_id: UUID, credits: int) -> Adjustment:
    if (earlier.account_id, earlier.credits) != (user_id, credits):
        raise KeyConflict("This form was used for another adjustment; open a new one.")
    return earlier


def _record(adjustment: Adjustment, operator_id: UUID, action: str, now: datetime) -> None:
    detail = f"{adjustment.credits:+d} credits: {adjustment.reason} ({adjustment.reference})"
    operating.record(
        operator_id=operator_id, action=action, account_id=adjustment.account_id, detail=detail, now=now
    )
