"""The books: accounts, grants, holds and entries, in whole credits. The database keeps them (``triggers``).

Credits come in by a grant and leave by a hold that is settled; each writes its entry. Which grants a hold
stands on is in ``GrantUse``, so that a release gives back to where the credits came from.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from credits import grant_triggers, triggers


class Account(models.Model):
    """The wallet of one user; ``balance - held`` is available. Only triggers move it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="+",
    )
    balance = models.BigIntegerField(_("balance"), default=0, editable=False)
    held = models.BigIntegerField(_("held"), default=0, editable=False)
    last_seq = models.BigIntegerField(_("last seq"), default=0, editable=False)

    class Meta:
        permissions = [
            ("adjust_account", "Can adjust credits"),
            ("export_books", "Can export the books"),
        ]
        verbose_name = _("wallet")
        verbose_name_plural = _("wallets")
        constraints = [
            models.CheckConstraint(
                condition=Q(held__gte=0, held__lte=F("balance")), name="account_covers_its_holds"
            ),
        ]
        triggers = [triggers.ACCOUNT_GUARD, triggers.ACCOUNT_STAYS]

    def __str__(self) -> str:
        return str(self.user_id)

    @property
    def available(self) -> int:
        """Credits that can be spent now."""
        return self.balance - self.held


class HoldState(models.TextChoices):
    PENDING = "pending", pgettext_lazy("hold", "Pending")
    POSTED = "posted", pgettext_lazy("hold", "Posted")
    VOIDED = "voided", pgettext_lazy("hold", "Voided")


class Hold(models.Model):
    """Credits set aside for one piece of work: pending, then settled (posted) or released (voided), once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(
        Account, verbose_name=_("account"), on_delete=models.PROTECT, related_name="holds"
    )
    amount = models.BigIntegerField(_("amount"))
    quoted = models.BigIntegerField(
        _("quoted"), null=True, blank=True, help_text=_("the price promised; never less than held")
    )
    captured = models.BigIntegerField(
        _("captured"), null=True, blank=True, help_text=_("credits charged when it was settled")
    )
    state = models.CharField(_("state"), max_length=10, choices=HoldState.choices, default=HoldState.PENDING)
    key = models.CharField(
        _("key"), max_length=200, help_text=_("what it is for; one hold per key, for ever")
    )
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    description = models.CharField(_("description"), max_length=500, blank=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), db_default=Now())
    closed_at = models.DateTimeField(
        _("closed at"), null=True, blank=True, help_text=_("set by the database")
    )
    closed_seq = models.BigIntegerField(
        _("closed seq"),
        null=True,
        blank=True,
        help_text=_("the account's last entry when it closed; set by the database"),
    )

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = [
            models.UniqueConstraint(fields=["key"], name="hold_once_per_key"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="hold_amount_positive"),
            models.CheckConstraint(
                condition=Q(quoted=None) | Q(amount__lte=F("quoted")), name="hold_within_quote"
            ),
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
        indexes = [
            # For a user's history: all holds of one account.
            models.Index(fields=["account", "created_at"], name="hold_history"),
            # What the periodic job releases.
            models.Index(fields=["expires_at"], name="hold_expiring", condition=Q(state="pending")),
        ]
        triggers = [triggers.HOLD_OPEN, triggers.HOLD_CLOSE, triggers.HOLD_STAYS]

    def __str__(self) -> str:
        return f"{self.amount}, {self.get_state_display()}"


class EntryKind(models.TextChoices):
    """Why a balance moved. A deduction is written by settling a hold, and only so."""

    SIGNUP_BONUS = "signup_bonus", _("Signup Bonus")
    PURCHASE = "purchase", _("Purchase")
    MONTHLY_RESET = "monthly_reset", _("Monthly Reset")
    PROMOTION = "promotion", _("Promotion")
    ADJUSTMENT = "adjustment", _("Adjustment")
    DEDUCTION = "deduction", _("Deduction")
    REFUND = "refund", _("Refund")
    EXPIRY = "expiry", _("Expiry")
    VOID = "void", _("Void")


INCOME = (
    EntryKind.SIGNUP_BONUS,
    EntryKind.PURCHASE,
    EntryKind.MONTHLY_RESET,
    EntryKind.PROMOTION,
    EntryKind.REFUND,
)


TAKEN_BACK = (EntryKind.EXPIRY, EntryKind.VOID)
OUTGO = (EntryKind.DEDUCTION, *TAKEN_BACK)


class GrantState(models.TextChoices):
    """Only an active grant can be spent; its ``spent_at`` tells whether something of it is left."""

    SCHEDULED = "scheduled", pgettext_lazy("grant", "Scheduled")
    ACTIVE = "active", pgettext_lazy("grant", "Active")
    EXPIRED = "expired", pgettext_lazy("grant", "Expired")
    VOIDED = "voided", pgettext_lazy("grant", "Voided")


GRANTED = (*INCOME, EntryKind.ADJUSTMENT)
NEVER_EXPIRE = (EntryKind.PURCHASE, EntryKind.REFUND)
CLOSED = (GrantState.EXPIRED, GrantState.VOIDED)


class Grant(models.Model):
    """Credits given to a wallet, with the terms on which they may be spent.

    Spending takes the lowest ``priority`` first, then what expires soonest, then the oldest. ``remaining`` is
    not used yet, ``held`` of it stands behind open holds. One that begins later writes its entry then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(
        Account, verbose_name=_("account"), on_delete=models.PROTECT, related_name="grants", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EntryKind.choices)
    amount = models.BigIntegerField(_("amount"))
    remaining = models.BigIntegerField(
        _("remaining"), default=0, editable=False, help_text=_("set by the database")
    )
    held = models.BigIntegerField(_("held"), default=0, editable=False, help_text=_("set by the database"))
    state = models.CharField(
        _("state"), max_length=10, choices=GrantState.choices, default=GrantState.ACTIVE, editable=False
    )
    priority = models.SmallIntegerField(_("priority"), default=50, help_text=_("0 is spent first, 100 last"))
    effective_at = models.DateTimeField(_("effective at"), db_default=Now())
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    period = models.CharField(  # noqa: DJ001 - unique where it is set
        _("period"), max_length=7, null=True, blank=True, help_text=_("YYYY-MM of a monthly refill")
    )
    key = models.CharField(
        _("key"), max_length=200, help_text=_("what it is for; one grant per key, for ever")
    )
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    description = models.CharField(_("description"), max_length=500, blank=True)
    extra = models.JSONField(_("extra"), default=dict, blank=True)
    created_at = models.DateTimeField(_("created at"), db_default=Now())
    closed_at = models.DateTimeField(
        _("closed at"), null=True, blank=True, help_text=_("when it expired or was voided")
    )
    spent_at = models.DateTimeField(
        _("spent at"), null=True, blank=True, help_text=_("when nothing remained of it")
    )

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        permissions = [("void_grant", "Can void grants")]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="grant_once_per_key"),
            models.UniqueConstraint(fields=["account", "period"], name="grant_once_per_period"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="grant_amount_positive"),
            models.CheckConstraint(condition=Q(kind__in=GRANTED), name="grant_kind_known"),
            models.CheckConstraint(condition=Q(state__in=GrantState.values), name="grant_state_known"),
            models.CheckConstraint(
                condition=Q(priority__gte=0, priority__lte=100), name="grant_priority_0_to_100"
            ),
            models.CheckConstraint(
                condition=Q(held__gte=0, held__lte=F("remaining"), remaining__lte=F("amount")),
                name="grant_covers_its_holds",
            ),
            models.CheckConstraint(
                condition=Q(state=GrantState.SCHEDULED, held=0, remaining=F("amount"), closed_at=None)
                | Q(state=GrantState.ACTIVE, closed_at=None)
                | Q(state__in=CLOSED, closed_at__isnull=False, remaining=F("held")),
                name="grant_closed_keeps_only_holds",
            ),
            models.CheckConstraint(
                condition=Q(spent_at=None, remaining__gt=0) | Q(spent_at__isnull=False, remaining=0),
                name="grant_spent_when_nothing_remains",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None)
                | (Q(expires_at__gt=F("effective_at")) & ~Q(kind__in=NEVER_EXPIRE)),
                name="grant_purchased_never_expires",
            ),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.MONTHLY_RESET, period__isnull=False, expires_at__isnull=False)
                | (~Q(kind=EntryKind.MONTHLY_RESET) & Q(period=None)),
                name="grant_refill_has_a_period",
            ),
            models.CheckConstraint(
                condition=~Q(key__startswith="hold:")
                & ~Q(key__startswith="expiry:")
                & ~Q(key__startswith="void:"),
                name="grant_key_not_reserved",
            ),
        ]
        indexes = [
            # What a hold may take, in the order of spending. Its condition seldom changes, so that the
            # updates of a busy grant stay off the index.
            models.Index(
                fields=["account", "priority", "expires_at", "effective_at"],
                name="grant_to_spend",
                condition=Q(spent_at=None),
            ),
            # What the periodic jobs expire and begin.
            models.Index(
                fields=["expires_at"], name="grant_expiring", condition=Q(state="active", spent_at=None)
            ),
            models.Index(fields=["effective_at"], name="grant_beginning", condition=Q(state="scheduled")),
        ]
        triggers = [
            grant_triggers.GRANT_TERMS,
            grant_triggers.GRANT_OPEN,
            grant_triggers.GRANT_MOVE,
            grant_triggers.GRANT_STAYS,
        ]

    def __str__(self) -> str:
        return f"{self.amount}, {self.get_kind_display()}"


class Entry(models.Model):
    """One line of an account's book, numbered without gaps. Written once, never changed."""

    # The defaults only please the ORM: the trigger numbers, dates and identifies every entry itself.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(
        Account, verbose_name=_("account"), on_delete=models.PROTECT, related_name="entries"
    )
    seq = models.BigIntegerField(_("seq"), default=0, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=EntryKind.choices)
    amount = models.BigIntegerField(_("amount"), help_text=_("credits; negative when they leave"))
    balance_after = models.BigIntegerField(_("balance after"), default=0, editable=False)
    hold = models.ForeignKey(
        Hold,
        verbose_name=_("hold"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        db_index=False,
    )
    grant = models.ForeignKey(
        Grant,
        verbose_name=_("grant"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
    )
    key = models.CharField(
        _("key"), max_length=200, help_text=_("what it is for; one entry per key, for ever")
    )
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    description = models.CharField(_("description"), max_length=500, blank=True)
    extra = models.JSONField(_("extra"), default=dict, blank=True)
    created_at = models.DateTimeField(_("created at"), db_default=Now())

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            # Also serves a user's history and the chain that check_ledger walks.
            models.UniqueConstraint(fields=["account", "seq"], name="entry_once_per_number"),
            models.UniqueConstraint(fields=["key"], name="entry_once_per_key"),
            models.UniqueConstraint(fields=["hold"], name="entry_once_per_hold"),
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="entry_kind_known"),
            models.CheckConstraint(condition=Q(balance_after__gte=0), name="entry_balance_not_negative"),
            models.CheckConstraint(
                condition=Q(kind__in=INCOME, amount__gt=0)
                | Q(kind__in=OUTGO, amount__lt=0)
                | (Q(kind=EntryKind.ADJUSTMENT) & ~Q(amount=0)),
                name="entry_sign_fits_kind",
            ),
            models.UniqueConstraint(fields=["grant"], name="entry_once_per_grant", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                condition=Q(grant__isnull=False, amount__gt=0)
                | Q(grant__isnull=False, kind__in=TAKEN_BACK)
                | (Q(grant=None, amount__lt=0) & ~Q(kind__in=TAKEN_BACK)),
                name="entry_of_grant_comes_or_lapses",
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
        return f"{self.get_kind_display()} {self.amount:+d}"


class GrantUse(models.Model):
    """The part of a grant that a hold stands on, or that an adjustment took; written by the database.

    ``captured`` is None while the hold is pending and 0 when it was released.
    """

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="uses")
    hold = models.ForeignKey(
        Hold, on_delete=models.PROTECT, null=True, blank=True, related_name="uses", db_index=False
    )
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="uses", db_index=False
    )
    nth = models.PositiveSmallIntegerField(help_text="order of spending")
    amount = models.BigIntegerField()
    captured = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            # Also serves the settling and releasing of a hold.
            models.UniqueConstraint(fields=["hold", "nth"], name="use_of_hold_in_order"),
            models.UniqueConstraint(
                fields=["entry", "nth"], name="use_of_entry_in_order", condition=Q(entry__isnull=False)
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="use_amount_positive"),
            models.CheckConstraint(
                condition=Q(captured=None) | Q(captured__gte=0, captured__lte=F("amount")),
                name="use_captured_within_amount",
            ),
            models.CheckConstraint(
                condition=Q(hold__isnull=False, entry=None)
                | Q(hold=None, entry__isnull=False, captured=F("amount")),
                name="use_of_hold_or_entry",
            ),
        ]
        triggers = [
            grant_triggers.USE_GUARD,
            grant_triggers.USE_STAYS,
            grant_triggers.USES_STAY,
        ]

    def __str__(self) -> str:
        return f"{self.amount} of {self.grant_id}"
