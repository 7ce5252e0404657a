from __future__ import annotations

import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from autowebiq.devstack import leftovers, stackfile

from .conftest import Up, read_everywhere, ready, write_everywhere

pytestmark = pytest.mark.processes


def test_two_checkouts_share_nothing(up: Callable[..., Up], folder: Path) -> None:
    alice, bob = up(folder / "alice", fresh=True), up(folder / "bob", fresh=True)
    write_everywhere(ready(alice), "alice")
    write_everywhere(ready(bob), "bob")

    assert read_everywhere(ready(alice)) == [["alice"]] * 3
    assert read_everywhere(ready(bob)) == [["bob"]] * 3
    assert not set(leftovers.find(folder / "alice")) & set(leftovers.find(folder / "bob"))


def test_a_copied_checkout_leaves_the_first_one_alone(up: Callable[..., Up], folder: Path) -> None:
    # The copy remembers the same ports and passwords as the original, which runs.
    alice = up(folder / "alice", fresh=True)
    original = ready(alice)
    write_everywhere(original, "alice")
    (folder / "copy").mkdir(mode=0o711)
    shutil.copy(folder / "alice" / "stack.json", folder / "copy" / "stack.json")
    copy = ready(up(folder / "copy"))
    write_everywhere(copy, "copy")

    assert read_everywhere(original) == [["alice"]] * 3
    assert read_everywhere(copy) == [["copy"]] * 3
    ports = {copy.postgres_port, copy.valkey_port, copy.mongo_port}
    assert not ports & {original.postgres_port, original.valkey_port, original.mongo_port}


def test_a_stranger_on_a_remembered_port_hears_nothing_from_us(up: Callable[..., Up], folder: Path) -> None:
    remembered = stackfile.resolve(folder / "data")
    with (
        socket.create_server(("127.0.0.1", remembered.postgres_port)) as first,
        socket.create_server(("127.0.0.1", remembered.valkey_port)) as second,
        socket.create_server(("127.0.0.1", remembered.mongo_port)) as third,
    ):
        stack = ready(up(folder / "data"))
        write_everywhere(stack, "a")
        for stranger in (first, second, third):
            stranger.setblocking(False)
            with pytest.raises(BlockingIOError):
                stranger.accept()

    assert stack.postgres_port != remembered.postgres_port
    assert stack.valkey_port != remembered.valkey_port
    assert stack.mongo_port != remembered.mongo_port
