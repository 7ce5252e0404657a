"""Shapes of answers about credits. Amounts are whole credits."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from credits.pricing import Quote
from credits.selectors import Summary

TRANSACTION_STATUSES = ("pending", "completed", "refunded")


class TransactionOutput(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    transaction_type = serializers.ChoiceField(
        choices=["signup_bonus", "purchase", "monthly_reset", "adjustment", "deduction", "refund"]
    )
    amount = serializers.IntegerField(help_text="signed; all amounts together are the available credits")
    balance_before = serializers.IntegerField()
    balance_after = serializers.IntegerField()
    status = serializers.ChoiceField(choices=TRANSACTION_STATUSES)
    description = serializers.CharField()
    extra_data = serializers.DictField()
    created_at = serializers.DateTimeField()


class HistoryOutput(serializers.Serializer[Any]):
    current_balance = serializers.IntegerField(help_text="available: balance − held")
    transactions = TransactionOutput(many=True)


class QuoteLineOutput(serializers.Serializer[Any]):
    agent = serializers.CharField()
    credits = serializers.IntegerField()


class QuoteOutput(serializers.Serializer[Any]):
    total = serializers.IntegerField(help_text="the sum of the breakdown minus the discount")
    breakdown = QuoteLineOutput(many=True)
    discount = serializers.IntegerField()


class DiscountOutput(serializers.Serializer[Any]):
    percent = serializers.IntegerField()
    from_agents = serializers.IntegerField()


class PricingOutput(serializers.Serializer[Any]):
    agents = QuoteLineOutput(many=True)
    discount = DiscountOutput()
    full_build = QuoteOutput()
    signup_bonus = serializers.IntegerField()


class GrantOutput(serializers.Serializer[Any]):
    """Credits that may still be spent, and until when; in the order of spending."""

    kind = serializers.CharField()
    remaining = serializers.IntegerField()
    held = serializers.IntegerField()
    expires_at = serializers.DateTimeField(allow_null=True)


class SummaryOutput(serializers.Serializer[Any]):
    credits = serializers.IntegerField(help_text="available: balance − held")
    held = serializers.IntegerField()
    balance = serializers.IntegerField()
    received = serializers.IntegerField(help_text="bonuses, purchases, refills")
    spent = serializers.IntegerField(help_text="charged and not refunded")
    adjusted = serializers.IntegerField(help_text="signed: corrections by operators, expiries")
    pending_count = serializers.IntegerField(help_text="holds of work under way")
    grants = GrantOutput(many=True)


class StatementLineOutput(serializers.Serializer[Any]):
    date = serializers.DateTimeField(source="created_at")
    number = serializers.IntegerField(help_text="of the entry in the book of this wallet, without gaps")
    type = serializers.CharField()
    description = serializers.CharField()
    reference = serializers.CharField()
    amount = serializers.IntegerField(help_text="signed")
    balance = serializers.IntegerField(help_text="after the entry")


class StatementOutput(serializers.Serializer[Any]):
    """``opening_balance`` and all amounts together are ``closing_balance``."""

    month = serializers.CharField()
    begins_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    is_final = serializers.BooleanField(help_text="whether the month is over")
    opening_balance = serializers.IntegerField()
    received = serializers.IntegerField()
    spent = serializers.IntegerField()
    closing_balance = serializers.IntegerField()
    entries = StatementLineOutput(many=True, source="lines")


def quote_body(quote: Quote) -> dict[str, Any]:
    """A quote as the API shows it."""
    lines = [{"agent": line.agent, "credits": line.credits} for line in quote.breakdown]
    return {"total": quote.total, "breakdown": lines, "discount": quote.discount}


def summary_body(summary: Summary) -> dict[str, Any]:
    """A summary as the API shows it, flat."""
    wallet = summary.wallet
    return {
        "credits": wallet.credits,
        "held": wallet.held,
        "balance": wallet.balance,
        "received": summary.received,
        "spent": summary.spent,
        "adjusted": summary.adjusted,
        "pending_count": summary.pending_count,
        "grants": GrantOutput(summary.grants, many=True).data,
    }
