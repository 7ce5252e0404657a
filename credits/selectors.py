"""Reading the books."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncDate

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
_LINES = """
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
"""
_CHOSEN = f"""
    from ({_LINES}) lines
    where (%(kinds)s::text[] is null or kind = any(%(kinds)s))
      and created_at >= coalesce(%(begins_at)s::timestamptz, '-infinity')
      and created_at < coalesce(%(ends_at)s::timestamptz, 'infinity')
"""
_HISTORY = f"""
    select * {_CHOSEN}
    order by rank desc, place desc, nth desc, created_at desc, id desc
    limit %(limit)s offset %(offset)s
"""


# One statement, so that wallet and lines are of one moment. Each line is as in the history.
_LOOK = """
    select a.balance, a.held, a.last_seq, l.threshold, l.noticed_at,
           (select array_agg(h.id) from credits_hold h
            where h.account_id = a.user_id and h.state = 'pending'),
           (select max(h.closed_at) from credits_hold h where h.account_id = a.user_id),
           t.*
    from credits_account a
    left join credits_lowbalance l on l.account_id = a.user_id
    left join lateral (
        (select e.seq, coalesce(e.hold_id, e.id) as id, e.kind, e.amount, e.balance_after,
                'completed' as status, e.description, e.reference, h.amount as held, e.created_at,
                0 as rank, e.seq as place, 0 as nth
         from credits_entry e left join credits_hold h on h.id = e.hold_id
         where e.account_id = a.user_id and e.seq > %(seq)s
         order by e.seq limit %(limit)s)
        union all
        select null, h.id, 'deduction', 0, coalesce(e.balance_after, 0), 'refunded',
               h.description, h.reference, h.amount, h.closed_at, 0, h.closed_seq, 1
        from credits_hold h left join credits_entry e on e.account_id = h.account_id and e.seq = h.closed_seq
        where h.account_id = a.user_id and (h.state = 'voided' or h.captured = 0)
          and h.closed_at > coalesce(%(closed_at)s::timestamptz, '-infinity')
        union all
        select null, h.id, 'deduction', -h.amount,
               a.balance - sum(h.amount) over (order by h.created_at, h.id), 'pending',
               h.description, h.reference, h.amount, h.created_at, 1, 0, 0
        from credits_hold h
        where h.account_id = a.user_id and h.state = 'pending'
    ) t on not %(start)s and not (t.status = 'pending' and t.id = any(%(pending)s::uuid[]))
    where a.user_id = %(user)s
    order by t.rank, t.place, t.nth, t.created_at, t.id
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
class HistoryChoice:
    """Which transactions: of a type as the API names it (empty for all), from ``begins_at`` until before
    ``ends_at``.
    """

    transaction_type: str = ""
    begins_at: datetime | None = None
    ends_at: datetime | None = None


EVERYTHING = HistoryChoice()


@dataclass(frozen=True, slots=True)
class WalletCursor:
    """What of a wallet a follower was told: entries up to ``seq``, returned holds closed up to
    ``closed_at``, open holds ``pending``, and the notice of ``noticed_at``."""

    seq: int
    closed_at: datetime | None
    pending: frozenset[UUID]
    noticed_at: datetime | None


@dataclass(frozen=True)
class WalletChange:
    """A transaction that is new to a follower; ``seq`` is its entry's number, None without an entry."""

    seq: int | None
    transaction: Transaction


@dataclass(frozen=True)
class WalletLook:
    """A wallet, what is new of it in order, a threshold it has come down to, and the cursor after all that.

    ``more`` tells that there are further entries.
    """

    wallet: Wallet
    changes: tuple[WalletChange, ...]
    low_balance: int | None
    cursor: WalletCursor
    more: bool


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


def credits_of(user: str) -> Subquery:
    """What the user named by a field of an outer query can spend, for lists of users."""
    rows = Account.objects.filter(pk=OuterRef(user)).annotate(available_now=F("balance") - F("held"))
    return Subquery(rows.values("available_now"))


def wallet_tips(*, user_ids: Sequence[UUID]) -> QuerySet[Account]:
    """The accounts of users, for whoever wants to see which of many wallets moved."""
    return Account.objects.filter(pk__in=user_ids)


def look_at_wallet(*, user_id: UUID, cursor: WalletCursor | None, limit: int = 200) -> WalletLook:
    """What happened to a wallet since ``cursor``; without one nothing is new. One query.

    Each line of the history is told as the history shows it. A hold that was placed and charged between two
    looks is told as charged. An account's holds close and its entries are numbered under its lock, so what
    is committed later has a later ``closed_at`` and a higher number: nothing is passed over.
    """
    values: dict[str, Any] = {
        "user": user_id,
        "start": cursor is None,
        "seq": cursor.seq if cursor else 0,
        "closed_at": cursor.closed_at if cursor else None,
        "pending": list(cursor.pending) if cursor else [],
        "limit": limit,
    }
    with connection.cursor() as database:
        database.execute(_LOOK, values)
        rows = database.fetchall()
    if not rows:
        empty = cursor or WalletCursor(0, None, frozenset(), None)
        return WalletLook(Wallet(0, 0, 0), (), None, empty, more=False)
    balance, held, last_seq, threshold, noticed_at, pending, closed_at = rows[0][:7]
    lines = [(row[7], _transaction(*row[8:])) for row in rows if row[8] is not None]
    entries = [seq for seq, _ in lines if seq is not None]
    more = len(entries) == limit and entries[-1] < last_seq
    if more:
        # Further entries come before what has no entry.
        lines = [(seq, line) for seq, line in lines if seq is not None]
    noticed_before = cursor.noticed_at if cursor else noticed_at
    after = WalletCursor(
        seq=entries[-1] if more else last_seq,
        closed_at=cursor.closed_at if more and cursor else closed_at,
        pending=cursor.pending if more and cursor else frozenset(pending or ()),
        noticed_at=noticed_at,
    )
    return WalletLook(
        wallet=Wallet(credits=balance - held, held=held, balance=balance),
        changes=tuple(WalletChange(seq, line) for seq, line in lines),
        low_balance=threshold if noticed_at and noticed_at != noticed_before else None,
        cursor=after,
        more=more,
    )


def history(
    *, user_id: UUID, limit: int, offset: int, chosen: HistoryChoice = EVERYTHING
) -> list[Transaction]:
    """One page of a user's transactions, newest first, what is pending before all. One query."""
    values = {"user": user_id, "limit": limit, "offset": offset, **_choice(chosen)}
    with connection.cursor() as cursor:
        cursor.execute(_HISTORY, values)
        return [_transaction(*row) for row in cursor.fetchall()]


def history_count(*, user_id: UUID, chosen: HistoryChoice = EVERYTHING) -> int:
    """How many transactions ``history`` has in all. Two queries, one for a choice of them."""
    if chosen != EVERYTHING:
        with connection.cursor() as cursor:
            cursor.execute(f"select count(*) {_CHOSEN}", {"user": user_id, **_choice(chosen)})
            return int(cursor.fetchone()[0])
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


def first_moved_at(*, user_id: UUID) -> datetime | None:
    """When the first entry of a wallet was booked; None while there is none. One query."""
    moments = Entry.objects.filter(account_id=user_id).order_by("seq").values_list("created_at", flat=True)
    return moments.first()


def waiting_badge(request: object) -> int:
    """How many adjustments wait for a second operator, for the administration's menu."""
    return Adjustment.objects.filter(state=AdjustmentState.WAITING).count()


@dataclass(frozen=True)
class Day:
    """What moved in all wallets within a day (UTC): ``issued`` by grants, ``spent`` for work, net of refunds,
    ``corrected`` (signed) by adjustments, expiry and voids."""

    date: date
    issued: int
    spent: int
    corrected: int


def days(*, now: datetime, count: int) -> list[Day]:
    """The last ``count`` days, the present one included, without gaps. One query."""
    today = now.astimezone(UTC).date()
    dates = [today - timedelta(days=back) for back in reversed(range(count))]
    work, corrections = (EntryKind.DEDUCTION, EntryKind.REFUND), Q(kind__in=CORRECTIONS)
    rows = (
        Entry.objects.filter(created_at__gte=datetime.combine(dates[0], time.min, UTC))
        .order_by()
        .values_list(TruncDate("created_at", tzinfo=UTC))
        .annotate(
            issued=Sum("amount", default=0, filter=~Q(kind__in=work) & ~corrections),
            spent=-Sum("amount", default=0, filter=Q(kind__in=work)),
            corrected=Sum("amount", default=0, filter=corrections),
        )
    )
    found = {row[0]: Day(*row) for row in rows}
    return [found.get(day) or Day(day, 0, 0, 0) for day in dates]


def refunded(*, reference: str) -> int:
    """Credits that were given back for a piece of work. One query."""
    rows = Grant.objects.filter(kind=EntryKind.REFUND, reference=reference)
    return rows.aggregate(total=Sum("amount", default=0))["total"] or 0


def grants_left(*, user_id: UUID) -> list[GrantLeft]:
    """What a wallet consists of, in the order in which it is spent. One query."""
    rows = Grant.objects.filter(account_id=user_id, spent_at=None).exclude(state=GrantState.SCHEDULED)
    in_order = rows.order_by(*ORDER_OF_SPENDING)
    return [GrantLeft(*row) for row in in_order.values_list("kind", "remaining", "held", "expires_at")]


def _choice(chosen: HistoryChoice) -> dict[str, Any]:
    kinds = [kind for kind in EntryKind.values if API_TYPES.get(kind, kind) == chosen.transaction_type]
    return {
        "kinds": kinds if chosen.transaction_type else None,
        "begins_at": chosen.begins_at,
        "ends_at": chosen.ends_at,
    }


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
