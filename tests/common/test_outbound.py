"""Requests to addresses of users: public hosts only, the checked address, no redirects, limits."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from autowebiq.common import outbound
from tests.publishing.receiver import LOCAL, Receiver, receiver


@pytest.fixture
def server() -> Iterator[Receiver]:
    with receiver() as found:
        yield found


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1",
        "::127.0.0.1", "2001:db8::1", "192.0.2.1", "198.18.0.1",
    ],
)  # fmt: skip
def test_these_are_not_public(address: str) -> None:
    assert not outbound.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111"])
def test_these_are_public(address: str) -> None:
    assert outbound.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/", "https://0x7f.1/", "https://2130706433/", "https://[::1]/", "https://localhost/",
        "https://[::ffff:127.0.0.1]/", "https://169.254.169.254/latest/meta-data/", "https://0/",
    ],
)  # fmt: skip
def test_names_of_our_own_machine_are_refused(url: str) -> None:
    with pytest.raises(outbound.Refused):
        outbound.fetch_public(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "//x", "",
        "https://user@example.org/", "https://example.org:22/", "https://[fe80::1%25eth0]/", "https://a:b/",
        "https://example.org/\r\nHost: x", "https:///x", "https://[::1",
    ],
)  # fmt: skip
def test_other_forms_of_addresses_are_refused(url: str) -> None:
    with pytest.raises(outbound.Refused):
        outbound.fetch_public(url)


def test_one_private_answer_of_many_refuses_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ["8.8.8.8", "127.0.0.1"]
    resolve_as(monkeypatch, answers)
    with pytest.raises(outbound.Refused):
        outbound.fetch_public("https://rebound.example/")


def resolve_as(monkeypatch: pytest.MonkeyPatch, *turns: list[str]) -> list[str]:
    """Let names resolve to ``turns`` one after the other: a name server that changes its mind."""
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        if host.replace(".", "").isdigit():
            return list(real(host, port, *args, **kwargs))
        asked.append(host)
        turn = turns[min(len(asked), len(turns)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in turn]

    real: Any = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def test_the_checked_address_is_the_one_that_is_asked(
    server: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A second look-up would lead elsewhere.
    asked = resolve_as(monkeypatch, ["127.0.0.1"], ["127.0.0.2"])
    port = server.url.split(":")[2].split("/")[0]
    answer = outbound.fetch_public(f"http://rebound.example:{port}/hook?a=b", rules=LOCAL)
    assert (answer.status, answer.body) == (200, b"ok")
    assert asked == ["rebound.example"]
    assert server.calls[0][0]["Host"] == f"rebound.example:{port}"


def test_redirects_are_told_and_not_followed(server: Receiver) -> None:
    server.answers = [server.url]
    assert outbound.post_public(server.url, body=b"x", headers={}, rules=LOCAL).status == 302
    assert len(server.calls) == 1


def test_too_long_an_answer_is_refused(server: Receiver) -> None:
    server.body = b"x" * 1001
    with pytest.raises(outbound.Refused):
        outbound.fetch_public(server.url, rules=LOCAL, max_bytes=1000)


def test_proxies_of_the_environment_are_not_asked(server: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert outbound.fetch_public(server.url, rules=LOCAL).status == 200


def test_a_host_that_does_not_answer_may_be_tried_again() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(outbound.Unreachable) as caught:
        outbound.fetch_public(f"http://127.0.0.1:{port}/", rules=LOCAL)
    assert not caught.value.permanent


def test_a_host_that_drips_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbound, "TOTAL_SECONDS", 0.5)
    left = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            peer, _ = listener.accept()
            with peer:
                try:
                    # Each byte would start a socket's own time-out anew.
                    while not left.wait(0.05):
                        peer.sendall(b"H")
                except OSError:
                    left.set()

        thread = threading.Thread(target=drip)
        thread.start()
        with pytest.raises(outbound.Unreachable):
            outbound.fetch_public(f"http://127.0.0.1:{listener.getsockname()[1]}/", rules=LOCAL)
        thread.join(10)
    assert left.is_set()
