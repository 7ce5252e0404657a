"""Idempotency-Key: the same POST acts once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from autowebiq.common.models import IdempotentRequest
from projects.models import Project

URL = "/api/v2/projects"
KEY = {"Idempotency-Key": "3f1c"}


def test_it_answers_the_repeated_request_like_the_first(alice_api: APIClient) -> None:
    first = alice_api.post(URL, {"name": "Once"}, format="json", headers=KEY)
    second = alice_api.post(URL, {"name": "Once"}, format="json", headers=KEY)

    assert first.status_code == second.status_code == 201
    assert second.json() == first.json()
    assert second["Location"] == first["Location"]
    assert second["Idempotent-Replayed"] == "true"
    assert Project.objects.count() == 1


def test_it_refuses_the_key_for_another_body(alice_api: APIClient) -> None:
    alice_api.post(URL, {"name": "Once"}, format="json", headers=KEY)

    response = alice_api.post(URL, {"name": "Other"}, format="json", headers=KEY)

    assert response.status_code == 422
    assert response.json()["code"] == "idempotency_key_reused"
    assert Project.objects.count() == 1


def test_it_keeps_keys_of_users_apart(alice_api: APIClient, bob_api: APIClient) -> None:
    alice_api.post(URL, {"name": "Once"}, format="json", headers=KEY)
    bob_api.post(URL, {"name": "Other"}, format="json", headers=KEY)

    assert Project.objects.count() == 2


def test_it_does_not_keep_refusals(alice_api: APIClient) -> None:
    assert alice_api.post(URL, {}, format="json", headers=KEY).status_code == 400
    assert alice_api.post(URL, {"name": "Mended"}, format="json", headers=KEY).status_code == 201


def test_it_refuses_a_key_that_is_too_long(alice_api: APIClient) -> None:
    response = alice_api.post(URL, {"name": "Once"}, format="json", headers={"Idempotency-Key": "k" * 256})
    assert response.status_code == 400


def test_it_takes_over_from_a_process_that_died(alice: User, alice_api: APIClient) -> None:
    alice_api.post(URL, {"name": "Once"}, format="json", headers=KEY)
    Project.objects.all().delete()
    IdempotentRequest.objects.update(status=None, created_at=timezone.now() - timedelta(minutes=3))

    assert alice_api.post(URL, {"name": "Once"}, format="json", headers=KEY).status_code == 201
    assert Project.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_twins_at_once_make_one_project(alice: User, api_for: Callable[[User], APIClient]) -> None:
    statuses: list[int] = []
    clients = [api_for(alice) for _ in range(50)]

    def post(client: APIClient) -> None:
        statuses.append(client.post(URL, {"name": "Once"}, format="json", headers=KEY).status_code)
        connections.close_all()

    threads = [threading.Thread(target=post, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(statuses) <= {201, 409}
    assert 201 in statuses
    assert Project.objects.count() == 1
