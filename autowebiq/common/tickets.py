"""One-time tickets for sockets: browsers cannot send headers with them, and tokens do not belong in URLs."""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

import redis
import redis.asyncio
from django.conf import settings

from autowebiq.common import redis_client
from autowebiq.common.errors import Unavailable

TICKET_BYTES = 32


def issue(user_id: UUID) -> str:
    """A ticket that opens one socket for this user within ``WS_TICKET_SECONDS``. Raises Unavailable."""
    ticket = secrets.token_urlsafe(TICKET_BYTES)
    try:
        redis_client.client().set(_key(ticket), str(user_id), ex=settings.WS_TICKET_SECONDS)
    except redis.RedisError as error:
        raise Unavailable("No ticket can be issued at the moment; try again in a few seconds.") from error
    return ticket


async def redeem(ticket: str) -> UUID | None:
    """Whom a ticket was issued to, once; None for an unknown, used or expired one. Raises Unavailable."""
    # A connection of its own: a pool would belong to one event loop, and this is rare.
    async with redis.asyncio.Redis.from_url(
        settings.REDIS_URL,
        decode_responses=True,
        socket_timeout=redis_client.TIMEOUT_SECONDS,
        socket_connect_timeout=redis_client.TIMEOUT_SECONDS,
    ) as connection:
        try:
            user_id = await connection.getdel(_key(ticket))
        except redis.RedisError as error:
            raise Unavailable("Tickets cannot be checked at the moment.") from error
    return UUID(str(user_id)) if user_id else None


def _key(ticket: str) -> str:
    # Hashed, so that whoever reads Redis cannot use what is there.
    return f"{redis_client.PREFIX}ticket:{hashlib.sha256(ticket.encode()).hexdigest()}"
