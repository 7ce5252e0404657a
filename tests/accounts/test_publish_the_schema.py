"""The whole API's schema; it lives here because accounts see every app below them."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from rest_framework.test import APIClient


def test_it_has_no_errors_and_no_warnings(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("schema") / "schema.json"

    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", file=str(file))
    assert file.stat().st_size > 0


@pytest.mark.django_db
def test_everybody_may_read_it(api: APIClient) -> None:
    body = api.get("/api/v2/schema").json()

    assert body["openapi"].startswith("3.1")
    assert {"/api/auth/login", "/api/v2/credits/history"} <= body["paths"].keys()
