"""Who may open a socket on a project: the credential, the owner, and how many sockets at once."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import redis
from django.conf import settings
from django.contrib.auth import get_user_model
from rest_framework.exceptions import AuthenticationFailed
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import InvalidToken

from autowebiq.common import redis_client
from projects import selectors as project_selectors

logger = logging.getLogger(__name__)

# A slot outlives two missed heartbeats; slots of killed processes free themselves.
SLOT_HEARTBEATS = 2.5

# KEYS[1]: a user's slots by time of expiry. ARGV: now, slot, expiry, how many there may be, seconds to keep.
_TAKE = """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
if not redis.call('ZSCORE', KEYS[1], ARGV[2]) and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[4]) then
  return 0
end
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[5])
return 1
"""


@dataclass(frozen=True, slots=True)
class Visitor:
    """An authenticated user of a socket; ``expires_at`` in seconds since 1970.

    ``password_mark`` changes with the password, so sockets opened before a change can be told.
    """

    user_id: UUID
    password_mark: str
    expires_at: float


def by_token(token: str) -> Visitor | None:
    """Whose access token this is; None for a bad, expired or revoked one or a switched-off user."""
    authentication = JWTAuthentication()
    try:
        valid = authentication.get_validated_token(token.encode())
        user: Any = authentication.get_user(valid)
    except (InvalidToken, AuthenticationFailed, UnicodeError):
        return None
    return Visitor(user.pk, user.get_session_auth_hash(), float(valid["exp"]))


def of_user(user: Any) -> Visitor:
    """The visitor that a signed-in user is, for ``WS_LIFE_SECONDS``."""
    return Visitor(user.pk, user.get_session_auth_hash(), time.time() + settings.WS_LIFE_SECONDS)


def by_user_id(user_id: UUID) -> Visitor | None:
    """The visitor of a redeemed ticket, for ``WS_LIFE_SECONDS``; None if switched off since. One query."""
    user: Any = get_user_model()._default_manager.filter(pk=user_id, is_active=True).first()
    return of_user(user) if user else None


def is_still_valid(visitor: Visitor) -> bool:
    """Whether the user is active and the password the same; expiry is not looked at. One query."""
    user: Any = get_user_model()._default_manager.filter(pk=visitor.user_id, is_active=True).first()
    return user is not None and user.get_session_auth_hash() == visitor.password_mark


def may_follow(visitor: Visitor, project_id: UUID) -> bool:
    """Whether the project is there and theirs. One query."""
    return project_selectors.owns_project(owner_id=visitor.user_id, project_id=project_id)


class Slot:
    """One of the ``WS_SOCKETS_PER_USER`` places of a user. A dead Redis admits everybody."""

    def __init__(self, user_id: UUID) -> None:
        self._key = f"{redis_client.PREFIX}sockets:{user_id}"
        self._name = uuid4().hex

    def take(self) -> bool:
        """Take or renew the place; False if all are taken."""
        now, seconds = time.time(), settings.WS_HEARTBEAT_SECONDS * SLOT_HEARTBEATS
        limit = settings.WS_SOCKETS_PER_USER
        values: list[str | float] = [now, self._name, now + seconds, limit, max(1, int(seconds) + 1)]
        try:
            return bool(redis_client.client().eval(_TAKE, 1, self._key, *values))
        except redis.RedisError as error:
            logger.warning("Sockets are not counted at the moment: %s", error)
            return True

    def give_back(self) -> None:
        try:
            redis_client.client().zrem(self._key, self._name)
        except redis.RedisError as error:
            logger.info("A socket's place was left to expire: %s", error)
