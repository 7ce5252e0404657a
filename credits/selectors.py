"""Reading the books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import F, Sum

from credits.errors import WalletMissing
from credits.models import (
    Account,
    Adjustment,
    AdjustmentState,
    Entry,
    EntryKind,
    Grant,
    GrantState,
    Hold,
    HoldState,
)

API_TYPES = {
    # The API knows fewer types than the books know reasons.
    EntryKind.PROMOTION.value: EntryKind.ADJUSTMENT.value,
    EntryKind.EXPIRY.value: EntryKind.ADJUSTMENT.value,
    EntryKind.VOID.value: EntryKind.ADJUSTMENT.value,
}

ORDER_OF_SPENDING = (
    F("spent_at").asc(nulls_first=True),
    "priority",
    F("expires_at").asc(nulls_last=True),
    "effective_at",
    "id",
)
"""As the database takes grants, what is spent last."""
CORRECTIONS = (EntryKind.ADJUSTMENT, EntryKind.EXPIRY, EntryKind.VOID)

# A transaction keeps its place: entries stand at their number, a hold that was returned in full stands after
# the entry that was the last when it closed, and what is pending comes last (first, as newest first).
_HISTORY = """
    select coalesce(e.hold_id, e.id) as id, e.kind, e.amount, e.balance_after, 'completed' as status,
           e.description, e.reference, h.amount as held, e.created_at,
           0 as rank, e.seq as place, 0 as nth
    from credits_entry e left join credits_hold h on h.id = e.hold_id
    where e.account_id = %(user)s
    union all
    select h.id, 'deduction', 0, coalesce(e.balance_after, 0), 'refunded',
           h.description, h.reference, h.amount, h.closed_at, 0, h.closed_seq, 1
    from credits_hold h left join credits_entry e on e.account_id = h.account_id and e.seq = h.closed_seq
    where h.account_id = %(user)s and (h.state = 'voided' or h.captured = 0)
    union all
    select h.id, 'deduction', -h.amount,
           a.balance - sum(h.amount) over (order by h.created_at, h.id), 'pending',
           h.description, h.reference, h.amount, h.created_at, 1, 0, 0
    from credits_hold h join credits_account a on a.user_id = h.account_id
    where h.account_id = %(user)s and h.state = 'pending'
    order by rank desc, place desc, nth desc, created_at desc, id desc
    limit %(limit)s offset %(offset)s
"""


@dataclass(frozen=True)
class Wallet:
    """Whole credits: ``credits`` can be spent now, ``held`` is set aside, ``balance`` is both."""

    credits: int
    held: int
    balance: int


@dataclass(frozen=True)
class Transaction:
    """One line of a user's history. ``amount`` is signed; all amounts together are the available credits.

    A deduction has one line through its life (``id`` is the hold's): pending with what is held, completed
    with what was charged, or refunded with 0. ``balance_before + amount == balance_after``, and each line
    goes on where the older one ended.
    """

    id: UUID
    transaction_type: str
    amount: int
    balance_before: int
    balance_after: int
    status: str
    description: str
    extra_data: dict[str, object]
    created_at: datetime


@dataclass(frozen=True)
class GrantLeft:
    """What remains of a grant, ``held`` of it for work under way."""

    kind: str
    remaining: int
    held: int
    expires_at: datetime | None


@dataclass(frozen=True)
class Summary:
    """A wallet and what went through it, in whole credits ≥ 0 (``adjusted`` is signed)."""

    wallet: Wallet
    received: int
    spent: int
    adjusted: int
    pending_count: int
    grants: tuple[GrantLeft, ...]


def wallet(*, user_id: UUID) -> Wallet:
    """The wallet of a user. One query. Raises WalletMissing."""
    row = Account.objects.filter(pk=user_id).values_list("balance", "held").first()
    if row is None:
        raise WalletMissing("This user has no wallet.")
    balance, held = row
    return Wallet(credits=balance - held, held=held, balance=balance)


def history(*, user_id: UUID, limit: int, offset: int) -> list[Transaction]:
    """One page of a user's transactions, newest first, what is pending before all. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_HISTORY, {"user": user_id, "limit": limit, "offset": offset})
        return [_transaction(*row) for row in cursor.fetchall()]


def history_count(*, user_id: UUID) -> int:
    """How many transactions ``history`` has in all. Two queries."""
    # Holds that were charged have an entry and are counted with it.
    entries = Entry.objects.filter(account_id=user_id).count()
    return entries + Hold.objects.filter(account_id=user_id, entries=None).count()


def spent(*, user_id: UUID) -> int:
    """Credits charged for work, net of refunds. One query."""
    kinds = (EntryKind.DEDUCTION, EntryKind.REFUND)
    total = Entry.objects.filter(account_id=user_id, kind__in=kinds).aggregate(total=Sum("amount"))["total"]
    return -(total or 0)


def summary(*, user_id: UUID) -> Summary:
    """The wallet with totals by reason. Four queries. Raises WalletMissing."""
    by_kind = Entry.objects.filter(account_id=user_id).order_by().values_list("kind").annotate(Sum("amount"))
    sums: dict[str, int] = dict(by_kind)
    used = sums.pop(EntryKind.DEDUCTION, 0) + sums.pop(EntryKind.REFUND, 0)
    adjusted = sum(sums.pop(kind, 0) for kind in CORRECTIONS)
    return Summary(
        wallet=wallet(user_id=user_id),
        received=sum(sums.values()),
        spent=-used,
        adjusted=adjusted,
        pending_count=Hold.objects.filter(account_id=user_id, state=HoldState.PENDING).count(),
        grants=tuple(grants_left(user_id=user_id)),
    )


def balances(*, user_id: UUID, since: datetime) -> list[tuple[datetime, int]]:
    """How the balance moved after ``since``: (moment, balance), led by what it was then. Two queries."""
    book = Entry.objects.filter(account_id=user_id).values_list("created_at", "balance_after")
    before = book.filter(created_at__lte=since).order_by("-seq").first()
    return [*([before] if before else []), *book.filter(created_at__gt=since).order_by("seq")[:5000]]


def waiting_badge(request: object) -> int:
    """How many adjustments wait for a second operator, for the administration's menu."""
    return Adjustment.objects.filter(state=AdjustmentState.WAITING).count()


def grants_left(*, user_id: UUID) -> list[GrantLeft]:
    """What a wallet consists of, in the order in which it is spent. One query."""
    rows = Grant.objects.filter(account_id=user_id, spent_at=None).exclude(state=GrantState.SCHEDULED)
    in_order = rows.order_by(*ORDER_OF_SPENDING)
    return [GrantLeft(*row) for row in in_order.values_list("kind", "remaining", "held", "expires_at")]


def _transaction(
    id: UUID,
    kind: str,
    amount: int,
    balance_after: int,
    status: str,
    description: str,
    reference: str,
    held: int | None,
    created_at: datetime,
    *_order: int,
) -> Transaction:
    extra: dict[str, object] = {"reference": reference} if reference else {}
    if held is not None:
        extra |= {"held": held, "returned": 0 if status == "pending" else held + int(amount)}
    return Transaction(
        id=id,
        transaction_type=API_TYPES.get(kind, kind),
        amount=int(amount),
        balance_before=int(balance_after - amount),
        balance_after=int(balance_after),
        status=status,
        description=description,
        extra_data=extra,
        created_at=created_at,
    )
