"""The same request under one Idempotency-Key from sixteen threads: one build, one hold, one answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from rest_framework.test import APIClient

from accounts.models import User
from builds.models import Build
from credits.models import Hold
from projects.models import Project

pytestmark = pytest.mark.django_db(transaction=True)


def post(api: APIClient, project: Project, prompt: str = "A bakery") -> tuple[int, dict[str, object]]:
    """Send until the first request with the key has its answer, as clients do after a 409."""
    url = f"/api/v2/projects/{project.pk}/build"
    while True:
        answer = api.post(url, {"prompt": prompt}, format="json", headers={"idempotency-key": "k-1"})
        if answer.json().get("code") != "idempotency_in_progress":
            return answer.status_code, answer.json()
        time.sleep(0.05)


def test_sixteen_get_one_answer(alice: User, project: Project, api_for: Callable[[User], APIClient]) -> None:
    clients = [api_for(alice) for _ in range(16)]
    gate = threading.Barrier(16)

    def work(api: APIClient) -> tuple[int, dict[str, object]]:
        try:
            gate.wait()
            return post(api, project)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(work, clients))

    assert all(answer == answers[0] for answer in answers)
    assert answers[0][0] == 202
    assert (Build.objects.count(), Hold.objects.count()) == (1, 1)


def test_another_body_is_refused(alice_api: APIClient, project: Project) -> None:
    post(alice_api, project)

    assert post(alice_api, project, "A bar")[0] == 422
    assert Hold.objects.count() == 1
