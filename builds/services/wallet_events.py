"""``credits_update`` frames: a build's subscribers see the wallet move with it."""

from __future__ import annotations

from django.utils import timezone

from builds import events
from builds.models import Build
from credits import selectors as credit_selectors
from credits import services as credit_services


def record(build: Build, *, kind: str, status: str, amount: int) -> None:
    """Store what the wallet is after a transfer of ``amount`` credits, in the transaction that moved it.

    ``kind`` and ``status`` are those of the credit history. A frame with ``low_balance`` says, once for each
    threshold, that the balance has come down to it.
    """
    wallet = credit_selectors.wallet(user_id=build.owner_id)
    threshold = credit_services.note_low_balance(user_id=build.owner_id, now=timezone.now())
    notice = {} if threshold is None else {"low_balance": threshold}
    events.record(
        build=build,
        type="credits_update",
        credits=wallet.credits,
        held=wallet.held,
        transaction={"transaction_type": kind, "status": status, "amount": amount},
        **notice,
    )
