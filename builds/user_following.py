"""Tells one user of every movement of the wallet and of every beginning and end of a build.

The tables are looked at whenever something may have moved; what is new is told once and in order: first the
wallet, then the builds.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import InterfaceError, OperationalError

from builds import bell, feed
from builds.feed import BuildsCursor
from builds.following import RETRY_SECONDS, now_iso
from builds.relay import UserTopic
from credits import selectors as credit_selectors
from credits.selectors import Transaction, WalletCursor, WalletLook

logger = logging.getLogger(__name__)

T = TypeVar("T")


class UserFollower:
    """Keeps the cursors of one subscriber. ``send`` takes the text of a frame and waits for the transport."""

    def __init__(self, *, user_id: UUID, send: Callable[[str], Awaitable[None]]) -> None:
        self._user_id = user_id
        self._send = send
        self._wallet = WalletCursor(0, None, frozenset(), None)
        self._builds = BuildsCursor(frozenset(), frozenset(), datetime.now(UTC))
        self._seen = -1

    @property
    def is_building(self) -> bool:
        """Whether a build of the user is under way, as far as is known."""
        return bool(self._builds.active)

    def frame(self, type: str, **fields: Any) -> dict[str, Any]:
        """A frame of the user rather than of a build."""
        nobody = {"project_id": None, "build_id": None, "task_id": None, "seq": None, "epoch": None}
        return {"type": type, **nobody, "timestamp": now_iso(), **fields}

    async def begin(self, topic: UserTopic, *, after: str) -> None:
        """Send the snapshot; entries after number ``after`` of the ledger, if it is one, count as new."""
        self._seen = topic.version
        active, self._builds = await feed.in_thread(
            feed.active_builds, user_id=self._user_id, now=datetime.now(UTC)
        )
        look = await self._look(None)
        self._wallet = look.cursor
        await self._say("snapshot", **_state(look), active_builds=active, ledger_seq=look.cursor.seq)
        if after.isascii() and after.isdigit() and len(after) < 19 and int(after) < look.cursor.seq:
            self._wallet = replace(look.cursor, seq=int(after))
            await self._tell_wallet()

    async def follow(self, topic: UserTopic) -> None:
        """Tell what is new, for ever."""
        while True:
            await topic.changed(self._seen)
            seen = topic.version
            try:
                await self._tell()
            except (OperationalError, InterfaceError):
                logger.warning("The wallet of user %s cannot be read; trying again.", self._user_id)
                await asyncio.sleep(RETRY_SECONDS)
                continue
            self._seen = seen

    async def _tell(self) -> None:
        # Builds are read before the wallet and told after it: what moved the wallet in the same transaction
        # as an event cannot be missed in between, and then be told too late.
        frames, cursor = await feed.in_thread(
            feed.life_cycle, user_id=self._user_id, cursor=self._builds, now=datetime.now(UTC)
        )
        await self._tell_wallet()
        for frame in frames:
            await self._send(frame.text)
        self._builds = cursor

    async def _tell_wallet(self) -> None:
        more = True
        while more:
            look = await self._look(self._wallet)
            for change in look.changes:
                line = _shown(change.transaction)
                await self._say("credits_update", **_state(look), transaction=line, ledger_seq=change.seq)
            if look.low_balance is not None:
                await self._say("low_balance", **_state(look), threshold=look.low_balance)
            self._wallet = look.cursor
            more = look.more

    async def _look(self, cursor: WalletCursor | None) -> WalletLook:
        return await feed.in_thread(credit_selectors.look_at_wallet, user_id=self._user_id, cursor=cursor)

    async def _say(self, type: str, **fields: Any) -> None:
        await self._send(bell.encoded(self.frame(type, **fields)))


def _state(look: WalletLook) -> dict[str, int]:
    return {"credits": look.wallet.credits, "held": look.wallet.held}


def _shown(line: Transaction) -> dict[str, Any]:
    """A line of the history as a frame carries it."""
    return {
        "id": str(line.id),
        "transaction_type": line.transaction_type,
        "status": line.status,
        "amount": line.amount,
        "balance_before": line.balance_before,
        "balance_after": line.balance_after,
        "description": line.description,
        "extra_data": line.extra_data,
        "created_at": line.created_at.isoformat().replace("+00:00", "Z"),
    }
