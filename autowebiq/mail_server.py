"""Where e-mails go, from one address: ``EMAIL_URL``."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

PORTS = {"smtp": 25, "smtps": 465}
STARTTLS_PORT = 587
NEAR = ("localhost", "127.0.0.1", "::1")
"""Hosts to which nothing leaves the machine."""
EXAMPLE = "as in smtp://user:password@mail.example.org:587?tls=true"


@dataclass(frozen=True)
class MailServer:
    """Django's settings of these names, without ``EMAIL_``."""

    backend: str
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False


def parse(url: str) -> MailServer:
    """The mail server at an address; without one, e-mails are printed on the console.

    ``smtps://`` is encrypted from the beginning, ``smtp://…?tls=true`` after STARTTLS (RFC 3207).
    User and password are percent-encoded. Raises ValueError with a sentence that says what must be there.
    """
    if not url or url == "console://":
        return MailServer("django.core.mail.backends.console.EmailBackend")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError(f"must name a host and a port, {EXAMPLE}") from None
    if parts.scheme not in PORTS:
        raise ValueError(f"must begin with smtp:// or smtps://, {EXAMPLE}")
    if not host or parts.path.strip("/") or parts.fragment:
        raise ValueError(f"must name the host of a mail server and nothing after it, {EXAMPLE}")
    starttls = _starttls(parts.query)
    if starttls and parts.scheme == "smtps":
        raise ValueError("must not say tls=true after smtps://, which is encrypted from the beginning")
    _check_credentials(parts, is_safe=starttls or parts.scheme == "smtps" or host in NEAR)
    return MailServer(
        "django.core.mail.backends.smtp.EmailBackend",
        host=host,
        port=port or (STARTTLS_PORT if starttls else PORTS[parts.scheme]),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=starttls,
        use_ssl=parts.scheme == "smtps",
    )


def _starttls(query: str) -> bool:
    options = dict(parse_qsl(query, keep_blank_values=True))
    value = options.pop("tls", "false").lower()
    if options or value not in ("true", "false"):
        raise ValueError("must have no other option than tls=true or tls=false")
    return value == "true"


def _check_credentials(parts: SplitResult, *, is_safe: bool) -> None:
    if bool(parts.username) != bool(parts.password):
        raise ValueError(f"must have a user and a password or neither, {EXAMPLE}")
    if parts.username and not is_safe:
        raise ValueError("would send the password in the clear; add ?tls=true or begin with smtps://")
