from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import RequestFactory
from rest_framework.test import APIClient

from accounts.models import User
from autowebiq.common import redis_client, throttle
from autowebiq.common.errors import Unavailable
from autowebiq.common.throttle import TooManyRequests

LOGIN = "/api/auth/login"


@pytest.fixture
def subject() -> str:
    """Nobody who was counted before: Redis keeps its keys between tests."""
    return uuid.uuid4().hex


@pytest.fixture
def limit(settings: Any) -> str:
    settings.RATE_LIMITS = {"test": (3, 60)}
    return "test"


def test_it_lets_as_many_through_as_allowed(limit: str, subject: str) -> None:
    for _ in range(3):
        throttle.hit(name=limit, subject=subject)

    with pytest.raises(TooManyRequests) as refusal:
        throttle.hit(name=limit, subject=subject)
    assert 0 < int(str(refusal.value.members["retry_after"])) <= 60


def test_others_are_counted_apart(limit: str, subject: str) -> None:
    for _ in range(3):
        throttle.hit(name=limit, subject=subject)

    throttle.hit(name=limit, subject=f"{subject}-other")


def test_what_is_given_back_counts_no_more(limit: str, subject: str) -> None:
    for _ in range(10):
        throttle.hit(name=limit, subject=subject)
        throttle.give_back(name=limit, subject=subject)


def test_giving_back_never_earns_tries(limit: str, subject: str) -> None:
    for _ in range(5):
        throttle.give_back(name=limit, subject=subject)
    for _ in range(3):
        throttle.hit(name=limit, subject=subject)

    with pytest.raises(TooManyRequests):
        throttle.hit(name=limit, subject=subject)


def test_of_thirty_at_once_three_pass(limit: str, subject: str) -> None:
    def work(_: int) -> bool:
        try:
            throttle.hit(name=limit, subject=subject)
        except TooManyRequests:
            return False
        return True

    with ThreadPoolExecutor(30) as pool:
        assert sum(pool.map(work, range(30))) == 3


def test_without_redis_it_stays_closed(limit: str, subject: str, settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    redis_client.client.cache_clear()
    try:
        with pytest.raises(Unavailable):
            throttle.hit(name=limit, subject=subject)
    finally:
        redis_client.client.cache_clear()


def test_wrong_passwords_end_in_429_before_any_hash(
    api: APIClient, alice: User, password: str, subject: str, settings: Any
) -> None:
    alice.email = f"{subject}@example.com"
    alice.save()
    settings.RATE_LIMITS = {"sign-in-account": (3, 60)}

    def sign_in(word: str, email: str = alice.email) -> Any:
        return api.post(LOGIN, {"email": email, "password": word}, format="json")

    assert [sign_in("wrong").status_code for _ in range(4)] == [401, 401, 401, 429]
    refused = sign_in(password, alice.email.upper())  # neither the right word nor another case helps
    assert (refused.status_code, refused.json()["code"]) == (429, "throttled")
    assert 0 < int(refused["Retry-After"]) <= 60


def test_right_passwords_are_not_counted(
    api: APIClient, alice: User, password: str, subject: str, settings: Any
) -> None:
    alice.email = f"{subject}@example.com"
    alice.save()
    settings.RATE_LIMITS = {"sign-in-account": (2, 60)}

    answers = [api.post(LOGIN, {"email": alice.email, "password": password}, format="json") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 5


@pytest.mark.django_db
def test_registering_is_limited_by_address(api: APIClient, subject: str, settings: Any) -> None:
    settings.RATE_LIMITS = {"register-address": (2, 60)}
    where = f"2001:db8:{subject[:4]}:{subject[4:8]}::1"

    answers = [api.post("/api/auth/register", {}, format="json", REMOTE_ADDR=where) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [400, 400, 429]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "", "192.0.2.9"),
        (0, "198.51.100.1", "192.0.2.9"),  # nobody of ours wrote it
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "203.0.113.7, 198.51.100.1", "198.51.100.1"),  # the first one is the client's own invention
        (2, "203.0.113.7, 198.51.100.1", "203.0.113.7"),
        (2, "198.51.100.1", "198.51.100.1"),
        (1, "", "192.0.2.9"),
        (1, "2001:db8::17", "2001:db8::/64"),
    ],
)
def test_the_address_is_the_one_our_proxies_saw(
    settings: Any, proxies: int, forwarded: str, expected: str
) -> None:
    settings.ENV = settings.ENV.model_copy(update={"trusted_proxies": proxies})
    headers = {"x-forwarded-for": forwarded} if forwarded else {}

    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="192.0.2.9")
    assert throttle.client_address(request) == expected
