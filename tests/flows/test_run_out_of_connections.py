"""PostgreSQL takes no more connections: an order is refused for the moment, and nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from django.db import connection

from accounts import tokens
from accounts.models import User
from builds.models import Build
from credits.models import Hold
from projects import services as project_services
from tests.flows import processes
from tests.flows.conftest import PROMPT, wallet

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


@contextmanager
def one_connection_only() -> Iterator[None]:
    """The database lets nobody in beside us, who are in already."""
    name = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} CONNECTION LIMIT 1")
        try:
            yield
        finally:
            cursor.execute(f"ALTER DATABASE {name} CONNECTION LIMIT -1")


def test_the_client_is_told_when_to_come_back(alice: User, tmp_path: Path) -> None:
    project = project_services.create_project(owner_id=alice.pk, name="Nishiki")
    headers = {"Authorization": f"Bearer {tokens.begin(alice).access}", "Idempotency-Key": "k-1"}
    with processes.web(tmp_path) as address:
        url = f"{address}/api/v2/projects/{project.pk}/build"
        with one_connection_only():
            refused = httpx.post(url, json={"prompt": PROMPT}, headers=headers, timeout=30)
        accepted = httpx.post(url, json={"prompt": PROMPT}, headers=headers, timeout=30)
    assert (refused.status_code, accepted.status_code) == (503, 202)
    assert int(refused.headers["Retry-After"]) > 0
    assert (Build.objects.count(), Hold.objects.count()) == (1, 1)
    assert wallet(alice) == (49, 31)
