"""What operators ask for and do, and which low balances their owners were told of."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from credits.models.books import Account, Entry


class AdjustmentState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("adjustment", "Waits for a second operator")
    APPLIED = "applied", pgettext_lazy("adjustment", "Applied")
    DECLINED = "declined", pgettext_lazy("adjustment", "Declined")


class Adjustment(models.Model):
    """A correction that an operator asked for. Above the limit somebody else must agree first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(
        Account, verbose_name=_("account"), on_delete=models.PROTECT, related_name="adjustments"
    )
    credits = models.BigIntegerField(_("credits"), help_text="signed")
    reason = models.CharField(_("reason"), max_length=500, help_text="the user sees it")
    reference = models.CharField(_("reference"), max_length=200)
    key = models.CharField(max_length=100)
    four_eyes = models.BooleanField(help_text="a second operator must decide")
    state = models.CharField(
        _("state"), max_length=10, choices=AdjustmentState.choices, default=AdjustmentState.WAITING
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("requested by"), on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField(_("requested at"), db_default=Now())
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="adjustment"
    )

    class Meta:
        verbose_name = _("adjustment")
        verbose_name_plural = _("adjustments")
        constraints = [
            models.UniqueConstraint(fields=["key"], name="adjustment_once_per_key"),
            models.CheckConstraint(condition=~Q(credits=0), name="adjustment_not_zero"),
            models.CheckConstraint(
                # Withdrawing one's own request books nothing.
                condition=Q(four_eyes=False)
                | ~Q(state=AdjustmentState.APPLIED)
                | ~Q(decided_by=F("requested_by")),
                name="adjustment_needs_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=AdjustmentState.WAITING,
                    decided_by=None,
                    decided_at=None,
                    entry=None,
                    four_eyes=True,
                )
                | Q(
                    state=AdjustmentState.APPLIED,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    entry__isnull=False,
                )
                | Q(
                    state=AdjustmentState.DECLINED,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    entry=None,
                ),
                name="adjustment_decided_once",
            ),
        ]
        # What waits for a second operator, oldest first.
        indexes = [
            models.Index(fields=["requested_at"], name="adjustment_waiting", condition=Q(state="waiting"))
        ]
        triggers = [
            pgtrigger.Protect(
                name="adjustment_is_decided_once",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state="waiting"),
            ),
            pgtrigger.ReadOnly(
                name="adjustment_terms_stay",
                fields=[
                    "account",
                    "credits",
                    "reason",
                    "reference",
                    "key",
                    "four_eyes",
                    "requested_by",
                    "requested_at",
                ],
            ),
            pgtrigger.Protect(name="adjustment_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.credits:+d}"


class OperatorAction(models.Model):
    """One line of the audit trail: who did what to which wallet, and when. Never changed or removed."""

    class Kind(models.TextChoices):
        ADJUSTMENT_REQUESTED = "adjustment requested", _("adjustment requested")
        ADJUSTMENT_APPROVED = "adjustment approved", _("adjustment approved")
        ADJUSTMENT_WITHDRAWN = "adjustment withdrawn", _("adjustment withdrawn")
        ADJUSTMENT_DECLINED = "adjustment declined", _("adjustment declined")
        CREDITS_ADJUSTED = "credits adjusted", _("credits adjusted")
        CREDITS_REFUNDED = "credits refunded", _("credits refunded")
        GRANT_VOIDED = "grant voided", _("grant voided")
        EXPORTED = "exported", _("exported")
        BUILD_RETRIED = "build retried", _("build retried")
        BUILD_CANCELLED = "build cancelled", _("build cancelled")

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("actor"), on_delete=models.PROTECT, related_name="+"
    )
    action = models.CharField(_("action"), max_length=40, choices=Kind)
    account = models.ForeignKey(
        Account,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="operator_actions",
    )
    detail = models.CharField(_("detail"), max_length=900, blank=True)
    created_at = models.DateTimeField(_("created at"), db_default=Now())

    class Meta:
        verbose_name = _("operator action")
        verbose_name_plural = _("operator actions")
        triggers = [
            pgtrigger.Protect(name="operator_action_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.get_action_display()


class LedgerCheck(models.Model):
    """The outcome of one recomputation of the books; ``rows`` names the first hundred differences."""

    checked_at = models.DateTimeField(_("checked at"))
    seconds = models.FloatField(_("seconds"))
    examined = models.BigIntegerField(_("examined"))
    differences = models.PositiveIntegerField(_("differences"))
    rows = models.JSONField(_("rows"), default=list)

    class Meta:
        verbose_name = _("ledger check")
        verbose_name_plural = _("ledger checks")
        # The latest one.
        indexes = [models.Index(fields=["-checked_at"], name="ledger_check_latest")]

    def __str__(self) -> str:
        return f"{self.checked_at:%Y-%m-%d %H:%M} ({self.differences})"


class LowBalance(models.Model):
    """The lowest threshold that a wallet has come down to; None above them all.

    A notice is due when ``threshold`` falls; when it rises, the notices above are armed again.
    """

    account = models.OneToOneField(
        Account, on_delete=models.PROTECT, primary_key=True, related_name="low_balance"
    )
    threshold = models.BigIntegerField(null=True)
    to_email = models.BigIntegerField(null=True, help_text="threshold of an e-mail not sent yet")
    noticed_at = models.DateTimeField(null=True)

    class Meta:
        # What is still to be e-mailed.
        indexes = [
            models.Index(fields=["account"], name="low_balance_to_email", condition=Q(to_email__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.account_id} at {self.threshold}"
