from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from accounts.models import User
from credits import selectors as credit_selectors

pytestmark = pytest.mark.django_db


@pytest.fixture
def embedded(settings: Any) -> None:
    settings.ENV = settings.ENV.model_copy(update={"embedded": frozenset({"database"})})


def ensure() -> str:
    out = StringIO()
    call_command("ensure_demo_user", stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("embedded")
def test_it_signs_in_and_can_build_several_times(api: APIClient) -> None:
    ensure()

    login = {"email": "demo@test.com", "password": "Demo123456"}
    assert api.post("/api/auth/login", login, format="json").json()["user"]["credits"] == 500


@pytest.mark.usefixtures("embedded")
def test_making_it_again_changes_nothing() -> None:
    assert "was created" in ensure()
    assert "is there already" in ensure()

    assert credit_selectors.wallet(user_id=User.objects.get().pk).credits == 500


def test_it_is_refused_outside_the_embedded_database(settings: Any) -> None:
    settings.ENV = settings.ENV.model_copy(
        update={"embedded": frozenset(), "database_url": "postgresql://elsewhere/db"}
    )

    with pytest.raises(CommandError, match="embedded database only"):
        ensure()
    assert not User.objects.exists()
