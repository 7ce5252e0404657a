"""What can be done with credits. Doors and other apps call these and nothing else."""

from credits.models import EntryKind
from credits.services.adjusting import approve_adjustment, decline_adjustment, request_adjustment
from credits.services.checking import check_books
from credits.services.moving import (
    PRIORITIES,
    adjust,
    grant,
    open_account,
    place_hold,
    release_hold,
    settle_hold,
    void_grant,
)
from credits.services.noticing import note_low_balance, note_low_balances, send_low_balance_mails
from credits.services.operating import export_recorded, refund_by_operator, void_by_operator
from credits.services.operating import record as record_action
from credits.services.terms import begin_grants, expire_grants, refill_month, release_expired_holds

__all__ = [
    "PRIORITIES",
    "EntryKind",
    "adjust",
    "approve_adjustment",
    "begin_grants",
    "check_books",
    "decline_adjustment",
    "expire_grants",
    "export_recorded",
    "grant",
    "note_low_balance",
    "note_low_balances",
    "open_account",
    "place_hold",
    "record_action",
    "refill_month",
    "refund_by_operator",
    "release_expired_holds",
    "release_hold",
    "request_adjustment",
    "send_low_balance_mails",
    "settle_hold",
    "void_by_operator",
    "void_grant",
]
