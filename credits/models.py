"""The books: accounts, holds and entries, in whole credits. The database keeps them (``triggers.py``).

Grants with priority and expiry will be an addition, not a change. A grant is the other face of a positive
entry: a table ``Grant(entry unique, priority, effective_at, expires_at, voided_at)`` and a table
``GrantUse(hold, grant, amount, captured)``, written by the triggers that already see every hold open and
close. Older entries become grants that never expire. What expires leaves as an ``expiry`` entry.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from credits import triggers


class Account(models.Model):
    """The wallet of one user; ``balance - held`` is available. Only triggers move it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    balance = models.BigIntegerField(default=0, editable=False)
    held = models.BigIntegerField(default=0, editable=False)
    last_seq = models.BigIntegerField(default=0, editable=False)

    class Meta:
        permissions = [("adjust_account", "Can adjust credits")]
        constraints = [
            models.CheckConstraint(
                condition=Q(held__gte=0, held__lte=F("balance")), name="account_covers_its_holds"
            ),
        ]
        triggers = [triggers.ACCOUNT_GUARD, triggers.ACCOUNT_STAYS]

    def __str__(self) -> str:
        return f"{self.available} credits"

    @property
    def available(self) -> int:
        """Credits that can be spent now."""
        return self.balance - self.held


class HoldState(models.TextChoices):
    PENDING = "pending"
    POSTED = "posted"
    VOIDED = "voided"


class Hold(models.Model):
    """Credits set aside for one piece of work: pending, then settled (posted) or released (voided), once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="holds")
    amount = models.BigIntegerField()
    captured = models.BigIntegerField(null=True, blank=True, help_text="credits charged when it was settled")
    state = models.CharField(max_length=10, choices=HoldState.choices, default=HoldState.PENDING)
    key = models.CharField(max_length=200, help_text="what it is for; one hold per key, for ever")
    reference = models.CharField(max_length=200, blank=True)
    description = models.CharField(max_length=500, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True, blank=True, help_text="set by the database")
    closed_seq = models.BigIntegerField(
        null=True, blank=True, help_text="the account's last entry when it closed; set by the database"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="hold_once_per_key"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="hold_amount_positive"),
            models.CheckConstraint(condition=Q(state__in=HoldState.values), name="hold_state_known"),
            models.CheckConstraint(
                condition=Q(captured=None) | Q(captured__gte=0, captured__lte=F("amount")),
                name="hold_captured_within_amount",
            ),
            models.CheckConstraint(
                condition=Q(state=HoldState.POSTED, captured__isnull=False)
                | (~Q(state=HoldState.POSTED) & Q(captured=None)),
                name="hold_captured_when_posted",
            ),
            models.CheckConstraint(
                condition=Q(state=HoldState.PENDING, closed_at=None, closed_seq=None)
                | (~Q(state=HoldState.PENDING) & Q(closed_at__isnull=False, closed_seq__isnull=False)),
                name="hold_closed_when_resolved",
            ),
        ]
        # For a user's history: all holds of one account.
        indexes = [models.Index(fields=["account", "created_at"], name="hold_history")]
        triggers = [triggers.HOLD_OPEN, triggers.HOLD_CLOSE, triggers.HOLD_STAYS]

    def __str__(self) -> str:
        return f"{self.amount} credits, {self.state}"


class EntryKind(models.TextChoices):
    """Why a balance moved. A deduction is written by settling a hold, and only so."""

    SIGNUP_BONUS = "signup_bonus"
    PURCHASE = "purchase"
    MONTHLY_RESET = "monthly_reset"
    PROMOTION = "promotion"
    ADJUSTMENT = "adjustment"
    DEDUCTION = "deduction"
    REFUND = "refund"
    EXPIRY = "expiry"


INCOME = (
    EntryKind.SIGNUP_BONUS,
    EntryKind.PURCHASE,
    EntryKind.MONTHLY_RESET,
    EntryKind.PROMOTION,
    EntryKind.REFUND,
)


class Entry(models.Model):
    """One line of an account's book, numbered without gaps. Written once, never changed."""

    # The defaults only please the ORM: the trigger numbers, dates and identifies every entry itself.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    seq = models.BigIntegerField(default=0, editable=False)
    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    amount = models.BigIntegerField(help_text="credits; negative when they leave")
    balance_after = models.BigIntegerField(default=0, editable=False)
    hold = models.ForeignKey(
        Hold, on_delete=models.PROTECT, null=True, blank=True, related_name="entries", db_index=False
    )
    key = models.CharField(max_length=200, help_text="what it is for; one entry per key, for ever")
    reference = models.CharField(max_length=200, blank=True)
    description = models.CharField(max_length=500, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            # Also serves a user's history and the chain that check_ledger walks.
            models.UniqueConstraint(fields=["account", "seq"], name="entry_once_per_number"),
            models.UniqueConstraint(fields=["key"], name="entry_once_per_key"),
            models.UniqueConstraint(fields=["hold"], name="entry_once_per_hold"),
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="entry_kind_known"),
            models.CheckConstraint(condition=Q(balance_after__gte=0), name="entry_balance_not_negative"),
            models.CheckConstraint(
                condition=Q(kind__in=INCOME, amount__gt=0)
                | Q(kind__in=(EntryKind.DEDUCTION, EntryKind.EXPIRY), amount__lt=0)
                | (Q(kind=EntryKind.ADJUSTMENT) & ~Q(amount=0)),
                name="entry_sign_fits_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.DEDUCTION, hold__isnull=False, key__startswith="hold:")
                | (~Q(kind=EntryKind.DEDUCTION) & Q(hold=None) & ~Q(key__startswith="hold:")),
                name="entry_of_hold_is_deduction",
            ),
        ]
        triggers = [
            triggers.ENTRY_NUMBER,
            triggers.ENTRY_APPLY,
            triggers.ENTRY_STAYS,
            triggers.ENTRIES_STAY,
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount:+d}"
