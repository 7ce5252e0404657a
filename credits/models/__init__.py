"""Rows of the credits app: the books themselves, and what operators and notices keep beside them."""

from credits.models.books import (
    GRANTED,
    INCOME,
    NEVER_EXPIRE,
    Account,
    Entry,
    EntryKind,
    Grant,
    GrantState,
    GrantUse,
    Hold,
    HoldState,
)
from credits.models.operations import Adjustment, AdjustmentState, LedgerCheck, LowBalance, OperatorAction

__all__ = [
    "GRANTED",
    "INCOME",
    "NEVER_EXPIRE",
    "Account",
    "Adjustment",
    "AdjustmentState",
    "Entry",
    "EntryKind",
    "Grant",
    "GrantState",
    "GrantUse",
    "Hold",
    "HoldState",
    "LedgerCheck",
    "LowBalance",
    "OperatorAction",
]
