"""Limits on how often something may be tried, counted in Redis for all processes together.

DRF's own throttles read, add and write back, so parallel requests slip through (DRF #8127); here one script
counts. What is limited, and how much, is ``settings.RATE_LIMITS``.
"""

from __future__ import annotations

import hashlib
import ipaddress
from typing import ClassVar

import redis
from django.conf import settings
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from autowebiq.common import redis_client
from autowebiq.common.errors import DomainError, Unavailable

# A window begins with its first hit. Counting and expiring in one script: a key cannot be left for ever.
_COUNT = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('TTL', KEYS[1])}
"""
_GIVE_BACK = "if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then redis.call('DECR', KEYS[1]) end"


class TooManyRequests(DomainError):
    """The limit is reached; member ``retry_after`` says in how many seconds a new window begins."""

    code = "throttled"
    status = 429
    title = "Too many requests"
    permanent = False


def hit(*, name: str, subject: str) -> None:
    """Count one try of ``subject`` (an address, an e-mail, an id) against the limit ``name``.

    Raises TooManyRequests above the limit, and Unavailable when Redis does not answer: what is limited here
    guards passwords, so it stays closed.
    """
    limit = settings.RATE_LIMITS.get(name)
    if limit is None:
        return
    allowed, seconds = limit
    try:
        count, rest = redis_client.client().eval(_COUNT, 1, _key(name, subject), str(seconds))
    except redis.RedisError as error:
        raise Unavailable("This cannot be answered at the moment; try again in a few seconds.") from error
    if count > allowed:
        rest = max(1, rest)
        raise TooManyRequests(f"Too many tries; try again in {rest} seconds.", retry_after=rest)


def give_back(*, name: str, subject: str) -> None:
    """Take one try back, where only failures count. Best effort: at worst it counts."""
    if name not in settings.RATE_LIMITS:
        return
    try:
        redis_client.client().eval(_GIVE_BACK, 1, _key(name, subject))
    except redis.RedisError:
        return


def _key(name: str, subject: str) -> str:
    # Hashed: subjects are personal data, and of any length.
    digest = hashlib.sha256(subject.encode()).hexdigest()[:32]
    return f"{redis_client.PREFIX}limit:{name}:{digest}"


def client_address(request: HttpRequest | Request) -> str:
    """The address that is counted: IPv4, or the /64 of an IPv6 host, which has them all to itself.

    ``X-Forwarded-For`` is believed only as far as TRUSTED_PROXIES of our own proxies wrote it.
    """
    meta = request.META
    return trusted_address(
        remote=str(meta.get("REMOTE_ADDR", "")), chain=meta.get("HTTP_X_FORWARDED_FOR", "")
    )


def trusted_address(*, remote: str, chain: str) -> str:
    """``client_address`` from the peer's address and the value of ``X-Forwarded-For``."""
    address, forwarded = remote, [part.strip() for part in chain.split(",")]
    if (proxies := settings.ENV.trusted_proxies) and forwarded[0]:
        address = forwarded[-min(proxies, len(forwarded))]
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else address


class AddressThrottle(BaseThrottle):
    """Limits an API view by the client's address; subclasses name the limit."""

    limit: ClassVar[str]

    def allow_request(self, request: Request, view: APIView) -> bool:
        hit(name=self.limit, subject=client_address(request))
        return True


class UserThrottle(BaseThrottle):
    """Limits an API view by the signed-in user; subclasses name the limit."""

    limit: ClassVar[str]

    def allow_request(self, request: Request, view: APIView) -> bool:
        hit(name=self.limit, subject=str(request.user.pk))
        return True
