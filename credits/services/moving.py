"""Moving credits. Every service is one statement on its normal path, inside or outside a transaction.

None of them needs a savepoint: a wallet that cannot pay is found by the very statement that locks it, so
nothing fails inside the caller's transaction, and a savepoint would cost two more round trips while the
account is locked. The constraints (``account_covers_its_holds`` first of all) refuse whatever else comes.

Locks: the hold, then its account, then its grants. Callers lock rows of their own (a build) before.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Field, Model
from django.utils import timezone

from autowebiq.common import bell
from autowebiq.common.errors import InvalidInput, NotFound
from credits.errors import GrantClosed, HoldClosed, InsufficientCredits, KeyConflict, WalletMissing
from credits.models import GRANTED, NEVER_EXPIRE, Account, Entry, Grant, GrantState, Hold, HoldState
from credits.models import EntryKind as EntryKind  # part of what services take

M = TypeVar("M", bound=Model)

PRIORITIES = {
    EntryKind.MONTHLY_RESET: 10,
    EntryKind.PROMOTION: 20,
    EntryKind.SIGNUP_BONUS: 30,
    EntryKind.ADJUSTMENT: 40,
    EntryKind.REFUND: 50,
    EntryKind.PURCHASE: 50,
}
"""What is spent first (0–100), unless a grant says otherwise: gifts before what was paid for."""

# These lock the account, let what is due expire, and do nothing when the wallet cannot pay.
_PLACE = """
    select * from credits_place_hold(%(id)s, %(user)s, %(credits)s, %(quoted)s, %(key)s, %(reference)s,
        %(description)s, %(expires)s)
"""
_TAKE = """
    select * from credits_take_back(%(user)s, %(credits)s, %(key)s, %(reference)s, %(description)s, %(extra)s)
"""
# The account is read first, so that a missing one is no error inside the caller's transaction. A key that an
# entry by hand has used is taken.
_GRANT = """
    insert into credits_grant (id, account_id, kind, amount, remaining, held, state, priority, effective_at,
        expires_at, period, key, reference, description, extra)
    select %(id)s, user_id, %(kind)s, %(credits)s, 0, 0, 'active', %(priority)s,
        coalesce(%(effective)s, clock_timestamp()), %(expires)s, %(period)s, %(key)s, %(reference)s,
        %(description)s, %(extra)s
    from credits_account
    where user_id = %(user)s and not exists (select from credits_entry where key = %(key)s)
    on conflict do nothing
    returning *
"""
_TURN = "select * from credits_turn_grant(%(grant)s, %(old)s, %(new)s)"
_SETTLE = """
    update credits_hold set state = 'posted', captured = %(credits)s
    where id = %(hold)s and state = 'pending' and amount >= %(credits)s
    returning *
"""
_RELEASE = """
    update credits_hold set state = 'voided' where id = %(hold)s and state = 'pending' returning *
"""


def open_account(*, user_id: UUID) -> Account:
    """The wallet of a user, made empty if there is none yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into credits_account (user_id, balance, held, last_seq) values (%s, 0, 0, 0)"
            " on conflict (user_id) do nothing",
            [user_id],
        )
    return Account.objects.get(pk=user_id)


def grant(
    *,
    user_id: UUID,
    credits: int,
    kind: EntryKind,
    key: str,
    description: str = "",
    reference: str = "",
    priority: int | None = None,
    effective_at: datetime | None = None,
    expires_at: datetime | None = None,
    period: str | None = None,
    operator_id: UUID | None = None,
) -> Grant:
    """Add ``credits`` (≥ 1) to a wallet, once per ``key``; a repeated key answers with the earlier grant.

    ``kind`` is a kind of income or an adjustment. ``priority`` (0–100, by default that of the kind) and
    ``expires_at`` order the spending; purchases and refunds never expire. A grant that begins later
    (``effective_at``) counts from then on. ``period`` (YYYY-MM) belongs to refills, one per account.
    Raises KeyConflict when the key belongs to another transfer, WalletMissing, InvalidInput.
    """
    if credits < 1 or kind not in GRANTED:
        raise InvalidInput("A grant needs at least one credit and a kind of income.")
    if expires_at and kind in NEVER_EXPIRE:
        raise InvalidInput("What was paid for never expires.")
    if expires_at and expires_at <= (effective_at or timezone.now()):
        raise InvalidInput("A grant must begin before it ends.")
    made = _first(
        Grant,
        _GRANT,
        id=uuid4(),
        user=user_id,
        credits=credits,
        kind=kind.value,
        key=key,
        priority=PRIORITIES[kind] if priority is None else priority,
        effective=effective_at,
        expires=expires_at,
        period=period,
        reference=reference,
        description=description,
        extra=json.dumps({"operator_id": str(operator_id)} if operator_id else {}),
    )
    return made or _earlier_grant(user_id, credits, kind, key=key, period=period)


def void_grant(*, grant_id: UUID) -> Grant:
    """Take back what is left of a grant; what is held goes when it is released. Voiding twice is once.

    Raises GrantClosed when it has expired, NotFound.
    """
    for state in (GrantState.ACTIVE, GrantState.SCHEDULED):
        if voided := _turned(grant_id, state, GrantState.VOIDED):
            return voided
    grant = Grant.objects.filter(pk=grant_id).first()
    if grant is None:
        raise NotFound("There is no such grant.")
    if grant.state != GrantState.VOIDED:
        raise GrantClosed("This grant has expired already.")
    return grant


def turn_grant(grant_id: UUID, old: GrantState, new: GrantState) -> bool:
    """Begin or expire a grant that is in state ``old``; returns whether this call did it."""
    return _turned(grant_id, old, new) is not None


def _turned(grant_id: UUID, old: GrantState, new: GrantState) -> Grant | None:
    return _first(Grant, _TURN, grant=grant_id, old=old.value, new=new.value)


def adjust(
    *,
    user_id: UUID,
    credits: int,
    key: str,
    reason: str,
    reference: str,
    operator_id: UUID,
) -> Entry:
    """An operator's correction, up or down (``credits`` ≠ 0), once per ``key``; who and why stay with it.

    Raises InsufficientCredits when less is available than is taken, KeyConflict, WalletMissing, InvalidInput.
    """
    reason, reference = reason.strip(), reference.strip()
    if credits == 0 or not reason:
        raise InvalidInput("An adjustment needs an amount and a reason.")
    if credits > 0:
        made = grant(
            user_id=user_id,
            credits=credits,
            kind=EntryKind.ADJUSTMENT,
            key=key,
            description=reason,
            reference=reference,
            operator_id=operator_id,
        )
        return Entry.objects.get(grant=made, amount__gt=0)
    taken = _first(
        Entry,
        _TAKE,
        user=user_id,
        credits=-credits,
        key=key,
        reference=reference,
        description=reason,
        extra=json.dumps({"operator_id": str(operator_id)}),
    )
    return taken or _earlier_entry(user_id, credits, key=key)


def place_hold(
    *,
    user_id: UUID,
    credits: int,
    key: str,
    reference: str,
    description: str,
    quoted: int | None = None,
    expires_at: datetime | None = None,
) -> Hold:
    """Set ``credits`` (≥ 1) of a wallet aside, once per ``key``; a repeated key answers with the earlier one.

    ``quoted`` is the price promised: no more than it is ever held or charged. After ``expires_at`` a job
    releases it. Raises InsufficientCredits (members ``need`` and ``have``), KeyConflict, WalletMissing,
    InvalidInput.
    """
    if credits < 1 or (quoted is not None and quoted < credits):
        raise InvalidInput("A hold needs at least one credit and never exceeds the quoted price.")
    placed = _first(
        Hold,
        _PLACE,
        id=uuid4(),
        user=user_id,
        credits=credits,
        quoted=quoted,
        key=key,
        reference=reference,
        description=description,
        expires=expires_at,
    )
    if placed:
        return placed
    earlier = Hold.objects.filter(key=key).first()
    if earlier is None:
        raise _short_of(user_id, need=credits)
    if (earlier.account_id, earlier.amount) != (user_id, credits):
        raise KeyConflict("This key was used for another hold; take a new one.")
    return earlier


def settle_hold(*, hold_id: UUID, credits: int) -> Hold:
    """Charge ``credits`` (0 ≤ credits ≤ amount) of a hold and return the rest to the wallet, once.

    Settling again for the same amount answers with the settled hold. Raises HoldClosed when it was settled
    for another amount or released, InvalidInput when more is asked than was held, NotFound.
    """
    if credits < 0:
        raise InvalidInput("A hold is settled for zero credits or more.")
    if settled := _first(Hold, _SETTLE, hold=hold_id, credits=credits):
        return settled
    hold = _hold(hold_id)
    if hold.state == HoldState.PENDING:
        raise InvalidInput(f"Only {hold.amount} credits are held; {credits} cannot be charged.")
    if (hold.state, hold.captured) != (HoldState.POSTED, credits):
        raise HoldClosed("This hold was settled for another amount or released before.")
    return hold


def release_hold(*, hold_id: UUID) -> Hold:
    """Return a whole hold to the wallet; releasing again answers with the released hold.

    Raises HoldClosed when it was settled before, NotFound.
    """
    if released := _first(Hold, _RELEASE, hold=hold_id):
        return released
    hold = _hold(hold_id)
    if hold.state != HoldState.VOIDED:
        raise HoldClosed("This hold was settled before.")
    return hold


def _earlier_grant(user_id: UUID, credits: int, kind: EntryKind, *, key: str, period: str | None) -> Grant:
    earlier = Grant.objects.filter(key=key).first()
    if earlier is None and period:
        earlier = Grant.objects.filter(account_id=user_id, period=period).first()
    if earlier is None and not Account.objects.filter(pk=user_id).exists():
        raise WalletMissing("This user has no wallet.")
    if earlier is None or (earlier.account_id, earlier.amount, earlier.kind) != (user_id, credits, kind):
        raise KeyConflict("This key was used for another transfer; take a new one.")
    return earlier


def _earlier_entry(user_id: UUID, credits: int, *, key: str) -> Entry:
    earlier = Entry.objects.filter(key=key).first()
    if earlier is None:
        raise _short_of(user_id, need=-credits)
    if (earlier.account_id, earlier.amount, earlier.kind) != (user_id, credits, EntryKind.ADJUSTMENT):
        raise KeyConflict("This key was used for another transfer; take a new one.")
    return earlier


def _first(model: type[M], sql: str, **params: Any) -> M | None:
    """The row that a statement moved, if any; its owner is told. By hand: raw() takes twice as long."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row = cursor.fetchone()
        if row is None:
            return None
        found = {column.name: value for column, value in zip(cursor.description, row, strict=True)}
    owner_id: UUID = found["account_id"]
    transaction.on_commit(lambda: bell.ring_wallet(owner_id))
    fields = model._meta.concrete_fields
    values = [_converted(field, found[field.column]) for field in fields]
    return model.from_db(connection.alias, [field.attname for field in fields], values)


def _converted(field: Field[Any, Any], value: Any) -> Any:
    for convert in field.get_db_converters(connection):
        value = convert(value, None, connection)
    return value


def _hold(hold_id: UUID) -> Hold:
    hold = Hold.objects.filter(pk=hold_id).first()
    if hold is None:
        raise NotFound("There is no such hold.")
    return hold


def _short_of(user_id: UUID, *, need: int) -> InsufficientCredits | WalletMissing:
    account = Account.objects.filter(pk=user_id).first()
    if account is None:
        return WalletMissing("This user has no wallet.")
    have = account.available
    return InsufficientCredits(f"This needs {need} credits and {have} are available.", need=need, have=have)
