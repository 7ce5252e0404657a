"""The broker comes back without what it was given: queued builds are published again, and run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.models import User
from builds import outbox
from builds.models import OutboxMessage
from tests.flows import processes
from tests.flows.conftest import ALL, Orders, order, status, until_ended, wallet

pytestmark = [pytest.mark.processes, pytest.mark.timeout(300), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[processes.Broker]:
    """A broker of our own, to which this process publishes."""
    broker = processes.Broker(tmp_path)
    broker.start()
    monkeypatch.setattr(outbox, "_broker", outbox.Broker(broker.url))
    yield broker
    broker.stop()


def test_all_queued_builds_are_published_again_and_run(
    broker: processes.Broker, alice: User, bob: User, orders: Orders, tmp_path: Path
) -> None:
    builds = [order(user, name) for user in (alice, bob) for name in ("Nishiki", "Ajisen")]
    assert not OutboxMessage.objects.filter(published_at=None).exists()
    broker.stop()
    shutil.rmtree(tmp_path / "appendonlydir")
    broker.start()
    with processes.worker(tmp_path, REDIS_URL=broker.url, **orders.environ):
        for build in builds:
            until_ended(build)
    assert [status(build) for build in builds] == ["SUCCEEDED"] * 4
    assert sorted(orders.did) == sorted(ALL * 4)
    assert wallet(alice) == wallet(bob) == (18, 0)
