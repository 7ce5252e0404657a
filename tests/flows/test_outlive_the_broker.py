"""The broker may be down or hung: builds are accepted, wait, and start when it is back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import User
from builds import outbox, services
from builds.models import Build, OutboxMessage
from projects import services as project_services
from tests.flows import processes
from tests.flows.conftest import Orders

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[processes.Broker]:
    """A broker of our own, running, which this process publishes to."""
    broker = processes.Broker(tmp_path)
    broker.start()
    monkeypatch.setattr(outbox, "_broker", outbox.Broker(broker.url))
    yield broker
    broker.thaw()
    broker.stop()


def post(alice_api: APIClient, alice: User) -> Build:
    project = project_services.create_project(owner_id=alice.pk, name="Nishiki")
    answer = alice_api.post(
        f"/api/v2/projects/{project.pk}/build", {"prompt": "A ramen restaurant"}, format="json"
    )
    assert answer.status_code == 202
    return Build.objects.get(pk=answer.json()["task_id"])


def waiting() -> int:
    return OutboxMessage.objects.filter(published_at=None).count()


def test_a_message_is_sent_at_once(broker: processes.Broker, alice_api: APIClient, alice: User) -> None:
    post(alice_api, alice)
    assert waiting() == 0


def test_a_dead_broker_refuses_no_build(broker: processes.Broker, alice_api: APIClient, alice: User) -> None:
    broker.stop()
    build = post(alice_api, alice)
    assert (build.status, waiting()) == ("QUEUED", 1)
    assert services.publish_outbox() == 0
    broker.start()
    assert (services.publish_outbox(), waiting()) == (1, 0)


def test_a_hung_broker_holds_no_request_up(
    broker: processes.Broker, alice_api: APIClient, alice: User
) -> None:
    post(alice_api, alice)
    broker.freeze()
    build = post(alice_api, alice)
    assert (build.status, waiting()) == ("QUEUED", 1)
    broker.thaw()
    assert (services.publish_outbox(), waiting()) == (1, 0)


def test_a_build_starts_when_the_broker_is_back(
    broker: processes.Broker, alice_api: APIClient, alice: User, orders: Orders, tmp_path: Path
) -> None:
    broker.stop()
    build = post(alice_api, alice)
    broker.start()
    with processes.worker(tmp_path, REDIS_URL=broker.url, **orders.environ):
        services.publish_outbox()
        processes.until(lambda: not Build.objects.get(pk=build.pk).is_active, what="the build")
    assert Build.objects.get(pk=build.pk).status == "SUCCEEDED"


def test_a_web_process_answers_while_the_broker_hangs(
    broker: processes.Broker, alice: User, tmp_path: Path
) -> None:
    project = project_services.create_project(owner_id=alice.pk, name="Nishiki")
    headers = {"Authorization": f"Bearer {tokens.begin(alice).access}"}
    with processes.web(tmp_path, REDIS_URL=broker.url) as address:
        broker.freeze()
        answer = httpx.post(
            f"{address}/api/v2/projects/{project.pk}/build",
            json={"prompt": "A ramen restaurant"},
            headers=headers,
            timeout=30,
        )
    assert answer.status_code == 202
    assert Build.objects.get().status == "QUEUED"
    assert waiting() == 1
