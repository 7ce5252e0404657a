"""What Prometheus reads, and who may read it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from credits import services
from credits.models import LedgerCheck

pytestmark = pytest.mark.django_db


def read() -> dict[str, float]:
    text = Client().get("/metrics").content.decode()
    rows = [line.rsplit(" ", 1) for line in text.splitlines() if line and not line.startswith("#")]
    return {name: float(value) for name, value in rows}


def test_it_tells_of_the_books(alice: User, bob: User) -> None:
    services.place_hold(user_id=alice.pk, credits=31, key="k", reference="", description="")
    services.check_books(now=timezone.now())

    found = read()
    assert found["autowebiq_credits_balance"] == 160
    assert found["autowebiq_credits_held"] == 31
    assert found["autowebiq_credits_holds_pending"] == 1
    assert found["autowebiq_ledger_check_differences"] == 0
    assert found["autowebiq_ledger_check_timestamp_seconds"] <= timezone.now().timestamp()


def test_the_latest_check_is_what_counts() -> None:
    now = timezone.now()
    for differences, seconds in ((0, 0), (3, 1)):
        LedgerCheck.objects.create(
            checked_at=now.replace(microsecond=seconds), seconds=0, examined=9, differences=differences
        )

    assert read()["autowebiq_ledger_check_differences"] == 3


def test_others_find_nothing_without_the_token(settings: Any) -> None:
    far: Any = {"REMOTE_ADDR": "192.0.2.7"}
    assert Client().get("/metrics", **far).status_code == 404
    assert Client().get("/metrics", headers={"x-forwarded-for": "192.0.2.7"}).status_code == 404

    settings.METRICS_TOKEN = "correct-horse"
    assert Client().get("/metrics").status_code == 404
    assert Client().get("/metrics", headers={"authorization": "Bearer wrong"}).status_code == 404
    right = {"authorization": "Bearer correct-horse"}
    assert Client().get("/metrics", headers=right, **far).status_code == 200
