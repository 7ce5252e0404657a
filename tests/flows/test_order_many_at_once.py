"""Many orders at once, through a real web process: each is held once, and no credit is spent twice."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import httpx
import pytest

from accounts import tokens
from accounts.models import User
from builds.models import Build
from credits.models import Hold
from projects import services as project_services
from tests.flows import processes
from tests.flows.conftest import PROMPT, wallet

pytestmark = [pytest.mark.processes, pytest.mark.timeout(300), pytest.mark.django_db(transaction=True)]

CLIENT_SECONDS = 60


@pytest.fixture
def client(alice: User, tmp_path: Path) -> Iterator[httpx.Client]:
    """Alice's client of a web process without workers: what is ordered stays queued."""
    headers = {"Authorization": f"Bearer {tokens.begin(alice).access}"}
    limits = httpx.Limits(max_connections=None)
    with (
        processes.web(tmp_path) as address,
        httpx.Client(base_url=address, headers=headers, timeout=CLIENT_SECONDS, limits=limits) as client,
    ):
        yield client


def all_at_once(requests: list[Callable[[], httpx.Response]]) -> list[httpx.Response]:
    gate = Barrier(len(requests))

    def one(request: Callable[[], httpx.Response]) -> httpx.Response:
        gate.wait()
        return request()

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(one, requests))


def post(client: httpx.Client, project_id: object, **headers: str) -> httpx.Response:
    """Order a build; a twin that is still under way is asked for again, as clients do."""
    while True:
        answer = client.post(f"/api/v2/projects/{project_id}/build", json={"prompt": PROMPT}, headers=headers)
        if answer.json().get("code") != "idempotency_in_progress":
            return answer
        time.sleep(0.05)


def test_fifty_twins_with_one_key_hold_once(client: httpx.Client, alice: User) -> None:
    project = project_services.create_project(owner_id=alice.pk, name="Nishiki")
    one = lambda: post(client, project.pk, **{"Idempotency-Key": "k-1"})  # noqa: E731
    answers = all_at_once([one] * 50)
    assert {answer.status_code for answer in answers} == {202}
    assert {answer.json()["task_id"] for answer in answers} == {str(Build.objects.get().pk)}
    assert Hold.objects.count() == 1
    assert wallet(alice) == (49, 31)


def test_credits_for_two_builds_start_two_of_thirty(client: httpx.Client, alice: User) -> None:
    names = [f"Nishiki {number}" for number in range(30)]
    projects = [project_services.create_project(owner_id=alice.pk, name=name) for name in names]
    answers = all_at_once([lambda pk=project.pk: post(client, pk) for project in projects])  # type: ignore[misc]  # mypy does not infer lambdas with defaults
    assert Counter(answer.status_code for answer in answers) == {202: 2, 402: 28}
    assert (Build.objects.count(), Hold.objects.count()) == (2, 2)
    assert wallet(alice) == (18, 62)


def test_one_project_is_built_once_at_a_time(client: httpx.Client, alice: User) -> None:
    project = project_services.create_project(owner_id=alice.pk, name="Nishiki")
    answers = all_at_once([lambda: post(client, project.pk)] * 20)
    assert Counter(answer.status_code for answer in answers) == {202: 1, 409: 19}
    assert wallet(alice) == (49, 31)
