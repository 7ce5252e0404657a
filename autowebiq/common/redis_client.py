"""The connection to Redis of synchronous code."""

from __future__ import annotations

from functools import cache

import redis
from django.conf import settings

PREFIX = "awiq:"
TIMEOUT_SECONDS = 1.0


@cache
def client() -> redis.Redis:
    """One pool per process. It does not wait long: whoever asks decides what a silent Redis means."""
    return redis.Redis.from_url(
        settings.REDIS_URL,
        decode_responses=True,
        socket_timeout=TIMEOUT_SECONDS,
        socket_connect_timeout=TIMEOUT_SECONDS,
    )
