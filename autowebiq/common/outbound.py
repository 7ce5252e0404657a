"""Requests to addresses that users give: only to public hosts, and to the very address that was checked.

A name may answer with a public address when it is checked and with ours when it is used (DNS rebinding), so
it is resolved once. Redirects are not followed, the environment's proxies are not asked.
"""

from __future__ import annotations

import http.client
import ipaddress
import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from autowebiq.common.errors import DomainError

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 10.0
# Addresses that stand for IPv4 addresses, public or not: a translator on the way would reach the latter.
TRANSLATED = [
    ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
]


class Refused(DomainError):
    """The address is none that we ask."""

    code = "address_refused"
    status = 400
    title = "The address is not allowed"


class Unreachable(DomainError):
    """The host did not answer, or not in time; trying again can help."""

    code = "unreachable"
    status = 502
    title = "The address did not answer"
    permanent = False


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the internet, not to a machine, a network of ours or a translator."""
    ip = ipaddress.ip_address(address)
    if ip.version == 6 and (ip.ipv4_mapped or any(ip in net for net in TRANSLATED)):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


@dataclass(frozen=True)
class Rules:
    """What may be asked. ``may_connect`` is called with each IP address that a name resolves to."""

    schemes: frozenset[str] = frozenset({"https"})
    ports: frozenset[int] | None = frozenset({443})
    may_connect: Callable[[str], bool] = is_public


PUBLIC = Rules()


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    body: bytes


def check_url(url: str, *, rules: Rules = PUBLIC) -> SplitResult:
    """The parts of an address whose form is allowed; no name is looked up. Raises Refused."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise Refused("That is not a web address.") from None
    if parts.scheme not in rules.schemes:
        raise Refused(f"The address must begin with {' or '.join(f'{s}://' for s in sorted(rules.schemes))}.")
    if not parts.hostname or parts.username is not None or "%" in parts.netloc or not url.isprintable():
        raise Refused("The address must have a host, and neither user name nor password.")
    if rules.ports is not None and port not in rules.ports:
        raise Refused("The address must not name another port.")
    return parts


def fetch_public(url: str, *, rules: Rules = PUBLIC, max_bytes: int = 5 * 1024 * 1024) -> Answer:
    """GET an address. Raises Refused, Unreachable; more than ``max_bytes`` is Refused."""
    return _ask("GET", url, body=None, headers={}, rules=rules, max_bytes=max_bytes)


def post_public(
    url: str,
    *,
    body: bytes,
    headers: Mapping[str, str],
    rules: Rules = PUBLIC,
    max_bytes: int = 64 * 1024,
) -> Answer:
    """POST to an address. Raises Refused, Unreachable; more than ``max_bytes`` of answer is Refused."""
    return _ask("POST", url, body=body, headers=headers, rules=rules, max_bytes=max_bytes)


def _ask(
    method: str, url: str, *, body: bytes | None, headers: Mapping[str, str], rules: Rules, max_bytes: int
) -> Answer:
    parts = check_url(url, rules=rules)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    try:
        with _connected(_addresses(host, port, rules), port) as plain, _deadline(plain):
            sock = _secured(plain, host) if parts.scheme == "https" else plain
            connection = http.client.HTTPConnection(host, port)
            connection.sock = sock
            connection.request(method, target, body=body, headers={**headers, "Connection": "close"})
            response = connection.getresponse()
            data = response.read(max_bytes + 1)
            answer = Answer(response.status, response.headers.get_content_type(), data)
            sock.close()
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        raise Unreachable(f"The address did not answer ({type(error).__name__}).") from error
    if len(answer.body) > max_bytes:
        raise Refused("The answer is too long.")
    return answer


def _addresses(host: str, port: int, rules: Rules) -> list[str]:
    """What the name resolves to; one address that is not allowed refuses them all."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(row[4][0]) for row in found))
    if not addresses or not all("%" not in address and rules.may_connect(address) for address in addresses):
        raise Refused("The address does not belong to a public host.")
    return addresses


@contextmanager
def _connected(addresses: list[str], port: int) -> Iterator[socket.socket]:
    failed: OSError | None = None
    for address in addresses[:3]:
        try:
            sock = socket.create_connection((address, port), timeout=CONNECT_SECONDS)
        except OSError as error:
            failed = error
            continue
        with sock:
            yield sock
        return
    raise failed or OSError("no address")


def _secured(sock: socket.socket, host: str) -> ssl.SSLSocket:
    return ssl.create_default_context().wrap_socket(sock, server_hostname=host)


@contextmanager
def _deadline(sock: socket.socket) -> Iterator[None]:
    """End the connection after TOTAL_SECONDS: a time-out of a socket starts anew with every byte."""
    # A copy: TLS takes the socket over, and must not be touched by another thread.
    with socket.socket(fileno=os.dup(sock.fileno())) as copy:
        timer = threading.Timer(TOTAL_SECONDS, _shut, [copy])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _shut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
