"""``credits_update`` frames: a build's subscribers see the wallet move with it."""

from __future__ import annotations

from builds import events
from builds.models import Build
from credits import selectors as credit_selectors


def record(build: Build, *, kind: str, status: str, amount: int) -> None:
    """Store what the wallet is after a transfer of ``amount`` credits, in the transaction that moved it.

    ``kind`` and ``status`` are those of the credit history.
    """
    wallet = credit_selectors.wallet(user_id=build.owner_id)
    events.record(
        build=build,
        type="credits_update",
        credits=wallet.credits,
        held=wallet.held,
        transaction={"transaction_type": kind, "status": status, "amount": amount},
    )
