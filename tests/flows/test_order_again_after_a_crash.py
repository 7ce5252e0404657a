"""A web process dies after it has stored an order, before its answer: asking again orders nothing new."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from django.utils import timezone

from accounts import tokens
from accounts.models import User
from autowebiq.common import idempotency
from autowebiq.common.models import IdempotentRequest
from builds import services
from builds.models import Build
from credits.models import Hold
from projects import services as project_services
from projects.models import Project
from tests.flows import processes
from tests.flows.conftest import PROMPT, wallet

pytestmark = [pytest.mark.processes, pytest.mark.timeout(300), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[processes.Broker]:
    """A broker that hangs: a web process waits for it for a second, between the order and the answer."""
    broker = processes.Broker(tmp_path)
    broker.start()
    broker.freeze()
    yield broker
    broker.thaw()
    broker.stop()


@pytest.fixture
def project(alice: User) -> Project:
    return project_services.create_project(owner_id=alice.pk, name="Nishiki")


@pytest.fixture
def headers(alice: User) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens.begin(alice).access}", "Idempotency-Key": "k-1"}


def post(address: str, project: Project, headers: dict[str, str]) -> httpx.Response:
    url = f"{address}/api/v2/projects/{project.pk}/build"
    return httpx.post(url, json={"prompt": PROMPT}, headers=headers, timeout=30)


def crash_while_answering(
    folder: Path, broker: processes.Broker, project: Project, headers: dict[str, str]
) -> Build:
    """Post an order and kill the web process as soon as the order is stored."""
    with ThreadPoolExecutor(1) as pool, processes.running_web(folder, REDIS_URL=broker.url) as (web, address):
        posting = pool.submit(post, address, project, headers)
        processes.until(Build.objects.exists, what="the order")
        web.kill()
        with pytest.raises(httpx.HTTPError):
            posting.result(60)
    return Build.objects.get()


@pytest.mark.parametrize("has_ended", [False, True], ids=["while it waits", "after its end"])
def test_the_same_key_gets_the_same_build(
    alice: User,
    project: Project,
    headers: dict[str, str],
    broker: processes.Broker,
    tmp_path: Path,
    has_ended: bool,
) -> None:
    build = crash_while_answering(tmp_path, broker, project, headers)
    if has_ended:
        services.run_next_build(worker="test")
    # The next process may not know that the first one is dead, but that it has been silent for long.
    long_ago = timezone.now() - idempotency.ABANDONED - timedelta(seconds=1)
    assert IdempotentRequest.objects.filter(status=None).update(created_at=long_ago) == 1

    with processes.web(tmp_path) as address:
        answer = post(address, project, headers)
    assert (answer.status_code, answer.json()["task_id"]) == (202, str(build.pk))
    assert (Build.objects.count(), Hold.objects.count()) == (1, 1)
    assert wallet(alice) == ((49, 0) if has_ended else (49, 31))
