"""Moving credits. Every service is one statement on its normal path, inside or outside a transaction.

None of them needs a savepoint: a wallet that cannot pay is found by the very statement that locks it, so
nothing fails inside the caller's transaction, and a savepoint would cost two more round trips while the
account is locked. The constraints (``account_covers_its_holds`` first of all) refuse whatever else comes.

Locks: the hold, then its account. Callers that lock rows of their own (a build) do so before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Model

from autowebiq.common.errors import InvalidInput, NotFound
from credits.errors import HoldClosed, InsufficientCredits, KeyConflict, WalletMissing
from credits.models import INCOME, Account, Entry, Hold, HoldState
from credits.models import EntryKind as EntryKind  # part of what services take

M = TypeVar("M", bound=Model)

# The lock comes first, so `have` is what no other transaction can spend meanwhile.
_WALLET = """
    with wallet as (
        select user_id, balance - held as have from credits_account where user_id = %(user)s
        for no key update
    )
"""
_PLACE = f"""{_WALLET}
    insert into credits_hold (id, account_id, amount, state, key, reference, description, expires_at)
    select %(id)s, user_id, %(credits)s, 'pending', %(key)s, %(reference)s, %(description)s, %(expires)s
    from wallet where have >= %(credits)s
    on conflict (key) do nothing
    returning *
"""  # noqa: S608 - both parts are constants
_POST = f"""{_WALLET}
    insert into credits_entry (id, account_id, kind, amount, key, reference, description, extra)
    select gen_random_uuid(), user_id, %(kind)s, %(credits)s, %(key)s, %(reference)s, %(description)s,
        %(extra)s
    from wallet where have + %(credits)s >= 0
    on conflict (key) do nothing
    returning *
"""  # noqa: S608 - both parts are constants
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
) -> Entry:
    """Add ``credits`` (≥ 1) to a wallet, once per ``key``; a repeated key answers with the earlier entry.

    ``kind`` is one of ``models.INCOME`` or an adjustment. Raises KeyConflict when the key belongs to another
    transfer, WalletMissing, InvalidInput.
    """
    if credits < 1 or kind not in (*INCOME, EntryKind.ADJUSTMENT):
        raise InvalidInput("A grant needs at least one credit and a kind of income.")
    return _post(user_id, credits, kind, key=key, description=description, reference=reference)


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
    if credits == 0 or not reason.strip():
        raise InvalidInput("An adjustment needs an amount and a reason.")
    extra = {"operator_id": str(operator_id)}
    return _post(
        user_id,
        credits,
        EntryKind.ADJUSTMENT,
        key=key,
        description=reason.strip(),
        reference=reference.strip(),
        extra=extra,
    )


def place_hold(
    *,
    user_id: UUID,
    credits: int,
    key: str,
    reference: str,
    description: str,
    expires_at: datetime | None = None,
) -> Hold:
    """Set ``credits`` (≥ 1) of a wallet aside, once per ``key``; a repeated key answers with the earlier one.

    Raises InsufficientCredits (members ``need`` and ``have``), KeyConflict, WalletMissing, InvalidInput.
    ``expires_at`` is kept for whoever releases forgotten holds; nothing here acts on it.
    """
    if credits < 1:
        raise InvalidInput("A hold needs at least one credit.")
    placed = _first(
        Hold,
        _PLACE,
        id=uuid4(),
        user=user_id,
        credits=credits,
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


def _post(
    user_id: UUID,
    credits: int,
    kind: EntryKind,
    *,
    key: str,
    extra: Mapping[str, str] | None = None,
    **text: str,
) -> Entry:
    posted = _first(
        Entry,
        _POST,
        user=user_id,
        credits=credits,
        kind=kind.value,
        key=key,
        extra=json.dumps(extra or {}),
        **text,
    )
    if posted:
        return posted
    earlier = Entry.objects.filter(key=key).first()
    if earlier is None:
        raise _short_of(user_id, need=-credits)
    if (earlier.account_id, earlier.amount, earlier.kind) != (user_id, credits, kind):
        raise KeyConflict("This key was used for another entry; take a new one.")
    return earlier


def _first(model: type[M], sql: str, **params: Any) -> M | None:
    return next(iter(model._default_manager.raw(sql, params)), None)


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
