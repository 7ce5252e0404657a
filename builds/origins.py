"""Which web pages may open sockets."""

from __future__ import annotations

from typing import Any

from channels.security.websocket import OriginValidator
from django.conf import settings


class KnownOrigins(OriginValidator):  # type: ignore[misc]  # channels has no types
    """Lets pages of our own hosts in, and programs, which send no Origin.

    Channels' own validator refuses whoever sends none. The header protects people whose browser adds
    cookies by itself (RFC 6455 §10.2); a socket here opens only with a token or ticket in hand.
    """

    def __init__(self, application: Any) -> None:
        super().__init__(application, settings.ALLOWED_HOSTS)

    def valid_origin(self, parsed_origin: Any) -> bool:
        return parsed_origin is None or bool(self.validate_origin(parsed_origin))
